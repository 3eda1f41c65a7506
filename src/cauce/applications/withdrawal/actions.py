"""The verbs of withdrawal: withdraw, undo it, and close what was not undone in time."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cauce.applications.changing import rights
from cauce.applications.models import Application
from cauce.base import codes, envelopes, roles
from cauce.base.actors import Actor, By
from cauce.base.days import day_at
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.notices import actions as notices

UNDO = timedelta(days=30)
State = Application.State


@verb
def withdraw(*, application: Application, why: str = "", by: By, at: datetime) -> None:
    """Stop an application because the family asks for it; for thirty days it can be undone."""
    rights.require_hand(by, application)
    here = rights.demand_running(application)
    _keep(application, {"from": str(here), "why": why.strip(), "at": at.isoformat()})
    Application.objects.itself(application).update(state=State.WITHDRAWN, withdrawn_at=at)
    application.state, application.withdrawn_at = State.WITHDRAWN, at
    notices.tell(
        household=application.household,
        kind="withdrawn",
        values={
            "reference": codes.shown(application.reference),
            "until": day_at(application.site, at + UNDO),
        },
        about=application.pk,
        by=_writer(by),
        at=at,
    )
    note(subject=application.key_id, body={"application": application.pk})


@verb
def undo_withdrawal(*, application: Application, by: By, at: datetime) -> None:
    """Take a withdrawal back: the application goes on where it stood, at the place it had."""
    rights.require_hand(by, application)
    rights.demand_not_erased(application)
    was = envelopes.read(application, "sealed").get("withdrawal", {})
    rows = Application.objects.itself(application).filter(
        state=State.WITHDRAWN, withdrawn_at__gt=at - UNDO
    )
    to = State(was.get("from", State.RECEIVED))
    if not rows.update(state=to, withdrawn_at=None):
        raise Refused(
            _("This can no longer be undone. Ask the office; a new application is possible.")
        )
    application.state, application.withdrawn_at = to, None
    note(subject=application.key_id, body={"application": application.pk, "to": str(to)})


@verb
def close_withdrawn(*, application: Application, by: By, at: datetime) -> None:
    """Close an application that was withdrawn and not taken back within thirty days."""
    if by is not Actor.WORKER:
        roles.require(by, Permission.CHECK_APPLICATIONS, application.site)
    rows = Application.objects.itself(application).filter(
        state=State.WITHDRAWN, withdrawn_at__lte=at - UNDO
    )
    if not rows.update(state=State.CLOSED, withdrawn_at=None):
        raise Refused(_("The family may still undo this, or did. Nothing was closed."))
    application.state, application.withdrawn_at = State.CLOSED, None
    note(subject=application.key_id, reason="withdrawn", body={"application": application.pk})


def _keep(application: Application, withdrawal: dict[str, str]) -> None:
    row = Application.objects.itself(application).select_related("key").get()
    content = envelopes.read(row, "sealed") | {"withdrawal": withdrawal}
    application.sealed = envelopes.close(row, "sealed", content)
    Application.objects.itself(row).update(sealed=application.sealed)


def _writer(by: By) -> By:
    # An officer who may record a withdrawal need not have the right to write letters of their own.
    return by if isinstance(by, Actor) else Actor.WORKER
