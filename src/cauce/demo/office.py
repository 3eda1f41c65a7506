"""The demonstration's office: three sites, their officers, and organisations that take referrals."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from cauce.base import actions
from cauce.base.actors import Actor
from cauce.base.models import Officer, Site
from cauce.base.roles import Role
from cauce.partners.actions import add_organisation
from cauce.partners.models import Organisation

Advance = Callable[[float], None]
WEEK = {day: ["08:00", "16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
FIRST = "Ciudad de Guatemala"
SITES = {
    FIRST: {"time_zone": "America/Guatemala", "languages": ["es", "en"]},
    "Soacha": {"time_zone": "America/Bogota", "languages": ["es", "en", "ht"]},
    "San José": {"time_zone": "America/Costa_Rica", "languages": ["es", "en"]},
}
OFFICERS = [
    ("registrar", "Rosa Registrar", Role.REGISTRAR, FIRST),
    ("interviewer", "Iván Interviewer", Role.INTERVIEWER, FIRST),
    ("interviewer2", "Inés Interviewer", Role.INTERVIEWER, FIRST),
    ("protection", "Paula Protection", Role.PROTECTION, FIRST),
    ("supervisor", "Sofía Supervisor", Role.SUPERVISOR, FIRST),
    ("director", "Diego Director", Role.DIRECTOR, FIRST),
    ("soacha-registrar", "Ramón Registrar", Role.REGISTRAR, "Soacha"),
    ("soacha-interviewer", "Irma Interviewer", Role.INTERVIEWER, "Soacha"),
    ("soacha-interviewer2", "Isaac Interviewer", Role.INTERVIEWER, "Soacha"),
    ("soacha-supervisor", "Saúl Supervisor", Role.SUPERVISOR, "Soacha"),
    ("sanjose-registrar", "Rita Registrar", Role.REGISTRAR, "San José"),
    ("sanjose-interviewer", "Ignacio Interviewer", Role.INTERVIEWER, "San José"),
    ("sanjose-interviewer2", "Isabel Interviewer", Role.INTERVIEWER, "San José"),
    ("sanjose-supervisor", "Silvia Supervisor", Role.SUPERVISOR, "San José"),
    ("rules", "Elena Editor", Role.RULE_EDITOR, "San José"),
    ("liaison", "Luis Liaison", Role.LIAISON, "San José"),
    ("liaison2", "Lucía Liaison", Role.LIAISON, "San José"),
]
ORGANISATIONS = [("Puente Resettlement Support", 45), ("Manos Family Tracing", 21)]
# Who planned a step and works here no more.
LEFT = ("liaison-left", "Lorena Liaison", Role.LIAISON, "San José")
STEPS = len(SITES) + len(OFFICERS) + 1 + len(ORGANISATIONS)


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


@dataclass(frozen=True)
class Crew:
    """Who works at a site, by role; there are two interviewers, so that one can decide."""

    site: Site
    registrar: Officer
    interviewers: tuple[Officer, Officer]
    supervisor: Officer


def make_office(*, at: datetime, advance: Advance) -> tuple[list[Crew], list[Organisation]]:
    """Open the sites, enrol the officers, and list the organisations."""
    sites = {name: _open(name, at, advance) for name in SITES}
    people = {
        username: _enrol(username, display_name, role, sites[site], at, advance)
        for username, display_name, role, site in OFFICERS
    }
    organisations = [_list(name, days, at, advance) for name, days in ORGANISATIONS]
    prefixes = {"": FIRST, "soacha-": "Soacha", "sanjose-": "San José"}
    crews = [
        Crew(
            site=sites[name],
            registrar=people[f"{prefix}registrar"],
            interviewers=(people[f"{prefix}interviewer"], people[f"{prefix}interviewer2"]),
            supervisor=people[f"{prefix}supervisor"],
        )
        for prefix, name in prefixes.items()
    ]
    return crews, organisations


def enrol_who_left(*, at: datetime, advance: Advance) -> Officer:
    """Enrol an officer of the governments' desk whose account is closed before the office day."""
    username, display_name, role, site = LEFT
    return _enrol(username, display_name, role, Site.objects.get(name=site), at, advance)


def accounts() -> list[Account]:
    """The accounts of the demonstration that this database holds, in the order of the list above."""
    officers = Officer.objects.filter(demonstration=True, is_active=True)
    order = {username: place for place, (username, *_rest) in enumerate(OFFICERS)}
    found = sorted(officers.prefetch_related("grants__site"), key=lambda o: order[o.username])
    return [
        Account(o.username, _password(o.username), grant.role, grant.site.name)
        for o in found
        for grant in o.grants.all()
    ]


def _open(name: str, at: datetime, advance: Advance) -> Site:
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


def _enrol(
    username: str, display_name: str, role: Role, site: Site, at: datetime, advance: Advance
) -> Officer:
    officer = actions.enrol_officer(
        username=username,
        display_name=display_name,
        password=_password(username),
        demonstration=True,
        by=Actor.DEMONSTRATION,
        at=at,
    )
    actions.grant_role(officer=officer, role=role, site=site, by=Actor.DEMONSTRATION, at=at)
    advance(1)
    return officer


def _list(name: str, days: int, at: datetime, advance: Advance) -> Organisation:
    row = add_organisation(
        name=name,
        recipient="",
        address="",
        answers_within=days,
        by=Actor.DEMONSTRATION,
        at=at,
    )
    advance(1)
    return row


def _password(username: str) -> str:
    return f"cauce-demo-{username}"
