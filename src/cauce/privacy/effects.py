"""What the worker does after the room's verbs: files removed, log emptied, copies made and dropped."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from cauce.applications.papers import parts
from cauce.base import checkpoint, clock, envelopes, expiry, files, outbox
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.privacy import actions, copying
from cauce.privacy.models import Erasure, FileCopy

WHY = "the worker makes and drops the copies of every site"


@outbox.handler(actions.SWEEP)
def sweep(_effect: UUID, body: Mapping[str, Any]) -> None:
    """Remove the files of an erased household, and empty the database's log; tried until it succeeds."""
    files.remove(body["files"])
    for home in body["homes"]:
        parts.drop_all(UUID(home))
    checkpoint.truncate_log()
    erasure = UUID(body["erasure"])
    signed = Erasure.objects.unscoped(WHY).filter(pk=erasure, state=Erasure.State.SIGNED)
    if signed.exists():
        actions.finish_erasure(erasure=erasure, by=Actor.WORKER, at=clock.now())


@files.known
def _copies_of(owners: set[UUID]) -> Iterable[str]:
    """Return the files of copies; `forget_orphans` sweeps whatever no room knows."""
    kept = FileCopy.objects.unscoped(WHY).filter(pk__in=owners).exclude(file="")
    return list(kept.values_list("file", flat=True))


@outbox.handler("privacy.copy")
def copy(_effect: UUID, body: Mapping[str, Any]) -> None:
    """Make the copy of a file; a repetition after a crash makes it anew and keeps one."""
    asked = FileCopy.objects.unscoped(WHY).select_related("key").filter(pk=body["copy"]).first()
    if asked is None or asked.state != FileCopy.State.ASKED or envelopes.is_erased(asked):
        return
    archive = copying.archive(asked.household, at=clock.now())
    name = files.new_name(asked.pk)
    files.write(name, envelopes.close_bytes(asked, name, archive))
    try:
        actions.keep_copy(copy=asked, file=name, size=len(archive), by=Actor.WORKER, at=clock.now())
    except Refused:
        files.remove([name])  # another worker was faster


@expiry.deletion("copies of files")
def copies(at: datetime) -> int:
    """Remove the copies whose week is over."""
    over = list(
        FileCopy.objects.unscoped(WHY).filter(
            state=FileCopy.State.READY, expires_at__lt=clock.now()
        )
    )
    for row in over:
        files.remove([row.file])
        actions.drop_copy(copy=row, by=Actor.WORKER, at=clock.now())
    return len(over)
