"""Deletes the drafts whose ninety days are over, and their keys with them."""

from datetime import datetime

from cauce.applications.drafts import actions
from cauce.applications.models import Draft
from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.expiry import deletion
from cauce.base.refusal import Refused

AT_ONCE = 200


@deletion("drafts")
def _drafts(at: datetime) -> int:
    # A draft counts its days by the office's clock, which in a demonstration stands still.
    at = at if clock.office_day() is None else clock.now()
    over = Draft.objects.unscoped("drafts of every site are deleted after their time").filter(
        state=Draft.State.OPEN, expires_at__lte=at
    )
    return sum(_delete(draft, at) for draft in over.order_by("expires_at")[:AT_ONCE])


def _delete(draft: Draft, at: datetime) -> int:
    try:
        actions.delete_draft(draft=draft, by=Actor.WORKER, at=at)
    except Refused:
        return 0  # the family sent it or deleted it at this very moment
    return 1
