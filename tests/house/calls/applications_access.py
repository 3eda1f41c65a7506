"""How the verbs of the family's way in are called."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cauce.applications import access_codes
from cauce.applications.access import actions
from cauce.applications.drafts.actions import begin_draft
from cauce.applications.models import Application
from cauce.base import codes
from cauce.base.actors import Actor
from cauce.base.models import Site
from tests.house.calls import AT, Calls
from tests.house.calls.base import a_site
from tests.household import a_household

VISIT = CODE = UUID(int=9)
UNTIL = AT + timedelta(minutes=20)


def an_application(site: Site, *, code: str = "", **words: Any) -> Application:
    """An application whose way in is looked at, and nothing else of it."""
    made = a_household(site, **words)
    application: Application = Application.objects.create(
        household=made.home,
        key=made.key,
        site=site,
        reference=codes.new_reference(),
        code_digest=access_codes.stored(code or codes.new_code()),
        form_id=UUID(int=11),
        language="es",
        received_at=AT,
        due_at=AT,
    )
    return application


def _to_a_draft() -> dict[str, Any]:
    draft, _code = begin_draft(site=a_site(), language="es", by=Actor.FAMILY, at=AT)
    return {"visit": VISIT, "home": draft, "until": UNTIL, "by": Actor.FAMILY}


def _open() -> dict[str, Any]:
    return {"visit": actions.open_visit(**_to_a_draft(), at=AT), "by": Actor.FAMILY}


def _digits() -> dict[str, Any]:
    application = an_application(a_site(), routes=({},))
    return {"code": CODE, "application": application, "now": AT, "by": Actor.WORKER}


CALLS: Calls = {
    "applications.open_visit": _to_a_draft,
    "applications.open_inner_pages": lambda: _open() | {"deep_until": UNTIL},
    "applications.end_visit": _open,
    "applications.end_visits": lambda: {"home": _open()["visit"].draft, "by": Actor.FAMILY},
    "applications.ask_code": lambda: {"reference": codes.new_reference(), "by": Actor.FAMILY},
    "applications.send_code": _digits,
    "applications.use_code": lambda: {
        "application": None, "digits": "123456", "now": AT, "by": Actor.FAMILY,
    },
}  # fmt: skip
