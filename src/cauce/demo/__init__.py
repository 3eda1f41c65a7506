"""The demonstration: two sites and one officer of each role, made by the same verbs as a real office.

Its passwords are no secret: they are printed at every start, the office listens on this machine alone,
and production refuses to start while one of these accounts exists (docs/decisions/0008).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from cauce.base import actions, gate
from cauce.base.actors import Actor
from cauce.base.models import Officer, Site
from cauce.base.roles import Role

WEEK = {day: ["08:00", "16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
SITES = {
    "Bogotá": {"time_zone": "America/Bogota", "languages": ["es", "en", "ht"]},
    "San José": {"time_zone": "America/Costa_Rica", "languages": ["es", "en"]},
}
OFFICERS = [
    ("registrar", "Rosa Registrar", Role.REGISTRAR, "Bogotá"),
    ("interviewer", "Iván Interviewer", Role.INTERVIEWER, "Bogotá"),
    ("protection", "Paula Protection", Role.PROTECTION, "Bogotá"),
    ("supervisor", "Sofía Supervisor", Role.SUPERVISOR, "Bogotá"),
    ("director", "Diego Director", Role.DIRECTOR, "Bogotá"),
    ("rules", "Elena Editor", Role.RULE_EDITOR, "San José"),
    ("liaison", "Luis Liaison", Role.LIAISON, "San José"),
]
STEPS = len(SITES) + len(OFFICERS)


@dataclass(frozen=True)
class Account:
    """What one needs to sign in to the demonstration."""

    user: str
    password: str
    role: str
    site: str

    def as_dict(self) -> dict[str, str]:
        """The account in the form that `cauce demo --json` promises."""
        return asdict(self)


def is_empty() -> bool:
    """Whether nobody works here yet: no officer and no site."""
    return not (Officer.objects.exists() or Site.objects.exists())


def make(*, at: datetime, advance: Callable[[float], None] = lambda steps: None) -> None:
    """Fill an empty database, whole or not at all."""
    with gate.writing():
        if not is_empty():
            return
        sites = {name: _open(name, at, advance) for name in SITES}
        for username, display_name, role, site in OFFICERS:
            _enrol(username, display_name, role, sites[site], at)
            advance(1)


def accounts() -> list[Account]:
    """The accounts of the demonstration that this database holds, by user name."""
    officers = Officer.objects.filter(demonstration=True, is_active=True).order_by("username")
    return [
        Account(o.username, _password(o.username), grant.role, grant.site.name)
        for o in officers.prefetch_related("grants__site")
        for grant in o.grants.all()
    ]


def _open(name: str, at: datetime, advance: Callable[[float], None]) -> Site:
    facts = SITES[name]
    site = actions.open_site(
        name=name,
        time_zone=str(facts["time_zone"]),
        opening_hours=WEEK,
        languages=list(facts["languages"]),
        by=Actor.DEMONSTRATION,
        at=at,
    )
    advance(1)
    return site


def _enrol(username: str, display_name: str, role: Role, site: Site, at: datetime) -> None:
    officer = actions.enrol_officer(
        username=username,
        display_name=display_name,
        password=_password(username),
        demonstration=True,
        by=Actor.DEMONSTRATION,
        at=at,
    )
    actions.grant_role(officer=officer, role=role, site=site, by=Actor.DEMONSTRATION, at=at)


def _password(username: str) -> str:
    return f"cauce-demo-{username}"
