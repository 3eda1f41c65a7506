"""A file that comes in parts: asked for where it stopped, sealed, bound to its place, swept after a day."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cauce.applications.models import Draft
from cauce.applications.papers import effects, limits, parts
from cauce.applications.papers.parts import Upload
from cauce.base import files, sealing
from cauce.base.refusal import Refused
from tests.library import zoo
from tests.room.applications.homes import a_draft

DATA = bytes(range(256)) * 4


def _upload(size: int = len(DATA)) -> Upload:
    return Upload(uuid4(), size)


def _send(home: Draft, upload: Upload, data: bytes = DATA, piece: int = 300) -> int:
    here = parts.add(home, upload, 0, b"")
    while here < len(data):
        here = parts.add(home, upload, here, data[here : here + piece])
    return here


def _lying(folder: Path) -> list[Path]:
    return sorted(p for p in (folder / "parts").rglob("*") if p.is_file())


def test_parts_become_the_file(home: Draft, folder: Path) -> None:
    upload = _upload()
    assert _send(home, upload) == len(DATA)
    assert parts.whole(home, upload) == DATA
    assert len(_lying(folder)) == 4
    assert not any(DATA[:20] in path.read_bytes() for path in _lying(folder))
    parts.drop(home, upload)
    assert _lying(folder) == []


def test_a_repeated_or_skipped_part_changes_nothing(home: Draft) -> None:
    upload = _upload()
    assert parts.add(home, upload, 0, DATA[:100]) == 100
    assert parts.add(home, upload, 0, b"other bytes") == 100
    assert parts.add(home, upload, 500, DATA[500:600]) == 100
    assert parts.whole(home, upload) is None
    assert _send(home, upload) == len(DATA)
    assert parts.whole(home, upload) == DATA


def test_more_than_was_said_is_not_taken(home: Draft) -> None:
    upload = _upload(50)
    assert parts.add(home, upload, 0, DATA[:51]) == 0
    with pytest.raises(Refused, match="too big"):
        parts.add(home, _upload(limits.MOST_BYTES + 1), 0, DATA)


def test_another_photo_in_the_same_form_begins_anew(home: Draft) -> None:
    first = _upload()
    parts.add(home, first, 0, DATA[:100])
    second = first._replace(size=700)
    assert parts.arrived(home, second) == 0
    _send(home, second, DATA[:700])
    assert parts.whole(home, second) == DATA[:700]


def test_another_family_finds_nothing_under_the_same_id(cast: Any, home: Draft) -> None:
    upload = _upload()
    _send(home, upload)
    assert parts.whole(a_draft(cast), upload) is None


def test_parts_cannot_be_exchanged_on_the_disk(home: Draft, folder: Path) -> None:
    upload = _upload(600)
    _send(home, upload, DATA[:600])
    first, second = _lying(folder)
    first.write_bytes(second.read_bytes())
    with pytest.raises(sealing.InvalidTag):
        parts.whole(home, upload)


def test_only_a_few_files_are_under_way_at_once(home: Draft) -> None:
    begun = [_upload() for _ in range(parts.MOST_UNFINISHED)]
    for upload in begun:
        parts.add(home, upload, 0, DATA[:10])
    with pytest.raises(Refused, match="begun and not finished"):
        parts.add(home, _upload(), 0, DATA[:10])
    assert parts.add(home, begun[0], 10, DATA[10:20]) == 20
    parts.drop(home, begun[1])
    assert parts.add(home, _upload(), 0, DATA[:10]) == 10


def test_a_full_disk_leaves_no_part(
    monkeypatch: pytest.MonkeyPatch, home: Draft, folder: Path
) -> None:
    upload = _upload()
    parts.add(home, upload, 0, DATA[:10])

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Refused, match="no room for files"):
        parts.add(home, upload, 10, DATA[10:20])
    monkeypatch.undo()
    assert _lying(folder) == []


def test_what_nobody_finished_is_swept_after_a_day(cast: Any, home: Draft, folder: Path) -> None:
    old, young = _upload(), _upload()
    parts.add(home, old, 0, zoo.CANARY)
    parts.add(home, young, 0, DATA[:10])
    at = cast.at
    for upload, age in ((old, timedelta(days=1, minutes=1)), (young, timedelta(hours=23))):
        moment = (at - age).timestamp()
        os.utime(parts._folder(home, upload), (moment, moment))
    assert effects.forget_parts(at) == 1
    assert (parts.arrived(home, old), parts.arrived(home, young)) == (0, 10)
    assert effects.forget_parts(at + timedelta(days=1)) == 1
    assert list((folder / "parts").iterdir()) == []
