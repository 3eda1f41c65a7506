"""Many families behind one address: whoever begins is asked, waits a moment, and is never shut out."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cauce.applications.models import Draft
from cauce.base import clock
from cauce.website.apply import beginning
from tests import cast as people
from tests.room.apply.conftest import Family, path_of

pytestmark = pytest.mark.once


@pytest.fixture
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    few = beginning.FROM_ADDRESS.__class__(free=3, window=3600, wait=600)
    monkeypatch.setattr(beginning, "FROM_ADDRESS", few)


def _later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    moment = clock.machine_now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "machine_now", lambda: moment)


def _drafts() -> int:
    return int(Draft.objects.unscoped("a test counts").count())


def _ticket(answer: Any) -> str:
    assert answer.status_code == 429
    found = re.search(r'name="turn" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


@pytest.mark.usefixtures("_few", "cast")
def test_past_the_free_ones_the_page_asks_and_then_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for _family in range(3):
        assert path_of(Family().begin()) == "/apply/consent"
    mother = Family()
    answer = mother.begin(variety="of San Juan")
    html = answer.content.decode()
    assert "Many applications were begun from this network" in html
    assert "wait 10 seconds" in html
    # What was typed is there, and the way to an application that was begun already lies open.
    assert 'value="of San Juan"' in html
    assert "<details open>" in html
    assert _drafts() == 3
    turn = _ticket(answer)
    # Too soon: the same turn goes on.
    assert _ticket(mother.begin(turn=turn)) == turn
    _later(monkeypatch, 11)
    assert path_of(mother.begin(turn=turn)) == "/apply/consent"
    assert _drafts() == 4


@pytest.mark.usefixtures("_few", "cast")
def test_a_turn_counts_once_and_only_where_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for _family in range(3):
        Family().begin()
    turn = _ticket(Family().begin())
    _later(monkeypatch, 11)
    assert path_of(Family().begin(turn=turn)) == "/apply/consent"
    assert _ticket(Family().begin(turn=turn)) != turn
    assert _ticket(Family().begin(turn="forged")) != "forged"
    other = Family()
    other.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    # Somebody else's network has free ones of its own.
    assert path_of(other.begin()) == "/apply/consent"
    assert _drafts() == 5


@pytest.mark.usefixtures("_few", "cast")
def test_fifty_families_of_one_shelter_all_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    families = [Family() for _each in range(50)]
    answers = [family.begin() for family in families]
    turns = [None if answer.status_code == 302 else _ticket(answer) for answer in answers]
    assert turns.count(None) == 3
    _later(monkeypatch, 11)
    for family, turn in zip(families, turns, strict=True):
        if turn:
            assert path_of(family.begin(turn=turn)) == "/apply/consent"
    assert _drafts() == 50


@pytest.mark.usefixtures("_few")
def test_an_officer_who_helps_is_never_asked(cast: Any) -> None:
    officer = Family()
    people.sign_in(officer.client, cast.rosa)
    for number in range(5):
        form = {"language": "en", "spoken": "kek", "variety": "", "helped": "no"}
        assert path_of(officer.post("/apply/assist", **form)) == "/apply/consent"
        assert _drafts() == number + 1
