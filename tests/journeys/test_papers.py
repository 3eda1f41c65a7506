"""Papers on a phone: without script one file a page; with it shrunk, in parts, over a line that dies."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys import axe
from tests.journeys.conftest import DESK, NARROW, PHONE, Opens
from tests.journeys.looks import WIDTH
from tests.library import zoo

LIST = "/apply/documents"
PARTS = "**/documents/parts"
# Where the demonstration's office is named, choose it; a family has one language and no helper.
BEGIN = {"site": None, "language": "en", "helped": "no"}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a phone takes it: twelve million points."""
    path = tmp_path / "foto.jpg"
    path.write_bytes(zoo.photo((4000, 3000), quality=30))
    return path


def _begin(page: Any) -> None:
    """Begin an application, and go straight to the papers."""
    page.goto("/apply")
    for name, value in BEGIN.items():
        choice = f"[name={name}]" + (f"[value={value}]" if value else "")
        page.locator(choice).first.check()
    page.locator("#spoken").select_option(index=1)
    page.get_by_role("button", name="Save and continue").click()
    page.goto(LIST)
    assert page.locator("h1").inner_text() == "Your papers"


def _kept(page: Any) -> int:
    page.goto(LIST)
    return int(page.locator(".missing li").count())


def _send(page: Any, file: Path) -> None:
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Send this file").click()


def test_without_script_one_file_a_page(opens: Opens, photo: Path, tmp_path: Path) -> None:
    bad = tmp_path / "foto.jpg"
    good = tmp_path / "other.jpg"
    photo.rename(good)
    bad.write_bytes(zoo.program())
    with opens() as page:
        _begin(page)
        page.locator("#kind").select_option("birth")
        _send(page, bad)
        assert page.locator(".errors li").inner_text().startswith("This file is neither a photo")
        assert page.locator("#kind").input_value() == "birth"
        _send(page, good)
        assert page.locator("[role=status]").inner_text().startswith("We have your file.")
        page.get_by_role("link", name="Look at it, or remove it").click()
        page.wait_for_load_state("load")
        assert page.locator("img.paper").evaluate("each => each.naturalWidth") == 2400
        page.get_by_role("button", name="Yes, it can be read").click()
        assert "Ready: you said that it can be read." in page.inner_text("main")
        page.get_by_role("link", name="Look at it, or remove it").click()
        page.get_by_role("button", name="Remove it").click()
        page.get_by_role("button", name="Bring it back").click()
        assert _kept(page) == 1


def test_with_script_a_photo_is_shrunk_and_sent_in_parts(opens: Opens, photo: Path) -> None:
    with opens(script=True) as page:
        _begin(page)
        sent: list[int] = []
        page.on(
            "request",
            lambda r: sent.append(len(r.post_data_buffer or b"")) if "parts" in r.url else None,
        )
        _send(page, photo)
        page.wait_for_url("**/documents?done=kept*")
        assert sent[0] == 0  # asks first what is there already
        assert len(sent) > 2
        assert max(sent) <= 131_072
        assert sum(sent) < photo.stat().st_size
        assert _kept(page) == 1


def test_a_line_that_dies_loses_nothing_and_counts_once(opens: Opens, photo: Path) -> None:
    with opens(script=True) as page:
        _begin(page)
        offsets: list[int] = []

        def dying(route: Any) -> None:
            offsets.append(int(route.request.headers["x-offset"]))
            if len(offsets) == 4:
                route.abort()
            else:
                route.continue_()

        page.route(PARTS, dying)
        _send(page, photo)
        page.locator(".said.error").wait_for()
        assert page.locator(".said").inner_text().startswith("Not sent: no connection.")
        assert offsets[3] > 0
        page.get_by_role("button", name="Send this file").click()
        page.wait_for_url("**/documents?done=kept*")
        # Asked what had arrived, and went on from there: not from the beginning.
        assert offsets[4:6] == [0, offsets[3]]
        assert _kept(page) == 1


def test_no_connection_at_all_is_said_and_a_second_tap_counts_once(
    opens: Opens, photo: Path
) -> None:
    with opens(script=True) as page:
        _begin(page)
        page.context.set_offline(True)
        _send(page, photo)
        assert page.locator(".said.error").inner_text().startswith("Not sent")
        page.context.set_offline(False)
        button = page.get_by_role("button", name="Send this file")
        button.evaluate("each => { each.click(); each.click(); each.click(); }")
        page.wait_for_url("**/documents?done=kept*")
        assert _kept(page) == 1


def test_after_going_back_another_photo_is_another_paper(
    opens: Opens, photo: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jpg"
    other.write_bytes(zoo.photo((900, 700)))
    with opens(script=True) as page:
        _begin(page)
        _send(page, photo)
        page.wait_for_url("**/documents?done=kept*")
        page.go_back()
        _send(page, other)
        page.wait_for_url("**/documents?done=kept*")
        assert _kept(page) == 2


@pytest.mark.parametrize("width", [NARROW, PHONE, DESK])
def test_the_pages_fit_and_axe_finds_nothing(opens: Opens, photo: Path, width: int) -> None:
    with opens(width=width, script=True) as page:
        _begin(page)
        page.get_by_role("button", name="Send this file").click()
        pages = [("nothing chosen", None), ("list", LIST), ("look", None)]
        for kind, address in pages:
            if kind == "list":
                _send(page, photo)
                page.wait_for_url("**/documents?done=kept*")
            if kind == "look":
                page.get_by_role("link", name="Look at it, or remove it").click()
            elif address:
                page.goto(address)
            whole, seen = page.evaluate(WIDTH)
            assert whole <= seen, kind
            assert [(kind, fault) for fault in axe.faults(page)] == []


def test_by_keyboard_alone(opens: Opens, photo: Path) -> None:
    with opens() as page:
        _begin(page)
        page.locator("#file").set_input_files(photo)
        page.locator("#file").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Send this file"
        page.keyboard.press("Enter")
        page.wait_for_url("**/documents?done=kept*")
