"""The verbs of persons: a search, and whether a way to reach somebody works."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cauce.base import codes, roles
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.people import sounds
from cauce.people.models import ContactRoute

State = ContactRoute.State
# Whom a search found is named up to this many; of a longer list the count tells enough.
MOST_NAMED = 10
SEARCHED, BY_NAME = "searched", "name"


@verb
def search_persons(*, kind: str, what: str, found: Sequence[UUID], by: By, at: datetime) -> None:
    """Record that somebody searched for a person: the kind of search, and whom it showed.

    `kind` is a code: "name", "document", "route" or "reference". Of `what` was typed only a digest is kept,
    so that a suspicion can be tested and nothing be read. `found` are the ids of the applications shown.
    """
    roles.require(by, Permission.READ_FILES)
    said = sounds.key(what) if kind == BY_NAME else what
    digest = codes.digest(said, purpose=SEARCHED)
    shown = list(dict.fromkeys(found))
    body = {"digest": digest.hex(), "found": len(shown)}
    if len(shown) <= MOST_NAMED:
        body["applications"] = shown
    # Under the house's key: a search is of no single subject.
    note(reason=kind, body=body)


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
