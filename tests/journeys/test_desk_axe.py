"""No fault that axe can find on any page of an officer's desk, on a phone and on a desk."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys import axe
from tests.journeys.conftest import DESK, PHONE, Opens
from tests.journeys.test_axe import Found

# Pages that a file links to, by the end of their address, and whether they are sent as they stand.
LINKED = {
    "/facts": False,
    "/facts/household/": True,
    "/persons/0": True,
    "/persons/new": True,
    "/persons/1/left": False,
    "/contact/new": True,
    "/contact/0": False,
    "/consent/": False,
    "/withdraw": True,
    "/write": True,
    "/code": True,
}
WIDER = axe.WIDER
TRAYS = ("applications-to-check", "corrections", "look-alikes")


def _sign_in(page: Any, name: str) -> None:
    page.goto("/office")
    page.fill("#id_username", name)
    page.fill("#id_password", f"cauce-demo-{name}")
    with page.expect_navigation(wait_until="load"):
        page.click("main form button")


def _pages(page: Any) -> Iterator[str]:
    for address in ("/office", "/office/day-sheet", "/office/search"):
        page.goto(address)
        yield address
    for typed in ("García", "Zwingli", " "):
        page.fill("#id_what", typed)
        _press(page)
        yield f"search for {typed}"
    for key in TRAYS:
        page.goto(f"/office/trays/{key}")
        yield key
        rows = page.locator("a.row")
        if rows.count():
            with page.expect_navigation(wait_until="load"):
                rows.first.click()
            yield f"the first of {key}"
    yield from _file(page)


def _file(page: Any) -> Iterator[str]:
    page.goto("/office/trays/applications-to-check")
    file = page.locator("a.row").first.get_attribute("href")
    page.goto(file)
    hrefs = [a.get_attribute("href") or "" for a in page.locator("main a").all()]
    for end, sent in LINKED.items():
        found = [h for h in hrefs if h.startswith(file) and (h.endswith(end) or f"{end}" in h)]
        if not found:
            continue
        page.goto(found[0])
        yield end
        if sent:
            _press(page)
            yield f"{end}, sent as it stands"


def _accounts(page: Any) -> Iterator[str]:
    page.goto("/office/officers")
    yield "officers"
    page.click("a[href$='/officers/add']")
    _press(page)
    yield "an officer, sent as it stands"
    page.goto("/office/officers")
    page.click("a.row:has-text('Interviewer')")
    account = page.url
    yield "an account"
    for end in ("/roles/give", "/take", "/close"):
        page.goto(account)
        page.click(f"main a[href$='{end}']")
        yield end
        _press(page)
        yield f"{end}, sent as it stands"


def _press(page: Any) -> None:
    with page.expect_navigation(wait_until="load"):
        page.click("main .acts button")


@pytest.fixture(scope="module", params=["registrar", "supervisor", "director"])
def found(opens: Opens, request: Any) -> Found:
    """What is wrong with each of an officer's pages at each width; one walk through all of them."""
    found: Found = []
    with opens(width=PHONE, lang="es", script=True) as page:
        _sign_in(page, request.param)
        for kind in _accounts(page) if request.param == "director" else _pages(page):
            found.append((kind, axe.at_widths(page, PHONE, DESK)))
    return found


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_at_the_desk(found: Found, width: int) -> None:
    assert [(kind, faults[width]) for kind, faults in found if faults[width]] == []
    assert len(found) > (20 if found[0][0] == "/office" else 8)
