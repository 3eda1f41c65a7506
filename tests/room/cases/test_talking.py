"""An interview: planned with a letter, each answer a statement of the person, read back, ended."""

from datetime import timedelta
from typing import Any

import pytest

from cauce.applications import screening
from cauce.applications.models import Screening
from cauce.base import envelopes
from cauce.base.refusal import Refused
from cauce.cases.interviews import actions
from cauce.cases.interviews.statements import NeedsReason
from cauce.cases.models import Case, Interview
from cauce.notices.models import Notice
from cauce.people import keeping
from cauce.people.keeping import ChangedMeanwhile
from tests import casework
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def _letters(kind: str) -> int:
    return int(Notice.objects.unscoped("a test").filter(kind=kind).count())


def _save(row: Interview, key: str, value: Any, *, member: Any = None, **words: Any) -> None:
    said = casework.said(key, value, **words)
    actions.save_interview_answer(
        interview=row, member=member, said=said, by=row.interviewer, at=MORNING
    )


def _said(member: Any, key: str) -> list[Any]:
    return keeping.everything_said(keeping.locked(member)).get(key, [])


def test_planned_ahead_is_told_and_at_once_is_not(cast: Any) -> None:
    casework.planned(cast, casework.opened(cast))
    assert _letters("interview_planned") == 0
    casework.planned(cast, casework.opened(cast), planned_at=MORNING + timedelta(days=3))
    assert _letters("interview_planned") == 1


def test_only_whoever_has_the_case_plans_it(cast: Any) -> None:
    case = casework.opened(cast)
    words = {"case": case, "planned_at": MORNING, "place": "Room 4", "at": MORNING}
    with pytest.raises(Refused):
        actions.plan_interview(interviewer=cast.iris, by=cast.iris, **words)
    actions.plan_interview(interviewer=cast.iris, by=cast.sofia, **words)
    with pytest.raises(Refused):
        actions.plan_interview(interviewer=cast.ivan, by=cast.sofia, **words)


def test_an_answer_is_a_statement_with_its_source(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast))
    member = screening.members_of(row.case.application)[0]
    _save(row, "marital_status", "widowed", member=member, why="Her husband died.")
    last = _said(member, "marital_status")[-1]
    assert (last["value"], last["source"], last["by"]) == (
        "widowed",
        "interview",
        str(cast.iris.pk),
    )
    assert len(_said(member, "marital_status")) == 2
    kept = envelopes.read(Interview.objects.itself(row).get(), "sealed")
    assert "widowed" not in str(kept), "values stay with the person they are about"


def test_another_answer_than_before_needs_a_reason(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast))
    member = screening.members_of(row.case.application)[0]
    with pytest.raises(NeedsReason):
        _save(row, "marital_status", "single", member=member)
    _save(row, "marital_status", "married", member=member)
    assert len(_said(member, "marital_status")) == 2


def test_whoever_answers_on_an_old_page_sees_what_stands_now(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast))
    member = screening.members_of(row.case.application)[0]
    _save(row, "marital_status", "widowed", member=member, why="told", seen=1)
    with pytest.raises(ChangedMeanwhile) as caught:
        _save(row, "marital_status", "single", member=member, seen=1)
    assert caught.value.now["marital_status"]["value"] == "widowed"


def test_no_answer_after_it_was_read_back(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast), interpreter="M. Caal")
    words = {"interview": row, "by": cast.iris, "at": MORNING}
    with pytest.raises(Refused, match="Correct what"):
        actions.record_read_back(person_confirms=False, interpreter_signs=True, **words)
    with pytest.raises(Refused, match="interpreter signs"):
        actions.record_read_back(person_confirms=True, interpreter_signs=False, **words)
    with pytest.raises(Refused):
        actions.end_interview(**words)
    actions.record_read_back(person_confirms=True, interpreter_signs=True, **words)
    with pytest.raises(Refused, match="elsewhere"):
        _save(row, "same_country", False, why="x")
    actions.go_on_with_interview(**words)
    _save(row, "same_country", False, why="She moved.")


def test_the_rules_are_asked_again_at_the_end(cast: Any) -> None:
    case = casework.opened(cast)
    casework.interviewed(cast, case)
    newest = Screening.objects.of(application=case.application).order_by("-number")[0]
    assert (newest.number, newest.why) == (2, "interview")
    stands = Case.objects.itself(case).get()
    assert (stands.state, stands.owner) == ("to_decide", None)


def test_only_the_interviewer_holds_it(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast))
    with pytest.raises(Refused, match="Another officer holds"):
        actions.note_interview(interview=row, text="x", by=cast.ivan, at=MORNING)


def test_a_family_that_did_not_come_is_asked_again(cast: Any) -> None:
    row = casework.planned(cast, casework.opened(cast))
    actions.miss_interview(interview=row, why="", by=cast.iris, at=MORNING)
    case = Case.objects.itself(row.case).get()
    assert (case.state, case.owner) == ("to_interview", cast.iris)
    assert _letters("interview_missed") == 1
    again = casework.planned(cast, row.case)
    assert again.number == 2


def test_a_talk_that_breaks_off_loses_nothing(cast: Any) -> None:
    row = casework.running(cast, casework.opened(cast))
    actions.note_interview(interview=row, text="The light went.", by=cast.iris, at=MORNING)
    actions.cancel_interview(interview=row, why="power cut", by=cast.iris, at=MORNING)
    kept = envelopes.read(Interview.objects.itself(row).get(), "sealed")
    assert kept["notes"][0]["text"] == "The light went."
    assert kept["ended_because"] == "power cut"
