"""How the verbs of the ground floor are called."""

from typing import Any

from cauce.base import actions, keys, masters
from cauce.base.actors import Actor
from cauce.base.models import Officer, Site
from cauce.base.models.keys import KeyKind
from cauce.base.roles import Role
from tests.house.calls import AT, Calls


def a_site() -> Site:
    return actions.open_site(
        name="Alta",
        time_zone="America/Bogota",
        opening_hours={},
        languages=["es"],
        by=Actor.SETUP,
        at=AT,
    )


def an_officer(
    *, username: str = "carla", roles: tuple[Role, ...] = (), site: Site | None = None
) -> Officer:
    officer = actions.enrol_officer(
        username=username, display_name="Carla", password="a long enough one", by=Actor.SETUP, at=AT
    )
    for role in roles:
        actions.grant_role(officer=officer, role=role, site=site or a_site(), by=Actor.SETUP, at=AT)
    return officer


def _grant() -> dict[str, Any]:
    return {"officer": an_officer(), "role": Role.REGISTRAR, "site": a_site(), "by": Actor.SETUP}


def _revoke() -> dict[str, Any]:
    site = a_site()
    officer = an_officer(roles=(Role.REGISTRAR,), site=site)
    return {"officer": officer, "role": Role.REGISTRAR, "site": site, "by": Actor.SETUP}


def _oneself() -> dict[str, Any]:
    officer = an_officer()
    return {"officer": officer, "by": officer}


def _keys_under_an_older_master() -> dict[str, Any]:
    keys.make(kind=KeyKind.PERSON)
    masters.add()
    return {"by": Actor.SETUP}


CALLS: Calls = {
    "base.open_site": lambda: {
        "name": "Baja", "time_zone": "UTC", "opening_hours": {}, "languages": ["es"], "by": Actor.SETUP,
    },
    "base.enrol_officer": lambda: {
        "username": "dmitri", "display_name": "D", "password": "a long enough one", "by": Actor.SETUP,
    },
    "base.close_account": lambda: {"officer": an_officer(), "by": Actor.SETUP},
    "base.grant_role": _grant,
    "base.revoke_role": _revoke,
    "base.sign_in": _oneself,
    "base.sign_out": _oneself,
    "base.end_sessions": _oneself,
    "base.read_file": lambda: {"subject": keys.make(kind=KeyKind.PERSON).pk, "by": an_officer()},
    "base.rewrap_keys": _keys_under_an_older_master,
    "base.destroy_subject_key": lambda: {"subject": keys.make(kind=KeyKind.PERSON), "by": Actor.WORKER},
}  # fmt: skip
