"""Whoever interviewed never decides, whoever decided never reviews: the verb says so, the database too."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cauce.base.actors import Actor
from cauce.base.models import Grant
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from cauce.cases import actions
from cauce.cases.decisions.actions import decide
from cauce.cases.models import Case, Decision, Review
from cauce.cases.reviews.actions import ask_review, decide_review, take_oldest_review
from tests import casework
from tests.casework import LATER

pytestmark = pytest.mark.django_db


def _ask(cast: Any, **changes: Any) -> Review:
    decision = casework.decided(cast, "not_now")
    words = {"form_id": uuid4(), "why": "My data changed.", "by": Actor.FAMILY, "at": LATER}
    return ask_review(decision=decision, **(words | changes))


def test_the_interviewer_is_refused_with_a_sentence(cast: Any) -> None:
    case = casework.to_decide(cast)
    Case.objects.itself(case).update(owner=cast.iris)
    with pytest.raises(Refused, match="You interviewed this family; another officer decides"):
        decide(case=case, proposal=casework.proposal(case), previewed="", by=cast.iris, at=LATER)


def test_the_interviewer_cannot_be_given_the_case(cast: Any) -> None:
    case = casework.to_decide(cast)
    with pytest.raises(Refused, match="You interviewed this family"):
        actions.assign_case(case=case, officer=cast.iris, why="x", by=cast.sofia, at=LATER)


def test_an_earlier_interviewer_does_not_decide_either(cast: Any) -> None:
    case = casework.opened_worked(cast)
    casework.interviewed(cast, case, by=cast.iris)
    actions.interview_again(case=case, why="one question more", by=cast.sofia, at=LATER)
    casework.interviewed(cast, case, by=cast.ivan, at=LATER)
    for officer in (cast.iris, cast.ivan):
        with pytest.raises(Refused, match="You interviewed"):
            actions.assign_case(case=case, officer=officer, why="x", by=cast.sofia, at=LATER)
        with pytest.raises(Refused, match="Nothing waits here for you"):
            actions.take_oldest_case(state="to_decide", by=officer, at=LATER)
    assert actions.take_oldest_case(state="to_decide", by=cast.sofia, at=LATER) == case


def test_nobody_decides_what_was_not_given_to_them(cast: Any) -> None:
    case = casework.to_decide(cast)
    with pytest.raises(Refused, match="not given to you"):
        decide(case=case, proposal=casework.proposal(case), previewed="", by=cast.sofia, at=LATER)


def test_the_database_refuses_a_decider_who_interviewed(cast: Any) -> None:
    decision = casework.decided(cast)
    with (
        pytest.raises(IntegrityError, match="cases_decider_did_not_interview"),
        transaction.atomic(),
    ):
        Decision.objects.itself(decision).update(decided_by=cast.iris)


def test_the_database_refuses_a_second_decision_of_one_number(cast: Any) -> None:
    decision = casework.decided(cast)
    decision.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save(force_insert=True)


@pytest.mark.parametrize("who", ["ivan", "iris"])
def test_the_database_refuses_a_reviewer_who_had_a_part(cast: Any, who: str) -> None:
    review = _ask(cast)
    with pytest.raises(IntegrityError, match="cases_reviewer_did_not"), transaction.atomic():
        Review.objects.itself(review).update(reviewer=getattr(cast, who))


def test_whoever_decided_cannot_review(cast: Any) -> None:
    Grant.objects.create(officer=cast.ivan, role=Role.SUPERVISOR.value, site=cast.site)
    review = _ask(cast)
    with pytest.raises(Refused, match="You took this decision"):
        decide_review(review=review, outcome="upheld", answer="No.", by=cast.ivan, at=LATER)
    with pytest.raises(Refused, match="No review waits for you"):
        take_oldest_review(by=cast.ivan, at=LATER)


def test_a_changed_decision_is_taken_by_somebody_else(cast: Any) -> None:
    review = _ask(cast)
    take_oldest_review(by=cast.sofia, at=LATER)
    decide_review(
        review=review, outcome="changed", answer="La fecha era otra.", by=cast.sofia, at=LATER
    )
    case = review.case
    assert Case.objects.itself(case).get().state == "to_decide"
    with pytest.raises(Refused, match="changed by a review"):
        actions.assign_case(case=case, officer=cast.ivan, why="x", by=cast.sofia, at=LATER)
    actions.assign_case(case=case, officer=cast.sofia, why="x", by=cast.sofia, at=LATER)
    second = casework.decided(cast, case=case, by=cast.sofia)
    assert second.number == 2


def test_late_is_tolerated_with_a_reason(cast: Any) -> None:
    decision = casework.decided(cast, "not_now")
    late = decision.review_until + timedelta(minutes=1)
    assert decision.review_until - decision.decided_at >= timedelta(days=30)
    words = {"decision": decision, "form_id": uuid4(), "why": "", "by": Actor.FAMILY, "at": late}
    with pytest.raises(Refused, match="thirty days are over"):
        ask_review(**words)
    assert ask_review(**words, late="I was in hospital.").state == "open"


def test_one_review_for_one_decision(cast: Any) -> None:
    review = _ask(cast)
    words = {"why": "", "by": Actor.FAMILY, "at": LATER}
    with pytest.raises(Refused, match="asked for already"):
        ask_review(decision=review.decision, form_id=uuid4(), **words)


def test_whoever_began_a_talk_that_broke_off_does_not_decide(cast: Any) -> None:
    from cauce.cases.interviews.actions import cancel_interview

    case = casework.opened_worked(cast)
    row = casework.running(cast, case, by=cast.ivan)
    cancel_interview(interview=row, why="power cut", by=cast.ivan, at=LATER)
    casework.interviewed(cast, case, by=cast.iris, at=LATER)
    with pytest.raises(Refused, match="You interviewed"):
        actions.assign_case(case=case, officer=cast.ivan, why="x", by=cast.sofia, at=LATER)


def test_a_planned_talk_moves_with_its_case_and_a_begun_one_does_not(cast: Any) -> None:
    from cauce.cases.interviews.actions import begin_interview
    from cauce.cases.models import Interview

    row = casework.planned(cast, casework.opened(cast))
    words = {"case": row.case, "why": "Iris is ill.", "by": cast.sofia, "at": LATER}
    actions.assign_case(officer=cast.ivan, **words)
    row = Interview.objects.itself(row).select_related("case", "interviewer", "key", "site").get()
    assert row.interviewer == cast.ivan
    begin_interview(interview=row, interpreter="", spoken="es", by=cast.ivan, at=LATER)
    with pytest.raises(Refused, match="has begun"):
        actions.assign_case(officer=cast.iris, **words)
