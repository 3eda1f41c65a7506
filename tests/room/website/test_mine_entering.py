"""The door of my application: in by reference and code, status only, the code again for more, out."""

import re
from typing import Any

import pytest
from django.db import connection

from cauce.applications import access_codes
from cauce.applications.access import effects
from cauce.applications.drafts.actions import begin_draft
from cauce.applications.models import Visit
from cauce.base import codes, envelopes, keys, throttle
from cauce.base.actors import Actor
from cauce.base.models import Outbox
from cauce.notices import actions
from cauce.notices.models import Notice
from cauce.website import visits
from tests.family import family, maria
from tests.room.website.conftest import path_of, said_wrong
from tests.room.website.mine import Family, later


@pytest.fixture(autouse=True)
def _fresh_counts(settings: Any, tmp_path: Any, db: None) -> None:
    settings.CAUCE_DATA = tmp_path
    if connection.vendor == "postgresql":
        throttle.forget(now=4e9)


@pytest.fixture
def home(cast: Any) -> Family:
    """A family that has not entered yet."""
    return Family(family(cast, persons=[maria()]))


def test_reference_and_code_lead_to_where_it_stands(home: Family) -> None:
    assert path_of(home.enter()) == "/my/home"
    page = home.get("/my/home").content.decode()
    assert codes.shown(home.application.reference) in page
    assert "Our turn" in page
    assert path_of(home.get("/my")) == "/my/home"


def test_the_first_page_tells_of_nobody(home: Family) -> None:
    home.enter()
    page = home.get("/my/home").content.decode()
    # A token is chance, and may spell anything.
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    for told in ("María", "Pérez", "1988", "573001234567", "V-12", "VE"):
        assert told not in page


@pytest.mark.parametrize(
    ("reference", "code", "wrong"),
    [
        ("", "", 2),
        ("ABC", "K7QW2MX9TB", 1),
        ("QX7-4KM-2T8", "K7QW2MX9TB", 1),
        ("own", "123", 1),
        ("own", "K7QW2MX9TB", 1),
        ("other", "own", 1),
    ],
)
def test_what_does_not_fit_gets_a_sentence_and_keeps_the_reference(
    home: Family, reference: str, code: str, wrong: int
) -> None:
    typed = {"own": home.application.reference, "other": codes.new_reference()}
    reference = typed.get(reference, reference)
    answer = home.post("/my", reference=reference, code=home.code if code == "own" else code)
    assert answer.status_code == 422
    assert len(said_wrong(answer)) == wrong
    assert f'value="{reference}"' in answer.content.decode()
    assert "<title>Error: Cauce</title>" in answer.content.decode()
    assert visits.cookie_name() not in home.client.cookies


def test_the_answer_is_the_same_whatever_is_wrong(home: Family, cast: Any) -> None:
    """Security, test 4: status, length and headers."""
    draft = begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=cast.at)[0]
    seen = set()
    for reference in (home.application.reference, codes.new_reference(), draft.reference):
        answer = home.post("/my", reference=reference, code=codes.new_code())
        page = answer.content.decode().replace(reference, "")
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
        seen.add((answer.status_code, page, tuple(sorted(answer.headers.items()))))
    assert len(seen) == 1


def test_after_five_wrong_codes_one_is_told_to_wait(home: Family) -> None:
    for _each in range(5):
        home.post("/my", reference=home.application.reference, code=codes.new_code())
    answer = home.post("/my", reference=home.application.reference, code=home.code)
    assert answer.status_code == 429
    assert "Wait 2 minutes" in said_wrong(answer)[0]


def test_a_draft_is_gone_on_with(cast: Any) -> None:
    draft, code = begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=cast.at)
    reader = Family.__new__(Family)
    reader.client = Family(family(cast)).client
    answer = reader.post("/my", reference=draft.reference, code=code)
    assert path_of(answer).startswith("/apply")
    visit = Visit.objects.of(draft=draft).get()
    assert visits.is_deep(visit)


INNER = ["/my/letters"]


@pytest.mark.parametrize("address", INNER)
def test_more_is_shown_only_when_the_code_is_typed_again(home: Family, address: str) -> None:
    home.enter()
    answer = home.get(address)
    name = address.removeprefix("/my/")
    assert (path_of(answer), answer.headers["Location"].partition("?")[2]) == (
        "/my/again",
        f"then={name}",
    )
    again = home.post("/my/again", then=name, code=home.code)
    assert path_of(again) == address
    assert home.get(address).status_code == 200


def test_ten_minutes_later_the_code_is_asked_again(
    home: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.enter_deep()
    later(monkeypatch, 11)
    assert path_of(home.get("/my/letters")) == "/my/again"
    assert home.get("/my/home").status_code == 200


def test_a_wrong_code_again_opens_nothing(home: Family, cast: Any) -> None:
    home.enter()
    other = Family(family(cast, persons=[maria()]))
    for code in ("", "123456", other.code):
        answer = home.post("/my/again", then="letters", code=code)
        assert answer.status_code == 422
        assert len(said_wrong(answer)) == 1
    assert path_of(home.get("/my/letters")) == "/my/again"


@pytest.mark.parametrize(
    ("then", "there"),
    [
        ("documents:my", "/my/documents"),
        ("letter", "/my/letters"),
        ("said-one", "/my/said"),
        ("route-new", "/my/routes/new"),
    ],
)
def test_again_leads_to_where_one_was_going(home: Family, then: str, there: str) -> None:
    home.enter()
    assert path_of(home.post("/my/again", then=then, code=home.code)) == there
    assert home.get(there).status_code == 200


def test_again_leads_nowhere_but_to_these_pages(home: Family) -> None:
    home.enter()
    for then in ("//example.org", "office:home", "https://example.org", "leave"):
        assert path_of(home.post("/my/again", then=then, code=home.code)) == "/my/home"


def _digits(home: Family) -> str:
    for effect in Outbox.objects.filter(kind="access.send_code", state="waiting"):
        effects.send_code(effect.pk, effect.body)
    notice = Notice.objects.of(household=home.application.household).get(kind="code")
    found = re.search(r"\b\d{6}\b", envelopes.read(notice, "sealed")["body"])
    assert found is not None
    return found[0]


def test_six_digits_sent_to_a_known_route_open_it(home: Family) -> None:
    answer = home.post("/my/code", reference=home.application.reference)
    assert path_of(answer) == "/my"
    page = home.get(answer.headers["Location"]).content.decode()
    assert "six digits are on their way" in page
    assert codes.shown(home.application.reference) in page
    entered = home.post("/my", reference=home.application.reference, code=_digits(home))
    assert path_of(entered) == "/my/home"


def test_digits_are_no_letter(home: Family) -> None:
    home.post("/my/code", reference=home.application.reference)
    digits = _digits(home)
    home.enter_deep()
    assert digits not in home.get("/my/letters").content.decode()


def test_asking_for_digits_tells_nothing_of_a_reference(home: Family) -> None:
    known = home.post("/my/code", reference=home.application.reference)
    unknown = home.post("/my/code", reference=codes.new_reference())
    assert known.headers["Location"] == unknown.headers["Location"]
    mistyped = home.post("/my/code", reference="QX7")
    assert mistyped.status_code == 422
    assert said_wrong(mistyped)


def test_only_whoever_is_inside_asks_as_such(home: Family) -> None:
    home.post("/my/code", reference=home.application.reference)
    home.enter()
    home.post("/my/code", reference=codes.new_reference())
    home.post("/my/code", reference=home.application.reference)
    asked = Outbox.objects.filter(kind="access.send_code")
    assert sorted(row.body["entered"] for row in asked) == [False, False, True]


def test_a_phone_that_was_in_comes_back_while_a_stranger_tries(home: Family, cast: Any) -> None:
    home.enter()
    stranger = Family(family(cast))
    for _each in range(6):
        wrong = stranger.post("/my", reference=home.application.reference, code="K7QW2MX9TB")
    assert wrong.status_code == 429
    del home.client.cookies[visits.cookie_name()]
    answer = home.post("/my", reference=home.application.reference, code=home.code)
    assert path_of(answer) == "/my/home"


def test_leaving_ends_the_visit_in_this_browser(home: Family) -> None:
    home.enter_deep()
    cookie = home.client.cookies[visits.cookie_name()].value
    answer = home.post("/my/leave")
    assert path_of(answer) == "/my"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    home.client.cookies[visits.cookie_name()] = cookie
    assert path_of(home.get("/my/home")) == "/my"


def test_the_quick_exit_ends_it_too(home: Family) -> None:
    home.enter()
    home.get("/leave")
    assert not Visit.objects.of(application=home.application).exists()


def test_whoever_has_not_entered_is_led_to_the_door(home: Family) -> None:
    for address in ("/my/home", "/my/letters", "/my/again"):
        assert path_of(home.get(address)) == "/my"


def test_after_twenty_minutes_it_is_said_why(home: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    home.enter()
    later(monkeypatch, 21)
    answer = home.get("/my/home")
    assert "twenty minutes" in home.get(answer.headers["Location"]).content.decode()


def test_an_erased_file_is_not_opened_any_more(home: Family, cast: Any) -> None:
    home.enter()
    keys.destroy(row=home.application.key, at=cast.at)
    assert path_of(home.get("/my/home")) == "/my"


def test_no_page_is_stored_and_no_title_tells_anything(home: Family) -> None:
    home.enter_deep()
    for address in ("/my", "/my/home", "/my/code", "/my/lost", "/my/again", *INNER):
        answer = home.get(address)
        assert answer.headers["Cache-Control"] == "no-store"
        if answer.status_code == 200:
            assert "<title>Cauce</title>" in answer.content.decode()


def test_forms_pass_by_their_origin_and_no_other_sites_do(cast: Any) -> None:
    """The referrer policy must let browsers say their origin: `no-referrer` makes it `null`."""
    reader = Family(family(cast), enforce_csrf_checks=True)
    page = reader.get("/my")
    assert page.headers["Referrer-Policy"] == "same-origin"
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token is not None
    form = {
        "csrfmiddlewaretoken": token[1],
        "reference": reader.application.reference,
        "code": reader.code,
    }
    for origin, status in (("https://example.org", 403), ("null", 403), ("http://testserver", 302)):
        answer = reader.client.post("/my", form, headers={"origin": origin})
        assert answer.status_code == status


def test_one_family_never_sees_anothers_letter(home: Family, cast: Any) -> None:
    """Security, test 3: what A sees, asked for as B, is as if it were not there."""
    other = Family(family(cast, persons=[maria()])).enter_deep()
    notice = actions.tell(
        household=home.application.household,
        kind="message",
        values={"text": "Venga el lunes."},
        by=Actor.WORKER,
        at=cast.at,
    )
    home.enter_deep()
    assert "Venga el lunes." in home.get(f"/my/letters/{notice.pk}").content.decode()
    assert other.get(f"/my/letters/{notice.pk}").status_code == 404
    nothing = other.get(f"/my/letters/{keys.house().pk}")
    assert nothing.status_code == 404


def test_a_letter_opened_is_recorded_once(home: Family, cast: Any) -> None:
    notice = actions.tell(
        household=home.application.household,
        kind="message",
        values={"text": "Venga el lunes."},
        by=Actor.WORKER,
        at=cast.at,
    )
    home.enter()
    assert "1 not read" in home.get("/my/home").content.decode()
    home.enter_deep()
    for _each in range(2):
        assert home.get(f"/my/letters/{notice.pk}").status_code == 200
    row = Notice.objects.itself(notice).get()
    assert row.state == Notice.State.READ
    assert "not read" not in home.get("/my/home").content.decode()


def test_a_new_code_of_the_family_opens_and_the_first_one_does_not(home: Family) -> None:
    digest = access_codes.stored("K7QW2MX9TB")
    type(home.application).objects.itself(home.application).update(code_digest=digest)
    reference = home.application.reference
    assert home.post("/my", reference=reference, code=home.code).status_code == 422
    assert home.post("/my", reference=reference, code="k7qw2-mx9tb").status_code == 302
