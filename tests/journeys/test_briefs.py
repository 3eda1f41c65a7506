"""A handover brief in a browser: frozen without script, taken note of by keyboard, printed on two sheets."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys import axe
from tests.journeys.conftest import DESK, PHONE, Opens
from tests.journeys.test_desk_axe import WIDER, _sign_in

LIST = "/office/governments/briefs"
SHEET = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def address(opens: Opens) -> str:
    """The brief of the first office that changes hands in the demonstration's ledger."""
    with opens(width=DESK) as page:
        _sign_in(page, "liaison")
        page.goto(f"{LIST}/new")
        for side in _values(page, "side"):
            for office in _values(page, "office"):
                page.select_option("[name=side]", side)
                page.select_option("[name=office]", office)
                page.click("main form button")
                changes = page.locator(".brief header p").filter(has_text="→")
                if changes.count():
                    return str(page.url.split("?")[0])
                page.goto(f"{LIST}/new")
    raise AssertionError("no office changes hands")


def _values(page: Any, name: str) -> list[str]:
    options = page.locator(f"[name={name}] option").all()
    return [str(option.get_attribute("value")) for option in options]


@pytest.fixture
def desk(opens: Opens) -> Iterator[Any]:
    with opens(width=DESK, script=True) as page:
        _sign_in(page, "liaison")
        yield page


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_brief_prints_on_two_sheets_and_without_what_is_for_the_screen(
    desk: Any, address: str, lang: str
) -> None:
    desk.goto(f"{address}?in={lang}")
    assert desk.locator(f"article.brief[lang={lang}]").count() == 1
    assert len(SHEET.findall(desk.pdf(format="A4"))) <= 2
    desk.emulate_media(media="print")
    shown = desk.locator("nav, .foot, .screen, button, input, select, h1").all()
    assert [one.inner_text() for one in shown if one.is_visible()] == []
    assert desk.locator(".demo").is_visible()
    assert desk.locator(".brief .name").is_visible()
    boxes, rows = desk.locator(".box-to-tick"), desk.locator(".brief tbody tr")
    assert boxes.first.is_visible()
    assert rows.count() > 10


DESK_PAGES = [
    "/office/governments", "/governments", "/office/governments/requests",
    "/office/governments/requests/r-tps", "/office/governments/do/act/r-tps",
    "/office/governments/tasks/r-tps", "/office/governments/with/gt?other=us",
    "/office/governments/commitments/k-310", "/office/governments/sources/dcnf-signal",
    "/office/governments/log", "/office/governments/own-sides", "/office/governments/register",
    "/office/governments/register/mandate", "/office/governments/do/rule/r-tps",
]  # fmt: skip


def test_axe_finds_nothing_on_briefs_and_on_pages_of_the_desk(desk: Any, address: str) -> None:
    faults = []
    for place in (LIST, f"{LIST}/new", address, *DESK_PAGES):
        desk.goto(place)
        for width, found in axe.at_widths(desk, PHONE, DESK).items():
            faults += [f"{place} at {width}: {fault}" for fault in found]
        desk.set_viewport_size({"width": PHONE, "height": 740})
        if desk.evaluate(WIDER):
            faults.append(f"{place} scrolls sideways")
    assert faults == []


@pytest.mark.parametrize(("path", "most"), [("requests", 2), ("requests/r-tps", 4)])
def test_requests_print_without_what_is_for_the_screen(desk: Any, path: str, most: int) -> None:
    desk.goto(f"/office/governments/{path}")
    assert len(SHEET.findall(desk.pdf(format="A4"))) <= most
    desk.emulate_media(media="print")
    desk.set_viewport_size({"width": 680, "height": 960})
    assert not desk.evaluate(WIDER)
    hidden = desk.locator(".bar, .deeds, .foot, .narrow, .jump").all()
    assert [one.inner_text() for one in hidden if one.is_visible()] == []


def test_items_are_acknowledged_by_keyboard_and_without_script(opens: Opens, address: str) -> None:
    with opens(width=DESK) as page:
        _sign_in(page, "liaison")
        page.goto(address)
        before = page.locator(".brief input[type=checkbox]").count()
        page.locator(".brief input[type=checkbox]").first.focus()
        page.keyboard.press("Space")
        page.locator("#person").focus()
        page.keyboard.press("ArrowDown")
        person = page.locator("#person").input_value()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=brief-acknowledged*")
        assert page.locator(".ok").count() == 1
        assert page.locator(".brief input[type=checkbox]").count() == before - 1
        name = page.locator(f"#person option[value='{person}']").inner_text()
        assert page.locator(".brief tbody td", has_text=name).count() == 1
