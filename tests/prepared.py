"""Data folders that take long to make: made once for all processes of a run, and copied for each test."""

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.room.cli.office import say

FILE = "cauce.sqlite3"


@dataclass(frozen=True)
class Prepared:
    """Where the folders lie, on SQLite."""

    folder: Path

    def tables(self, data: Path) -> Path:
        """Lay every table, and nothing in it, into a data folder that may be new; return the folder."""
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy2(self._once("tables", "key", "check") / FILE, data / FILE)
        return data

    def demonstration(self, data: Path) -> Path:
        """Lay an office with its demonstration where there is no folder yet; return the folder."""
        return Path(shutil.copytree(self._once("demonstration", "demo", "--json"), data))

    def _once(self, name: str, *words: str) -> Path:
        data = self.folder / name
        self.folder.mkdir(parents=True, exist_ok=True)
        # The command has ended, and with it SQLite's log, before another process may copy.
        with (self.folder / f"{name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not data.exists():
                done = say(data, *words)
                assert done.returncode == 0, done.stderr
        return data


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Data folders that were made once; the processes of xdist have their own folders side by side."""
    base = tmp_path_factory.getbasetemp()
    return Prepared((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "prepared")
