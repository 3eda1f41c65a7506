"""Every role and every permission of Cauce, on one page; what is not said here is refused."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cauce.base import desks
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cauce.base.models import Officer, Site


class Permission(StrEnum):
    """What somebody may be allowed to do."""

    READ_PACK = "read the rule pack"
    SEE_OWN_EVENTS = "see what was recorded about oneself"
    KEEP_SITES = "open sites"
    KEEP_OFFICERS = "enrol officers, and close their accounts"
    KEEP_GRANTS = "grant and revoke roles"
    KEEP_KEYS = "rotate the master keys"
    KEEP_BACKUPS = "take the office's backup, and put the office back from one"
    RESET_FACTORS = "take a lost second factor from an officer, two together"
    ERASE = "destroy a subject's key"
    READ_FILES = "read the files of families at a site"
    READ_PROTECTED = "read what only an interview asks, and what protects somebody"
    REGISTER = "enter an application with a family, correct it, import registrations"
    CHECK_APPLICATIONS = "check applications, compare look-alikes and open cases"
    GIVE_CODES = "give a family a new access code, after questions"
    WRITE_TO_FAMILIES = "write to families, and call those whom no message reached"
    INTERVIEW = "interview a family"
    DECIDE = "decide a case that one did not interview"
    REVIEW = "review a decision that one did not take"
    ASSIGN = "give a case to an officer, or move it"
    REFER = "refer a family to an organisation, and record the answer"
    KEEP_ORGANISATIONS = "keep the list of organisations"
    READ_LEDGER = "read the ledger between governments, also what is not published"
    KEEP_LEDGER = "write in the ledger between governments"
    PUBLISH_LEDGER = "publish entries of the ledger, and hold them back"
    ASK_ERASURE = "propose that a person or a household be erased"
    SIGN_ERASURE = "sign an erasure that another officer proposed"
    COPY_FILES = "make the copy of a file for the person it is about"
    SEE_OUTBOX = "read the demonstration's outgoing mail, and see what was given up"


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

_FILES = EVERYBODY | {Permission.READ_FILES, Permission.WRITE_TO_FAMILIES}
_PROTECTED = _FILES | {Permission.READ_PROTECTED}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.REGISTRAR: _FILES
    | {
        Permission.REGISTER,
        Permission.CHECK_APPLICATIONS,
        Permission.GIVE_CODES,
        Permission.COPY_FILES,
    },
    # Whoever interviews may decide another officer's case, never the same one: the verb refuses it,
    # and so does the database.
    Role.INTERVIEWER: _PROTECTED | {Permission.INTERVIEW, Permission.DECIDE},
    Role.PROTECTION: _PROTECTED | {Permission.INTERVIEW, Permission.REFER},
    Role.SUPERVISOR: _PROTECTED
    | {
        Permission.CHECK_APPLICATIONS,
        Permission.DECIDE,
        Permission.REVIEW,
        Permission.ASSIGN,
        Permission.REFER,
        Permission.GIVE_CODES,
        Permission.COPY_FILES,
        Permission.ASK_ERASURE,
        Permission.SIGN_ERASURE,
        Permission.SEE_OUTBOX,
        Permission.RESET_FACTORS,
    },
    Role.DIRECTOR: EVERYBODY
    | {
        Permission.KEEP_SITES,
        Permission.KEEP_OFFICERS,
        Permission.KEEP_GRANTS,
        Permission.RESET_FACTORS,
        Permission.KEEP_ORGANISATIONS,
        Permission.SIGN_ERASURE,
        Permission.SEE_OUTBOX,
        Permission.READ_LEDGER,
    },
    Role.RULE_EDITOR: EVERYBODY,
    Role.LIAISON: EVERYBODY
    | {Permission.READ_LEDGER, Permission.KEEP_LEDGER, Permission.PUBLISH_LEDGER},
}

# Why a role is given or taken, or an account closed: codes, for Events can hold no sentence.
BECAUSE = ("begins", "stands-in", "other-work", "was-mistaken", "leaves", "misuse")

# Nobody is an officer yet when an office is set up, and the demonstration sets up itself.
_FOUNDING = frozenset({Permission.KEEP_SITES, Permission.KEEP_OFFICERS, Permission.KEEP_GRANTS})
ACTORS: dict[Actor, frozenset[Permission]] = {
    Actor.SETUP: _FOUNDING | {Permission.KEEP_KEYS, Permission.KEEP_BACKUPS},
    Actor.DEMONSTRATION: _FOUNDING
    | {Permission.KEEP_ORGANISATIONS, Permission.KEEP_LEDGER, Permission.PUBLISH_LEDGER},
    Actor.WORKER: frozenset({Permission.ERASE}),
    Actor.IMPORT: frozenset({Permission.REGISTER, Permission.KEEP_LEDGER}),
}

# The governments' desk reaches no file of a person: one officer never holds roles of both desks.
FAMILIES_DESK = frozenset(
    {Role.REGISTRAR, Role.INTERVIEWER, Role.PROTECTION, Role.SUPERVISOR, Role.RULE_EDITOR}
)
GOVERNMENTS_DESK = frozenset({Role.LIAISON})

_DESK_OF = dict.fromkeys(
    (Permission.READ_LEDGER, Permission.KEEP_LEDGER, Permission.PUBLISH_LEDGER), desks.GOVERNMENTS
)


def allowed(officer: By, permission: Permission, site: "Site | None" = None) -> bool:
    """Say whether somebody has a permission at a site, or at any site where none is named."""
    if isinstance(officer, Actor):
        return permission in ACTORS.get(officer, frozenset())
    if not officer.is_active or not desks.is_open(_DESK_OF.get(permission, "")):
        return False
    grants = officer.grants.all() if site is None else officer.grants.filter(site=site)
    return any(permission in PERMISSIONS.get(Role(g.role), frozenset()) for g in grants)


def sites_where(officer: "Officer", permission: Permission) -> "QuerySet[Site]":
    """Return the sites where an officer has a permission: a subquery for a guarded question."""
    from cauce.base.models import Site

    roles = [role.value for role, held in PERMISSIONS.items() if permission in held]
    if not officer.is_active:
        roles = []
    return Site.objects.filter(grants__officer=officer, grants__role__in=roles)


def require(by: By, permission: Permission, site: "Site | None" = None) -> None:
    """Refuse with a sentence unless `allowed`."""
    if not allowed(by, permission, site):
        raise Refused(_("You may not do this here; ask the director of the site."))


def clash(held: set[Role], asked: Role) -> bool:
    """Say whether a role would put one officer on both desks."""
    both = held | {asked}
    return bool(both & FAMILIES_DESK) and bool(both & GOVERNMENTS_DESK)
