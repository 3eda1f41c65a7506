"""`cauce backup`: rows and uploaded files in one file, wrapped keys in another, both read back."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cauce.cli import door, ready

if TYPE_CHECKING:
    from cauce.base.backup.archive import Manifest
    from cauce.base.keys import Check

PART = ".part"


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """The two files of one backup: where they are written, and what they are called in the end."""

    data: Path
    keys: Path

    def parts(self) -> tuple[Path, Path]:
        return _part(self.data), _part(self.keys)


@click.command(epilog="Example: cauce backup /mnt/backup --keys /mnt/other-place")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    "keys_folder",
    type=click.Path(path_type=Path),
    help="Folder of the keys file, better elsewhere: it may be kept 35 days, the data for years.",
)
def command(folder: Path, keys_folder: Path | None) -> None:
    """Write the office into FOLDER, while it works, and check what was written."""
    ready.prepare()
    from cauce.base import clock, keys
    from cauce.base.backup import archive

    at = clock.machine_now()
    pair = _Pair(
        data=folder / f"{archive.stem(at)}{archive.DATA}",
        keys=(keys_folder or folder) / f"{archive.stem(at)}{archive.KEYS}",
    )
    _refuse_among_the_files(pair)
    with _one_at_a_time(), ready.sentences():
        with _whole_or_nothing(pair), _room(folder):
            manifest = _write(pair, at.isoformat(timespec="seconds"))
            _give_names(pair)
        _record(pair, manifest)
        opened = keys.check()
    click.echo("\n".join(_prose(pair, manifest, opened)))
    if not opened.ok:
        door.say_no()


def _write(pair: _Pair, taken_at: str) -> "Manifest":
    from django.conf import settings

    from cauce.base import keys
    from cauce.base.backup import archive, schema

    house, files = keys.house().pk, Path(settings.CAUCE_DATA) / "files"
    data, keyed = pair.parts()
    applied = schema.applied()
    manifest = archive.Manifest(office=str(house), taken_at=taken_at, migrations=applied)
    with schema.still():
        broken = schema.damage()
        if broken:
            raise door.Refused.saying(
                f"the database is damaged ({broken[0]})", "restore an earlier backup"
            )
        records = schema.records(applied)
        total = sum(model.objects.count() for model in records.values())
        with door.progress(total=total, label="Writing") as advance:
            archive.write_data(data, records, files, manifest, advance=advance)
        model = records[archive.KEY_RECORD]
        archive.write_keys(keyed, model, office=manifest.office, taken_at=taken_at)
    _read_back(data, keyed, manifest)
    return manifest


def _read_back(data: Path, keyed: Path, written: "Manifest") -> None:
    from cauce.base.backup import archive

    try:
        with door.progress(total=len(written.members), label="Checking") as advance:
            read = archive.check_data(data, advance=advance)
        count = len(archive.read_keys(keyed).rows)
    except archive.Broken as fault:
        raise door.Refused.saying(f"what was written {fault}", "try another disk") from fault
    if read != written or count != written.rows[archive.KEY_RECORD]:
        raise door.Refused.saying("what was written is not what is there", "try another disk")


def _record(pair: _Pair, manifest: "Manifest") -> None:
    from cauce.base import clock
    from cauce.base.actors import Actor
    from cauce.base.backup import actions

    actions.record_backup(
        data=_digest(pair.data),
        keys=_digest(pair.keys),
        rows=sum(manifest.rows.values()),
        files=len(manifest.files),
        by=Actor.SETUP,
        at=clock.now(),
    )


def _prose(pair: _Pair, manifest: "Manifest", opened: "Check") -> Iterator[str]:
    yield f"{pair.data}: {sum(manifest.rows.values())} rows, {len(manifest.files)} uploaded files"
    yield f"{pair.keys}: {manifest.rows['base.subjectkey']} keys; the master keys are in neither file"
    yield "Both were read back and are whole. Keep the keys file elsewhere, for 35 days at most."
    if not opened.ok:
        yield "But not every key opens, and what lies under those is lost: see `cauce key check`."


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}{PART}")


@contextmanager
def _whole_or_nothing(pair: _Pair) -> Iterator[None]:
    """Make the folders; whatever happens, no half a file stays."""
    with ExitStack() as stack:
        for path in (pair.data, pair.keys):
            with _room(path.parent):
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                # Of a backup that was killed: only one runs at a time.
                for left in path.parent.glob(f".cauce-*{PART}"):
                    left.unlink(missing_ok=True)
            stack.callback(_part(path).unlink, missing_ok=True)
        yield


@contextmanager
def _room(folder: Path) -> Iterator[None]:
    """Say which folder cannot be written, rather than speak of the office's own."""
    try:
        yield
    except OSError as error:
        raise door.Refused(
            door.Fault(
                f"cannot be written ({error.strerror or type(error).__name__})",
                "make room, or name a folder that you may write in",
                folder,
            )
        ) from error


def _give_names(pair: _Pair) -> None:
    # A hard link never takes the place of another file. Keys first: data without keys is no backup.
    for path in (pair.keys, pair.data):
        path.hardlink_to(_part(path))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    from django.conf import settings

    with (Path(settings.CAUCE_DATA) / "taking-backup").open("ab") as side_file:
        try:
            fcntl.flock(side_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise door.Refused.saying("another backup is under way", "wait for it") from None
        yield


def _refuse_among_the_files(pair: _Pair) -> None:
    from django.conf import settings

    files = (Path(settings.CAUCE_DATA) / "files").resolve()
    for path in (pair.data, pair.keys):
        if path.parent.resolve().is_relative_to(files):
            raise door.Refused(
                door.Fault("lies among the uploaded files", "name another folder", path.parent)
            )
