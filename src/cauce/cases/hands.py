"""Who may still touch a case: whoever interviewed never decides, whoever decided never reviews.

The verbs ask here to refuse with a sentence; the database refuses it in any case.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cauce.applications.models import Application
from cauce.base.leaving import free_again
from cauce.base.models import Officer, SubjectKey
from cauce.base.refusal import Refused
from cauce.base.roles import Permission, allowed
from cauce.cases.models import Case, Decision, Interview, Review

# What somebody must be allowed to do to work on a case in a state.
WORK: dict[str, Permission] = {
    "to_interview": Permission.INTERVIEW,
    "interviewing": Permission.INTERVIEW,
    "to_decide": Permission.DECIDE,
    "waiting": Permission.INTERVIEW,
    "to_refer": Permission.REFER,
    "decided": Permission.REFER,
}
# Whoever began a talk had a part in it, even if it was broken off.
HELD = Q(begun_at__isnull=False)
OPEN_TALKS = (Interview.State.PLANNED, Interview.State.RUNNING, Interview.State.READ_BACK)


# In these a family asked and got no answer yet.
UNDECIDED = frozenset(
    {Case.State.TO_INTERVIEW, Case.State.INTERVIEWING, Case.State.TO_DECIDE, Case.State.WAITING}
)


def gets_no_answer(case: Case) -> bool:
    """Say whether a family would get no answer if its case were closed now."""
    ended = application_state(case) == Application.State.CLOSED
    return case.state in UNDECIDED and not ended


def interviewers_of(case: Case) -> list[Officer]:
    """Return who held an interview of a case, the last one first."""
    held = Interview.objects.of(case=case).filter(HELD)
    return [
        interview.interviewer
        for interview in held.select_related("interviewer").order_by("-number")
    ]


def may_not_decide(case: Case, officer: Officer) -> str:
    """Return why an officer may not decide a case; empty if they may."""
    if Interview.objects.of(case=case).filter(HELD, interviewer=officer).exists():
        return _("You interviewed this family; another officer decides.")
    if _overturned(case, officer):
        return _("Your decision was changed by a review; another officer decides now.")
    if not allowed(officer, Permission.DECIDE, case.site):
        return _("Deciding is not among your roles here; ask the director of the site.")
    return ""


def may_not_review(review: Review, officer: Officer) -> str:
    """Return why an officer may not look at a decision again; empty if they may."""
    if officer.pk == review.decided_by_id:
        return _("You took this decision; another officer looks at it again.")
    if Interview.objects.of(case=review.case).filter(HELD, interviewer=officer).exists():
        return _("You interviewed this family; another officer looks at it again.")
    if not allowed(officer, Permission.REVIEW, review.site):
        return _("Reviews are not among your roles here; ask the director of the site.")
    return ""


def free_to_review() -> Q:
    """Return the condition under which nobody looks at a review: not taken, or by somebody who is gone."""
    return free_again("reviewer", Permission.REVIEW)


def has_open_review(case: Case) -> bool:
    """Say whether another officer looks at a decision of the case."""
    return bool(Review.objects.of(case=case).filter(state=Review.State.OPEN).exists())


def demand_no_review(case: Case) -> None:
    """Refuse to decide, close or open a case anew while the last word on it is looked at again."""
    if has_open_review(case):
        raise Refused(_("A review of this case is open; answer it first."))


def require_worker(case: Case, officer: Officer) -> None:
    """Refuse an officer who may not work on a case where it stands."""
    if case.state not in WORK:
        raise Refused(_("This case is closed; nobody works on it."))
    why = may_not_decide(case, officer) if case.state == Case.State.TO_DECIDE else ""
    if not why and not allowed(officer, WORK[case.state], case.site):
        why = _("This officer has no role here for what comes next; choose another one.")
    if why:
        raise Refused(why)


def barred_from_deciding(officer: Officer) -> Q:
    """Return the condition under which a case may not be decided by an officer."""
    changed = Review.objects.seen_by(officer).filter(state=Review.State.CHANGED, decided_by=officer)
    return Q(pk__in=held_by(officer)) | Q(pk__in=changed.values("case_id"))


def held_by(officer: Officer) -> QuerySet[Any]:
    """Return the ids of the cases in which an officer held an interview: a subquery."""
    held = Interview.objects.seen_by(officer).filter(HELD, interviewer=officer)
    ids: QuerySet[Any] = held.values("case_id")
    return ids


def last_decision(case: Case) -> Decision | None:
    """Return the newest decision of a case."""
    found: Decision | None = (
        Decision.objects.of(case=case).select_related("decided_by").order_by("-number").first()
    )
    return found


def _overturned(case: Case, officer: Officer) -> bool:
    changed = Review.objects.of(case=case).filter(state=Review.State.CHANGED, decided_by=officer)
    return bool(changed.exists())


def application_state(case: Case) -> str:
    """Return where the application stands now."""
    states = Application.objects.itself(case.application).values_list("state", flat=True)
    return str(states.get())


def withdrawn(case: Case) -> bool:
    """Say whether the family goes on no longer."""
    return application_state(case) != Application.State.IN_CASE


def require_standing(case: Case) -> None:
    """Refuse to go on with a family that withdrew, or whose file was erased.

    The application is held until the verb ends: whoever withdraws at this moment does so after it, or first.
    """
    if SubjectKey.objects.filter(pk=case.key_id, destroyed_at__isnull=False).exists():
        raise Refused(_("This file was erased."))
    Application.objects.itself(case.application).select_for_update(of=("self",)).get()
    if withdrawn(case):
        raise Refused(_("The family withdrew its application; close the case, or wait."))
