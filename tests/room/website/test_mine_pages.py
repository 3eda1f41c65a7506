"""What a family sees of its file and changes in it: each page as it works, and what must not happen."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from cauce.applications.models import Application, Correction
from cauce.base import clock, envelopes, reads, throttle
from cauce.people.models import Consent, ContactRoute, Member
from cauce.privacy.effects import copy as make_copy
from cauce.privacy.models import FileCopy
from tests.family import family, lucia, maria
from tests.room.website.conftest import path_of, said_wrong
from tests.room.website.mine import Family, later


@pytest.fixture(autouse=True)
def _fresh_counts(settings: Any, tmp_path: Any, db: None) -> None:
    settings.CAUCE_DATA = tmp_path
    if connection.vendor == "postgresql":
        throttle.forget(now=4e9)


@pytest.fixture
def home(cast: Any) -> Family:
    """A family of three that typed its code twice; it applied an hour ago."""
    return Family(family(cast, at=clock.now() - timedelta(hours=1))).enter_deep()


@pytest.fixture
def other(cast: Any) -> Family:
    """Another one."""
    return Family(family(cast, persons=[maria()])).enter_deep()


def text(answer: Any) -> str:
    """The words of a page."""
    html = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.split()).replace(" ,", ",")


EVERY = ["home", "letters", "answer", "said", "correct", "add", "routes", "routes/new", "consent", "readers",
         "copy", "withdraw", "review", "said/1"]  # fmt: skip


@pytest.mark.parametrize("lang", ["es", "en", "ht"])
@pytest.mark.parametrize("address", EVERY)
def test_every_page_opens_in_every_language(cast: Any, address: str, lang: str) -> None:
    home = Family(family(cast, persons=[maria()]), lang=lang).enter_deep()
    answer = home.get(f"/my/{address}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}"' in answer.content.decode()
    assert "<title>Cauce</title>" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", [name for name in EVERY if name != "home"])
def test_each_asks_for_the_code_first(cast: Any, address: str) -> None:
    home = Family(family(cast, persons=[maria()]))
    home.enter()
    assert path_of(home.get(f"/my/{address}")) == "/my/again"


def test_what_is_written_while_the_visit_ends_comes_again_with_the_code(
    home: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = home.form("/my/correct")
    later(monkeypatch, 45)
    written = {"form": form, "about": "0", "said": "Mi apellido es Peres.", "why": ""}
    page = home.post("/my/correct", **written)
    assert page.status_code == 401
    assert "Mi apellido es Peres." in page.content.decode()
    wrong = home.post("/my/correct", **written, **{"enter-reference": "", "enter-code": home.code})
    assert wrong.status_code == 422
    assert "Mi apellido es Peres." in wrong.content.decode()
    door = {"enter-reference": home.application.reference, "enter-code": home.code}
    sent = home.post("/my/correct", **written, **door)
    assert path_of(sent) == "/my/said"
    assert Correction.objects.of(application=home.application).count() == 1
    assert "Peres" in text(home.get("/my/said"))


def test_a_form_that_was_shown_in_time_is_taken_after_ten_minutes(
    home: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = home.form("/my/correct")
    later(monkeypatch, 15)
    sent = home.post("/my/correct", form=form, about="0", said="Mi apellido es Peres.", why="")
    assert path_of(sent) == "/my/said"
    assert path_of(home.get("/my/said")) == "/my/again"


def test_a_new_route_is_safe_as_it_was_said(home: Family) -> None:
    wrong = home.post("/my/routes/new", **{"0-address": "12"})
    assert wrong.status_code == 422
    assert said_wrong(wrong)
    empty = home.post("/my/routes/new", **{"0-address": ""})
    assert len(said_wrong(empty)) == 1
    form = {"0-address": "ana@example.org", "0-write": "1", "0-from": "8", "0-to": "12"}
    for _each in range(2):  # a double tap adds it once
        assert path_of(home.post("/my/routes/new", **form)) == "/my/routes"
    rows = ContactRoute.objects.of(household=home.application.household)
    row = rows.get(kind="email")
    assert (row.may_write, row.may_call, row.neutral_only) == (True, False, True)
    page = text(home.get("/my/routes"))
    assert "ana@example.org" in page
    assert "between 8:00 and 12:00" in page


def _routes(home: Family) -> list[ContactRoute]:
    return list(ContactRoute.objects.of(household=home.application.household))


def test_a_route_is_changed_and_taken_off_the_list(home: Family) -> None:
    (route,) = _routes(home)
    address = f"/my/routes/{route.pk}"
    assert "+573001234567" in home.get(address).content.decode()
    assert path_of(home.post(address, **{"0-address": "+573001234567"})) == "/my/routes"
    (route,) = _routes(home)
    assert (route.may_call, route.may_write) == (False, False)
    assert path_of(home.post("/my/routes", route=str(route.pk))) == "/my/routes"
    (route,) = _routes(home)
    assert route.state == ContactRoute.State.CLOSED
    assert home.post("/my/routes", route=str(route.pk)).status_code == 404
    assert "know no safe way" in text(home.get("/my/routes"))


def test_the_callers_code_is_said(home: Family) -> None:
    code = envelopes.read(home.application, "sealed")["call_code"]
    assert f"says the code {code}" in text(home.get("/my/routes"))


def test_nobody_touches_anothers_route(home: Family, other: Family) -> None:
    (route,) = _routes(home)
    assert other.get(f"/my/routes/{route.pk}").status_code == 404
    assert other.post(f"/my/routes/{route.pk}", **{"0-address": "x@y.org"}).status_code == 404
    assert other.post("/my/routes", route=str(route.pk)).status_code == 404
    assert _routes(home)[0].state != ContactRoute.State.CLOSED


def test_consent_is_taken_back_and_only_the_change_is_recorded(home: Family) -> None:
    page = home.get("/my/consent").content.decode()
    names = sorted(set(re.findall(r'type="radio" name="([^"]+)"', page)))
    form = {name: "yes" for name in names} | {names[0]: "no"}
    before = Consent.objects.of(household=home.application.household).count()
    for _each in range(2):
        assert path_of(home.post("/my/consent", **form)) == "/my/consent"
    rows = Consent.objects.of(household=home.application.household)
    assert rows.count() == before + 1
    newest = rows.latest("at", "pk")
    assert (f"{newest.purpose}-{newest.recipient}", newest.given) == (names[0], False)
    assert newest.recorded_by is None


def test_who_saw_the_data_is_said_without_names(home: Family, cast: Any) -> None:
    assert "Nobody has opened your file yet." in text(home.get("/my/readers"))
    member = Member.objects.of(household=home.application.household).get(number=1)
    for subject in (home.application.key_id, member.key_id):
        reads.seen(subject=subject, officer=cast.rosa, at=cast.at)
    page = text(home.get("/my/readers"))
    assert "an officer who takes applications in, Bogotá (2 times)" in page
    assert "rosa" not in page.lower()


def test_withdrawing_and_taking_it_back(home: Family) -> None:
    for _each in range(2):
        assert path_of(home.post("/my/withdraw", withdraw="1", why="")) == "/my/home"
    row = Application.objects.itself(home.application).get()
    assert row.state == Application.State.WITHDRAWN
    page = text(home.get("/my/home"))
    assert "You withdrew this application." in page
    assert "Take the withdrawal back" in page
    for _each in range(2):
        assert path_of(home.post("/my/withdraw", undo="1")) == "/my/home"
    row = Application.objects.itself(home.application).get()
    assert row.state == Application.State.RECEIVED


def test_a_withdrawn_application_says_why_nothing_can_be_changed(home: Family) -> None:
    home.post("/my/withdraw", withdraw="1")
    answer = home.post(
        "/my/correct",
        form=home.form("/my/correct"),
        about="0",
        said="Mi apellido se escribe Peres.",
    )
    assert answer.status_code == 409
    assert "Take it up again first" in text(answer)
    assert "Mi apellido se escribe Peres." in text(answer)  # what was written is not lost


def test_after_thirty_days_it_is_not_undone(
    home: Family, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.post("/my/withdraw", withdraw="1")
    long_ago = cast.at - timedelta(days=60)
    Application.objects.itself(home.application).update(withdrawn_at=long_ago)
    answer = home.post("/my/withdraw", undo="1")
    assert answer.status_code == 409
    assert "no longer be undone" in text(answer)


def test_before_a_decision_there_is_nothing_to_review(home: Family) -> None:
    assert "no decision yet" in text(home.get("/my/review"))
    assert "/my/review" not in home.get("/my/home").content.decode()


def test_names_of_two_families_never_mix(home: Family, other: Family, cast: Any) -> None:
    child = Family(family(cast, persons=[lucia(relation="")])).enter_deep()
    assert "Lucía" in text(child.get("/my/said"))
    assert "Lucía" not in text(other.get("/my/said"))


def test_the_copy_of_a_file_is_asked_for_made_and_taken_home(home: Family, other: Family) -> None:
    form = home.form("/my/copy")
    for _each in range(2):
        assert path_of(home.post("/my/copy", form=form)) == "/my/copy"
    assert "We are making your copy." in text(home.get("/my/copy"))
    row = FileCopy.objects.of(household=home.application.household).get()
    make_copy(uuid4(), {"copy": str(row.pk)})
    page = home.get("/my/copy").content.decode()
    address = re.findall(r'href="(/my/copy/[^"]+)"', page)[0]
    taken = home.get(address)
    assert taken.headers["Content-Type"] == "application/zip"
    assert taken.headers["Cache-Control"] == "no-store"
    held = zipfile.ZipFile(io.BytesIO(taken.content))
    assert "Lucía" in held.read("data.json").decode()
    assert other.get(address).status_code == 404
    assert home.get(f"/my/copy/{uuid4()}").status_code == 404
