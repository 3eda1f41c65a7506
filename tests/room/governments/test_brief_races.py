"""Two officers at one brief at one moment: one is written, the other is told so, on both databases."""

from typing import Any

import pytest

from cauce.base.actors import Actor
from cauce.base.roles import Role
from cauce.governments.actions import load_ledger
from cauce.governments.briefs import actions
from cauce.governments.briefs.models import Brief
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.briefs import COMES, FREEZE, a_brief, a_handover
from tests.room.applications.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _brief() -> tuple[Brief, Any]:
    words = a_brief()
    return words["brief"], words["by"]


def test_an_item_is_acknowledged_once() -> None:
    brief, luis = _brief()
    key = brief.items.first().key  # type: ignore[union-attr]  # there are some

    def one(_n: int) -> None:
        actions.acknowledge_items(brief=brief, keys=[key], person=COMES, by=luis, at=AT)

    done, refused = at_once(6, one)
    assert (len(done), len(refused)) == (1, 5)
    assert brief.items.filter(state="acknowledged").count() == 1


def test_whoever_acknowledges_the_last_items_together_ends_the_brief() -> None:
    brief, luis = _brief()
    keys = list(brief.items.values_list("key", flat=True))

    def one(number: int) -> None:
        actions.acknowledge_items(brief=brief, keys=[keys[number]], person=COMES, by=luis, at=AT)

    done, refused = at_once(len(keys), one)
    assert (len(done), refused) == (len(keys), [])
    brief.refresh_from_db()
    assert brief.state == "acknowledged"


def test_two_freezes_leave_one_brief_in_force() -> None:
    cast = people.enter()
    load_ledger(record=a_handover(), by=Actor.IMPORT, at=AT)
    officers = [cast.luis, people.officer("lucia", role=Role.LIAISON, site=cast.site)]

    def one(number: int) -> None:
        actions.freeze_brief(**FREEZE, by=officers[number % 2], at=AT)

    done, refused = at_once(4, one)
    assert len(done) + len(refused) == 4
    assert len(done) >= 1
    assert Brief.objects.exclude(state="superseded").count() == 1
    revisions = sorted(Brief.objects.values_list("revision", flat=True))
    assert revisions == list(range(1, len(done) + 1))


def test_a_request_is_carried_over_once() -> None:
    brief, luis = _brief()
    item = brief.items.get(key="we_wait_on_them/asking")
    actions.acknowledge_items(brief=brief, keys=[item.key], person=COMES, by=luis, at=AT)

    def one(_n: int) -> None:
        actions.carry_over(item=item, person=COMES, words="a note", by=luis, at=AT)

    done, refused = at_once(4, one)
    assert (len(done), len(refused)) == (1, 3)
