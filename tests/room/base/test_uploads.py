"""Files of a form are held in memory, and one that is too large is read to its end and dropped."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from cauce.base import uploads


def _posted(*sizes: int, most: int | None = None) -> HttpRequest:
    files = {f"f{n}": SimpleUploadedFile(f"{n}.jpg", b"x" * s) for n, s in enumerate(sizes)}
    request = RequestFactory().post("/anywhere", {"word": "kept", **files})
    if most is not None:
        uploads.hold(request, most)
    return request


def test_no_form_writes_a_file_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    assert settings.FILE_UPLOAD_HANDLERS == ["cauce.base.uploads.Held"]
    file = _posted(3 * uploads.MB).FILES["f0"]
    assert (file.size, len(file.read())) == (3 * uploads.MB, 3 * uploads.MB)
    assert not hasattr(file, "temporary_file_path")


def test_a_file_up_to_the_measure_is_whole() -> None:
    file = _posted(1000, most=1000).FILES["f0"]
    assert (file.too_big, file.read()) == (False, b"x" * 1000)


def test_a_file_beyond_it_is_empty_and_knows_its_size_and_the_words_stay() -> None:
    request = _posted(20 * uploads.MB, most=15 * uploads.MB)
    file = request.FILES["f0"]
    assert (file.too_big, file.size, file.read()) == (True, 20 * uploads.MB, b"")
    assert request.POST["word"] == "kept"


def test_two_files_share_one_measure() -> None:
    request = _posted(600, 600, most=1000)
    assert [request.FILES[name].too_big for name in ("f0", "f1")] == [False, True]


def test_nobody_waits_for_the_end_of_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 100_000)
    request = _posted(2_000_000, most=10)
    line: io.BytesIO = request.environ["wsgi.input"]._FakePayload__content
    assert request.POST["word"] == "kept"
    assert not request.FILES
    assert line.tell() < 1_000_000
    assert uploads.cut_off(request) > 2_000_000
    assert uploads.cut_off(_posted(1000)) == 0
