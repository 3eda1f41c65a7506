"""An officer sets up a second factor on a telephone's screen, leaves, and comes in with it."""

import os
import time
from pathlib import Path
from typing import Any

from cauce.base.factor import totp
from tests.journeys import axe
from tests.journeys.conftest import DESK, NARROW, PHONE, Opens

PICTURES = os.environ.get("CAUCE_PICTURES")


def _press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _sign_in(page: Any, user: str = "rules") -> None:
    page.goto("/office")
    page.get_by_label("User name").fill(user)
    page.get_by_label("Password").fill(f"cauce-demo-{user}")
    _press(page, "Sign in")


def _fresh_code(secret: str, after: int) -> tuple[str, int]:
    """A code that was not used yet; the next half minute is already accepted."""
    step = max(totp.step_at(time.time()), after + 1)
    while step > totp.step_at(time.time()) + 1:
        time.sleep(0.5)
    return totp.code(secret, step), step


def test_set_up_and_come_in_with_it(opens: Opens) -> None:
    faults: list[str] = []

    def look(page: Any, name: str) -> None:
        faults.extend(f"{name}: {fault}" for fault in axe.faults(page))
        for width in (NARROW, PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 740})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} wide at {width}"
            if PICTURES and width != NARROW:
                page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)

    with opens(script=True) as page:
        _sign_in(page)
        page.get_by_role("link", name="Second factor").click()
        look(page, "nothing-yet")
        _press(page, "Set up a second factor")
        look(page, "sign")
        secret = page.locator("code.letters").inner_text().replace(" ", "")
        assert page.get_by_role("img", name="Sign for the telephone").bounding_box()["width"] > 150
        page.get_by_label("Code").fill("000000")
        _press(page, "Put it in force")
        look(page, "wrong")
        assert "This code is not right" in page.get_by_role("alert").inner_text()
        code, step = _fresh_code(secret, 0)
        page.get_by_label("Code").fill(code)
        _press(page, "Put it in force")
        look(page, "paper")
        paper = page.locator("ul.paper code").all_inner_texts()
        assert len(set(paper)) == 10
        page.get_by_role("link", name="I have them on paper; go on").click()
        page.get_by_role("link", name="Second factor").click()
        look(page, "in-force")
        page.get_by_role("link", name="Today").click()
        _press(page, "Sign out")
        _sign_in(page)
        look(page, "enter")
        code, step = _fresh_code(secret, step)
        page.get_by_label("Code").fill(code)
        page.keyboard.press("Enter")
        page.wait_for_url("**/office")
        assert page.get_by_role("heading", level=1).inner_text().startswith("Today")
        page.goto("/office/factor/again?next=/office/factor")
        look(page, "again")
        page.get_by_label("Code").fill(paper[0])
        _press(page, "Go on")
        _press(page, "Take it away")
        assert page.get_by_role("heading", name="Sign in").is_visible()
        _sign_in(page, "director")
        page.get_by_role("link", name="Lost second factors").click()
        look(page, "colleagues")
    assert faults == []
