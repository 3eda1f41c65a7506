"""One family from the first page to its review, and the officers it meets: by links and buttons only.

The family has an old telephone: 360 px, no script. Every page is reached from `/` or from `/office`.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from tests.journeys import applying, mine
from tests.journeys.conftest import DESK, PHONE, Opens
from tests.journeys.walk import GO_ON, go

NAME = "Rosa María Xol"


@contextmanager
def officer(opens: Opens, name: str) -> Iterator[Any]:
    """An officer of the demonstration at the first site, who has just signed in."""
    with opens(width=DESK, lang="es") as page:
        page.goto("/office")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", f"cauce-demo-{name}")
        go(page, "main form button")
        yield page


def apply(page: Any) -> tuple[str, str]:
    """Send an application; return its reference and code."""
    applying.start(page)
    applying.agree(page)
    applying.name(page, "Rosa María", "Xol", "1991")
    applying.all_named(page)
    applying.reach(page, "+502 5555 0199", "mío")
    applying.answer_all(page)
    applying.past_papers(page)
    page.check("input[name=read]")
    go(page, 'form[action="/apply/send#errors"] button')
    return mine.keys(page)


def tray(page: Any, key: str, reference: str) -> None:
    """Open a tray from the officer's first page, and the record of a reference in it."""
    go(page, f'main a[href="/office/trays/{key}"]')
    go(page, f"main a:has-text('{reference}')")
    assert NAME in page.inner_text("h1")


def take(page: Any, kind: str, reference: str) -> None:
    """Take the oldest case, which the rule chooses, until it is this family's: other tests left some."""
    for _each in range(30):
        page.goto("/office")
        go(page, f'main a[href="/office/trays/cases-{kind}"]')
        go(page, f'form[action="/office/cases/take/{kind}"] button')
        if reference in page.inner_text("h1"):
            return
    raise AssertionError("the rule never gave this family's case")


def interview(page: Any, reference: str) -> None:
    """Take the oldest case, plan the talk for now, ask one question, read everything back, end."""
    take(page, "to-interview", reference)
    go(page, 'main a[href$="/plan"]')
    page.fill("input[name=place]", "Sala 4")
    go(page, 'form[action$="/plan#errors"] button')
    go(page, 'main a[href^="/office/cases/interviews/"] >> nth=-1')
    page.fill("input[name=spoken]", "español")
    go(page, 'form[action$="/begin"] button')
    go(page, 'main a[href*="/ask/"] >> nth=0')
    page.check('input[name=v][value="no"]')
    go(page, "button[name=then][value=back]")
    page.check("input[name=person_confirms]")
    go(page, 'form[action$="/read-back"] button')
    go(page, 'form[action$="/end"] button')


def decide(page: Any, reference: str) -> str:
    """Decide “not now” on the first two findings that are not met; return the letter as it was read."""
    take(page, "to-decide", reference)
    go(page, 'main a[href$="/decide"] >> nth=0')
    page.check('input[name=outcome][value="not_now"]')
    closed = page.locator("main details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    wrong = page.locator("label.choice:has(.tag.stop) input[name=grounds]")
    assert wrong.count() > 1
    wrong.nth(0).check()
    wrong.nth(1).check()
    page.fill("#reasons", "Se vieron los documentos.")
    page.fill("#words", "Puede volver cuando cambie algo.")
    go(page, "button[name=step][value=preview]")
    letter = str(page.inner_text("main .letter >> nth=0"))
    assert "Puede volver cuando cambie algo." in letter
    go(page, "button[name=step][value=decide]")
    return letter


def test_from_a_telephone_to_a_letter_and_a_review(opens: Opens) -> None:
    with ExitStack() as stack:
        family = stack.enter_context(opens(width=PHONE, lang="es"))
        reference, code = apply(family)
        registrar = stack.enter_context(officer(opens, "registrar"))
        tray(registrar, "applications-to-check", reference)
        go(registrar, 'form[action^="/office/cases/open/"] button')
        interviewer = stack.enter_context(officer(opens, "interviewer"))
        interview(interviewer, reference)
        assert "Usted entrevistó a esta familia; decide otra persona." in interviewer.inner_text(
            "main"
        )
        decider = stack.enter_context(officer(opens, "interviewer2"))
        letter = decide(decider, reference)
        # Days later, from a browser that knows nothing of them any more.
        mine.leave(family)
        mine.enter(family, reference, code)
        go(family, '.doors a[href="/my/letters"]')
        mine.again(family, code)
        go(family, 'main a[href^="/my/letters/"] >> nth=0')
        read = family.inner_text("main")
        assert "Puede volver cuando cambie algo." in read
        assert _same(letter, read)
        ask_review(family)
        supervisor = stack.enter_context(officer(opens, "supervisor"))
        go(supervisor, 'main a[href="/office/trays/reviews"]')
        assert reference in supervisor.inner_text("main")


def ask_review(page: Any) -> None:
    """Ask for a review from where the application stands."""
    page.goto("/my/home")
    go(page, 'main a[href="/my/review"] >> nth=0')
    page.fill("textarea[name=why]", "Falta un papel que ya entregué.")
    go(page, GO_ON)
    assert "otra persona" in page.inner_text("main").lower()


def _same(letter: str, read: str) -> bool:
    """Say whether every line of the letter that was approved stands in what the family reads."""
    there = " ".join(read.split())
    return all(" ".join(line.split()) in there for line in letter.splitlines() if line.strip())
