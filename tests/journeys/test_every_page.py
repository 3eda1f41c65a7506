"""Every kind of page of the public, walked through once: narrow, large, mirrored, by keyboard, and light."""

import pytest

from tests.journeys.conftest import PHONE, Opens
from tests.journeys.looks import Look, walked

FIRST, ANY, NEVER = 8_000, 15_000, 20_000


@pytest.fixture(scope="module")
def looks(opens: Opens) -> list[Look]:
    """Every page, as a family with an old telephone comes by it: Spanish, without script."""
    with opens(width=PHONE, lang="es") as page:
        return list(walked(page))


def _too_wide(looks: list[Look], window: str) -> list[str]:
    assert len(looks) > 20
    return [look.kind for look in looks if window in look.too_wide]


def test_no_page_scrolls_sideways_on_a_narrow_phone(looks: list[Look]) -> None:
    assert _too_wide(looks, "narrow") == []


@pytest.mark.parametrize("window", ["narrow", "desk"])
def test_a_longer_language_from_right_to_left_fits(looks: list[Look], window: str) -> None:
    assert _too_wide(looks, f"mirrored, {window}") == []
    assert [look.kind for look in looks if look.longer <= 1.2] == []


def test_text_at_twice_its_size_fits(looks: list[Look]) -> None:
    assert _too_wide(looks, "twice") == []


def test_quick_exit_is_first_on_every_page_of_could_i(looks: list[Look]) -> None:
    could_i = [k for k in looks if k.path.startswith("could-i") and "error" not in k.kind]
    assert len(could_i) > 10
    assert [look.kind for look in could_i if look.first_stop != "/leave"] == []


def test_pages_are_light(looks: list[Look]) -> None:
    """What each costs on a bad line: every byte that the server sends."""
    first = sum(looks[0].bodies.values())
    assert 0 < first <= FIRST < NEVER
    assert {k.kind: k.bodies for k in looks if sum(k.bodies.values()) > ANY} == {}
