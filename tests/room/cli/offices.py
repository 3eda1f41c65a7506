"""Offices of a test's own on either database, and what is done in them by another process."""

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.room.cli.office import COMMAND, environment

FILE = "cauce.sqlite3"
SERVER = os.environ.get("DATABASE_URL", "")
ON_POSTGRESQL = SERVER.startswith("postgres")


@dataclass(frozen=True)
class Place:
    """A folder, and a database of its own where the tests run on PostgreSQL."""

    data: Path
    url: str

    def environment(self, **more: str) -> dict[str, str]:
        """What a command in this office reads."""
        mine = {"DATABASE_URL": self.url} if self.url else {}
        return environment(self.data, **mine, **more)

    def say(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [*COMMAND, *words],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env=self.environment(**more),
        )

    def do(self, *lines: str) -> str:
        """Run lines of Python in this office; what they print."""
        code = "\n".join(["from cauce.cli import ready; ready.prepare()", *lines])
        done = subprocess.run(
            [*COMMAND[:2], code],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def with_keys_of(self, other: "Place") -> "Place":
        """Bring the master keys along, as whoever restores must."""
        self.data.mkdir(parents=True, exist_ok=True)
        shutil.copy2(other.data / "master-keys", self.data / "master-keys")
        return self


# One site, one officer with a role: faster than the demonstration, and the same at every age of it.
FOUND = (
    "from cauce.base import actions, clock",
    "from cauce.base.actors import Actor",
    "from cauce.base.roles import Role",
    "by = {'by': Actor.SETUP, 'at': clock.now()}",
    "site = actions.open_site(name='Alta', time_zone='UTC', opening_hours={}, languages=['es'], **by)",
    "who = actions.enrol_officer(username='ana', display_name='A', password='a long enough one', **by)",
    "actions.grant_role(officer=who, role=Role.DIRECTOR, site=site, **by)",
)


class Ground:
    """Gives out empty offices, and clears their databases away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._databases: list[str] = []

    def office(self, name: str, *, like: Place | None = None, tables: Place | None = None) -> Place:
        """An empty office, one that is like another, or one that has another's tables and nothing else."""
        place = Place(self._folder / name, self._database(like or tables) if ON_POSTGRESQL else "")
        if like:
            shutil.copytree(like.data, place.data)
        elif tables and not ON_POSTGRESQL:
            place.data.mkdir(mode=0o700)
            shutil.copy2(tables.data / FILE, place.data / FILE)
        return place

    def clear(self) -> None:
        """Drop every database that was made."""
        for name in self._databases:
            with _server() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _database(self, like: Place | None) -> str:
        name = f"cauce_test_{uuid.uuid4().hex[:12]}"
        mould = f' TEMPLATE "{urlsplit(like.url).path[1:]}"' if like else ""
        with _server() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"{mould}')
        self._databases.append(name)
        return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


@contextmanager
def _server() -> Iterator[Any]:
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as line, line.cursor() as cursor:
        yield cursor
