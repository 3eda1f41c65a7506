"""Cases for every room's tests: an application taken by the verbs as far as a test needs it."""

from datetime import timedelta
from uuid import uuid4

from cauce.cases import actions
from cauce.cases.decisions import actions as decisions
from cauce.cases.decisions import grounds, standing
from cauce.cases.decisions.making import make
from cauce.cases.decisions.proposal import CLEAR, Proposal, View
from cauce.cases.interviews import actions as interviews
from cauce.cases.interviews.statements import Said
from cauce.cases.models import Case, Decision
from cauce.eligibility import ELIGIBLE
from cauce.partners.actions import add_organisation
from tests.cast import MORNING
from tests.family import family, found, worked

# A worked person who may be referred on the office's day, and of whom one fact is still missing.
ELIGIBLE_PERSON = "W03"
LATER = MORNING + timedelta(hours=1)


def opened(cast, *, at=MORNING, **changes):
    """A case that waits to be interviewed."""
    application = family(cast, at=at, **changes)
    return actions.open_case(application=application, by=cast.rosa, at=at)


def opened_worked(cast, name=ELIGIBLE_PERSON, *, at=MORNING, **changes):
    """A case of a worked person, with every answer of theirs."""
    from cauce.applications.actions import submit
    from cauce.base.actors import Actor

    sent, _data = worked(cast.site, name, **changes)
    application = found(submit(sent=sent, by=Actor.FAMILY, at=at))
    return actions.open_case(application=application, by=cast.rosa, at=at)


def planned(cast, case, *, by=None, at=MORNING, planned_at=None):
    """An interview that an interviewer took by rule and planned for this moment."""
    by = by or cast.iris
    Case.objects.itself(case).update(owner=by)
    case.owner = by
    return interviews.plan_interview(
        case=case, interviewer=by, planned_at=planned_at or at, place="Room 4", by=by, at=at
    )


def running(cast, case, *, by=None, at=MORNING, interpreter=""):
    """An interview under way."""
    row = planned(cast, case, by=by, at=at)
    interviews.begin_interview(
        interview=row, interpreter=interpreter, spoken="es", by=row.interviewer, at=at
    )
    return row


def interviewed(cast, case, *, by=None, at=MORNING):
    """A case that was interviewed, read back and waits for another officer."""
    row = running(cast, case, by=by, at=at)
    words = {"interview": row, "by": row.interviewer, "at": at}
    interviews.record_read_back(person_confirms=True, interpreter_signs=False, **words)
    interviews.end_interview(**words)
    return row


def said(key, value, **words):
    """An answer of an interview."""
    return Said(key=key, value=value, **words)


def to_decide(cast, name=ELIGIBLE_PERSON, *, decider=None, at=MORNING, **changes):
    """A case that an officer who did not interview has to decide."""
    case = opened_worked(cast, name, at=at, **changes) if name else opened(cast, at=at, **changes)
    interviewed(cast, case, at=at)
    decider = decider or cast.ivan
    actions.assign_case(case=case, officer=decider, why="a test", by=cast.sofia, at=at)
    return case


def proposal(case, outcome=Decision.Outcome.REFER, **changes):
    """What an officer may well propose, from the newest screening."""
    content = standing.newest(case).content
    every = grounds.grounds_of(content)
    eligible = grounds.with_word(content, ELIGIBLE)[:1]
    wanted = {"refer": "true", "not_now": "false", "wait": "unknown"}[outcome]
    fits = {
        "refer": lambda g: g.pathway in eligible,
        "not_now": lambda g: True,
        "wait": lambda g: grounds.missing_of(content, g),
    }[outcome]
    chosen = [g.id for g in every.values() if g.value == wanted and g.person == 0 and fits(g)]
    said = {
        "id": uuid4(),
        "outcome": outcome,
        "pathways": eligible if outcome == "refer" else [],
        "grounds": chosen if outcome == "refer" else chosen[:2],
        "reasons": "The papers were seen.",
        "discretion": {p: View(view=CLEAR) for p in grounds.open_points(content, eligible)}
        if outcome == "refer"
        else {},
    }
    return Proposal(**{**said, **changes})


def decided(cast, outcome=Decision.Outcome.REFER, *, case=None, by=None, at=LATER, **changes):
    """A decision, made by the verb from the letter that was read."""
    # The small household of `tests.family` leaves many facts open.
    case = case or to_decide(cast, "" if outcome == "wait" else ELIGIBLE_PERSON)
    by = by or cast.ivan
    proposed = proposal(case, outcome, **changes)
    read = make(case, proposed, at).letter.digest.hex()
    return decisions.decide(case=case, proposal=proposed, previewed=read, by=by, at=at)


def organisation(cast, name="Puente", **changes):
    """An organisation that takes referrals."""
    words = {"recipient": "", "address": "", "answers_within": 30, **changes}
    return add_organisation(name=name, **words, by=cast.dina, at=MORNING)
