"""What the worker does for papers: removes files, sweeps what was removed, finds files without a record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from cauce.applications.models import Document
from cauce.applications.papers import actions, limits, parts
from cauce.base import clock, files, outbox
from cauce.base.expiry import deletion
from cauce.base.gate import writing

_MOST = 200
_DRAWERS = 256


@outbox.handler(actions.UNLINK)
def unlink(_effect: UUID, body: Mapping[str, Any]) -> None:
    """Remove files; a repetition finds them gone."""
    files.remove(body["files"])


@deletion("removed papers")
def sweep(_at: datetime) -> int:
    """Empty the papers that were removed a day ago; the row stays, without anything to read."""
    # In the office's time, as `removed_at` is: a demonstration's day does not end.
    now = clock.now()
    with writing():
        rows = list(
            Document.objects.unscoped("the worker sweeps what anybody removed")
            .filter(state=Document.State.REMOVED, removed_at__lte=now - limits.UNDO)
            .exclude(files=[])[:_MOST]
        )
        names = [name for row in rows for name in row.files]
        if names:
            outbox.put(kind=actions.UNLINK, body={"files": names}, at=now)
        for row in rows:
            Document.objects.itself(row).update(files=[], size=0, sealed=b"")
    return len(rows)


@deletion("parts of files")
def forget_parts(at: datetime) -> int:
    """Remove the parts of files that were never finished."""
    return parts.forget(at=at)


@deletion("files without a record")
def forget_orphans(at: datetime) -> int:
    """Remove what a killed request left behind: one of the 256 folders at each call."""
    drawer = int(at.timestamp() // 300) % _DRAWERS
    before = (at - limits.ORPHAN_LIFE).timestamp()
    old = [path for path in files.kept_in(drawer) if path.stat().st_mtime < before][:_MOST]
    lost = files.of_nobody(old)
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


@files.known
def _known(owners: set[UUID]) -> set[str]:
    rows = Document.objects.unscoped("the worker looks for files without a record")
    return {
        name
        for names in rows.filter(pk__in=owners).values_list("files", flat=True)
        for name in names
    }
