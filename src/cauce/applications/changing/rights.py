"""Who may change a file that was sent, and while it may be changed at all."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cauce.applications.models import Application
from cauce.base import roles
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission

# Whoever works with a family may record what it says.
RECORDING = (Permission.REGISTER, Permission.CHECK_APPLICATIONS, Permission.INTERVIEW)
_OVER = {Application.State.WITHDRAWN, Application.State.CLOSED}


def require_any(by: By, permissions: Iterable[Permission], application: Application) -> None:
    """Refuse unless an officer has one of these permissions at the application's site."""
    wanted = tuple(permissions)
    if not any(roles.allowed(by, permission, application.site) for permission in wanted):
        roles.require(by, wanted[0], application.site)


def require_hand(by: By, application: Application) -> None:
    """Let the family, on its own file, and whoever works with it."""
    if by is not Actor.FAMILY:
        require_any(by, RECORDING, application)


def demand_running(application: Application) -> Application.State:
    """Refuse a change to an application that is withdrawn, closed or erased; hold it until the verb ends."""
    rows = Application.objects.itself(application).select_for_update(of=("self",))
    row = rows.select_related("key").get()
    demand_not_erased(row)
    if row.state in _OVER:
        raise Refused(
            _("This application is withdrawn or closed. Take it up again first, then change it.")
        )
    return Application.State(row.state)


def demand_not_erased(application: Application) -> None:
    """Refuse a file whose key was destroyed."""
    if application.key.destroyed_at is not None:
        raise Refused(_("This file was erased. Nothing of it can be changed any more."))
