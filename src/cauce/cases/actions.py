"""The verbs of a case itself: opened, taken by rule, given, closed, opened again."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cauce.applications.models import Application
from cauce.applications.work import actions as work
from cauce.base import envelopes, roles
from cauce.base.actors import By
from cauce.base.leaving import free_again
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.cases import clock, hands, told
from cauce.cases.models import Case, Interview, Referral, Review
from cauce.cases.steps import moved_meanwhile, step

TRIES = 5


@verb
def open_case(*, application: Application, by: By, at: datetime) -> Case:
    """Open the work on an application; urgent, remote and referred families need no appointment."""
    roles.require(by, Permission.CHECK_APPLICATIONS, application.site)
    work.mark_in_case(application=application, by=by, at=at)
    case = Case(
        application=application,
        key=application.key,
        site=application.site,
        opened_at=at,
        since=at,
        due_at=clock.step_due(
            state=Case.State.TO_INTERVIEW, since=at, urgent=application.household.priority
        ),
    )
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("There is a case of this application already; open that one.")) from None
    note(subject=application.key_id, body={"case": str(case.pk)})
    return case


@verb
def take_oldest_case(*, state: str, by: By, at: datetime) -> Case:
    """Give the officer the case that is due first; the rule chooses, never a hand."""
    if not isinstance(by, Officer) or state not in hands.WORK:
        raise Refused(_("Only an officer takes a case, and only from where cases wait."))
    permission = hands.WORK[state]
    roles.require(by, permission)
    waiting = _to_take(by, state, permission)
    for _again in range(TRIES):
        case: Case | None = waiting.order_by("due_at", "since", "pk").first()
        if case is None:
            break
        # Two officers may be offered the same case; one statement decides who gets it.
        free = Case.objects.itself(case).filter(free_again("owner", permission), state=state)
        if free.update(owner=by):
            case.owner = by
            note(subject=case.key_id, body={"case": str(case.pk), "state": state})
            return case
    raise Refused(_("Nothing waits here for you: the others are taken, or are not yours to do."))


@verb
def assign_case(*, case: Case, officer: Officer, why: str, by: By, at: datetime) -> None:
    """Give a case to an officer, or move it to another one, with a reason."""
    roles.require(by, Permission.ASSIGN, case.site)
    if not why.strip():
        raise Refused(_("Write why you give this case to this officer."))
    hands.require_worker(case, officer)
    if case.state == Case.State.INTERVIEWING:
        _give_interview(case, officer)
    there = Case.objects.itself(case).filter(state=case.state, owner=case.owner_id)
    if not there.update(owner=officer):
        raise Refused(moved_meanwhile())
    case.owner = officer
    _keep_reason(case, "assign_case", why, by, at)
    note(subject=case.key_id, body={"case": str(case.pk), "to": str(officer.pk)})


@verb
def give_back_case(*, case: Case, by: By, at: datetime) -> None:
    """Give a case back, so that the next one takes it by rule."""
    own = Case.objects.itself(case).filter(owner=by if isinstance(by, Officer) else None)
    if not isinstance(by, Officer) or not own.exclude(state="closed").update(owner=None):
        raise Refused(_("This case is not yours; whoever has it gives it back."))
    case.owner = None
    note(subject=case.key_id, body={"case": str(case.pk)})


@verb
def go_without_interview(*, case: Case, why: str, by: By, at: datetime) -> None:
    """Let a case be decided without an interview, with a reason: all is known, or nobody can come."""
    roles.require(by, Permission.ASSIGN, case.site)
    _demand_reason(why)
    step(case=case, to=Case.State.TO_DECIDE, at=at, only_from={Case.State.TO_INTERVIEW})
    _keep_reason(case, "go_without_interview", why, by, at)
    note(subject=case.key_id, body={"case": str(case.pk)})


@verb
def interview_again(*, case: Case, why: str, by: By, at: datetime) -> None:
    """Send a case back to be interviewed: something is still missing that only a talk can bring."""
    _require_any(by, case, Permission.DECIDE, Permission.ASSIGN)
    _demand_reason(why)
    froms = {Case.State.TO_DECIDE, Case.State.WAITING}
    step(case=case, to=Case.State.TO_INTERVIEW, at=at, only_from=froms)
    _keep_reason(case, "interview_again", why, by, at)
    note(subject=case.key_id, body={"case": str(case.pk)})


@verb
def resume_case(*, case: Case, by: By, at: datetime) -> None:
    """Go on with a case that waited for a fact: it came, or it will not come."""
    _require_any(by, case, Permission.DECIDE, Permission.INTERVIEW, Permission.CHECK_APPLICATIONS)
    step(case=case, to=Case.State.TO_DECIDE, at=at, only_from={Case.State.WAITING})
    note(subject=case.key_id, body={"case": str(case.pk)})


@verb
def close_case(*, case: Case, why: str, answer: str = "", by: By, at: datetime) -> None:
    """Close a case with a reason; not while a review is open or an organisation still has it.

    `why` stays in the file. Where nothing was decided the family asked and got no answer yet: it is written
    the `answer`. Whoever withdrew gets none.
    """
    _require_any(by, case, Permission.ASSIGN, Permission.REFER)
    _demand_reason(why)
    state = hands.application_state(case)
    if state == Application.State.WITHDRAWN:
        raise Refused(
            _("The family may take its withdrawal back for thirty days. Wait until they are over.")
        )
    if state == Application.State.CLOSED:
        _let_go(case, at)
    hands.demand_no_review(case)
    kept = Q(state__in=[Referral.State.WAITING, Referral.State.ACCEPTED])
    if Referral.objects.of(case=case).filter(kept).exists():
        raise Refused(_("An organisation still has this case; record what became of it first."))
    talks = Interview.objects.of(case=case).filter(state__in=hands.OPEN_TALKS)
    if talks.exists():
        raise Refused(_("An interview is planned or under way; end it or call it off first."))
    undecided = hands.gets_no_answer(case)
    if undecided and not answer.strip():
        raise Refused(_("Nothing was decided. Write to the family why its case is closed."))
    step(case=case, to=Case.State.CLOSED, at=at)
    if undecided:
        told.closed(case, answer=answer, at=at)
    if state != Application.State.CLOSED:
        work.mark_closed(application=case.application, because="case", by=by, at=at)
    _keep_reason(case, "close_case", why, by, at)
    note(subject=case.key_id, body={"case": str(case.pk)})


@verb
def reopen_case(*, case: Case, interview: bool, why: str, by: By, at: datetime) -> None:
    """Open a closed case again, or a decided one on which something new came in."""
    roles.require(by, Permission.ASSIGN, case.site)
    _demand_reason(why)
    to = Case.State.TO_INTERVIEW if interview else Case.State.TO_DECIDE
    froms = {Case.State.CLOSED} if interview else {Case.State.CLOSED, Case.State.DECIDED}
    hands.demand_no_review(case)
    step(case=case, to=to, at=at, only_from=froms)
    _keep_reason(case, "reopen_case", why, by, at)
    if hands.application_state(case) == Application.State.CLOSED:
        work.mark_in_case(application=case.application, by=by, at=at)
    note(subject=case.key_id, body={"case": str(case.pk), "interview": interview})


def _give_interview(case: Case, officer: Officer) -> None:
    planned = Interview.objects.of(case=case).filter(state=Interview.State.PLANNED)
    if not planned.update(interviewer=officer):
        raise Refused(
            _("The interview has begun; whoever holds it ends it, or it is broken off first.")
        )


def _let_go(case: Case, at: datetime) -> None:
    # The family goes on no longer: what it asked for, and what was planned with it, ends too.
    reviews = Review.objects.of(case=case).filter(state=Review.State.OPEN)
    reviews.update(state=Review.State.DROPPED, ended_at=at)
    talks = Interview.objects.of(case=case).filter(state__in=hands.OPEN_TALKS)
    talks.update(state=Interview.State.CANCELLED, ended_at=at)


def _to_take(by: Officer, state: str, permission: Permission) -> Any:
    sites = roles.sites_where(by, permission)
    found = Case.objects.seen_by(by).filter(site__in=sites, state=state)
    found = found.filter(free_again("owner", permission), key__destroyed_at__isnull=True)
    if state == Case.State.TO_DECIDE:
        found = found.exclude(hands.barred_from_deciding(by))
    return found.select_related("application", "key", "site")


def _require_any(by: By, case: Case, *permissions: Permission) -> None:
    if not any(roles.allowed(by, permission, case.site) for permission in permissions):
        roles.require(by, permissions[0], case.site)


def _demand_reason(why: str) -> None:
    if not why.strip():
        raise Refused(_("Write why."))


def _keep_reason(case: Case, deed: str, why: str, by: By, at: datetime) -> None:
    # Read anew: the row is this verb's own since its guarded statement, the record in hand may be older.
    fresh = Case.objects.itself(case).select_related("key").get()
    kept = envelopes.read(fresh, "sealed")
    who = str(by.pk) if isinstance(by, Officer) else ""
    reason = {"deed": deed, "why": why.strip(), "by": who, "at": at.isoformat()}
    kept["reasons"] = [*kept.get("reasons", []), reason]
    case.sealed = envelopes.close(case, "sealed", kept)
    Case.objects.itself(case).update(sealed=case.sealed)
