"""The cast: one small office with its people, made by verbs, for every room's tests."""

from copy import deepcopy
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from cauce.base import actions, clock, gate, masters, rows
from cauce.base.actors import Actor
from cauce.base.models import Event, Officer, Site, SubjectKey
from cauce.base.roles import Role
from cauce.base.signin import SmallArgon2
from cauce.office import trays

MORNING = datetime(2024, 1, 12, 14, 0, tzinfo=UTC)
PASSWORD = "a long enough password for tests"


class QuickArgon2(SmallArgon2):
    """The office's way to hash passwords, in its cheapest setting."""

    time_cost = 1
    memory_cost = 8


# What the verbs left when they made the cast in an empty office: the rows, and the people as handed out.
_KEPT: dict[Any, tuple[list[models.Model], SimpleNamespace]] = {}


def enter() -> SimpleNamespace:
    """Open a site and enrol whoever works there, one or two of each role.

    The verbs do it once in a process. In every later empty office their rows are put back as they were:
    every test enters them, and the verbs take twenty times as long.
    """
    if any(model._base_manager.exists() for model in (Site, Officer, Event, SubjectKey)):
        return _made()
    # Other master keys would not open the kept ones, and another way of hashing is asked for by few.
    under = (masters.newest(), tuple(settings.PASSWORD_HASHERS))
    if under not in _KEPT:
        people = _made()
        _KEPT[under] = _rows(), deepcopy(people)
        return people
    kept, people = _KEPT[under]
    with gate.writing():
        rows.insert(*deepcopy(kept))
    # The same officers come again, with other work: what was counted for them a moment ago is over.
    trays._LATELY.clear()
    return deepcopy(people)


def _rows() -> list[models.Model]:
    """Every row there is, the rows that others point to before these."""
    tables = [m for m in apps.get_models() if m._meta.app_label not in ("auth", "contenttypes")]
    return [row for m in tables for row in m._base_manager.order_by("pk")]


def _made() -> SimpleNamespace:
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
