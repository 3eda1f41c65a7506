"""A counterpart's page in a browser: nothing for axe, no sideways scroll, a definition chosen by keyboard."""

from urllib.parse import parse_qs, urlparse

import pytest

from tests.journeys import axe
from tests.journeys.conftest import DESK, PHONE, Opens
from tests.journeys.test_desk_axe import WIDER


@pytest.mark.parametrize("lang", ["es", "en"])
def test_axe_finds_nothing_between_governments(opens: Opens, lang: str) -> None:
    faults = []
    with opens(width=DESK, lang=lang, script=True) as page:
        page.goto("/governments")
        counterpart = page.locator("table a.row").first.get_attribute("href")
        for place in ("/", counterpart, "/governments/definitions/last-spoke"):
            page.goto(place)
            for width, found in axe.at_widths(page, PHONE, DESK).items():
                faults += [f"{place} at {width}: {fault}" for fault in found]
            page.set_viewport_size({"width": PHONE, "height": 740})
            if page.evaluate(WIDER):
                faults.append(f"{place} scrolls sideways")
    assert faults == []


def test_a_definition_is_chosen_by_keyboard_and_without_script(opens: Opens) -> None:
    with opens(width=DESK, lang="en") as page:
        page.goto("/governments")
        page.locator("table a.row").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/with/**")
        before = page.locator(".figure b").inner_text()
        page.locator("#level input").first.focus()
        page.keyboard.press("Space")
        # A form is sent from any of its boxes.
        page.keyboard.press("Enter")
        page.wait_for_url("**level=head**")
        assert parse_qs(urlparse(page.url).query)["level"] == ["head"]
        assert page.locator(".figure b").inner_text() != before
