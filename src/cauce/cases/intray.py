"""What waits in the room: cases by their next step, talks, reviews, and organisations to hear from."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cauce.applications.models import Application
from cauce.base import codes
from cauce.base.intray import Tray
from cauce.base.models import Officer
from cauce.base.roles import Permission
from cauce.cases import hands, words
from cauce.cases.models import Case, Interview, Referral, Review

EVERY = "every record in one tray"
Rows = QuerySet[Any]


def _page_of(row: Case) -> str:
    return reverse("cases:case", args=[row.pk])


def _reference(row: Case) -> str:
    return codes.shown(row.application.reference)


def _reference_of(row: Any) -> str:
    return codes.shown(row.case.application.reference)


def _goes_on() -> Exists:
    """Return the condition under which a case's family has not withdrawn: asked of each waiting case."""
    # Not a join: a database that knows nothing of its own size would begin with every application.
    family = Application.objects.unscoped(EVERY).filter(pk=OuterRef("application"))
    return Exists(family.filter(state=Application.State.IN_CASE))


def _cases_in(state: str) -> Callable[[Rows], Rows]:
    def keep(rows: Rows) -> Rows:
        return rows.filter(_goes_on(), state=state).select_related("application")

    return keep


def _theirs(state: str, officer: Officer) -> Rows:
    # Whoever interviewed sees no case to decide that they may never be given.
    rows: Rows = Case.objects.seen_by(officer)
    return rows.exclude(hands.barred_from_deciding(officer)) if state == "to_decide" else rows


def _reviews_of(officer: Officer) -> Rows:
    rows: Rows = _reviews(Review.objects.seen_by(officer))
    return rows.exclude(decided_by=officer).exclude(case__in=hands.held_by(officer))


def _let_go(rows: Rows) -> Rows:
    # Said by the states that are open, so that an index finds them among all that were ever closed.
    gone = rows.filter(state__in=[s for s in Case.State.values if s != Case.State.CLOSED])
    return gone.exclude(_goes_on()).select_related("application")


def _case_tray(
    state: str, *, title: Promise, why: Promise, empty: Promise, permission: Permission
) -> Tray:
    keep = _cases_in(state)
    return Tray(
        key=f"cases-{state.replace('_', '-')}",
        title=title,
        why=why,
        empty=empty,
        permission=permission,
        rows=lambda officer: keep(_theirs(state, officer)),
        all_rows=lambda: keep(Case.objects.unscoped(EVERY)),
        since="since",
        due="due_at",
        owner="owner",
        name=_reference,
        address=_page_of,
        take=f"cases:take-{state.replace('_', '-')}" if state in TAKEN else "",
    )


TAKEN = frozenset({"to_interview", "to_decide", "to_refer"})


def _talks(rows: Rows) -> Rows:
    open_ = rows.filter(state__in=[Interview.State.PLANNED, Interview.State.RUNNING, "read_back"])
    return open_.select_related("case__application")


def _reviews(rows: Rows) -> Rows:
    return rows.filter(state=Review.State.OPEN).select_related("case__application")


def _referrals(rows: Rows) -> Rows:
    open_ = rows.filter(state__in=[Referral.State.WAITING, Referral.State.ACCEPTED])
    return open_.select_related("case__application", "organisation")


def _of_officer(keep: Callable[[Rows], Rows], model: Any) -> Callable[[Officer], Rows]:
    return lambda officer: keep(model.objects.seen_by(officer))


def _of_all(keep: Callable[[Rows], Rows], model: Any) -> Callable[[], Rows]:
    return lambda: keep(model.objects.unscoped(EVERY))


TRAYS = (
    _case_tray(
        "to_interview",
        title=_("Cases to interview"),
        why=_("Opened, and no talk is planned yet"),
        empty=_("No family waits for an interview to be planned."),
        permission=Permission.INTERVIEW,
    ),
    Tray(
        key="interviews",
        title=_("Interviews"),
        why=_("Planned or under way; late ones were not held and not called off"),
        empty=_("No interview is planned."),
        permission=Permission.INTERVIEW,
        rows=_of_officer(_talks, Interview),
        all_rows=_of_all(_talks, Interview),
        since="made_at",
        due="planned_at",
        owner="interviewer",
        name=_reference_of,
        hint=lambda row: words.INTERVIEWS[row.state],
        address=lambda row: reverse("cases:interview", args=[row.pk]),
    ),
    _case_tray(
        "interviewing",
        title=_("Cases in interview"),
        why=_("A talk is planned or under way"),
        empty=_("No case is in interview."),
        permission=Permission.ASSIGN,
    ),
    _case_tray(
        "to_decide",
        title=_("Cases to decide"),
        why=_("Interviewed by another officer, and not decided yet"),
        empty=_("No case waits for a decision."),
        permission=Permission.DECIDE,
    ),
    _case_tray(
        "waiting",
        title=_("Waiting for a fact"),
        why=_("The family was asked for something; it came, or somebody has to ask again"),
        empty=_("No case waits for a fact."),
        permission=Permission.INTERVIEW,
    ),
    _case_tray(
        "to_refer",
        title=_("Cases to refer"),
        why=_("Decided: they may be referred, and no organisation has them yet"),
        empty=_("No case waits to be referred."),
        permission=Permission.REFER,
    ),
    Tray(
        key="referrals",
        title=_("Organisations to hear from"),
        why=_("Referred, and the organisation has not said the last word"),
        empty=_("No organisation owes an answer."),
        permission=Permission.REFER,
        rows=_of_officer(_referrals, Referral),
        all_rows=_of_all(_referrals, Referral),
        since="since",
        due="due_at",
        name=_reference_of,
        hint=lambda row: f"{row.organisation.name}: {words.REFERRALS[row.state]}",
        address=lambda row: reverse("cases:referral", args=[row.pk]),
    ),
    Tray(
        key="reviews",
        title=_("Reviews"),
        why=_("A family asked that another officer look again"),
        empty=_("No family waits for a review."),
        permission=Permission.REVIEW,
        rows=_reviews_of,
        all_rows=_of_all(_reviews, Review),
        since="asked_at",
        due="due_at",
        owner="reviewer",
        name=_reference_of,
        address=lambda row: reverse("cases:review", args=[row.pk]),
        take="cases:take-review",
    ),
    _case_tray(
        "decided",
        title=_("Decided cases"),
        why=_("Decided and told; to be closed when nothing is open any more"),
        empty=_("No decided case waits to be closed."),
        permission=Permission.REFER,
    ),
    Tray(
        key="cases-let-go",
        title=_("Cases of families that withdrew"),
        why=_(
            "The family goes on no longer; close the case when the thirty days for undoing are over"
        ),
        empty=_("No case of a family that withdrew is open."),
        permission=Permission.REFER,
        rows=_of_officer(_let_go, Case),
        all_rows=_of_all(_let_go, Case),
        since="since",
        due="due_at",
        owner="owner",
        name=_reference,
        address=_page_of,
    ),
)
