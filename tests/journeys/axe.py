"""What axe finds wrong with the page that is shown, at the widths of a phone and of a desk."""

from typing import Any

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is right is not reported: it would be most of each page, and nobody reads it.
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}


def faults(page: Any) -> list[str]:
    """Return each fault by its rule, with where it is."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{fault['id']} {_where(fault)}" for fault in found]


def at_widths(page: Any, *widths: int) -> dict[int, list[str]]:
    """Return the faults of one page at several widths, and leave it as wide as it was."""
    before, found = page.viewport_size, {}
    for width in widths:
        page.set_viewport_size({**before, "width": width})
        found[width] = faults(page)
    page.set_viewport_size(before)
    return found


def _where(fault: Any) -> str:
    return "; ".join(node["html"][:120] for node in fault["nodes"])
