"""What a first visit costs on a bad line: every byte that the server sends."""

from typing import Any

from tests.journeys import walk
from tests.journeys.conftest import PHONE, Opens

FIRST, ANY, NEVER = 8_000, 15_000, 20_000


def test_pages_are_light(opens: Opens) -> None:
    with opens(width=PHONE, lang="es") as page:
        sent: list[Any] = []
        page.on("requestfinished", lambda one: sent.append(one))
        first = 0
        heavy = {}
        for kind in walk.every_kind(page):
            bodies = {one.url: one.sizes()["responseBodySize"] for one in sent}
            sent.clear()
            first = first or sum(bodies.values())
            if sum(bodies.values()) > ANY:
                heavy[kind] = bodies
        assert 0 < first <= FIRST < NEVER
        assert heavy == {}
