"""What the desk writes itself: contacts, acts, days agreed; undone by taking back the note; exported."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.governments import desk, shelves
from cauce.governments.actions import load_ledger
from cauce.governments.entries import actions
from cauce.governments.entries.forms_in import ActIn, ContactIn
from cauce.governments.models import Entry
from cauce.ledger import Ledger, canonical
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.governments import CALL, a_request
from tests.room.applications.threads import at_once

BETWEEN = ["north", "south"]
ACT = ActIn(act="answered", actor="south", day="2024-01-11", seen=1, words="They agreed by letter.")


@pytest.fixture
def luis() -> Any:
    """The liaison officer, over a ledger of a call and a request."""
    load_ledger(record=a_request(), by=Actor.IMPORT, at=AT)
    return people.enter().luis


def _last(**more: Any) -> Any:
    book = desk.ledger(public=False)
    return desk.ask(book, "last_contact", between=BETWEEN, as_of=AT.date(), **more)


def _open() -> list[str]:
    book = desk.ledger(public=False)
    return [r["request"] for r in desk.ask(book, "open_requests", as_of=AT.date())]


@pytest.mark.django_db
def test_a_logged_contact_is_the_last_one_and_is_undone(luis: Any) -> None:
    before, form = _last()["date"], uuid4()
    name = actions.log_contact(contact=CALL, form_id=form, by=luis, at=AT)
    again = actions.log_contact(contact=CALL, form_id=form, by=luis, at=AT)
    assert (again, Entry.objects.filter(kind="contact").count()) == (name, 3)
    assert _last()["entries"] == [name]
    assert _last()["date"] == "2024-01-11"
    actions.retract_source(source=f"own-{form.hex}", why="a slip", by=luis, at=AT)
    assert _last()["date"] == before
    actions.restore_source(source=f"own-{form.hex}", by=luis, at=AT)
    assert _last()["entries"] == [name]


@pytest.mark.django_db
def test_what_was_known_yesterday_does_not_hold_what_was_logged_today(luis: Any) -> None:
    actions.log_contact(contact=CALL, form_id=uuid4(), by=luis, at=AT)
    yesterday = AT.date() - timedelta(days=1)
    assert "2024-01-11" not in str(_last(known_on=yesterday)["date"])


@pytest.mark.django_db
def test_a_source_taken_back_counts_until_that_day(luis: Any) -> None:
    actions.retract_source(source="readout", why="its outlet withdrew it", by=luis, at=AT)
    assert _last()["entries"] == []
    assert _last(known_on=AT.date() - timedelta(days=1))["entries"] != []
    assert _last(known_on=AT.date())["entries"] == []


@pytest.mark.django_db
def test_an_answer_closes_a_request_and_needs_what_shows_it(luis: Any) -> None:
    words = {"request": "asked", "by": luis, "at": AT}
    bare = ActIn(act="answered", actor="south", day="2024-01-11", seen=1)
    with pytest.raises(Refused, match="needs what shows it"):
        actions.record_act(act=bare, form_id=uuid4(), **words)
    assert _open() == ["asked"]
    form = uuid4()
    actions.record_act(act=ACT, form_id=form, **words)
    actions.record_act(act=ACT, form_id=form, **words)  # a double tap
    assert _open() == []
    with pytest.raises(Refused, match="an act meanwhile"):
        actions.record_act(act=ACT, form_id=uuid4(), **words)
    actions.retract_source(source=f"own-{form.hex}", why="a slip", by=luis, at=AT)
    assert _open() == ["asked"]


@pytest.mark.django_db
def test_a_day_agreed_anew_keeps_the_former_one(luis: Any) -> None:
    words = {"request": "asked", "agreed_by": "south", "by": luis, "at": AT}
    actions.agree_date(day="2024-02-01", why="by note", before=None, **words)
    with pytest.raises(Refused, match="another day meanwhile"):
        actions.agree_date(day="2024-03-01", why="by phone", before=None, **words)
    actions.agree_date(day="2024-03-01", why="by phone", before="2024-02-01", **words)
    entry = next(e for e in shelves.whole()["entries"] if e["id"] == "asked")
    assert entry["clock"]["expected_by"] == "2024-03-01"
    assert [e["from"] for e in entry["clock"]["extensions"]] == [None, "2024-02-01"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"day": "yesterday"}, "yesterday"),
        ({"caller": "nowhere"}, "nowhere"),
        ({"topics": ("weather",)}, "weather"),
        ({"title": " "}, "Say in a few words"),
        ({"called": "north"}, "two different sides"),
    ],
)
def test_bad_words_are_refused_with_a_sentence(luis: Any, change: Any, sentence: str) -> None:
    from dataclasses import replace

    rows = Entry.objects.count()
    with pytest.raises(Refused, match=sentence):
        actions.log_contact(contact=replace(CALL, **change), form_id=uuid4(), by=luis, at=AT)
    assert Entry.objects.count() == rows


@pytest.mark.django_db
def test_what_the_desk_wrote_goes_out_and_comes_in_again(luis: Any) -> None:
    contact = ContactIn(
        title="A visit", caller="south", called="north", day="2024-01", mode="visit"
    )
    actions.log_contact(contact=contact, form_id=uuid4(), by=luis, at=AT)
    actions.record_act(request="asked", act=ACT, form_id=uuid4(), by=luis, at=AT)
    actions.agree_date(
        request="asked", day="2024-03", agreed_by="south", why="x", before=None, by=luis, at=AT
    )
    actions.retract_source(source="readout", why="x", by=luis, at=AT)
    whole = shelves.whole()
    report = load_ledger(record=whole, by=Actor.IMPORT, at=AT)
    assert {became for _, _, became in report} == {"the same"}
    assert canonical(whole) == whole
    Ledger(whole)


@pytest.mark.django_db(transaction=True)
def test_two_acts_at_once_are_one_and_a_sentence(luis: Any) -> None:
    def act(_number: int) -> None:
        actions.record_act(request="asked", act=ACT, form_id=uuid4(), by=luis, at=AT)

    done, refused = at_once(6, act)
    assert (len(done), len(refused)) == (1, 5)
