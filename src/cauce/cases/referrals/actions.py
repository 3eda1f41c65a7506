"""The verbs of a referral: sent to an organisation, and what the organisation answered."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cauce.base import envelopes, roles
from cauce.base.actors import By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.cases import clock, hands, told
from cauce.cases.models import Case, Decision, Referral
from cauce.cases.referrals.consent import may_refer
from cauce.cases.steps import step
from cauce.partners.models import Organisation


@verb
def refer(
    *,
    decision: Decision,
    organisation: Organisation,
    pathway: str,
    note_to_it: str = "",
    by: By,
    at: datetime,
) -> Referral:
    """Send a decided case to an organisation that the family agreed to; its clock begins."""
    roles.require(by, Permission.REFER, decision.site)
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer refers a family."))
    case = decision.case
    hands.require_standing(case)
    _demand_newest(decision)
    if pathway not in decision.pathways:
        raise Refused(_("The decision does not name this pathway; choose one that it names."))
    if not Organisation.objects.filter(pk=organisation.pk, state="active").exists():
        raise Refused(_("This organisation takes no referrals now; choose another one."))
    if not may_refer(case.application.household, organisation):
        raise Refused(
            _("The family did not agree that its data goes there. Ask them first, then record it.")
        )
    referral = Referral(
        case=case,
        decision=decision,
        key=case.key,
        site=case.site,
        organisation=organisation,
        pathway=pathway,
        sent_by=by,
        sent_at=at,
        since=at,
        due_at=clock.answer_due(since=at, answers_within=organisation.answers_within),
    )
    referral.sealed = envelopes.close(referral, "sealed", {"note": note_to_it.strip()})
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("It went to this organisation on this pathway already.")) from None
    _decided(case, referral, at)
    told.referral_sent(referral, by=by, at=at)
    # What was shared with whom: for the person, who may ask.
    shared = {"referral": str(referral.pk), "to": str(organisation.pk), "pathway": pathway}
    note(subject=case.key_id, body=shared)
    return referral


@verb
def record_referral_answer(
    *, referral: Referral, state: str, answer: str, by: By, at: datetime
) -> None:
    """Record what an organisation answered; accepted keeps its clock, declined brings the case back."""
    roles.require(by, Permission.REFER, referral.site)
    froms = [here for here, later in Referral.MOVES.items() if state in later]
    if not froms:
        raise Refused(_("Choose what the organisation answered."))
    days = referral.organisation.answers_within
    moved = Referral.objects.itself(referral).filter(state__in=froms)
    due = clock.answer_due(since=at, answers_within=days)
    if not moved.update(state=state, since=at, due_at=due):
        raise Refused(_("This answer was recorded already, or the referral is over."))
    referral.state, referral.since, referral.due_at = Referral.State(state), at, due
    _keep_answer(referral, answer, at)
    if state == Referral.State.DECLINED:
        _bring_back(referral, at)
    told.referral_answered(referral, answer=answer, by=by, at=at)
    note(subject=referral.key_id, body={"referral": str(referral.pk), "state": str(state)})


@verb
def still_waiting_for_partner(*, referral: Referral, answer: str, by: By, at: datetime) -> None:
    """Record that the organisation was asked and is still at work: its clock begins anew."""
    roles.require(by, Permission.REFER, referral.site)
    if not answer.strip():
        raise Refused(_("Write what the organisation said, and whom you spoke with by function."))
    due = clock.answer_due(since=at, answers_within=referral.organisation.answers_within)
    open_ = Referral.objects.itself(referral).filter(state__in=["waiting", "accepted"])
    if not open_.update(since=at, due_at=due):
        raise Refused(_("This referral is over; nobody waits for it."))
    referral.since, referral.due_at = at, due
    _keep_answer(referral, answer, at)
    note(subject=referral.key_id, body={"referral": str(referral.pk)})


def _demand_newest(decision: Decision) -> None:
    if Decision.objects.of(case=decision.case).filter(number__gt=decision.number).exists():
        raise Refused(_("There is a newer decision on this case; refer on that one."))


def _decided(case: Case, referral: Referral, at: datetime) -> None:
    here = Case.objects.itself(case).get().state
    if here == Case.State.TO_REFER:
        step(case=case, to=Case.State.DECIDED, at=at, due_at=referral.due_at)
    elif here != Case.State.DECIDED:
        raise Refused(_("This case is not to be referred now; open the file again."))


def _bring_back(referral: Referral, at: datetime) -> None:
    # Another organisation still has it, or somebody moved it: then there is nothing to bring back.
    others = Referral.objects.of(case=referral.case).filter(state__in=["waiting", "accepted"])
    case = Case.objects.itself(referral.case).select_related("application").get()
    if not others.exists() and case.state == Case.State.DECIDED:
        step(case=case, to=Case.State.TO_REFER, at=at)


def _keep_answer(referral: Referral, answer: str, at: datetime) -> None:
    fresh = Referral.objects.itself(referral).get()
    kept = envelopes.read(fresh, "sealed")
    answers = [*kept.get("answers", []), {"at": at.isoformat(), "text": answer.strip()}]
    referral.sealed = envelopes.close(referral, "sealed", {**kept, "answers": answers})
    Referral.objects.itself(referral).update(sealed=referral.sealed)
