"""The two files of a backup: written whole or not at all, and read back before anybody relies on them."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import cauce
from cauce.base.backup import rows, schema

FORMAT = 1
DATA, KEYS = ".data.zip", ".keys.jsonl"
MANIFEST = "manifest.json"
CHUNK = 1 << 20
KEY_RECORD = "base.subjectkey"


class Broken(Exception):
    """A file of a backup is not what was written; says which and why."""


@dataclass(kw_only=True)
class Manifest:
    """What a data file holds, and the digest of each part."""

    office: str
    taken_at: str
    migrations: list[schema.Node]
    rows: dict[str, int] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    cauce: str = cauce.__version__
    format: int = FORMAT

    @property
    def files(self) -> list[str]:
        """Return the names of the uploaded files."""
        return [name for name in self.members if name.startswith("files/")]


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What a keys file holds."""

    office: str
    taken_at: str
    masters: list[int]
    rows: list[dict[str, Any]]


def table(name: str) -> str:
    """Return the name under which a record's rows lie in the data file."""
    return f"tables/{name}.jsonl"


def stem(at: datetime) -> str:
    """Return what the names of a backup's files begin with."""
    return f"cauce-{at:%Y%m%dT%H%M%S}.{at.microsecond // 1000:03}Z"


def write_data(
    path: Path, records: dict[str, Any], files: Path, manifest: Manifest, *, advance: rows.Advance
) -> None:
    """Write the data file: rows of every record, then the uploaded files, then what is in it."""
    with zipfile.ZipFile(path, "x") as archive:
        for name, model in records.items():
            said = _counted(rows.lines(name, model), name, manifest, advance)
            _add(archive, manifest, table(name), said)
        # After the rows: a file that a row speaks of was there before the row.
        for file in _every_file(files):
            _add(archive, manifest, f"files/{file.relative_to(files).as_posix()}", _chunks(file))
            advance(1)
        archive.writestr(_info(MANIFEST), json.dumps(asdict(manifest), sort_keys=True))
    _to_disk(path)


def write_keys(path: Path, model: Any, *, office: str, taken_at: str) -> None:
    """Write the keys file: each key as it is wrapped, or that it was destroyed."""
    said = list(rows.lines(KEY_RECORD, model, whole=True))
    used = model.objects.filter(wrapped__isnull=False).values_list("master_no", flat=True)
    head = {
        "format": FORMAT,
        "office": office,
        "taken_at": taken_at,
        "masters": sorted(set(used)),
        "sha256": hashlib.sha256(b"".join(said)).hexdigest(),
    }
    with path.open("xb") as file:
        file.write(json.dumps(head, sort_keys=True).encode() + b"\n")
        file.writelines(said)
    _to_disk(path)


def manifest_of(path: Path) -> Manifest:
    """Return what a data file says it holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            said = json.loads(archive.read(MANIFEST))
        said["migrations"] = [(room, name) for room, name in said["migrations"]]
        manifest = Manifest(**said)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as fault:
        raise Broken("is no data file of a backup, or was cut off") from fault
    if manifest.format != FORMAT:
        raise Broken("was written by a newer Cauce; restore with that one")
    return manifest


def check_data(path: Path, *, advance: rows.Advance) -> Manifest:
    """Read every part of a data file again and compare it with what was written."""
    manifest = manifest_of(path)
    with zipfile.ZipFile(path) as archive:
        if set(archive.namelist()) != {*manifest.members, MANIFEST}:
            raise Broken("does not hold what its list says")
        for name, expected in manifest.members.items():
            if _digest(archive, name) != expected:
                raise Broken(f"{name} in it was changed or damaged")
            advance(1)
    return manifest


def read_keys(path: Path) -> Keys:
    """Read a keys file and compare it with what was written."""
    try:
        with path.open("rb") as file:
            head, rest = json.loads(file.readline()), file.readlines()
        whole = hashlib.sha256(b"".join(rest)).hexdigest() == head["sha256"]
        found = Keys(
            office=head["office"],
            taken_at=head["taken_at"],
            masters=head["masters"],
            rows=list(rows.parsed(rest)) if whole else [],
        )
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as fault:
        raise Broken("is no keys file of a backup, or was cut off") from fault
    if not whole:
        raise Broken("was changed or damaged")
    return found


def table_rows(path: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one record of a data file."""
    with zipfile.ZipFile(path) as archive, archive.open(table(name)) as said:
        yield from rows.parsed(said)


def unpack_files(path: Path, names: Iterable[str], folder: Path, *, advance: rows.Advance) -> None:
    """Put the uploaded files of a data file into the office's folder."""
    root = folder.resolve()
    with zipfile.ZipFile(path) as archive:
        for name in names:
            place = (root / name).resolve()
            if not place.is_relative_to(root / "files"):
                raise Broken(f"{name} in it leads out of its folder")
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as said, place.open("xb") as file:
                while part := said.read(CHUNK):
                    file.write(part)
            advance(1)
    os.sync()


def _add(archive: zipfile.ZipFile, manifest: Manifest, name: str, parts: Iterable[bytes]) -> None:
    summed = hashlib.sha256()
    with archive.open(_info(name), "w", force_zip64=True) as out:
        for part in parts:
            summed.update(part)
            out.write(part)
    manifest.members[name] = summed.hexdigest()


def _counted(
    said: Iterator[bytes], name: str, manifest: Manifest, advance: rows.Advance
) -> Iterator[bytes]:
    yield next(said)  # the names of the fields
    manifest.rows[name] = 0
    for line in said:
        manifest.rows[name] += 1
        advance(1)
        yield line


def _every_file(folder: Path) -> Iterator[Path]:
    # A name that begins with a dot is a file that somebody is writing at this moment.
    return (p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("."))


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # erased at this moment
    with file:
        while part := file.read(CHUNK):
            yield part


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    summed = hashlib.sha256()
    try:
        with archive.open(name) as said:
            while part := said.read(CHUNK):
                summed.update(part)
    except (zipfile.BadZipFile, EOFError, OSError) as fault:
        raise Broken(f"{name} in it was changed or damaged") from fault
    return summed.hexdigest()


def _info(name: str) -> zipfile.ZipInfo:
    # Stored as it is: sealed text does not get smaller, and whoever looks for a name in it can look.
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o600 << 16
    return info


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
