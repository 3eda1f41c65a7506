"""Brings a reminder of the governments' desk to the first page of its officer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.outbox import handler
from cauce.governments.work.models import Digest
from cauce.governments.work.reminding import actions


@handler(actions.DIGEST)
def deliver(_effect: UUID, body: Mapping[str, Any]) -> None:
    """Deliver one reminder; the outbox may ask twice."""
    digest = Digest._default_manager.get(pk=body["digest"])
    actions.deliver_digest(digest=digest, by=Actor.WORKER, at=clock.now())
