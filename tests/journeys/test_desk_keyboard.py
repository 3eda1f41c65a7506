"""The officer's desk by keyboard alone and without script, and on paper."""

from typing import Any

from tests.journeys.conftest import DESK, Opens
from tests.journeys.test_desk_axe import WIDER, _sign_in
from tests.journeys.test_keyboard import _press, _until

TAKE = "form[action='/office/applications/take'] button"


def test_the_oldest_is_taken_by_keyboard_alone(opens: Opens) -> None:
    with opens(width=DESK, lang="en") as page:
        _sign_in(page, "registrar")
        _focus(page, TAKE)
        _press(page, "Enter")
        assert page.url.split("?")[0].split("/office/")[1].startswith("files/")
        assert page.locator(".ok").count() == 1
        _until(page, tag="A", href="#do")
        page.keyboard.press("Enter")
        _until(page, tag="BUTTON")


def test_a_file_and_the_sheet_of_the_day_print_without_their_buttons(opens: Opens) -> None:
    with opens(width=DESK, lang="en", script=True) as page:
        _sign_in(page, "registrar")
        page.goto("/office/trays/applications-to-check")
        file = page.locator("a.row").first.get_attribute("href")
        page.emulate_media(media="print")
        # A4 with margins, in CSS pixels.
        page.set_viewport_size({"width": 680, "height": 960})
        for address in (file, "/office/day-sheet"):
            page.goto(address)
            assert not page.evaluate(WIDER), address
            hidden = page.locator(".bar, .deeds, .foot")
            assert [h for h in hidden.all() if h.is_visible()] == []


def _focus(page: Any, selector: str) -> None:
    """Press Tab until something has the focus, which must be seen all the way."""
    for _each in range(80):
        focus = _until(page, tag="BUTTON")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        assert focus["outline"] != "none"
    raise AssertionError(f"never reached: {selector}")
