"""Everything by keyboard alone: order, a focus that is seen, and errors that are met first."""

from typing import Any

from tests.journeys import walk
from tests.journeys.conftest import PHONE, Opens

FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {tag: one.tagName, name: one.name || '', href: one.getAttribute('href') || '',
          id: one.id, outline: style.outlineStyle, width: box.width, top: box.top, bottom: box.bottom};
}"""


def _tab(page: Any) -> dict[str, Any]:
    page.keyboard.press("Tab")
    found: dict[str, Any] = page.evaluate(FOCUS)
    return found


def _until(page: Any, **wanted: str) -> dict[str, Any]:
    for _each in range(60):
        focus = _tab(page)
        assert focus["outline"] != "none", focus
        assert focus["bottom"] > 0, focus
        if all(focus[key] == value for key, value in wanted.items()):
            return focus
    raise AssertionError(f"never reached: {wanted}")


def _press(page: Any, key: str) -> None:
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def test_could_i_by_keyboard_alone(opens: Opens) -> None:
    with opens(width=PHONE) as page:
        page.goto("/")
        _until(page, href="/could-i")
        _press(page, "Enter")
        assert _tab(page)["href"] == "/leave", "quick exit comes first"
        assert _tab(page)["href"] == "#main"
        _until(page, tag="BUTTON")
        _press(page, "Enter")
        assert page.evaluate("document.activeElement.id") == "errors"
        assert _tab(page)["href"] == "#who"
        _until(page, name="who")
        page.keyboard.press("Space")
        _until(page, tag="BUTTON")
        _press(page, "Enter")
        assert page.url.split("#")[0].endswith("/could-i/1")
        assert _tab(page)["href"] == "/leave", "quick exit comes first again"
        _until(page, name="v")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        _until(page, tag="BUTTON")
        _press(page, "Enter")
        assert page.url.split("#")[0].endswith("/could-i/2")


def test_the_way_out_is_a_plain_link(opens: Opens) -> None:
    with opens(width=PHONE) as page:
        walk.start(page)
        # The site itself is not visited by a test: that the browser asks for it is enough.
        with page.expect_request(lambda request: request.url.startswith("https://")):
            page.click(".exit a")
        page.goto("/could-i/1")
        assert page.url.split("#")[0].endswith("/could-i")
        assert page.locator('form[action="/could-i/delete"]').count() == 0
