"""How the verbs of the family's way in are called."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cauce.applications.access import actions
from cauce.applications.drafts.actions import begin_draft
from cauce.base.actors import Actor
from tests.house.calls import AT, Calls
from tests.house.calls.base import a_site

VISIT = UUID(int=9)
UNTIL = AT + timedelta(minutes=20)


def _to_a_draft() -> dict[str, Any]:
    draft, _code = begin_draft(site=a_site(), language="es", by=Actor.FAMILY, at=AT)
    return {"visit": VISIT, "home": draft, "until": UNTIL, "by": Actor.FAMILY}


def _open() -> dict[str, Any]:
    return {"visit": actions.open_visit(**_to_a_draft(), at=AT), "by": Actor.FAMILY}


CALLS: Calls = {
    "applications.open_visit": _to_a_draft,
    "applications.open_inner_pages": lambda: _open() | {"deep_until": UNTIL},
    "applications.end_visit": _open,
    "applications.end_visits": lambda: {"home": _open()["visit"].draft, "by": Actor.FAMILY},
}  # fmt: skip
