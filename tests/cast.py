"""The cast: one small office with its people, made by verbs, for every room's tests."""

from datetime import UTC, datetime
from types import SimpleNamespace

from cauce.base import actions, clock
from cauce.base.actors import Actor
from cauce.base.roles import Role
from cauce.base.signin import SmallArgon2

MORNING = datetime(2024, 1, 12, 14, 0, tzinfo=UTC)
PASSWORD = "a long enough password for tests"


class QuickArgon2(SmallArgon2):
    """The office's way to hash passwords, in its cheapest setting."""

    time_cost = 1
    memory_cost = 8


def enter() -> SimpleNamespace:
    """Open a site and enrol whoever works there, one or two of each role."""
    site = actions.open_site(
        name="Bogotá",
        time_zone="America/Bogota",
        opening_hours={"mon": ["08:00", "16:00"]},
        languages=["es", "en", "ht"],
        by=Actor.SETUP,
        at=MORNING,
    )
    people = {
        name: officer(name, role=role, site=site)
        for name, role in {
            "dina": Role.DIRECTOR,
            "iris": Role.INTERVIEWER,
            "ivan": Role.INTERVIEWER,
            "rosa": Role.REGISTRAR,
            "sofia": Role.SUPERVISOR,
            "paula": Role.PROTECTION,
            "luis": Role.LIAISON,
        }.items()
    }
    return SimpleNamespace(site=site, at=MORNING, password=PASSWORD, **people)


def officer(name, *, role=None, site=None):
    """Enrol somebody, with a role at a site where one is named."""
    new = actions.enrol_officer(
        username=name,
        display_name=name.capitalize(),
        password=PASSWORD,
        by=Actor.SETUP,
        at=MORNING,
    )
    if role:
        actions.grant_role(officer=new, role=role, site=site, by=Actor.SETUP, at=MORNING)
    new.refresh_from_db()
    return new


def sign_in(client, person):
    """Let somebody in without the sign-in page."""
    client.force_login(person)
    session = client.session
    session["since"] = session["seen"] = int(clock.machine_now().timestamp())
    session.save()
