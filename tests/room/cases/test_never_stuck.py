"""No case waits for somebody who is gone, and no second decision is taken while the first is looked at."""

from typing import Any
from uuid import uuid4

import pytest

from cauce.base import actions as base
from cauce.base import envelopes
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from cauce.cases import actions
from cauce.cases.interviews.actions import begin_interview, record_read_back
from cauce.cases.models import Case, Interview, Review
from cauce.cases.reviews import actions as reviews
from cauce.cases.reviews.actions import ask_review, decide_review, take_oldest_review
from cauce.notices.models import Notice
from tests import casework
from tests import cast as people
from tests.casework import LATER

pytestmark = pytest.mark.django_db


def _asked(cast: Any) -> Review:
    decision = casework.decided(cast, "not_now")
    words = {"form_id": uuid4(), "why": "My data changed.", "by": Actor.FAMILY, "at": LATER}
    return ask_review(decision=decision, **words)


def test_a_talk_that_was_read_back_can_be_called_off_when_its_interviewer_is_gone(
    client: Any, cast: Any
) -> None:
    row = casework.running(cast, casework.opened(cast))
    words = {"interview": row, "by": cast.iris, "at": LATER}
    record_read_back(person_confirms=True, interpreter_signs=False, **words)
    base.close_account(officer=cast.iris, by=Actor.SETUP, at=LATER)
    people.sign_in(client, cast.sofia)
    address = f"/office/cases/interviews/{row.pk}/cancel"
    assert address in client.get(f"/office/cases/interviews/{row.pk}").text
    assert client.post(address, {"why": "Iris left the office."}).status_code == 302
    assert Interview.objects.itself(row).get().state == "cancelled"
    case = Case.objects.itself(row.case).get()
    assert case.state == "to_interview"
    actions.assign_case(case=case, officer=cast.ivan, why="Iris left.", by=cast.sofia, at=LATER)


def test_a_case_of_whoever_lost_the_role_is_taken_by_the_next(cast: Any) -> None:
    case = casework.opened(cast)
    words = {"state": "to_interview", "at": LATER}
    assert actions.take_oldest_case(by=cast.iris, **words) == case
    with pytest.raises(Refused, match="Nothing waits"):
        actions.take_oldest_case(by=cast.ivan, **words)
    base.revoke_role(
        officer=cast.iris, role=Role.INTERVIEWER, site=cast.site, because="other-work",
        by=cast.dina, at=LATER,
    )  # fmt: skip
    assert actions.take_oldest_case(by=cast.ivan, **words) == case
    assert Case.objects.itself(case).get().owner == cast.ivan


def test_a_review_of_somebody_who_is_gone_is_taken_by_another(cast: Any) -> None:
    other = people.officer("sara", role=Role.SUPERVISOR, site=cast.site)
    review = _asked(cast)
    assert take_oldest_review(by=cast.sofia, at=LATER) == review
    with pytest.raises(Refused, match="No review waits"):
        take_oldest_review(by=other, at=LATER)
    base.close_account(officer=cast.sofia, by=Actor.SETUP, at=LATER)
    assert take_oldest_review(by=other, at=LATER) == review
    decide_review(review=review, outcome="upheld", answer="Sigue igual.", by=other, at=LATER)
    assert Review.objects.itself(review).get().reviewer == other


def test_the_same_form_between_two_looks_is_the_same_review(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = _asked(cast)
    # Not there yet when it was first looked for, and there a moment later: two connections do that.
    looks = iter([None])
    monkeypatch.setattr(reviews, "_of_form", lambda _decision, _form: next(looks, review))
    words = {"form_id": review.form_id, "why": "My data changed.", "by": Actor.FAMILY, "at": LATER}
    assert ask_review(decision=review.decision, **words) == review
    assert Review.objects.unscoped("a test").count() == 1


def test_a_review_answered_by_somebody_else_than_its_closed_reviewer(cast: Any) -> None:
    other = people.officer("sara", role=Role.SUPERVISOR, site=cast.site)
    review = _asked(cast)
    take_oldest_review(by=cast.sofia, at=LATER)
    words = {"review": review, "outcome": "upheld", "answer": "Sigue igual.", "at": LATER}
    with pytest.raises(Refused, match="Another officer has this review"):
        decide_review(by=other, **words)
    base.close_account(officer=cast.sofia, by=Actor.SETUP, at=LATER)
    decide_review(by=other, **words)


def test_no_second_decision_while_a_review_of_the_first_is_open(cast: Any) -> None:
    review = _asked(cast)
    case = review.case
    with pytest.raises(Refused, match="A review of this case is open"):
        actions.reopen_case(case=case, interview=False, why="new facts", by=cast.sofia, at=LATER)
    assert Case.objects.itself(case).get().state == "decided"
    decide_review(review=review, outcome="upheld", answer="Sigue igual.", by=cast.sofia, at=LATER)
    actions.reopen_case(case=case, interview=False, why="new facts", by=cast.sofia, at=LATER)


def test_a_review_of_a_decision_to_wait_goes_before_the_next_decision(cast: Any) -> None:
    decision = casework.decided(cast, "wait")
    words = {"form_id": uuid4(), "why": "I sent it.", "by": Actor.FAMILY, "at": LATER}
    review = ask_review(decision=decision, **words)
    case = review.case
    actions.resume_case(case=case, by=cast.ivan, at=LATER)
    actions.assign_case(case=case, officer=cast.ivan, why="he knows it", by=cast.sofia, at=LATER)
    with pytest.raises(Refused, match="A review of this case is open"):
        casework.decided(cast, "wait", case=case, by=cast.ivan, at=LATER)
    # The reviewer may find that it must be decided anew, wherever the case stands by now.
    decide_review(review=review, outcome="changed", answer="Lo vimos.", by=cast.sofia, at=LATER)
    case = Case.objects.itself(case).select_related("application__household").get()
    assert case.state == "to_decide"
    actions.assign_case(case=case, officer=cast.sofia, why="another", by=cast.sofia, at=LATER)


@pytest.mark.parametrize("deed", ["assign", "without", "again", "reopen"])
def test_a_reason_that_was_asked_for_is_kept(cast: Any, deed: str) -> None:
    words = {"why": "Because the office is flooded.", "by": cast.sofia, "at": LATER}
    case = casework.opened(cast)
    if deed == "assign":
        actions.assign_case(case=case, officer=cast.ivan, **words)
    if deed in {"without", "again"}:
        actions.go_without_interview(case=case, **words)
    if deed == "again":
        actions.interview_again(case=case, **words)
    if deed == "reopen":
        actions.close_case(case=case, why="done", answer="Done.", by=cast.sofia, at=LATER)
        actions.reopen_case(case=case, interview=True, **words)
    kept = envelopes.read(Case.objects.itself(case).select_related("key").get(), "sealed")
    assert words["why"] in str(kept)


def test_the_case_says_why_it_moved_to_whoever_may_read_all(client: Any, cast: Any) -> None:
    case = casework.opened(cast)
    words = {"why": "Because the office is flooded.", "by": cast.sofia, "at": LATER}
    actions.assign_case(case=case, officer=cast.ivan, **words)
    for officer, sees in ((cast.sofia, True), (cast.rosa, False)):
        people.sign_in(client, officer)
        page = client.get(f"/office/cases/{case.pk}").text
        assert (words["why"] in page) is sees


def test_a_talk_given_to_another_is_not_begun_on_the_page_of_before(cast: Any) -> None:
    stale = casework.planned(cast, casework.opened(cast))
    words = {"why": "Iris is ill.", "by": cast.sofia, "at": LATER}
    actions.assign_case(case=stale.case, officer=cast.ivan, **words)
    with pytest.raises(Refused, match="stands elsewhere"):
        begin_interview(interview=stale, interpreter="", spoken="es", by=cast.iris, at=LATER)
    assert Interview.objects.itself(stale).get().begun_at is None


def _letters(case: Case, kind: str) -> list[str]:
    rows = Notice.objects.of(household=case.application.household).filter(kind=kind)
    return [envelopes.read(row, "sealed")["body"] for row in rows.select_related("key")]


def test_a_family_whose_case_is_closed_undecided_is_told_why(cast: Any) -> None:
    case = casework.opened(cast)
    words = {"case": case, "why": "Moved to another site.", "by": cast.sofia, "at": LATER}
    with pytest.raises(Refused, match="Write to the family"):
        actions.close_case(**words)
    with pytest.raises(Refused, match="Write to the family"):
        actions.close_case(answer=" ", **words)
    assert Case.objects.itself(case).get().state == "to_interview"
    actions.close_case(answer="Otra oficina sigue con su solicitud.", **words)
    (body,) = _letters(case, "closed")
    assert "Otra oficina sigue con su solicitud." in body
    assert "Moved to another site." not in body


def test_whoever_was_decided_has_its_letter_already(cast: Any) -> None:
    case = casework.decided(cast, "not_now").case
    actions.close_case(case=case, why="Nothing is open.", by=cast.sofia, at=LATER)
    assert _letters(case, "closed") == []


def test_a_case_that_waited_for_a_fact_is_closed_with_a_letter(cast: Any) -> None:
    case = casework.decided(cast, "wait").case
    words = {"case": case, "why": "It will not come.", "by": cast.sofia, "at": LATER}
    with pytest.raises(Refused, match="Write to the family"):
        actions.close_case(**words)
    actions.close_case(answer="Falta su documento.", **words)
    assert len(_letters(case, "closed")) == 1


def test_the_page_asks_for_the_familys_letter(cast: Any, client: Any) -> None:
    case = casework.opened(cast)
    people.sign_in(client, cast.sofia)
    address = f"/office/cases/{case.pk}/close"
    assert 'name="answer"' in client.get(address).content.decode()
    answer = client.post(address, {"why": "Moved."})
    assert answer.status_code == 422
    assert "Escriba a la familia por qué" in answer.content.decode()
    client.post(address, {"why": "Moved.", "answer": "Otra oficina sigue."})
    assert Case.objects.itself(case).get().state == "closed"
    assert len(_letters(case, "closed")) == 1
