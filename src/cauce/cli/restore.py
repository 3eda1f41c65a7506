"""`cauce restore`: an empty office filled from a backup, whole or not at all."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cauce.cli import door, ready

if TYPE_CHECKING:
    from cauce.base.backup.actions import Contents
    from cauce.base.backup.archive import Keys, Manifest
    from cauce.base.models import SubjectKey

MARKER = "restoring"


@click.command(epilog="Example: cauce restore /mnt/backup --keys /mnt/other-place --yes")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--data",
    "data_path",
    type=click.Path(path_type=Path),
    help="Data file, of any age; the newest in FOLDER by default.",
)
@click.option(
    "--keys",
    "keys_place",
    type=click.Path(path_type=Path),
    help="Keys file or its folder, always the newest; FOLDER by default.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(folder: Path, data_path: Path | None, keys_place: Path | None, yes: bool) -> None:
    """Fill this empty office from the backup in FOLDER; an office that holds anything is left alone."""
    ready.set_up()
    contents = _open(folder, data_path, keys_place)
    _demand_master_keys(contents.keys)
    with ready.sentences(), ready.alone():
        _demand_empty_office()
        _refuse_other_schema(contents.manifest)
        if not door.agreed(_question(contents), yes=yes):
            raise click.Abort
        destroyed = _restore(contents)
    _tell(contents, destroyed)


def _open(folder: Path, data_path: Path | None, keys_place: Path | None) -> "Contents":
    from cauce.base.backup import actions, archive

    data = data_path or _newest(folder, archive.DATA)
    place = keys_place or folder
    key_path = place if place.is_file() else _newest(place, archive.KEYS)
    with _naming(key_path):
        keys = archive.read_keys(key_path)
    with _naming(data):
        total = len(archive.manifest_of(data).members)
        with door.progress(total=total, label="Reading") as advance:
            manifest = archive.check_data(data, advance=advance)
    if keys.office != manifest.office:
        raise door.Refused(
            door.Fault("holds another office's keys", "find the right one", key_path)
        )
    if keys.taken_at < manifest.taken_at:
        raise door.Refused(
            door.Fault("is older than the data", "take the newest keys file", key_path)
        )
    return actions.Contents(path=data, manifest=manifest, keys=keys)


def _newest(folder: Path, ending: str) -> Path:
    found = sorted(folder.glob(f"cauce-*{ending}")) if folder.is_dir() else []
    if not found:
        raise door.Refused(
            door.Fault(f"holds no file cauce-*{ending}", "name the folder of a backup", folder)
        )
    return found[-1]


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    from cauce.base.backup import archive

    try:
        yield
    except archive.Broken as fault:
        raise door.Refused(door.Fault(str(fault), "take another backup", path)) from fault


def _demand_master_keys(keys: "Keys") -> None:
    """The master keys must be in place first: without them nothing opens, and none may be made anew."""
    from django.conf import settings

    from cauce.base import keys as opening
    from cauce.base import masters
    from cauce.base.backup import rows
    from cauce.base.models import SubjectKey

    path = Path(settings.CAUCE_KEY_FILE)
    if not path.exists():
        raise door.Refused(
            door.Fault("is not there", "put the office's file of master keys there first", path)
        )
    with ready.sentences():
        held = masters.masters()
    for number in keys.masters:
        if number not in held:
            raise door.Refused(
                door.Fault(f"lacks master key {number}", "add its line; files lie under it", path)
            )
        sample = next(r for r in keys.rows if r["master_no"] == number and r["wrapped"])
        if not opening.opens(rows.record(SubjectKey, sample)):
            raise door.Refused(
                door.Fault(
                    f"holds another master key {number}", "put the office's own file there", path
                )
            )


def _demand_empty_office() -> None:
    """Refuse an office that holds anything; what a restore left that was killed is taken away."""
    from cauce.base.backup import schema

    marker, files = _marker(), _files()
    if not schema.is_empty():
        if marker.exists():
            marker.unlink()  # killed after the rows were stored, and so after the files
            raise door.Refused.saying("this office was restored already", "start it: cauce run")
        raise door.Refused.saying(
            "this office is not empty",
            "name an empty folder with CAUCE_DATA, and an empty database",
        )
    if marker.exists() and files.exists():
        shutil.rmtree(files)
    if files.exists() and any(files.iterdir()):
        raise door.Refused.saying(
            "this office's folder holds uploaded files", "name an empty folder with CAUCE_DATA"
        )


def _refuse_other_schema(manifest: "Manifest") -> None:
    from cauce.base.backup import schema

    if schema.unknown(manifest.migrations):
        raise door.Refused.saying(
            "this backup was made by a newer Cauce", "install that one, then restore"
        )
    there = schema.applied()
    if there and set(there) != {node for node in manifest.migrations}:
        raise door.Refused.saying(
            "this database was made ready by another version than the backup's",
            "name one that has no tables yet",
        )


def _question(contents: "Contents") -> str:
    rows, files = sum(contents.manifest.rows.values()), len(contents.manifest.files)
    return (
        f"Restore {rows} rows and {files} files of {contents.manifest.taken_at} into this office?"
    )


def _restore(contents: "Contents") -> int:
    """Files first, then all rows at once; return how many keys were destroyed since the backup."""
    from django.conf import settings
    from django.core.management import call_command

    from cauce.base.backup import archive

    manifest = contents.manifest
    total = len(manifest.files) + sum(manifest.rows.values())
    _marker().touch()
    with door.progress(total=total, label="Restoring") as advance:
        with _naming(contents.path):
            data = Path(settings.CAUCE_DATA)
            archive.unpack_files(contents.path, manifest.files, data, advance=advance)
        destroyed = _store(contents, advance)
    _marker().unlink()
    call_command("migrate", verbosity=0, interactive=False)  # Django's own tables beside ours
    return destroyed


def _store(contents: "Contents", advance: Callable[[float], None]) -> int:
    from django.db import connection

    from cauce.base import clock
    from cauce.base.actors import Actor
    from cauce.base.backup import actions
    from cauce.base.refusal import Refused

    try:
        # A table may be made anew on the way to the newest schema; the verb checks all rows itself.
        with connection.constraint_checks_disabled():
            return actions.restore_office(
                contents=contents, forget=_forget, advance=advance, by=Actor.SETUP, at=clock.now()
            )
    except Refused as refused:
        raise door.Refused.saying(str(refused)) from refused


def _forget(gone: "Sequence[SubjectKey]") -> None:
    """Do again what erasures since the backup did; a killed restore brings the files back once more."""
    from cauce.base import files
    from cauce.privacy import erasing

    files.remove(erasing.forget(gone))


def _tell(contents: "Contents", destroyed: int) -> None:
    from cauce.base import keys
    from cauce.base.verify import verify

    with ready.sentences():
        opened, record = keys.check(), verify()
    rows = sum(contents.manifest.rows.values())
    lines = [f"{rows} rows and {len(contents.manifest.files)} files are back."]
    if destroyed:
        lines.append(f"{destroyed} keys were destroyed since, and stay so.")
    lines.append("Every key opens." if opened.ok else "Not every key opens: see `cauce key check`.")
    whole = "The record of Events is as it was sealed."
    lines.append(whole if record.ok else "The record of Events is not: see `cauce audit verify`.")
    click.echo("\n".join(lines))
    if not (opened.ok and record.ok):
        door.say_no()


def _marker() -> Path:
    from django.conf import settings

    return Path(settings.CAUCE_DATA) / MARKER


def _files() -> Path:
    from django.conf import settings

    return Path(settings.CAUCE_DATA) / "files"
