"""The verbs of whoever looks at applications: take the oldest, give it back, hand it to a case, close it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cauce.applications import access_codes
from cauce.applications.access import actions as access
from cauce.applications.changing import rights
from cauce.applications.models import Application, SentCode
from cauce.base import codes, roles
from cauce.base.actors import By
from cauce.base.leaving import free_again
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission, sites_where
from cauce.base.verb import note, verb
from cauce.people import keeping
from cauce.people.models import Household

State = Application.State
# What an officer may ask somebody who lost their code; three of them, and which ones is recorded.
QUESTIONS = ("name", "birth", "document", "relatives", "route", "day_sent", "answer")
ENOUGH = 3
# Within this time somebody looks at an application that was marked urgent.
LOOK_SOON = timedelta(days=1)
_TRIES = 20
_WORKING = (
    Permission.CHECK_APPLICATIONS,
    Permission.DECIDE,
    Permission.REVIEW,
    Permission.ASSIGN,
    Permission.REFER,
)


@verb
def take_oldest_application(*, by: By, at: datetime) -> Application:
    """Give an officer the application that is due first; the rule chooses, never a hand."""
    roles.require(by, Permission.CHECK_APPLICATIONS)
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer takes an application."))
    sites = sites_where(by, Permission.CHECK_APPLICATIONS)
    free = free_again("owner", Permission.CHECK_APPLICATIONS)
    waiting = Application.objects.seen_by(by).filter(
        free, site__in=sites, state=State.RECEIVED, key__destroyed_at=None
    )
    for _each in range(_TRIES):
        # Skipped, not waited for: another officer's transaction holds its own.
        rows = waiting.select_for_update(of=("self",), skip_locked=True)
        row: Application | None = rows.order_by("due_at", "received_at", "pk").first()
        if row is None:
            break
        if Application.objects.itself(row).filter(free, state=State.RECEIVED).update(owner=by):
            row.owner = by
            note(subject=row.key_id, body={"application": row.pk})
            return row
    raise Refused(_("No application waits to be taken."))


@verb
def give_back(*, application: Application, by: By, at: datetime) -> None:
    """Put an application back into the tray: it keeps its day, and comes up first again."""
    roles.require(by, Permission.CHECK_APPLICATIONS, application.site)
    owned = Application.objects.itself(application).filter(owner__isnull=False)
    if not roles.allowed(by, Permission.ASSIGN, application.site):
        owned = owned.filter(owner=by)
    if not owned.update(owner=None):
        raise Refused(_("This application is not with you. Ask whoever has it, or a supervisor."))
    note(subject=application.key_id, body={"application": application.pk})


@verb
def mark_in_case(*, application: Application, by: By, at: datetime) -> None:
    """Record that a case works on the application from now on, for the first time or again."""
    rights.require_any(by, _WORKING, application)
    _go(application, "in_case")
    note(subject=application.key_id, body={"application": application.pk})


@verb
def mark_closed(*, application: Application, because: str = "", by: By, at: datetime) -> None:
    """Record that nothing more is done for an application; `because` is a code."""
    rights.require_any(by, _WORKING, application)
    _go(application, "closed", withdrawn_at=None)
    note(subject=application.key_id, reason=because, body={"application": application.pk})


@verb
def mark_urgent(*, application: Application, urgent: bool, why: str, by: By, at: datetime) -> None:
    """Say that somebody must look soon, or no longer must; why lies sealed, that it was said does not."""
    rights.require_any(by, (*rights.RECORDING, *_WORKING), application)
    rights.demand_running(application)
    if not why.strip():
        raise Refused(_("Write why this is urgent, or why it is not any more."))
    there = Household.objects.itself(application.household).filter(priority=not urgent)
    if not there.update(priority=urgent):
        raise Refused(_("This stands in the file already. Open it again and look."))
    application.household.priority = urgent
    keeping.remark(application.household, "urgency", by=by, why=why, at=at)
    if urgent:
        soon = Application.objects.itself(application).filter(due_at__gt=at + LOOK_SOON)
        soon.update(due_at=at + LOOK_SOON)
    note(subject=application.key_id, body={"application": application.pk, "urgent": urgent})


@verb
def new_access_code(*, application: Application, asked: Sequence[str], by: By, at: datetime) -> str:
    """Give a family that lost its code a new one, on paper; the old code and every way in die."""
    roles.require(by, Permission.GIVE_CODES, application.site)
    kinds = set(asked)
    if kinds - set(QUESTIONS) or len(kinds) < ENOUGH:
        raise Refused(
            _("Ask three different things that only this family knows, and mark which ones.")
        )
    rights.demand_not_erased(application)
    code = codes.new_code()
    Application.objects.itself(application).update(code_digest=access_codes.stored(code))
    SentCode.objects.of(application=application).filter(used_at=None).delete()
    access.end_visits(home=application, by=by, at=at)
    note(
        subject=application.key_id,
        body={"application": application.pk, "asked": sorted(kinds)},
    )
    return code


def _go(application: Application, to: str, **also: None) -> None:
    here = [state for state, moves in Application.MOVES.items() if to in moves]
    here = [state for state in here if to == "closed" or state != State.WITHDRAWN]
    rows = Application.objects.itself(application).filter(state__in=here)
    if not rows.update(state=to, **also):
        raise Refused(_("This application stands otherwise by now. Open the file again and look."))
    application.state = to
