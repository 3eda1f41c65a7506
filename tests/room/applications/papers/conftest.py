"""What the tests of papers share: a folder of their own, sentences in English, a family with a draft."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from cauce.applications.models import Document, Draft
from cauce.applications.papers import keeping
from cauce.applications.papers.receiving import Brought, receive
from cauce.base.actors import Actor
from cauce.base.models import Officer
from cauce.base.roles import Role
from tests import cast as people
from tests.library import zoo
from tests.room.applications.homes import a_draft


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Files of this test's own; sentences in English."""
    settings.CAUCE_DATA, before = tmp_path, settings.CAUCE_DATA
    # The key of the house and the gate stay where the database's are.
    settings.CAUCE_KEY_FILE = before / "master-keys"
    with translation.override("en"):
        yield tmp_path


@pytest.fixture
def home(cast: Any) -> Draft:
    """A draft without papers."""
    return a_draft(cast)


@pytest.fixture
def rosa(cast: Any) -> Officer:
    """A registrar of the site."""
    return people.officer("rosa-papers", role=Role.REGISTRAR, site=cast.site)


def bring(home: keeping.Home, at: Any, data: bytes = b"", **more: Any) -> Document:
    """Send a file as the pages do."""
    brought = {"form": uuid4(), "kind": "birth", "name": "foto de Ana.jpg"} | more
    return receive(
        home=home, brought=Brought(data=data or zoo.photo(), **brought), by=Actor.FAMILY, at=at
    )


def kept(folder: Path) -> list[Path]:
    """What lies on the disk."""
    return sorted(p for p in (folder / "files").rglob("*") if p.is_file())
