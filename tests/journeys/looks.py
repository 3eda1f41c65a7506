"""How one page looks in every kind of window, and what it cost; the page goes on as it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.journeys import walk
from tests.journeys.conftest import DESK, NARROW, PHONE

WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
# The focus goes again: what shows itself only under it would move the page while it is clicked.
FIRST_STOP = """() => {
  const first = document.activeElement.getAttribute('href');
  document.activeElement.blur();
  return first;
}"""
SIZE = "size => { document.documentElement.style.fontSize = size }"
# A language of nowhere: every word two fifths longer, written from right to left. It is made on the page
# itself, so that the pack's words are in it as well as the catalogue's.
MIRROR = """() => {
  document.documentElement.dir = 'rtl';
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  window.said = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    window.said.push([text, text.data]);
    text.data = text.data.replace(/\\p{L}+/gu, word => word + word.slice(0, Math.ceil(word.length * .4)));
  }
}"""
BACK = """() => {
  document.documentElement.removeAttribute('dir');
  for (const [text, data] of window.said) text.data = data;
}"""


@dataclass(frozen=True, kw_only=True)
class Look:
    """One page: what came over the line for it, where Tab leads first, and what did not fit where."""

    kind: str
    path: str
    bodies: dict[str, int]
    first_stop: str | None
    too_wide: frozenset[str]
    # How much longer its words became in the language of nowhere.
    longer: float


def walked(page: Any) -> Iterator[Look]:
    """Yield every kind of page of the public, each looked at from all sides."""
    sent: list[Any] = []
    page.on("requestfinished", lambda one: sent.append(one))
    for kind in walk.every_kind(page):
        bodies = {one.url: one.sizes()["responseBodySize"] for one in sent}
        page.keyboard.press("Tab")
        first_stop = page.evaluate(FIRST_STOP)
        too_wide, longer = _windows(page)
        sent.clear()
        yield Look(
            kind=kind,
            path=page.url.split("//", 1)[1].partition("/")[2],
            bodies=bodies,
            first_stop=first_stop,
            too_wide=too_wide,
            longer=longer,
        )


def _windows(page: Any) -> tuple[frozenset[str], float]:
    """Return in which windows something is cut off, and how much longer the words of nowhere are."""
    fits = {"narrow": _fits(page, NARROW)}
    # 200 % zoom of a 640 px window is what a 320 px window shows; here the text alone grows.
    page.evaluate(SIZE, "36px")
    fits["twice"] = _fits(page, PHONE * 2)
    page.evaluate(SIZE, "")
    before = len(page.inner_text("body"))
    page.evaluate(MIRROR)
    fits["mirrored, narrow"] = _fits(page, NARROW)
    fits["mirrored, desk"] = _fits(page, DESK)
    longer = len(page.inner_text("body")) / before
    page.evaluate(BACK)
    page.set_viewport_size({"width": PHONE, "height": page.viewport_size["height"]})
    return frozenset(window for window, fit in fits.items() if not fit), longer


def _fits(page: Any, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": page.viewport_size["height"]})
    whole, seen = page.evaluate(WIDTH)
    return bool(whole <= seen)
