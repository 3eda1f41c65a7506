"""The verbs of persons: say whether a way to reach somebody works. Look-alikes have a folder of their own."""

from datetime import datetime

from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.people.models import ContactRoute

State = ContactRoute.State


@verb
def mark_route(*, route: ContactRoute, to: str, by: By, at: datetime) -> None:
    """Record whether messages arrive on a way: verified, or failing."""
    if by is not Actor.FAMILY and by is not Actor.WORKER:
        roles.require(by, Permission.WRITE_TO_FAMILIES, route.household.site)
    here = [state for state, moves in ContactRoute.MOVES.items() if to in moves]
    if to not in (State.VERIFIED, State.FAILING):
        raise Refused(_("Say whether messages arrive there, or do not."))
    if not ContactRoute.objects.itself(route).filter(state__in=here).update(state=to):
        raise Refused(_("This way stands otherwise by now. Open the page again."))
    route.state = to
    note(subject=route.key_id, reason=to, body={"route": route.pk})
