"""How the verbs of drafts are called."""

from typing import Any

from cauce.applications.drafts import actions
from cauce.base.actors import Actor
from tests.house.calls import AT, Calls
from tests.house.calls.base import a_site


def _begun() -> dict[str, Any]:
    draft, _code = actions.begin_draft(site=a_site(), language="es", by=Actor.FAMILY, at=AT)
    return {"draft": draft, "by": Actor.FAMILY}


CALLS: Calls = {
    "applications.begin_draft": lambda: {"site": a_site(), "language": "es", "by": Actor.FAMILY},
    "applications.save_draft": lambda: _begun() | {"version": 0, "content": {"people": []}},
    "applications.delete_draft": _begun,
}  # fmt: skip
