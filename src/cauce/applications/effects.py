"""What follows when an application came in, after its commit: a letter, and a look for look-alikes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cauce.applications import actions
from cauce.applications.models import Application
from cauce.base import clock, codes, envelopes
from cauce.base.actors import Actor
from cauce.base.days import day_at
from cauce.base.expiry import deletion
from cauce.base.outbox import handler
from cauce.notices import actions as notices
from cauce.notices.models import Notice
from cauce.people.lookalikes.actions import look_for_look_alikes

MOST = 100
KIND = "received"


@handler(actions.RECEIVED)
def received(_effect: UUID, body: Mapping[str, Any]) -> None:
    """Write to the family that its application is here, and look for persons who may be the same."""
    every = Application.objects.unscoped("the application that was promised this letter")
    rows = every.select_related("household__key", "household__site", "key", "site")
    application = rows.get(pk=body["application"])
    if envelopes.is_erased(application):
        return
    now = clock.now()
    look_for_look_alikes(household=application.household, by=Actor.WORKER, at=now)
    # It may come twice: the first letter is enough.
    written = Notice.objects.of(household=application.household).filter(kind=KIND)
    if not written.exists():
        tell_received(application, at=now)


def tell_received(application: Application, *, at: datetime) -> None:
    """Write to the family what it keeps: reference, caller's code, and by when somebody looks."""
    call_code = envelopes.read(application, "sealed").get("call_code", "")
    notices.tell(
        household=application.household,
        kind=KIND,
        values={
            "reference": codes.shown(application.reference),
            "until": day_at(application.site, application.due_at),
            "call_code": call_code,
        },
        about=application.pk,
        by=Actor.WORKER,
        at=at,
    )


@deletion("withdrawn applications")
def close_what_was_withdrawn(at: datetime) -> int:
    """Close what was withdrawn and not taken back in time; nothing is deleted by it."""
    # The office's own time decides: a demonstration lives on one day.
    now = clock.now()
    every = Application.objects.unscoped("applications of every site end after their time")
    over = every.filter(state="withdrawn", withdrawn_at__lte=now - timedelta(days=30))
    rows = list(over.select_related("site", "key")[:MOST])
    for application in rows:
        actions.close_withdrawn(application=application, by=Actor.WORKER, at=now)
    return len(rows)
