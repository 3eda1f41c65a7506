"""Texts of the reading desk whose time is over: the worker throws their words away."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.expiry import deletion
from cauce.governments.drafts import actions
from cauce.governments.drafts.models import DraftEntry, ReadText

# After the last decision about a draft; a text with a draft of an entry that waits is in an in-tray.
KEPT_DAYS = 30


def over(at: datetime) -> QuerySet[ReadText]:
    """The texts whose drafts were all decided, the last of them so long ago."""
    since = at - timedelta(days=KEPT_DAYS)
    waits = Q(state=DraftEntry.State.WAITING, layer="entry")
    fresh = Q(since__gt=since) & ~Q(state=DraftEntry.State.WAITING)
    needed = DraftEntry._default_manager.filter(waits | fresh, text=OuterRef("pk"))
    old = ReadText._default_manager.filter(forgotten_at=None, read_at__lte=since)
    return old.filter(~Exists(needed)).select_related("key")


@deletion("texts of the reading desk")
def forget(_at: Any) -> int:
    """Throw away what is over on the office's clock; return how many texts went."""
    now = clock.now()
    gone = list(over(now))
    for text in gone:
        actions.forget_text(text=text, by=Actor.WORKER, at=now)
    return len(gone)
