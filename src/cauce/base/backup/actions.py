"""The verbs of a backup: that one was taken, and that an office was put back from one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from cauce.base import append_only, roles
from cauce.base.actors import By
from cauce.base.backup import archive, rows, schema
from cauce.base.models import SubjectKey
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb

# Empties what stood under destroyed keys, and removes its uploaded files.
Forget = Callable[[Sequence[SubjectKey]], None]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A data file and a keys file that were read and found whole."""

    path: Path
    manifest: archive.Manifest
    keys: archive.Keys


@verb
def record_backup(*, data: str, keys: str, rows: int, files: int, by: By, at: datetime) -> None:
    """Record that a backup was taken, with the digests of both files."""
    roles.require(by, Permission.KEEP_BACKUPS)
    note(body={"data": data, "keys": keys, "rows": rows, "files": files})


@verb
def restore_office(
    *, contents: Contents, forget: Forget, advance: rows.Advance, by: By, at: datetime
) -> int:
    """Fill an empty office from a backup; return how many keys were destroyed since it was taken."""
    roles.require(by, Permission.KEEP_BACKUPS)
    if not schema.is_empty():
        raise Refused(_("This office is not empty; name an empty database and folder."))
    schema.sweep()
    schema.go_to(contents.manifest.migrations)
    records = schema.records(contents.manifest.migrations)
    since = _fill(contents, records, advance)
    _demand_the_same(contents.manifest, records)
    schema.go_to(schema.newest())
    append_only.guard()
    gone = list(SubjectKey.objects.filter(pk__in=since))
    forget(gone)
    # Without this Event a key that was destroyed after the backup would be gone in silence.
    note(body={"taken": contents.manifest.taken_at, "destroyed": [key.pk for key in gone]})
    return len(gone)


def _fill(contents: Contents, records: dict[str, Any], advance: rows.Advance) -> list[Any]:
    """Store every row; return the ids of keys that were destroyed after the data was written."""
    since: list[Any] = []
    # A step of the database's plan may have left its checks at once: rows come before what they speak of.
    connection.check_constraints()
    for name, model in records.items():
        said = archive.table_rows(contents.path, name)
        if name == archive.KEY_RECORD:
            merged = list(_newest_keys(said, contents.keys, since))
            rows.store(model, merged, advance=advance)
        else:
            rows.store(model, said, advance=advance)
    schema.count_on(records.values())
    try:
        connection.check_constraints()
    except IntegrityError:
        raise Refused(
            _("The backup does not fit together: a row speaks of one that is not in it.")
        ) from None
    return since


def _newest_keys(said: Any, keys: archive.Keys, since: list[Any]) -> Any:
    newest = {row["id"]: row for row in keys.rows}
    for old in said:
        row = newest.get(old["id"])
        if row is None:
            raise Refused(
                _("The keys file lacks a key of the data file; take the newest keys file.")
            )
        if row["destroyed_at"] and not old["destroyed_at"]:
            since.append(row["id"])
        yield row


def _demand_the_same(manifest: archive.Manifest, records: dict[str, Any]) -> None:
    """Read every row back: what lies in the database is what was in the office."""
    for name, model in records.items():
        expected = manifest.members[archive.table(name)]
        if name != archive.KEY_RECORD and rows.digest(name, model) != expected:
            raise Refused(_("%(name)s came back changed; nothing was kept.") % {"name": name})
