"""Who may read an entry: inside until published, held until a second officer lets it go; owner and date."""

from datetime import date, timedelta
from typing import Any

import pytest

from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from cauce.governments import desk
from cauce.governments.actions import load_ledger
from cauce.governments.keeping import actions
from cauce.governments.models import Keeping
from tests import cast as people
from tests.house.calls import AT
from tests.library.ledgers import account, call, entry, record, request
from tests.room.applications.threads import at_once


@pytest.fixture
def liaisons() -> Any:
    """Two officers of the governments' desk, over a ledger of a call and a request about it."""
    cast = people.enter()
    about = {"type": "about", "to": "call"}
    asking = request("asked", [("filed", "2021-01-05", "early")]) | {"relations": [about]}
    matter = {"id": "d1", "field": "date", "a": "call.a1", "b": "asked.a1"}
    said = entry("said", "statement", [account("said.a1", "late")])
    whole = record(call("call", "2021-01", "month"), asking, said) | {"disagreements": [matter]}
    load_ledger(record=whole, by=Actor.IMPORT, at=AT)
    return cast.luis, people.officer("lucia", role=Role.LIAISON, site=cast.site)


def _states() -> dict[str, str]:
    return dict(Keeping.objects.values_list("pk", "state"))


@pytest.mark.django_db
def test_what_is_loaded_stays_inside_until_it_is_published(liaisons: Any) -> None:
    luis, _ = liaisons
    assert set(_states().values()) == {"internal"}
    assert desk.ledger(public=True).every == ()
    actions.publish(entries=["asked"], by=luis, at=AT)
    public = desk.ledger(public=True)
    assert [e.id for e in public.every] == ["asked"]
    assert public.data["entries"][0]["relations"] == []  # its call may not be named
    assert set(public.sources) == {"early"}
    assert public.disagreements == []
    assert len(desk.ledger(public=False).every) == 3


@pytest.mark.django_db
def test_both_sides_of_a_difference_are_shown_or_neither(liaisons: Any) -> None:
    luis, _ = liaisons
    actions.publish(entries=["asked", "call"], by=luis, at=AT)
    assert [d["id"] for d in desk.ledger(public=True).disagreements] == ["d1"]
    actions.take_inside(entry="call", by=luis, at=AT)
    assert desk.ledger(public=True).disagreements == []


@pytest.mark.django_db
def test_a_hold_is_let_go_by_another(liaisons: Any) -> None:
    luis, lucia = liaisons
    actions.hold(entry="call", by=luis, at=AT)
    with pytest.raises(Refused, match="You hold this entry yourself"):
        actions.release_hold(entry="call", by=luis, at=AT)
    with pytest.raises(Refused, match="moved meanwhile"):
        actions.publish(entries=["asked", "call"], by=lucia, at=AT)
    assert _states()["asked"] == "internal"  # all or none
    actions.release_hold(entry="call", by=lucia, at=AT)
    assert _states()["call"] == "internal"


@pytest.mark.django_db
def test_only_an_officer_of_the_desk_may(liaisons: Any) -> None:
    luis, _ = liaisons
    rosa = people.officer("rita", role=Role.REGISTRAR, site=luis.grants.get().site)
    with pytest.raises(Refused, match="may not do this"):
        actions.publish(entries=["call"], by=rosa, at=AT)
    with pytest.raises(Refused, match="officer of the governments' desk"):
        actions.set_owner(entry="call", owner=rosa, before=None, by=luis, at=AT)
    with pytest.raises(Refused, match="That day is past"):
        actions.set_next_date(
            entry="call", day=AT.date() - timedelta(days=1), before=None, by=luis, at=AT
        )


@pytest.mark.django_db
def test_an_entry_has_its_owner_and_next_date(liaisons: Any) -> None:
    luis, lucia = liaisons
    actions.set_owner(entry="asked", owner=lucia, before=None, by=luis, at=AT)
    with pytest.raises(Refused, match="Somebody else gave"):
        actions.set_owner(entry="asked", owner=luis, before=None, by=luis, at=AT)
    actions.set_next_date(entry="asked", day=date(2024, 2, 29), before=None, by=luis, at=AT)
    row = Keeping.objects.get(pk="asked")
    assert (row.owner, row.next_date) == (lucia, date(2024, 2, 29))
    assert Keeping.objects.get(pk="call").owner is None


@pytest.mark.django_db(transaction=True)
def test_two_owners_at_once_are_one(liaisons: Any) -> None:
    both = liaisons

    def own(number: int) -> None:
        actions.set_owner(entry="asked", owner=both[number % 2], before=None, by=both[0], at=AT)

    done, refused = at_once(8, own)
    assert (len(done), len(refused)) == (1, 7)
