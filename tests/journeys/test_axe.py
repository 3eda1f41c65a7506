"""No fault that axe can find, on every kind of page; `make axe` adds dark and all languages."""

import os
from itertools import product
from typing import Any

import pytest

from tests.journeys import axe, walk
from tests.journeys.conftest import DESK, PHONE, Opens

FULL = os.environ.get("CAUCE_AXE") == "full"
LANGUAGES = ("es", "en", "ht") if FULL else ("es",)
THEMES = ("light", "dark") if FULL else ("light",)
Found = list[tuple[str, dict[int, list[str]]]]


@pytest.fixture(scope="module", params=list(product(LANGUAGES, THEMES)), ids="-".join)
def found(opens: Opens, request: Any) -> Found:
    """What is wrong with each kind of page at each width; one walk through all of them."""
    lang, theme = request.param
    # Axe itself is a script: this is the one journey with script on.
    with opens(width=PHONE, lang=lang, script=True, color_scheme=theme) as page:
        return [(kind, axe.at_widths(page, PHONE, DESK)) for kind in walk.every_kind(page)]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing(found: Found, width: int) -> None:
    assert [(kind, faults[width]) for kind, faults in found if faults[width]] == []
    assert len(found) > 20
