"""The numbered master keys: read from their file, made in a demonstration, never in the database."""

import base64
import binascii
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cauce.base import environment, sealing

PAPER_SIGNS = 6


def masters() -> dict[int, bytes]:
    """Return every master key by its number."""
    path: Path = settings.CAUCE_KEY_FILE
    try:
        state = os.stat(path)
    except FileNotFoundError:
        _make_for_demonstration(path)
        state = os.stat(path)
    return _read(path, state.st_mtime_ns, state.st_mode)


def newest() -> tuple[int, bytes]:
    """Return the master key that new keys are wrapped by."""
    found = masters()
    number = max(found)
    return number, found[number]


def create(path: Path) -> bool:
    """Make a file with a first master key; False, and nothing written, where a file is already."""
    return environment.write_once(path, line(number=1, key=sealing.new_key()))


def add() -> int:
    """Add the next numbered master key to the file; processes read it anew with the next key."""
    found = masters()
    number = max(found) + 1
    found = found | {number: sealing.new_key()}
    text = "".join(line(number=n, key=found[n]) for n in sorted(found))
    environment.replace_private(Path(settings.CAUCE_KEY_FILE), text)
    return number


def paper_signs(number: int) -> str:
    """Return the signs that somebody types back who holds a key on paper."""
    return line(number=number, key=masters()[number]).strip().rstrip("=")[-PAPER_SIGNS:]


def parse(*, text: str, name: str) -> dict[int, bytes]:
    """Return the keys of a key file's text, one `number:base64` a line."""
    found: dict[int, bytes] = {}
    for line_no, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            number, key = _parse_line(line.strip(), f"{name}:{line_no}")
            if number in found:
                raise ImproperlyConfigured(f"{name}:{line_no}: key {number} is there twice.")
            found[number] = key
    if not found:
        raise ImproperlyConfigured(f"{name}: no master key; write one line, 1:…")
    return found


def line(*, number: int, key: bytes) -> str:
    """Return a master key as its line in the file."""
    return f"{number}:{base64.b64encode(key).decode('ascii')}\n"


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _mode: int) -> dict[int, bytes]:
    # Change and mode are part of the cache's key: a rotated file is read, an opened one refused anew.
    environment.refuse_readable_by_others(path, "CAUCE_KEY_FILE")
    return parse(text=path.read_text(encoding="ascii"), name=path.name)


def _parse_line(text: str, place: str) -> tuple[int, bytes]:
    number, _, encoded = text.partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        key = b""
    # The line itself is never quoted: it may be a key with a typing error.
    if not number.isdecimal() or len(key) != sealing.KEY_BYTES:
        raise ImproperlyConfigured(f"{place}: not a master key; write NUMBER:BASE64 of 32 bytes.")
    return int(number), key


def _make_for_demonstration(path: Path) -> None:
    if settings.PRODUCTION:
        raise ImproperlyConfigured(
            f"CAUCE_KEY_FILE: {path} does not exist; put it there, or make it: cauce key new."
        )
    _refuse_beside_sealed_records(path)
    environment.make_private(path, line(number=1, key=sealing.new_key()))


def _refuse_beside_sealed_records(path: Path) -> None:
    """A new master key opens nothing that an old one closed: losing the file must not go unseen."""
    from cauce.base.models import SubjectKey

    if SubjectKey.objects.filter(wrapped__isnull=False).exists():
        raise ImproperlyConfigured(
            f"{path.name} is gone, and records are sealed under it. Put the file back; without it they "
            "stay closed. To begin a new demonstration, delete the whole data folder."
        )
