"""Every role and every permission of Cauce, on one page; what is not said here is refused."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused

if TYPE_CHECKING:
    from cauce.base.models import Site


class Permission(StrEnum):
    """What somebody may be allowed to do."""

    READ_PACK = "read the rule pack"
    SEE_OWN_EVENTS = "see what was recorded about oneself"
    KEEP_SITES = "open sites"
    KEEP_OFFICERS = "enrol officers, and close their accounts"
    KEEP_GRANTS = "grant and revoke roles"
    ERASE = "destroy a subject's key"


class Role(StrEnum):
    """What an officer is at a site."""

    REGISTRAR = "registrar"
    INTERVIEWER = "interviewer"
    PROTECTION = "protection officer"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    RULE_EDITOR = "rule editor"
    LIAISON = "liaison officer"


EVERYBODY = frozenset({Permission.READ_PACK, Permission.SEE_OWN_EVENTS})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.REGISTRAR: EVERYBODY,
    Role.INTERVIEWER: EVERYBODY,
    Role.PROTECTION: EVERYBODY,
    Role.SUPERVISOR: EVERYBODY,
    Role.DIRECTOR: EVERYBODY
    | {Permission.KEEP_SITES, Permission.KEEP_OFFICERS, Permission.KEEP_GRANTS},
    Role.RULE_EDITOR: EVERYBODY,
    Role.LIAISON: EVERYBODY,
}

# Nobody is an officer yet when an office is set up, and the demonstration sets up itself.
_FOUNDING = frozenset({Permission.KEEP_SITES, Permission.KEEP_OFFICERS, Permission.KEEP_GRANTS})
ACTORS: dict[Actor, frozenset[Permission]] = {
    Actor.SETUP: _FOUNDING,
    Actor.DEMONSTRATION: _FOUNDING,
    Actor.WORKER: frozenset({Permission.ERASE}),
}

# The governments' desk reaches no file of a person: one officer never holds roles of both desks.
FAMILIES_DESK = frozenset(
    {Role.REGISTRAR, Role.INTERVIEWER, Role.PROTECTION, Role.SUPERVISOR, Role.RULE_EDITOR}
)
GOVERNMENTS_DESK = frozenset({Role.LIAISON})


def allowed(officer: By, permission: Permission, site: "Site | None" = None) -> bool:
    """Say whether somebody has a permission at a site, or at any site where none is named."""
    if isinstance(officer, Actor):
        return permission in ACTORS.get(officer, frozenset())
    if not officer.is_active:
        return False
    grants = officer.grants.all() if site is None else officer.grants.filter(site=site)
    return any(permission in PERMISSIONS.get(Role(g.role), frozenset()) for g in grants)


def require(by: By, permission: Permission, site: "Site | None" = None) -> None:
    """Refuse with a sentence unless `allowed`."""
    if not allowed(by, permission, site):
        raise Refused(_("You may not do this here; ask the director of the site."))


def clash(held: set[Role], asked: Role) -> bool:
    """Say whether a role would put one officer on both desks."""
    both = held | {asked}
    return bool(both & FAMILIES_DESK) and bool(both & GOVERNMENTS_DESK)
