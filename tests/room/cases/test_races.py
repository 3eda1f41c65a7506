"""Many hands at once, on either database: one case for each taker, one decision, one review."""

from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from cauce.applications.withdrawal.actions import withdraw
from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.models import Event
from cauce.base.refusal import Refused
from cauce.cases import actions
from cauce.cases.decisions.actions import decide
from cauce.cases.decisions.making import make
from cauce.cases.models import Case, Decision, Review
from cauce.cases.reviews.actions import ask_review
from cauce.cases.waiting import effects as waiting
from cauce.cases.waiting.actions import EVERY
from cauce.notices.models import Notice
from tests import casework
from tests import cast as people
from tests.casework import LATER
from tests.cast import MORNING
from tests.family import family

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 16


def _at_once(acts: list[Any]) -> tuple[list[Any], list[Refused]]:
    """Let every act begin at the same moment; return what they gave and how they were refused."""
    barrier, given, refused = Barrier(len(acts)), [], []

    def one(act: Any) -> None:
        barrier.wait()
        try:
            given.append(act())
        except Refused as fault:
            refused.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) + len(refused) == len(acts), "somebody failed without a sentence"
    return given, refused


def _copy(case: Any) -> Any:
    rows = Case.objects.unscoped("a test").select_related(
        "application__household__key", "application__site", "application__key", "key", "site"
    )
    return rows.get(pk=case.pk)


def test_sixteen_hands_decide_once() -> None:
    cast = people.enter()
    case = casework.to_decide(cast)
    acts = []
    for hand in range(HANDS):
        own = _copy(case)
        outcome = ("refer", "not_now")[hand % 2]
        proposal = casework.proposal(own, outcome)
        read = make(own, proposal, LATER).letter.digest.hex()
        words = {"case": own, "proposal": proposal, "previewed": read, "by": cast.ivan, "at": LATER}
        acts.append(lambda words=words: decide(**words))
    given, refused = _at_once(acts)
    assert (len(given), len(refused)) == (1, HANDS - 1)
    assert Decision.objects.unscoped("a test").count() == 1
    assert Notice.objects.unscoped("a test").filter(kind="decision").count() == 1
    assert Event.objects.filter(verb="cases.decide").count() == 1


def test_two_officers_decide_while_the_case_changes_hands() -> None:
    cast = people.enter()
    case = casework.to_decide(cast)
    proposal = casework.proposal(case)
    read = make(case, proposal, LATER).letter.digest.hex()

    def by(officer: Any) -> Any:
        from dataclasses import replace

        own, mine = _copy(case), replace(proposal, id=uuid4())
        return lambda: decide(case=own, proposal=mine, previewed=read, by=officer, at=LATER)

    def give() -> None:
        actions.assign_case(
            case=_copy(case), officer=cast.sofia, why="a test", by=cast.sofia, at=LATER
        )

    acts = [*(by(cast.ivan) for _ in range(8)), *(by(cast.sofia) for _ in range(7)), give]
    given, _refused = _at_once(acts)
    assert sum(isinstance(one, Decision) for one in given) <= 1
    assert Decision.objects.unscoped("a test").count() <= 1
    if not Decision.objects.unscoped("a test").exists():
        assert by(cast.sofia)().decided_by == cast.sofia


def test_workers_that_tick_at_once_write_one_letter_to_whoever_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = people.enter()
    families = [family(cast) for _each in range(3)]
    now = MORNING + EVERY
    monkeypatch.setattr(clock, "now", lambda: now)
    # Each looked before any wrote: what one found waiting, the others found too.
    found = waiting._who_waits(now)
    monkeypatch.setattr(waiting, "_who_waits", lambda _now: found)
    told, refused = _at_once([lambda: waiting.tell_who_waits(now)] * 8)
    assert (sum(told), refused) == (len(families), [])
    letters = Notice.objects.unscoped("a test").filter(kind="still_waiting")
    assert {row.household_id for row in letters} == {one.household_id for one in families}
    assert letters.count() == len(families)
    assert Event.objects.filter(verb="cases.tell_still_waiting").count() == len(families)


def test_each_taker_gets_another_case() -> None:
    cast = people.enter()
    for _each in range(4):
        casework.opened(cast)
    acts = [
        lambda officer=officer: actions.take_oldest_case(state="to_interview", by=officer, at=LATER)
        for officer in (cast.iris, cast.ivan, cast.paula) * 2
    ]
    given, refused = _at_once(acts)
    assert len({case.pk for case in given}) == len(given) == 4
    assert len(refused) == 2


def test_one_application_has_one_case() -> None:
    cast = people.enter()
    application = family(cast)

    def one() -> Any:
        from cauce.applications.models import Application

        rows = Application.objects.unscoped("a test").select_related("key", "site", "household")
        own = rows.get(pk=application.pk)
        return actions.open_case(application=own, by=cast.rosa, at=LATER)

    given, refused = _at_once([one] * 8)
    assert (len(given), len(refused)) == (1, 7)
    assert Case.objects.unscoped("a test").count() == 1


def test_a_review_asked_sixteen_times_is_one() -> None:
    cast = people.enter()
    decision = casework.decided(cast, "not_now")
    form = uuid4()

    def one() -> Any:
        rows = Decision.objects.unscoped("a test")
        own = rows.select_related("key", "site", "case__application__household__key").get(
            pk=decision.pk
        )
        return ask_review(decision=own, form_id=form, why="", by=Actor.FAMILY, at=LATER)

    given, refused = _at_once([one] * HANDS)
    assert not refused
    assert len({review.pk for review in given}) == 1
    assert Review.objects.unscoped("a test").count() == 1
    assert Notice.objects.unscoped("a test").filter(kind="review_received").count() == 1


@pytest.mark.parametrize("_time", range(4))
def test_whoever_withdraws_first_is_not_decided(_time: int) -> None:
    cast = people.enter()
    case = casework.to_decide(cast)
    own, proposal = _copy(case), casework.proposal(case)
    read = make(own, proposal, LATER).letter.digest.hex()
    words = {"case": own, "proposal": proposal, "previewed": read, "by": cast.ivan, "at": LATER}
    application = _copy(case).application
    _at_once(
        [
            lambda: decide(**words),
            lambda: withdraw(application=application, by=Actor.FAMILY, at=LATER),
        ]
    )
    done = ["cases.decide", "applications.withdraw"]
    order = Event.objects.filter(verb__in=done).order_by("id").values_list("verb", flat=True)
    # One of them, or the decision and then the withdrawal.
    assert list(order) in (done, done[1:], done[:1])
    assert Decision.objects.unscoped("a test").count() == list(order).count("cases.decide")
