"""Narrow screens, longer words, the other direction, print: nothing is cut off and nothing is lost."""

from typing import Any

import pytest

from tests.journeys import robot, walk
from tests.journeys.conftest import DESK, NARROW, PHONE, Opens

WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def _too_wide(page: Any, kinds: Any) -> list[str]:
    found = []
    for kind in kinds:
        whole, seen = page.evaluate(WIDTH)
        if whole > seen:
            found.append(f"{kind}: {whole} > {seen}")
    return found


def test_no_page_scrolls_sideways_on_a_narrow_phone(opens: Opens) -> None:
    with opens(width=NARROW, lang="es") as page:
        assert _too_wide(page, walk.every_kind(page)) == []


# A language of nowhere: every word two fifths longer, written from right to left. It is made on the page
# itself, so that the pack's words are in it as well as the catalogue's.
MIRROR = """() => {
  document.documentElement.dir = 'rtl';
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    text.data = text.data.replace(/\\p{L}+/gu, word => word + word.slice(0, Math.ceil(word.length * .4)));
  }
}"""


@pytest.mark.parametrize("width", [NARROW, DESK])
def test_a_longer_language_from_right_to_left_fits(opens: Opens, width: int) -> None:
    with opens(width=width) as page:
        seen = []
        for kind in walk.every_kind(page):
            before = len(page.inner_text("body"))
            page.evaluate(MIRROR)
            whole, shown = page.evaluate(WIDTH)
            assert whole <= shown, kind
            assert len(page.inner_text("body")) > before * 1.2
            seen.append(kind)
        assert len(seen) > 20


def test_the_frame_is_mirrored(opens: Opens) -> None:
    with opens(width=DESK) as page:
        page.goto("/")
        left = page.locator(".mark").bounding_box()["x"]
        page.evaluate(MIRROR)
        assert page.locator(".mark").bounding_box()["x"] > left


def test_text_at_twice_its_size_fits(opens: Opens) -> None:
    # 200 % zoom of a 640 px window is what a 320 px window shows; here the text alone grows.
    with opens(width=PHONE * 2, lang="es") as page:
        for kind in walk.every_kind(page):
            page.evaluate("document.documentElement.style.fontSize = '36px'")
            whole, shown = page.evaluate(WIDTH)
            assert whole <= shown, kind


def test_the_answer_prints_whole_and_without_buttons(opens: Opens) -> None:
    with opens(width=DESK, lang="en") as page:
        walk.start(page)
        while not walk.at_result(page):
            shown = robot.read(page.content())
            escapes = "how" if "how" in shown.controls else "v"
            choice = "-none" if "-none" in shown.controls[escapes] else "-unknown"
            walk.fill(page, {escapes: [choice]})
        page.emulate_media(media="print")
        assert page.locator(".demo").is_visible()
        for hidden in (".exit", ".acts", "button", "header nav", ".skip"):
            for found in page.locator(hidden).all():
                assert not found.is_visible(), hidden
        details = page.locator("details .sources").all()
        assert details
        assert all(found.is_visible() for found in details)
        assert len(page.pdf(format="A4")) > 10_000
