"""What axe finds wrong with the page that is shown, at the widths of a phone and of a desk."""

import json
from typing import Any

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is right is not reported: it would be most of each page, and nobody reads it.
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
# A page keeps axe until another one is shown: half a megabyte is read once for all its widths.
IS_THERE = "typeof axe === 'object'"
RUN = f"""() => axe.run({json.dumps(OPTIONS)}).then(found => found.violations.map(
  fault => [fault.id, fault.nodes.map(node => node.html)]))"""
WIDER = "document.documentElement.scrollWidth > innerWidth"


def faults(page: Any) -> list[str]:
    """Return each fault by its rule, with where it is; a page that scrolls sideways has one more."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate(IS_THERE):
        page.evaluate(AXE_SCRIPT)
    found = [f"{rule} {_where(nodes)}" for rule, nodes in page.evaluate(RUN)]
    return found + ["scrolls sideways"] * page.evaluate(WIDER)


def at_widths(page: Any, *widths: int) -> dict[int, list[str]]:
    """Return the faults of one page at several widths, and leave it as wide as it was."""
    before, found = page.viewport_size, {}
    for width in widths:
        page.set_viewport_size({**before, "width": width})
        found[width] = faults(page)
    page.set_viewport_size(before)
    return found


def _where(nodes: list[str]) -> str:
    return "; ".join(html[:120] for html in nodes)
