"""The verbs of an interview: planned, begun, answered, read back, ended; or missed, or called off."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cauce.applications import screening
from cauce.applications.changing import actions as changing
from cauce.base import envelopes, roles
from cauce.base.actors import By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.cases import clock, hands, told
from cauce.cases.interviews import statements
from cauce.cases.interviews.statements import Said
from cauce.cases.models import Case, Interview
from cauce.cases.steps import step
from cauce.people import facts
from cauce.people.models import Member

# Whoever is here already needs no letter about coming.
AT_ONCE = timedelta(hours=2)


@verb
def plan_interview(
    *,
    case: Case,
    interviewer: Officer,
    planned_at: datetime,
    place: str,
    interpreter: str = "",
    by: By,
    at: datetime,
) -> Interview:
    """Plan the talk: with whom, when, where, and who interprets; the family is told by letter."""
    if not (by == interviewer and case.owner_id == interviewer.pk):
        roles.require(by, Permission.ASSIGN, case.site)
    roles.require(interviewer, Permission.INTERVIEW, case.site)
    hands.require_standing(case)
    if planned_at < at - AT_ONCE:
        raise Refused(_("This moment is past already. Check the day and the hour."))
    if not place.strip():
        raise Refused(_("Write where: a room, a desk, or by telephone."))
    step(
        case=case,
        to=Case.State.INTERVIEWING,
        at=at,
        owner=interviewer,
        due_at=planned_at + clock.WITHIN["interviewing"],
    )
    last = Interview.objects.of(case=case).aggregate(last=Max("number"))["last"] or 0
    interview = Interview(
        case=case,
        key=case.key,
        site=case.site,
        number=last + 1,
        interviewer=interviewer,
        made_at=at,
        planned_at=planned_at,
    )
    words = {"place": place.strip(), "interpreter": interpreter.strip()}
    interview.sealed = envelopes.close(interview, "sealed", words)
    try:
        with transaction.atomic():
            interview.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("An interview of this family is planned already.")) from None
    if planned_at - at > AT_ONCE:
        told.interview_planned(interview, place=place.strip(), by=by, at=at)
    note(subject=case.key_id, body={"case": str(case.pk), "interview": str(interview.pk)})
    return interview


@verb
def begin_interview(
    *, interview: Interview, interpreter: str, spoken: str, by: By, at: datetime
) -> None:
    """Begin the talk; who interprets and in which language is kept."""
    _require_interviewer(interview, by)
    hands.require_standing(interview.case)
    _move(interview, "planned", "running", begun_at=at)
    words = {"interpreter": interpreter.strip(), "language": spoken.strip()}
    _keep(interview, {name: text for name, text in words.items() if text})
    note(subject=interview.key_id, body={"interview": str(interview.pk)})


@verb
def save_interview_answer(
    *, interview: Interview, member: Member | None, said: Said, by: By, at: datetime
) -> None:
    """Keep one answer as a statement about the person; another than before needs a reason."""
    _require_interviewer(interview, by)
    _require_running(interview)
    application = interview.case.application
    before = statements.said_before(application, member, said.key)
    if said.seen is None or said.seen == len(before):
        statements.demand_reason(before, said)
    changing.state_facts(
        application=application,
        member=member,
        statements={
            said.key: facts.statement(
                value=said.value,
                how=said.how,
                source=facts.INTERVIEW,
                by=str(by.pk) if isinstance(by, Officer) else "",
                evidence=said.evidence,
                why=said.why.strip(),
                at=at,
            )
        },
        seen=None if said.seen is None else {said.key: said.seen},
        by=by,
        at=at,
    )
    asked = envelopes.read(interview, "sealed").get("asked", [])
    line = {
        "member": str(member.pk) if member else "",
        "fact": said.key,
        "how": said.how,
        "at": at.isoformat(),
    }
    _keep(interview, {"asked": [*asked, line]})
    note(subject=interview.key_id, body={"interview": str(interview.pk), "how": said.how})


@verb
def note_interview(*, interview: Interview, text: str, by: By, at: datetime) -> None:
    """Keep a note of the interviewer; it is not for the family's letter."""
    _require_interviewer(interview, by)
    _require_running(interview)
    if not text.strip():
        raise Refused(_("Write the note first."))
    notes = envelopes.read(interview, "sealed").get("notes", [])
    who = str(by.pk) if isinstance(by, Officer) else ""
    _keep(interview, {"notes": [*notes, {"text": text.strip(), "by": who, "at": at.isoformat()}]})
    note(subject=interview.key_id, body={"interview": str(interview.pk)})


@verb
def record_read_back(
    *,
    interview: Interview,
    person_confirms: bool,
    interpreter_signs: bool,
    by: By,
    at: datetime,
) -> None:
    """Record that everything was read back and that the person confirmed it."""
    _require_interviewer(interview, by)
    if not person_confirms:
        raise Refused(_("Correct what the person says is wrong, then read it back again."))
    interpreter = envelopes.read(interview, "sealed").get("interpreter", "")
    if interpreter and not interpreter_signs:
        raise Refused(_("Somebody interpreted: the interpreter signs too."))
    _move(interview, "running", "read_back")
    signed = {"at": at.isoformat(), "person_confirms": True, "interpreter_signs": interpreter_signs}
    _keep(interview, {"read_back": signed})
    note(subject=interview.key_id, body={"interview": str(interview.pk)})


@verb
def go_on_with_interview(*, interview: Interview, by: By, at: datetime) -> None:
    """Go back to the questions: something was read back wrong."""
    _require_interviewer(interview, by)
    _move(interview, "read_back", "running")
    _keep(interview, {"read_back": None})
    note(subject=interview.key_id, body={"interview": str(interview.pk)})


@verb
def end_interview(*, interview: Interview, by: By, at: datetime) -> None:
    """End the talk: the rules are asked again, and another officer decides."""
    _require_interviewer(interview, by)
    case = interview.case
    _move(interview, "read_back", "ended", ended_at=at)
    screening.rescreen(application=case.application, why="interview", by=by, at=at)
    step(case=case, to=Case.State.TO_DECIDE, at=at, only_from={Case.State.INTERVIEWING})
    note(subject=case.key_id, body={"case": str(case.pk), "interview": str(interview.pk)})


@verb
def miss_interview(*, interview: Interview, why: str, by: By, at: datetime) -> None:
    """Record that the family did not come; the file stays open, and they are asked again."""
    _require_any_hand(interview, by)
    _move(interview, "planned", "missed", ended_at=at)
    _leave(interview, why, at)
    told.interview_missed(interview, by=by, at=at)
    note(subject=interview.key_id, body={"interview": str(interview.pk)})


@verb
def cancel_interview(*, interview: Interview, why: str, by: By, at: datetime) -> None:
    """Call an interview off, or break it off: a power cut, an interpreter who fell ill."""
    _require_any_hand(interview, by)
    if not why.strip():
        raise Refused(_("Write why."))
    froms = ("planned", "running", "read_back")
    moved = Interview.objects.itself(interview).filter(state__in=froms)
    if not moved.update(state="cancelled", ended_at=at):
        raise Refused(_elsewhere())
    interview.state = Interview.State.CANCELLED
    _leave(interview, why, at)
    note(subject=interview.key_id, body={"interview": str(interview.pk)})


def _leave(interview: Interview, why: str, at: datetime) -> None:
    case = interview.case
    step(
        case=case,
        to=Case.State.TO_INTERVIEW,
        at=at,
        owner=interview.interviewer,
        only_from={Case.State.INTERVIEWING},
    )
    _keep(interview, {"ended_because": why.strip()})


def _require_interviewer(interview: Interview, by: By) -> None:
    if by != interview.interviewer:
        raise Refused(_("Another officer holds this interview; a supervisor can give it to you."))
    roles.require(by, Permission.INTERVIEW, interview.site)


def _require_any_hand(interview: Interview, by: By) -> None:
    if by != interview.interviewer:
        roles.require(by, Permission.ASSIGN, interview.site)


def _require_running(interview: Interview) -> None:
    # A guarded statement also makes two answers of one interview wait for each other.
    running = Interview.objects.itself(interview).filter(state="running")
    if not running.update(state="running"):
        raise Refused(_elsewhere())
    fresh = Interview.objects.itself(interview).get()
    interview.sealed, interview.version = fresh.sealed, fresh.version


def _move(interview: Interview, here: str, to: str, **fields: Any) -> None:
    # Whose it is, the row says and not the page: it may have been given to another officer meanwhile.
    there = Interview.objects.itself(interview).filter(
        state=here, interviewer=interview.interviewer_id
    )
    if not there.update(state=to, **fields):
        raise Refused(_elsewhere())
    interview.state = to
    for name, value in fields.items():
        setattr(interview, name, value)


def _keep(interview: Interview, words: dict[str, Any]) -> None:
    fresh = Interview.objects.itself(interview).get()
    kept = envelopes.read(fresh, "sealed") | words
    interview.sealed = envelopes.close(interview, "sealed", kept)
    interview.version = fresh.version + 1
    rows = Interview.objects.itself(interview)
    rows.update(sealed=interview.sealed, version=interview.version)


def _elsewhere() -> str:
    return _("This interview stands elsewhere by now. Open the case again.")
