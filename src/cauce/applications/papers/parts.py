"""A file that comes in parts over a bad line: each part sealed, the next one asked for, swept after a day."""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from cauce.applications.papers import limits, sentences
from cauce.applications.papers.keeping import Home
from cauce.base import envelopes, files
from cauce.base.envelopes import OpenKeys
from cauce.base.refusal import Refused
from cauce.base.sealing import NONCE_BYTES, VERSION

# A part is read as the body of a form without files, whose measure is twice this.
MOST_PART = 128 * 1024
MOST_UNFINISHED = 3
_AROUND = len(VERSION) + NONCE_BYTES + 16  # what an envelope is longer than its text


class Upload(NamedTuple):
    """A file under way: the id of the form that will bring it, and how long it is as a whole.

    The length is part of its name: whoever chooses another photo in the same form begins anew.
    """

    form: UUID
    size: int


def arrived(home: Home, upload: Upload) -> int:
    """Return how many bytes of a file are here: where its next part begins."""
    return sum(path.stat().st_size - _AROUND for path in _parts(home, upload))


def add(home: Home, upload: Upload, offset: int, data: bytes) -> int:
    """Keep a part and return where the next one begins; a part that is here already changes nothing."""
    if upload.size > limits.MOST_BYTES:
        raise sentences.too_big(upload.size)
    here = arrived(home, upload)
    if offset != here or not data or here + len(data) > upload.size:
        return here
    if not here:
        _demand_few(home, upload)
    envelope = envelopes.close_bytes(home, _place(upload, offset), data)
    try:
        files.write_at(_folder(home, upload) / f"{offset:08d}", envelope)
    except files.NoRoom:
        drop(home, upload)
        raise sentences.no_room() from None
    return here + len(data)


def whole(home: Home, upload: Upload) -> bytes | None:
    """Return the file; None as long as a part is missing."""
    if arrived(home, upload) != upload.size:
        return None
    opened = OpenKeys()
    return b"".join(
        envelopes.read_bytes(home, _place(upload, int(path.name)), path.read_bytes(), opened=opened)
        for path in _parts(home, upload)
    )


def drop(home: Home, upload: Upload) -> None:
    """Remove the parts of a file that is whole, or of no use."""
    shutil.rmtree(_folder(home, upload), ignore_errors=True)


def drop_all(home: UUID) -> None:
    """Remove every part of a home's files, whole or not: the home is erased."""
    shutil.rmtree(_root() / home.hex, ignore_errors=True)


def forget(*, at: datetime) -> int:
    """Remove the parts of files that nobody finished; return how many files these were."""
    before, gone = (at - limits.PART_LIFE).timestamp(), 0
    for folder in _root().glob("*/*"):
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    for empty in _root().glob("*"):
        with suppress(OSError):  # it is not empty, or a part came into it at this moment
            empty.rmdir()
    return gone


def _demand_few(home: Home, upload: Upload) -> None:
    begun = {path.name for path in (_root() / home.pk.hex).glob("*")} - {_name(upload)}
    if len(begun) >= MOST_UNFINISHED:
        raise Refused(
            _("Too many files were begun and not finished. Wait a day, or bring it to the office.")
        )


def _parts(home: Home, upload: Upload) -> list[Path]:
    return sorted(p for p in _folder(home, upload).glob("*") if p.name.isdecimal())


def _place(upload: Upload, offset: int) -> str:
    return f"part {_name(upload)} {offset}"


def _name(upload: Upload) -> str:
    return f"{upload.form.hex}-{upload.size}"


def _folder(home: Home, upload: Upload) -> Path:
    return _root() / home.pk.hex / _name(upload)


def _root() -> Path:
    return Path(settings.CAUCE_DATA) / "parts"
