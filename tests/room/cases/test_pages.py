"""The room's pages as officers walk them, by their forms alone: from an open case to a referral."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from cauce.base.actors import Actor
from cauce.base.models import Event
from cauce.cases.models import Case, Decision, Interview, Referral, Review
from cauce.cases.reviews.actions import ask_review
from cauce.packs import pack
from tests import casework
from tests import cast as people
from tests.casework import LATER
from tests.family import family

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office_day(settings: Any) -> None:
    settings.OFFICE_DAY = LATER.date()


def _client(officer: Any) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.cookies["cauce-language"] = "en"
    people.sign_in(client, officer)
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:600]
    return response.content.decode()


def _post(client: Client, address: str, status: int = 302, **sent: Any) -> str:
    response = client.post(address, sent)
    text = response.content.decode()
    assert response.status_code == status, text[text.find("<main") :][:1500]
    return response["Location"] if status == 302 else text


def _hidden(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', text):
        found.setdefault(name, []).append(unescape(value))
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_the_whole_way_by_forms(cast: Any) -> None:
    rosa, iris, ivan, sofia = (_client(c) for c in (cast.rosa, cast.iris, cast.ivan, cast.sofia))
    from cauce.applications.actions import submit
    from tests.family import found, worked

    sent, _data = worked(cast.site, casework.ELIGIBLE_PERSON)
    application = found(submit(sent=sent, by=Actor.FAMILY, at=LATER))
    _post(rosa, f"/office/cases/open/{application.pk}")
    case = Case.objects.unscoped("a test").get()
    here = f"/office/cases/{case.pk}"
    assert "Nobody has this case yet" in _page(iris, here)
    assert _post(iris, "/office/cases/take/to-interview").startswith(here)
    plan = {"interviewer": cast.iris.pk, "day": "2024-01-12", "hour": "23:00", "place": "Room 4"}
    text = _post(iris, f"{here}/plan", 422, **(plan | {"day": "31/31/2024"}))
    assert "Write the day as 2024-01-31" in text
    assert 'value="Room 4"' in text, "what was typed is kept"
    _post(iris, f"{here}/plan", **plan)
    talk = f"/office/cases/interviews/{Interview.objects.unscoped('a test').get().pk}"
    _post(iris, f"{talk}/begin", spoken="es", interpreter="M. Caal")
    assert "Question sheet" in _page(iris, f"{talk}/print")
    _answer_everything(iris, talk)
    assert "Somebody interpreted" in _post(iris, f"{talk}/read-back", 422, person_confirms="on")
    _post(iris, f"{talk}/read-back", person_confirms="on", interpreter_signs="on")
    _post(iris, f"{talk}/end")
    assert "You interviewed this family; another officer decides." in _page(iris, here)
    assert _post(ivan, "/office/cases/take/to-decide").startswith(here)
    decision = _decide(ivan, here)
    assert "Referred" not in _page(sofia, here)
    there = casework.organisation(cast)
    _post(sofia, f"{here}/refer", pathway=decision.pathways[0], organisation=there.pk, words="")
    referral = f"/office/cases/referrals/{Referral.objects.unscoped('a test').get().pk}"
    assert "Puente" in _page(sofia, referral)
    _post(sofia, referral, state="accepted", answer="Recibimos el caso.")
    assert "Taken; not finished yet" in _page(sofia, here)


def _answer_everything(client: Client, talk: str) -> None:
    for _each in range(12):
        text = _page(client, talk)
        needed = text[text.find('id="needed"') : text.find('aria-labelledby="contradictions"')]
        asked = re.findall(rf'href="({talk}/ask/[^"]+)"', needed.split("<h3>")[0])
        if not asked:
            return
        page = _page(client, asked[0])
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert seen
        escape = "how" if 'name="how"' in page else "v"
        _post(client, asked[0], **{escape: "-unknown", "seen": seen[1]})


def _decide(client: Client, here: str) -> Decision:
    page = _page(client, f"{here}/decide")
    pathway = re.search(r'name="pathways" value="([^"]+)"', page)
    assert pathway
    given = re.search(r'name="id" value="([^"]+)"', page)
    assert given
    ids = [
        g for g in re.findall(r'name="grounds" value="([^"]+)"', page) if g.startswith(pathway[1])
    ]
    sent = {
        "id": given[1],
        "outcome": "refer",
        "pathways": pathway[1],
        "grounds": ids,
        "reasons": "Papers <seen>.",
        "words": "Traiga sus papeles.",
    }
    sent |= {name: "clear" for name in re.findall(r'name="(view:[^"]+)"', page)}
    wrong = _post(client, f"{here}/decide", 422, **(sent | {"grounds": [], "step": "preview"}))
    assert "Choose at least one finding" in wrong
    assert "Papers &lt;seen&gt;." in wrong, "what was typed is kept"
    assert "Traiga sus papeles." in wrong
    nothing = _post(client, f"{here}/decide", 422, id=given[1], outcome="refer", step="preview")
    assert "to which pathways" in nothing
    assert "at least one finding" in nothing, "everything that is missing is said in one round"
    fits_not = _post(
        client, f"{here}/decide", 422, **(sent | {"outcome": "wait", "step": "preview"})
    )
    assert fits_not.count("take the tick away") == len(ids)
    preview = _post(client, f"{here}/decide", 200, step="preview", **sent)
    assert "The same in your language; it is not sent" in preview
    back = _post(client, f"{here}/decide", 200, step="change", **_hidden(preview))
    assert "Papers &lt;seen&gt;." in back
    another = _hidden(preview) | {"previewed": "00" * 32}
    refused = _post(client, f"{here}/decide", 422, step="decide", **another)
    assert "does not wait for a decision" not in refused, "it does: nothing was decided"
    _post(client, f"{here}/decide", step="decide", **_hidden(preview))
    _post(client, f"{here}/decide", step="decide", **_hidden(preview))
    decision = Decision.objects.unscoped("a test").get()
    assert str(decision.pk) == sent["id"]
    text = _page(client, f"/office/cases/decisions/{decision.pk}")
    assert bytes(decision.digest).hex() in text
    assert "Traiga sus papeles." in text
    return decision


def test_both_answers_are_shown_to_whoever_was_slower(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast), at=LATER)
    address = f"/office/cases/interviews/{row.pk}/ask/0:person.marital_status"
    one, two = _client(cast.iris), _client(cast.iris)
    first = _page(one, address)
    codes = re.findall(r'name="v" value="([a-z_]+)"', first)
    _post(one, address, v=codes[1], seen="1", why="She says so.")
    text = _post(two, address, 422, v=codes[2], seen="1", why="I heard otherwise.")
    assert "Somebody else answered this while you were asking" in text
    assert "I heard otherwise." in text
    assert 'name="seen" value="2"' in text
    _post(two, address, v=codes[2], seen="2", why="I heard otherwise.")


def test_another_answer_asks_why_and_keeps_what_was_typed(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast), at=LATER)
    address = f"/office/cases/interviews/{row.pk}/ask/0:person.marital_status"
    client = _client(cast.iris)
    codes = re.findall(r'name="v" value="([a-z_]+)"', _page(client, address))
    other = next(code for code in codes if code != "married")
    text = _post(client, address, 422, v=other, seen="1")
    assert "Write why this one is kept" in text
    assert re.search(rf'value="{other}"[^>]* checked', text)
    assert "Answer the question" in _post(client, address, 422, seen="1")


@pytest.mark.parametrize(
    "code",
    ["9:person.marital_status", "0:nothing", "h:person.marital_status", "0", ":::", "0:a:b:c"],
)
def test_a_question_that_is_none_is_not_found(cast: Any, code: str) -> None:
    row = casework.running(cast, casework.opened(cast), at=LATER)
    _page(_client(cast.iris), f"/office/cases/interviews/{row.pk}/ask/{code}", 404)


def test_a_review_by_the_desk_and_its_answer(cast: Any) -> None:
    decision = casework.decided(cast, "not_now")
    here = f"/office/cases/{decision.case_id}"
    rosa, sofia = _client(cast.rosa), _client(cast.sofia)
    page = _page(rosa, f"{here}/ask-review")
    form = re.search(r'name="form_id" value="([^"]+)"', page)
    assert form
    for _twice in range(2):
        _post(rosa, f"{here}/ask-review", form_id=form[1], why="No es cierto.", late="")
    review = Review.objects.unscoped("a test").get()
    address = _post(sofia, "/office/cases/take/review").partition("?")[0]
    assert "No es cierto." in _page(sofia, address)
    assert "Write to the family why" in _post(sofia, address, 422, outcome="upheld", answer="")
    _post(sofia, address, outcome="upheld", answer="Lo miramos otra vez.")
    review.refresh_from_db()
    assert (review.state, review.reviewer) == ("upheld", cast.sofia)


def test_the_reviewer_who_decided_reads_why_not(cast: Any) -> None:
    from cauce.base.models import Grant
    from cauce.base.roles import Role

    Grant.objects.create(officer=cast.ivan, role=Role.SUPERVISOR.value, site=cast.site)
    decision = casework.decided(cast, "not_now")
    review = ask_review(decision=decision, form_id=uuid4(), why="", by=Actor.FAMILY, at=LATER)
    text = _page(_client(cast.ivan), f"/office/cases/reviews/{review.pk}")
    assert "You took this decision; another officer looks at it again." in text
    assert "<textarea" not in text


def test_a_stale_screening_is_screened_again_by_one_button(cast: Any) -> None:
    from cauce.applications.models import Screening

    case = casework.to_decide(cast)
    Screening.objects.of(application=case.application).update(law="0" * 64)
    client, here = _client(cast.ivan), f"/office/cases/{case.pk}"
    assert "The rules changed since" in _page(client, f"{here}/decide")
    _post(client, f"{here}/screen-again")
    assert "The rules changed since" not in _page(client, f"{here}/decide")


def test_other_sites_and_other_roles_see_nothing(cast: Any) -> None:
    from cauce.base.roles import Role
    from tests.house.calls.base import a_site, an_officer

    decision = casework.decided(cast)
    row = Interview.objects.of(case=decision.case).get()
    stranger = an_officer(username="sara", roles=(Role.SUPERVISOR,), site=a_site())
    stranger.refresh_from_db()
    addresses = [
        f"/office/cases/{decision.case_id}",
        f"/office/cases/{decision.case_id}/decide",
        f"/office/cases/interviews/{row.pk}",
        f"/office/cases/decisions/{decision.pk}",
        f"/office/cases/{decision.case_id}/refer",
    ]
    for address in addresses:
        _page(_client(stranger), address, 404)
        _page(_client(cast.luis), address, 403)
    assert "The papers were seen." not in _page(_client(cast.rosa), addresses[0])
    _page(_client(cast.rosa), addresses[2], 403)


def test_every_look_is_recorded(cast: Any) -> None:
    case = casework.opened(cast)
    client = _client(cast.iris)
    for _twice in range(2):
        _page(client, f"/office/cases/{case.pk}")
    seen = Event.objects.filter(verb="base.read_file", officer=cast.iris, subject=case.key_id)
    assert seen.count() == 1


def test_nothing_to_take_says_so(cast: Any) -> None:
    text = _post(_client(cast.iris), "/office/cases/take/to-interview", 422)
    assert "Nothing waits here for you" in text


def test_a_case_is_opened_once(cast: Any) -> None:
    application = family(cast)
    client = _client(cast.rosa)
    _post(client, f"/office/cases/open/{application.pk}")
    _post(client, f"/office/cases/open/{application.pk}", 422)
    assert Case.objects.unscoped("a test").count() == 1


def test_pages_are_not_slow_to_ask(cast: Any, django_assert_max_num_queries: Any) -> None:
    case = casework.to_decide(cast)
    client = _client(cast.ivan)
    _page(client, f"/office/cases/{case.pk}")
    with django_assert_max_num_queries(40):
        _page(client, f"/office/cases/{case.pk}/decide")
    with translation.override("en"), django_assert_max_num_queries(40):
        _page(client, f"/office/cases/{case.pk}")


def test_what_is_not_known_of_a_relative_is_not_asked_for_ever(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast), at=LATER)
    client = _client(cast.iris)
    talk = f"/office/cases/interviews/{row.pk}"
    lists = [f for f in pack().facts.values() if f.of == "person" and f.type.row]
    rows = lists[0].name
    _post(client, f"{talk}/ask/0:{rows}", v="1", seen="0", then="back")
    text = _page(client, talk)
    asked = re.findall(rf'href="{talk}/ask/(0:[^"]+:{rows}:0)"', text)
    assert asked
    page = _page(client, f"{talk}/ask/{asked[0]}")
    escape = "how" if 'name="how"' in page else "v"
    _post(client, f"{talk}/ask/{asked[0]}", **{escape: "-unknown", "seen": "1", "then": "back"})
    text = _page(client, talk)
    needed = text[text.index('id="needed"') :].split("<h3>")[0]
    assert asked[0] not in needed
    assert asked[0] in text, "it can still be opened again"
