"""Strangers' files come back as pictures and nothing else, or with a code that says why not."""

import io
import os
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from cauce.imaging import Busy, Kind, Page, Trouble, Unusable, clean, cleaning, kind_of, limits
from tests.library import zoo


def _trouble(data: bytes) -> Trouble:
    with pytest.raises(Unusable) as caught:
        clean(data)
    return caught.value.trouble


def _opened(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.jpeg), formats=["JPEG"])


def _one(data: bytes) -> Image.Image:
    (page,) = clean(data).pages
    image = _opened(page)
    assert image.size == (page.width, page.height)
    return image


# ---- what a file is
@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (zoo.photo((9, 9))[:12], Kind.JPEG),
        (zoo.photo((9, 9), kind="PNG")[:12], Kind.PNG),
        (zoo.photo((9, 9), kind="WEBP")[:12], Kind.WEBP),
        (zoo.scan(1)[:12], Kind.PDF),
        (zoo.photo((9, 9), kind="GIF")[:12], None),
        (zoo.program()[:12], None),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"<svg xmlns=", None),
        (b"\xff\xd8", None),
        (b"", None),
    ],
)
def test_kind_by_first_bytes(first: bytes, kind: Kind | None) -> None:
    assert kind_of(first) is kind


# ---- honest files
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_one_jpeg(kind: str) -> None:
    cleaned = clean(zoo.photo(kind=kind))
    assert cleaned.kind == kind.lower()
    assert (cleaned.pages[0].width, cleaned.pages[0].height) == (400, 300)
    assert cleaned.size == len(cleaned.pages[0].jpeg)
    assert _opened(cleaned.pages[0]).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_colours_is_read(mode: str) -> None:
    image = Image.linear_gradient("L")
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 256)
    out = io.BytesIO()
    image.convert(mode).save(out, "PNG")
    seen = _one(out.getvalue()).convert("L").resize((1, 8), Image.Resampling.BOX)
    tones = [seen.getpixel((0, y)) for y in range(8)]
    assert tones == sorted(tones)
    assert tones[0] < 40 < 215 < tones[7]


def test_what_is_transparent_is_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert _one(out.getvalue()).getpixel((9, 9)) == (255, 255, 255)


def test_a_large_photo_is_shrunk() -> None:
    assert max(_one(zoo.photo((3200, 2000))).size) == limits.LONGEST_SIDE


def test_a_photo_is_turned_as_the_phone_was_held() -> None:
    image = _one(zoo.noted_photo(turn=6))
    assert image.size == (300, 400)
    above, below = image.getpixel((150, 50)), image.getpixel((150, 350))
    assert above[0] > 200 > 50 > above[2]
    assert below[2] > 200 > 50 > below[0]


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_way_to_hold_a_phone_puts_the_same_side_up(turn: int) -> None:
    upright = _one(zoo.noted_photo(turn=1))
    turned = _one(zoo.noted_photo(turn=turn))
    assert turned.size == (upright.size if turn < 5 else upright.size[::-1])


def test_rubbish_in_the_notes_is_no_reason_to_refuse() -> None:
    assert _one(zoo.broken_note()).size == (40, 30)


def test_a_scan_becomes_a_picture_a_page() -> None:
    cleaned = clean(zoo.scan(3))
    assert (cleaned.kind, len(cleaned.pages)) == (Kind.PDF, 3)
    assert all(_opened(page).mode == "RGB" for page in cleaned.pages)


# ---- nothing hidden comes along
@pytest.mark.parametrize(
    "data",
    [
        zoo.noted_photo(),
        zoo.broken_note(),
        zoo.polyglot(),
        zoo.zip_tail(),
        zoo.scan(),
        zoo.scripted(),
    ],
    ids=["notes and place", "rubbish", "page", "archive", "author", "script"],
)
def test_only_the_picture_stays(data: bytes) -> None:
    assert zoo.CANARY in data or b"script" in data.lower() or b"Author" in data
    for page in clean(data).pages:
        image = _opened(page)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        for word in (zoo.CANARY, b"Exif", b"script", b"PK\x03\x04"):
            assert word not in page.jpeg


# ---- files that are of no use
def test_each_bad_file_has_its_code() -> None:
    assert _trouble(zoo.program()) == "not_an_image"
    assert _trouble(b"") == "not_an_image"
    assert _trouble(zoo.photo((9, 9), kind="GIF")) == "not_an_image"
    assert _trouble(zoo.photo()[:9000]) == "broken"
    assert _trouble(zoo.photo(kind="PNG")[:9000]) == "broken"
    assert _trouble(b"%PDF-1.7\nnothing follows") == "broken"
    assert _trouble(zoo.locked()) == "encrypted"
    assert _trouble(zoo.pdf(pages=3000)) == "too_many_pages"
    assert _trouble(zoo.huge_png()) == "too_many_pixels"
    assert _trouble(zoo.huge_png(side=7_500)) == "too_many_pixels"
    assert _trouble(b"\xff\xd8\xff" + bytes(limits.MOST_BYTES)) == "too_big"


def test_as_many_pages_as_are_allowed() -> None:
    assert len(clean(zoo.pdf(pages=limits.MOST_PAGES)).pages) == limits.MOST_PAGES
    assert _trouble(zoo.pdf(pages=limits.MOST_PAGES + 1)) == "too_many_pages"


def test_a_bomb_goes_off_in_the_child() -> None:
    data = zoo.bomb()
    assert len(data) < limits.MOST_BYTES
    assert _trouble(data) in {"broken", "timeout"}


# ---- the child and its limits
def _child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(cleaning, "CHILD", (sys.executable, "-I", "-c", code))


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("import os; os.kill(os.getpid(), 9)", "interrupted"),
        ("import os; os.kill(os.getpid(), 15)", "interrupted"),
        ("import os; os.abort()", "broken"),
        ("import os; os.kill(os.getpid(), 11)", "broken"),
        ("raise SystemExit(1)", "broken"),
        ("print('not a page')", "broken"),
        ("pass", "broken"),
        ("import sys; sys.stdout.buffer.write(b'page' + bytes(12))", "broken"),
        ("while True: print('x' * 100_000)", "too_big"),
    ],
)
def test_whatever_becomes_of_the_child_has_a_code(
    monkeypatch: pytest.MonkeyPatch, code: str, trouble: str
) -> None:
    _child(monkeypatch, code)
    assert _trouble(zoo.photo()) == trouble


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.3)
    _child(monkeypatch, "import time; time.sleep(60)")
    assert _trouble(zoo.photo((2000, 2000))) == "timeout"


def test_a_child_that_calculates_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    _limited(monkeypatch, "while True: pass", before="limits.CPU_SECONDS = 1")
    assert _trouble(zoo.photo()) == "timeout"


def _limited(monkeypatch: pytest.MonkeyPatch, code: str, before: str = "") -> None:
    """Run some code where a decoder would run."""
    modules = "import os, sys; from cauce.imaging import child, frames, limits"
    _child(monkeypatch, "\n".join([modules, before, "child.limit()", code]))


DONE = "frames.write_page(sys.stdout.buffer, b'j', 1, 1); frames.write_end(sys.stdout.buffer, 1)"


def test_the_child_has_no_environment_and_no_file_of_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAUCE_SECRET_KEY", "a secret of the office")
    with (tmp_path / "open").open("w") as ours:
        os.set_inheritable(ours.fileno(), True)
        _limited(
            monkeypatch,
            "assert 'CAUCE_SECRET_KEY' not in os.environ and 'PATH' not in os.environ\n"
            f"assert not os.path.exists('/proc/self/fd/{ours.fileno()}')\n{DONE}",
        )
        assert clean(zoo.photo()).pages == (Page(b"j", 1, 1),)


def test_the_child_can_write_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    target = tmp_path / "loot"
    _limited(monkeypatch, f"open({str(target)!r}, 'wb', 0).write(b'loot')\n{DONE}")
    assert _trouble(zoo.photo()) == "broken"
    assert not target.exists() or target.read_bytes() == b""


def test_the_child_can_take_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    _limited(monkeypatch, f"x = bytearray(600_000_000)\n{DONE}")
    assert _trouble(zoo.photo()) == "broken"


def test_others_wait_for_their_turn_and_then_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "_SLOTS", threading.BoundedSemaphore(1))
    with cleaning._SLOTS:
        with pytest.raises(Busy):
            clean(zoo.photo(), wait=0.05)
        assert _trouble(zoo.program()) == "not_an_image"
    assert clean(zoo.photo(), wait=0.05).pages


def test_a_turn_is_given_back_after_a_bad_file() -> None:
    for _ in range(limits.AT_ONCE + 1):
        _trouble(zoo.photo()[:500])
    assert clean(zoo.photo(), wait=0.05).pages
