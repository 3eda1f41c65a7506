"""The verb by which a case is decided, by an officer who did not interview; and the questions left to one."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cauce.applications.changing import actions as changing
from cauce.base import envelopes
from cauce.base.actors import By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.verb import note, verb
from cauce.cases import clock, hands
from cauce.cases.decisions import record, standing
from cauce.cases.decisions.making import Made, make
from cauce.cases.decisions.proposal import Proposal
from cauce.cases.models import Case, Decision
from cauce.cases.steps import moved_meanwhile, step
from cauce.notices import actions as notices
from cauce.packs import pack
from cauce.people import facts
from cauce.people.models import Member

TO = {
    Decision.Outcome.REFER: Case.State.TO_REFER,
    Decision.Outcome.NOT_NOW: Case.State.DECIDED,
    Decision.Outcome.WAIT: Case.State.WAITING,
}


@verb
def decide(*, case: Case, proposal: Proposal, previewed: str, by: By, at: datetime) -> Decision:
    """Decide a case, freeze what the decision stands on, and write its letter.

    `previewed` is the digest of the letter that the officer read: another letter is never sent.
    """
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer decides."))
    why_not = hands.may_not_decide(case, by)
    if why_not:
        raise Refused(why_not)
    hands.require_standing(case)
    _claim(case, proposal, by, at)
    hands.demand_no_review(case)
    made = make(case, proposal, at)
    standing.demand_fresh(made.found, case, at)
    if made.letter.digest.hex() != previewed:
        raise Refused(_("The letter is not the one you read. Read it again, then decide."))
    decision = _freeze(case, proposal, made, by, at)
    notices.write(
        household=case.application.household,
        letter=made.letter,
        letter_id=decision.pk,
        about=decision.pk,
        by=by,
        at=at,
    )
    note(
        subject=case.key_id,
        body={
            "case": str(case.pk),
            "decision": str(decision.pk),
            "number": decision.number,
            "outcome": decision.outcome,
            "digest": made.letter.digest.hex(),
            "law": decision.law,
        },
    )
    return decision


@verb
def answer_discretion(
    *, case: Case, member: Member | None, key: str, value: bool, why: str, by: By, at: datetime
) -> None:
    """Answer a question that the rules leave to an officer; it is a fact with the officer's name."""
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer answers this."))
    why_not = hands.may_not_decide(case, by)
    if why_not:
        raise Refused(why_not)
    entity = "person" if member else "household"
    fact = pack().facts_of(entity).get(key)
    if fact is None or fact.asked != "office":
        raise Refused(_("This is no question that is left to an officer."))
    if not why.strip():
        raise Refused(_("Write why you answer so."))
    said = facts.statement(value=value, source=facts.OFFICER, by=str(by.pk), why=why.strip(), at=at)
    changing.state_facts(
        application=case.application, member=member, statements={key: said}, by=by, at=at
    )
    note(subject=case.key_id, body={"case": str(case.pk)})


def _claim(case: Case, proposal: Proposal, by: Officer, at: datetime) -> None:
    # First of all: whoever else decides at this moment waits here, and then finds it decided.
    mine = Case.objects.itself(case).filter(state=Case.State.TO_DECIDE)
    if not mine.filter(owner=by).exists():
        if mine.exists():
            raise Refused(_("This case was not given to you. Take the oldest one that waits."))
        raise Refused(moved_meanwhile())
    if proposal.outcome not in set(Decision.Outcome):
        raise Refused(_("Choose what you decide."))
    outcome = Decision.Outcome(proposal.outcome)
    due = clock.review_until(decided_at=at) if outcome == Decision.Outcome.NOT_NOW else None
    step(case=case, to=TO[outcome], at=at, due_at=due, only_from={Case.State.TO_DECIDE})


def _freeze(case: Case, proposal: Proposal, made: Made, by: Officer, at: datetime) -> Decision:
    last = Decision.objects.of(case=case).aggregate(last=Max("number"))["last"] or 0
    talked = hands.interviewers_of(case)
    found = made.found.screening
    decision = Decision(
        id=proposal.id,
        case=case,
        key=case.key,
        site=case.site,
        number=last + 1,
        outcome=proposal.outcome,
        pathways=list(proposal.pathways),
        interviewed_by=talked[0] if talked else None,
        decided_by=by,
        decided_at=at,
        review_until=clock.review_until(decided_at=at),
        screening=found,
        law=found.law,
        words=found.words,
        digest=made.letter.digest,
    )
    kept: dict[str, Any] = record.frozen(case, proposal, made.grounds, made.found, made.letter)
    decision.sealed = envelopes.close(decision, "sealed", kept)
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        raise Refused(moved_meanwhile()) from None
    return decision
