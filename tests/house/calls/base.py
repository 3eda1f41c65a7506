"""How the verbs of the ground floor are called."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from cauce.base import actions, keys, masters
from cauce.base.actors import Actor
from cauce.base.backup import actions as backup
from cauce.base.backup import archive, schema
from cauce.base.factor import actions as factors
from cauce.base.factor import holding, totp
from cauce.base.models import Officer, Outbox, SecondFactor, Site
from cauce.base.models.keys import KeyKind
from cauce.base.roles import Role
from tests.house.calls import AT, Calls

NOW = AT.timestamp()


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


def _backup() -> dict[str, Any]:
    """A backup of an office that has nothing but its own key; the office is empty again."""
    nodes, folder = schema.applied(), Path(tempfile.mkdtemp(dir=settings.CAUCE_DATA))
    manifest = archive.Manifest(
        office=str(keys.house().pk), taken_at=AT.isoformat(), migrations=nodes
    )
    records, data, held = schema.records(nodes), folder / "data", folder / "keys"
    archive.write_data(data, records, folder / "files", manifest, advance=lambda steps: None)
    model = records[archive.KEY_RECORD]
    archive.write_keys(held, model, office=manifest.office, taken_at=manifest.taken_at)
    contents = backup.Contents(path=data, manifest=manifest, keys=archive.read_keys(held))
    return {
        "contents": contents,
        "forget": lambda gone: None,
        "advance": lambda steps: None,
        "by": Actor.SETUP,
    }


def _offered() -> dict[str, Any]:
    words = _oneself()
    factors.offer_factor(**words, at=AT)
    secret = holding.secret_of(SecondFactor.objects.get(officer=words["officer"]))
    return words | {"code": totp.code(secret, totp.step_at(NOW)), "now": NOW}


def _in_force() -> dict[str, Any]:
    words = _offered()
    factors.confirm_factor(**words, at=AT)
    secret = holding.secret_of(SecondFactor.objects.get(officer=words["officer"]))
    return words | {"code": totp.code(secret, totp.step_at(NOW) + 1)}


def _own_factor() -> dict[str, Any]:
    words = _in_force()
    return {"officer": words["officer"], "by": words["by"]}


def _lost() -> dict[str, Any]:
    officer = _in_force()["officer"]
    asking = an_officer(username="sofia", roles=(Role.SUPERVISOR,))
    return {"officer": officer, "by": asking}


def _asked() -> dict[str, Any]:
    words = _lost()
    factors.ask_factor_reset(**words, at=AT)
    site = Site.objects.get()
    return words | {"by": an_officer(username="dina", roles=(Role.DIRECTOR,), site=site)}


def _given_up() -> dict[str, Any]:
    effect = Outbox.objects.create(
        kind="test.letter", state=Outbox.State.GIVEN_UP, due_at=AT, settled_at=AT, attempts=20
    )
    supervisor = an_officer(roles=(Role.SUPERVISOR,), site=a_site())
    return {"effect": effect, "now": AT, "by": supervisor}


CALLS: Calls = {
    "base.open_site": lambda: {
        "name": "Baja", "time_zone": "UTC", "opening_hours": {}, "languages": ["es"], "by": Actor.SETUP,
    },
    "base.enrol_officer": lambda: {
        "username": "dmitri", "display_name": "D", "password": "a long enough one", "by": Actor.SETUP,
    },
    "base.change_password": lambda: _oneself() | {"password": "another long enough one"},
    "base.close_account": lambda: {"officer": an_officer(), "by": Actor.SETUP},
    "base.grant_role": _grant,
    "base.revoke_role": _revoke,
    "base.sign_in": _oneself,
    "base.sign_out": _oneself,
    "base.end_sessions": _oneself,
    "base.read_file": lambda: {"subject": keys.make(kind=KeyKind.PERSON).pk, "by": an_officer()},
    "base.record_backup": lambda: {
        "data": "a" * 64, "keys": "b" * 64, "rows": 3, "files": 1, "by": Actor.SETUP,
    },
    "base.restore_office": _backup,
    "base.offer_factor": _oneself,
    "base.confirm_factor": _offered,
    "base.use_factor": _in_force,
    "base.renew_recovery_codes": _own_factor,
    "base.remove_factor": _own_factor,
    "base.ask_factor_reset": _lost,
    "base.reset_factor": _asked,
    "base.take_up_effect": _given_up,
    "base.rewrap_keys": _keys_under_an_older_master,
    "base.destroy_subject_key": lambda: {"subject": keys.make(kind=KeyKind.PERSON), "by": Actor.WORKER},
}  # fmt: skip
