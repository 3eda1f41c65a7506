"""A person decides between accounts, with a reason; the difference stays listed, and all can be undone."""

from typing import Any

import pytest

from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.governments import desk, shelves
from cauce.governments.actions import load_ledger
from cauce.governments.models import Disagreement
from cauce.governments.settling import actions
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.governments import a_request
from tests.room.applications.threads import at_once


@pytest.fixture
def luis() -> Any:
    """The liaison officer, over a ledger of two tellings of a call and a request in two accounts."""
    load_ledger(record=a_request(), by=Actor.IMPORT, at=AT)
    return people.enter().luis


def _entry(name: str) -> Any:
    return next(e for e in shelves.whole()["entries"] if e["id"] == name)


def _contacts() -> int:
    book = desk.ledger(public=False)
    whole: int = desk.ask(
        book, "topic_balance", **{"from": AT.date().replace(year=2023), "to": AT.date()}
    )["contacts"]
    return whole


@pytest.mark.django_db
def test_a_value_is_accepted_from_an_account_with_a_reason(luis: Any) -> None:
    words = {"entry": "asked", "field": "date", "by": luis, "at": AT}
    with pytest.raises(Refused, match="Say why"):
        actions.accept_value(account="asked.a2", why=" ", before=None, **words)
    with pytest.raises(Refused, match="says nothing of it"):
        actions.accept_value(account="call.a1", why="x", before=None, **words)
    actions.accept_value(account="asked.a2", why="it has the letter", before=None, **words)
    assert _entry("asked")["date"] == "2023-06-02"
    assert _entry("asked")["accepted"]["date"]["why"] == "it has the letter"
    assert [d["id"] for d in shelves.whole()["disagreements"]] == ["d1"]
    with pytest.raises(Refused, match="decided this meanwhile"):
        actions.accept_value(account="asked.a1", why="x", before=None, **words)
    actions.accept_value(account="asked.a1", why="better", before="asked.a2", **words)
    assert _entry("asked")["date"] == "2023-06-01"


@pytest.mark.django_db
def test_what_is_no_single_value_is_not_decided(luis: Any) -> None:
    with pytest.raises(Refused, match="cannot be decided here"):
        actions.accept_value(
            entry="asked", field="parties", account="asked.a1", why="x", before=None, by=luis, at=AT
        )


@pytest.mark.django_db
def test_a_difference_is_settled_and_opened_again(luis: Any) -> None:
    words = {"disagreement": "d1", "why": "x", "by": luis, "at": AT}
    with pytest.raises(Refused, match="one of its two"):
        actions.settle_disagreement(account="call.a1", before=None, **words)
    actions.settle_disagreement(account="asked.a1", before=None, **words)
    actions.settle_disagreement(account=None, before="asked.a1", **words)
    assert Disagreement.objects.get().settled is None


@pytest.mark.django_db
def test_two_tellings_count_once_until_they_are_taken_apart(luis: Any) -> None:
    words = {"entry": "call", "other": "told", "by": luis, "at": AT}
    assert _contacts() == 2
    with pytest.raises(Refused, match="same kind"):
        actions.merge_same_event(entry="call", other="asked", why="x", by=luis, at=AT)
    actions.merge_same_event(why="one call", **words)
    assert _contacts() == 1
    with pytest.raises(Refused, match="one event already"):
        actions.merge_same_event(entry="told", other="call", why="x", by=luis, at=AT)
    actions.unmerge_same_event(entry="told", other="call", by=luis, at=AT)
    assert _contacts() == 2
    with pytest.raises(Refused, match="nothing is to be undone"):
        actions.unmerge_same_event(**words)


@pytest.mark.django_db(transaction=True)
def test_two_officers_accept_different_values_at_once_and_one_is_told(luis: Any) -> None:
    accounts = ("asked.a1", "asked.a2")

    def accept(number: int) -> None:
        actions.accept_value(
            entry="asked", field="date", account=accounts[number % 2], why="x", before=None, by=luis,
            at=AT,
        )  # fmt: skip

    done, refused = at_once(8, accept)
    assert (len(done), len(refused)) == (1, 7)
    accepted = _entry("asked")["accepted"]["date"]["account"]
    said = {a["id"]: a["values"]["date"] for a in _entry("asked")["accounts"]}
    assert _entry("asked")["date"] == said[accepted]
