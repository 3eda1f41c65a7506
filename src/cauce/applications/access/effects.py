"""What the worker does when a family asks for its code: six digits on a route that is safe."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cauce.applications.access import actions
from cauce.applications.models import Application, SentCode
from cauce.base import clock, outbox
from cauce.base.actors import Actor
from cauce.base.logs import log
from cauce.base.refusal import Refused


@outbox.handler(actions.SEND)
def send_code(effect: UUID, body: Mapping[str, Any]) -> None:
    """Send six digits, once for each time they were asked for; nothing where there is no such file."""
    rows = Application.objects.unscoped("the worker sends what a family of any site asked for")
    application = (
        rows.select_related("key", "site", "household__key", "household__site")
        .filter(pk=body["application"], key__destroyed_at=None)
        .first()
    )
    if application is None or SentCode.objects.of(application=application).filter(pk=effect):
        return
    try:
        actions.send_code(
            code=effect,
            application=application,
            now=clock.machine_now(),
            entered=bool(body.get("entered")),
            by=Actor.WORKER,
            at=clock.now(),
        )
    except Refused:
        log.warning("no code was sent")
