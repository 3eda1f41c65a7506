"""The governments' desk speaks English in its tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from cauce.demo.ledger import load_published_ledger
from tests import cast as people
from tests.house.calls import AT
from tests.room.governments.desks import jar_of


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in their source language."""
    with translation.override("en"):
        yield


@pytest.fixture
def desk(db: None) -> Any:
    """A liaison officer over the demonstration's ledger, all of it published."""
    cast = people.enter()
    load_published_ledger(at=AT)
    cast.jar = jar_of(cast.luis)
    return cast
