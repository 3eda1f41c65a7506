"""The verbs of a review: asked for by the family, taken by rule, answered by another officer."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cauce.base import envelopes, roles
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.cases import clock, hands, told
from cauce.cases.models import Case, Decision, Review
from cauce.cases.steps import step

TRIES = 5
_UNDER_WAY = {Case.State.TO_INTERVIEW, Case.State.INTERVIEWING, Case.State.TO_DECIDE}


@verb
def ask_review(
    *,
    decision: Decision,
    form_id: UUID,
    why: str,
    late: str = "",
    by: By,
    at: datetime,
) -> Review:
    """Ask that another officer look again; after the thirty days it is still taken, with a reason.

    The same form twice is the same review. An officer may ask for the family, at the desk or on the phone.
    """
    if by != Actor.FAMILY:
        roles.require(by, Permission.WRITE_TO_FAMILIES, decision.site)
    before = _of_form(decision, form_id)
    try:
        if before is None:
            _demand_askable(decision, late, at)
    except Refused:
        # The same form may have come a moment ago: what is open then is what it asked for.
        before = _of_form(decision, form_id)
        if before is None:
            raise
    if before is not None:
        note(subject=decision.key_id, body={"review": str(before.pk), "again": True})
        return before
    review = Review(
        case=decision.case,
        decision=decision,
        key=decision.key,
        site=decision.site,
        form_id=form_id,
        asked_at=at,
        due_at=clock.review_due(asked_at=at),
        decided_by=decision.decided_by,
        interviewed_by=decision.interviewed_by,
    )
    words = {"why": why.strip(), "late": late.strip()}
    review.sealed = envelopes.close(review, "sealed", words)
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError:
        again = _of_form(decision, form_id)
        if again is None:
            raise Refused(_already()) from None
        note(subject=decision.key_id, body={"review": str(again.pk), "again": True})
        return again
    told.review_received(review, by=by, at=at)
    note(subject=decision.key_id, body={"review": str(review.pk), "late": bool(late.strip())})
    return review


@verb
def take_oldest_review(*, by: By, at: datetime) -> Review:
    """Give the officer the review that is due first and that they had no part in."""
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer takes a review."))
    roles.require(by, Permission.REVIEW)
    sites = roles.sites_where(by, Permission.REVIEW)
    waiting = Review.objects.seen_by(by).filter(
        hands.free_to_review(), site__in=sites, state="open", key__destroyed_at__isnull=True
    )
    waiting = waiting.exclude(decided_by=by).exclude(interviewed_by=by)
    waiting = waiting.exclude(case__in=hands.held_by(by))
    for _again in range(TRIES):
        review: Review | None = waiting.order_by("due_at", "asked_at", "pk").first()
        if review is None:
            break
        free = Review.objects.itself(review).filter(hands.free_to_review(), state="open")
        if free.update(reviewer=by):
            review.reviewer = by
            note(subject=review.key_id, body={"review": str(review.pk)})
            return review
    raise Refused(_("No review waits for you: the others are taken, or you had a part in them."))


@verb
def decide_review(*, review: Review, outcome: str, answer: str, by: By, at: datetime) -> None:
    """Answer a review: the decision stands, or another officer decides again."""
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer answers a review."))
    why_not = hands.may_not_review(review, by)
    if why_not:
        raise Refused(why_not)
    if outcome not in (Review.State.UPHELD, Review.State.CHANGED):
        raise Refused(_("Choose whether the decision stands."))
    if not answer.strip():
        raise Refused(_("Write to the family why: what you looked at and what you found."))
    # Whoever took it answers it; one that nobody has is answered by whoever may.
    mine = Review.objects.itself(review).filter(Q(reviewer=by) | hands.free_to_review())
    if not mine.filter(state="open").update(state=outcome, reviewer=by, ended_at=at):
        raise Refused(_("Another officer has this review, or it was answered meanwhile."))
    review.state, review.reviewer, review.ended_at = Review.State(outcome), by, at
    words = envelopes.read(review, "sealed") | {"answer": answer.strip()}
    review.sealed = envelopes.close(review, "sealed", words)
    review.save(update_fields=["sealed"])
    if outcome == Review.State.CHANGED:
        _decide_anew(review, at)
    told.review_decided(review, answer=answer, by=by, at=at)
    note(subject=review.key_id, body={"review": str(review.pk), "outcome": str(outcome)})


def _decide_anew(review: Review, at: datetime) -> None:
    case: Case = Case.objects.itself(review.case).select_related("application__household").get()
    if case.state not in _UNDER_WAY:
        step(case=review.case, to=Case.State.TO_DECIDE, at=at)
        return
    # It went on meanwhile and waits for a decision anyway; only not for the same officer's.
    theirs = Case.objects.itself(case).filter(state=Case.State.TO_DECIDE)
    theirs.filter(owner=review.decided_by_id).update(owner=None)


def _demand_askable(decision: Decision, late: str, at: datetime) -> None:
    if Decision.objects.of(case=decision.case).filter(number__gt=decision.number).exists():
        raise Refused(_("There is a newer decision on this case; ask for a review of that one."))
    if Review.objects.of(decision=decision).exists():
        raise Refused(_already())
    if at > decision.review_until and not late.strip():
        raise Refused(
            _(
                "The thirty days are over. Write why it comes late, and it is looked at all the same."
            )
        )


def _of_form(decision: Decision, form_id: UUID) -> Review | None:
    found: Review | None = Review.objects.of(decision=decision).filter(form_id=form_id).first()
    return found


def _already() -> str:
    return _("A review of this decision was asked for already; another officer looks at it.")
