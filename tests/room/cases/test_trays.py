"""Every unfinished record of the room lies in exactly one tray, on its day and sixty days later."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cauce.base.actors import Actor
from cauce.base.intray import standing, trays_holding
from cauce.cases.intray import TRAYS
from cauce.cases.models import Case, Interview, Referral, Review
from cauce.cases.referrals.actions import refer
from cauce.cases.reviews.actions import ask_review
from tests import casework
from tests.casework import LATER

pytestmark = pytest.mark.django_db
FINISHED = {
    Case: {"closed"},
    Interview: {"ended", "missed", "cancelled"},
    Review: {"upheld", "changed", "dropped"},
    Referral: {"declined", "ended"},
}


@pytest.fixture
def every_state(cast: Any) -> Any:
    from cauce.applications.withdrawal.actions import withdraw

    casework.opened(cast)
    casework.planned(cast, casework.opened(cast))
    casework.to_decide(cast)
    casework.decided(cast, "wait")
    casework.decided(cast)
    gone = casework.opened(cast)
    withdraw(application=gone.application, by=Actor.FAMILY, at=LATER)
    decision = casework.decided(cast)
    refer(
        decision=decision,
        organisation=casework.organisation(cast),
        pathway=decision.pathways[0],
        by=cast.sofia,
        at=LATER,
    )
    refused = casework.decided(cast, "not_now")
    ask_review(decision=refused, form_id=uuid4(), why="", by=Actor.FAMILY, at=LATER)
    return cast


def test_each_unfinished_record_lies_in_one_tray(every_state: Any) -> None:
    for model, finished in FINISHED.items():
        rows = list(model.objects.unscoped("a test"))
        assert rows
        for row in rows:
            held = trays_holding(TRAYS, row)
            wanted = 0 if row.state in finished else 1
            assert len(held) == wanted, (row, row.state, [tray.key for tray in held])


def test_sixty_days_later_nothing_vanished(every_state: Any) -> None:
    later = LATER + timedelta(days=60)
    found = [standing(tray, every_state.sofia, at=later) for tray in TRAYS]
    full = [one for one in found if one.waiting]
    assert len(full) == len(TRAYS)
    assert all(one.late for one in full if one.tray.key != "cases-decided")


def test_every_row_can_be_opened_and_named(every_state: Any) -> None:
    for tray in TRAYS:
        for row in tray.rows(every_state.sofia):
            assert tray.address(row).startswith("/office/cases/")
            assert tray.name(row)


def test_nobody_sees_what_they_may_never_do(cast: Any) -> None:
    casework.to_decide(cast)
    refused = casework.decided(cast, "not_now")
    ask_review(decision=refused, form_id=uuid4(), why="", by=Actor.FAMILY, at=LATER)
    trays = {tray.key: tray for tray in TRAYS}
    assert not trays["cases-to-decide"].rows(cast.iris).exists()
    assert trays["cases-to-decide"].rows(cast.ivan).count() == 1
    assert not trays["reviews"].rows(cast.ivan).exists()
    assert trays["reviews"].rows(cast.sofia).count() == 1
