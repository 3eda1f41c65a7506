"""What the worker does every few minutes: find the families that heard nothing for thirty days."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cauce.applications.models import Application
from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.expiry import deletion
from cauce.base.refusal import Refused
from cauce.cases import hands
from cauce.cases.models import Case
from cauce.cases.waiting.actions import EVERY, RUNNING, tell_still_waiting
from cauce.notices.kinds import NO_LETTER
from cauce.notices.models import Notice

MOST = 50


@deletion("families that wait")
def tell_who_waits(_at: datetime) -> int:
    """Write to whoever waits; what a run missed, the next one finds. Nothing is deleted by it."""
    # The office's own time decides: a demonstration lives on one day.
    now = clock.now()
    told = 0
    for application in _who_waits(now):
        try:
            tell_still_waiting(application=application, by=Actor.WORKER, at=now)
        except Refused:  # somebody wrote or decided meanwhile
            continue
        told += 1
    return told


def _who_waits(now: datetime) -> list[Application]:
    every = Application.objects.unscoped("families of every site hear that they are not forgotten")
    heard = Notice.objects.unscoped("only whether one exists").filter(
        household=OuterRef("household"), created_at__gt=now - EVERY
    )
    ended = Case.objects.unscoped("only whether one exists").filter(application=OuterRef("pk"))
    rows = every.filter(
        Q(state__in=RUNNING) & Q(received_at__lte=now - EVERY),
        ~Exists(heard.exclude(kind__in=NO_LETTER)),
        ~Exists(ended.exclude(state__in=hands.UNDECIDED)),
        key__destroyed_at=None,
    )
    rows = rows.select_related("site", "key", "household__key", "household__site")
    return list(rows.order_by("received_at", "pk")[:MOST])
