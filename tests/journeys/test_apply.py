"""A family applies on an old telephone: by links from the start, at 360 px, without script."""

import re

from tests.journeys import applying, walk
from tests.journeys.conftest import DESK, PHONE, Opens


def test_from_the_start_to_the_receipt(opens: Opens) -> None:
    with opens(width=PHONE, lang="es") as page:
        applying.start(page)
        reference = page.inner_text(".ref >> nth=0")
        applying.agree(page)
        applying.name(page, "Rosa María", "Xol", "1991")
        applying.add(page, "Mateo", "Xol", "2016", "child")
        assert "Rosa María Xol" in page.inner_text("main")
        applying.all_named(page)
        applying.reach(page, "+502 5555 0101", "de mi hermana")
        assert applying.answer_all(page) > 5
        applying.past_papers(page)
        assert "Nacimiento" in page.inner_text("main")
        page.check("input[name=read]")
        walk.go(page, 'form[action="/apply/send#errors"] button')
        assert page.url.split("#")[0].endswith("/apply/receipt")
        shown = page.inner_text("main")
        assert "Recibimos su solicitud." in shown
        assert reference in shown
        assert "2 personas" in shown
        assert re.search(r"dirá el código \d{4}\. Si no, cuelgue\.", shown)
        # Back, and a reload of what was sent: the same receipt.
        page.go_back()
        page.reload()
        assert page.url.split("#")[0].endswith("/apply/receipt")
        assert reference in page.inner_text("main")


def test_stop_and_come_back_in_another_browser(opens: Opens) -> None:
    with opens(width=PHONE, lang="en") as page:
        applying.start(page, language="en")
        reference, code = (page.inner_text(f".ref >> nth={place}") for place in (0, 1))
        applying.agree(page)
        applying.name(page, "Ana", "Caal", "1980")
    with opens(width=PHONE, lang="en") as page:
        page.goto("/")
        walk.go(page, applying.DOOR)
        page.click("summary")
        page.fill("#enter-reference", reference.lower())
        page.fill("#enter-code", code)
        walk.go(page, 'form[action="/apply/resume"] button')
        assert page.url.split("#")[0].endswith("/apply/contact")
        page.goto("/apply/people")
        assert "Ana Caal" in page.inner_text("main")


def test_what_could_i_knows_is_not_asked_again(opens: Opens) -> None:
    with opens(width=PHONE, lang="en") as page:
        walk.start(page, others=("child",))
        walk.fill(page, {"v": ["-unknown"]})
        page.goto("/could-i/result")
        walk.go(page, 'a[href="/apply?with=could-i"]')
        page.check("input[name=language][value=en]")
        page.select_option("#spoken", "es")
        page.check("input[name=helped][value=no]")
        if page.locator("input[name=site]").count():
            page.check("input[name=site] >> nth=0")
        walk.go(page, 'form[action="/apply#errors"] .acts button')
        applying.agree(page)
        assert page.locator(".people li").count() == 2


def test_the_receipt_prints_on_one_page(opens: Opens) -> None:
    with opens(width=DESK, lang="es") as page:
        for kind in applying.every_page(page):
            last = kind
        assert last == "receipt"
        page.emulate_media(media="print")
        assert page.locator(".receipt").is_visible()
        for hidden in (".exit", ".acts", "header nav", ".skip"):
            for found in page.locator(hidden).all():
                assert not found.is_visible(), hidden
        text = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", text)) == 1
