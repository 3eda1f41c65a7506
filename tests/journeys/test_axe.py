"""No fault that axe can find, on every kind of page; `make axe` adds dark and all languages."""

import os
from itertools import product
from typing import Any

import pytest

from tests.journeys import walk
from tests.journeys.conftest import DESK, PHONE, Opens

FULL = os.environ.get("CAUCE_AXE") == "full"
LANGUAGES = ("es", "en", "ht") if FULL else ("es",)
THEMES = ("light", "dark") if FULL else ("light",)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(
    ("width", "lang", "theme"), list(product((PHONE, DESK), LANGUAGES, THEMES))
)
def test_axe_finds_nothing(opens: Opens, width: int, lang: str, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, faults = Axe(), []
    seen: list[str] = []
    # Axe itself is a script: this is the one journey with script on.
    with opens(width=width, lang=lang, script=True, color_scheme=theme) as page:
        for kind in walk.every_kind(page):
            found = axe.run(page, options={"runOnly": RULES}).response["violations"]
            faults += [f"{kind}: {fault['id']} {_where(fault)}" for fault in found]
            seen.append(kind)
    assert faults == []
    assert len(seen) > 20


def _where(fault: Any) -> str:
    return "; ".join(node["html"][:120] for node in fault["nodes"])
