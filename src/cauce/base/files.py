"""Sealed files outside the database: written whole or not at all, under names that say nothing.

A name is the owner's id and sixteen random hexadecimal signs, in a folder of the name's first two signs.
What is handed over here must be an envelope already: this module has no key and opens nothing.
"""

import errno
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

NAME = re.compile(r"([0-9a-f]{32})-[0-9a-f]{16}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PRIVATE = 0o700

# Given the ids of owners, returns the names of the files that their records still name.
Knows = Callable[[set[UUID]], Iterable[str]]
KNOWN: list[Knows] = []


class NoRoom(Exception):
    """The disk is full: nothing of the file was kept."""


def known(function: Knows) -> Knows:
    """Name a function that knows files of some room's records; what none of them knows is swept."""
    if function not in KNOWN:
        KNOWN.append(function)
    return function


def of_nobody(paths: Iterable[Path]) -> list[Path]:
    """Return those of some paths that no record of any room names."""
    asked = list(paths)
    owners = {owner for path in asked if (owner := owner_of(path.name))}
    named = {name for knows in KNOWN for name in knows(owners)}
    return [path for path in asked if path.name not in named]


def new_name(owner: UUID) -> str:
    """Return a fresh name for a file that belongs to a record."""
    return f"{owner.hex}-{secrets.token_hex(8)}"


def owner_of(name: str) -> UUID | None:
    """Return the record that a file belongs to; None for a name that is not ours."""
    found = NAME.fullmatch(name)
    return UUID(found[1]) if found else None


def write(name: str, envelope: bytes) -> None:
    """Keep an envelope, and return only when it lies on the disk; `NoRoom` leaves nothing behind."""
    write_at(path_of(name), envelope)


def write_at(path: Path, envelope: bytes) -> None:
    """Write a file whole or not at all, and return only when it lies on the disk."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        _write_through(draft, envelope)
        draft.replace(path)
        _write_through_folder(path.parent)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        if fault.errno in _FULL:
            raise NoRoom from None
        raise


def read(name: str) -> bytes:
    """Return an envelope; `FileNotFoundError` where it is gone."""
    return path_of(name).read_bytes()


def remove(names: Iterable[str]) -> None:
    """Remove files; those that are gone already are no fault."""
    for name in names:
        path_of(name).unlink(missing_ok=True)


def kept_in(drawer: int) -> Iterator[Path]:
    """Yield what lies in one of the 256 folders, half-written files included."""
    folder = _folder() / f"{drawer:02x}"
    if folder.is_dir():
        yield from folder.iterdir()


def path_of(name: str) -> Path:
    """Return where a file lies; a name that is not ours is a programmer's fault, never a path."""
    if not NAME.fullmatch(name):
        raise ValueError("This is no name of a sealed file.")
    return _folder() / name[:2] / name


def _folder() -> Path:
    return Path(settings.CAUCE_DATA) / "files"


def _write_through(path: Path, data: bytes) -> None:
    line = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(line, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_through_folder(folder: Path) -> None:
    # Without this a power cut may forget the name of a file whose content is safe.
    line = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(line)
    finally:
        os.close(line)
