"""Offices for tests that start commands: an empty one, and moulds of filled ones that are made once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.prepared import Prepared
from tests.room.cli.offices import ON_POSTGRESQL, Ground, Place

Mould = Callable[..., Place]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """Offices of this test's own."""
    ground = Ground(tmp_path)
    yield ground
    ground.clear()


@pytest.fixture(scope="session")
def mould(tmp_path_factory: pytest.TempPathFactory, prepared: Prepared) -> Iterator[Mould]:
    """An office in which some lines were done, made once; tests work in likenesses of it."""
    moulds = Ground(tmp_path_factory.mktemp("moulds"))
    made: dict[tuple[str, ...], Place] = {}

    def make(*lines: str) -> Place:
        if lines not in made:
            bare = make() if lines else None
            place = moulds.office(f"mould{len(made)}", tables=bare)
            if not (bare or ON_POSTGRESQL):
                prepared.tables(place.data)
            place.do(*lines)
            made[lines] = place
        return made[lines]

    yield make
    moulds.clear()
