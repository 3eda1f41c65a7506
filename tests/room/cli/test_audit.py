"""`cauce audit verify` says whether somebody changed the record, and in which batch."""

import json
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.prepared import Prepared
from tests.room.cli.office import COMMAND, environment, say

SEAL = (
    "from cauce.cli import ready; ready.prepare()\n"
    "from cauce.base import audit, clock\n"
    "audit.seal(at=clock.machine_now())"
)


@pytest.fixture(scope="module")
def once_sealed(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose first Events lie under a seal."""
    data = prepared.demonstration(tmp_path_factory.mktemp("sealed") / "office")
    subprocess.run([*COMMAND[:2], SEAL], env=environment(data), check=True)
    return data


@pytest.fixture
def sealed(once_sealed: Path, tmp_path: Path) -> Path:
    """A likeness of it, for one test to change."""
    return shutil.copytree(once_sealed, tmp_path / "office")


def _change(data: Path, statement: str) -> None:
    """Somebody who holds the file takes the triggers away and changes a row."""
    with sqlite3.connect(data / "cauce.sqlite3") as file:
        triggers = file.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='base_event'"
        ).fetchall()
        assert triggers
        for name, _ in triggers:
            file.execute(f"DROP TRIGGER {name}")
        file.execute(statement)
        for _, sql in triggers:
            file.execute(sql)
    file.close()


def test_an_empty_folder_is_made_ready_and_nothing_is_wrong(tmp_path: Path) -> None:
    done = say(tmp_path / "new", "audit", "verify", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["ok"] is True


def test_untouched_it_says_so(sealed: Path) -> None:
    done = say(sealed, "audit", "verify")
    assert done.returncode == 0
    assert "in 1 sealed batches, 0 not sealed yet: as it was sealed" in done.stdout


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE base_event SET verb = 'base.sign_out' WHERE id = 3",
        f"UPDATE base_event SET at = '{datetime(2020, 1, 1, tzinfo=UTC):%Y-%m-%d %H:%M:%S}' WHERE id = 2",
        "DELETE FROM base_event WHERE id = 4",
    ],
    ids=["changed", "dated anew", "dropped"],
)
def test_changed_it_names_the_batch_and_ends_with_1(sealed: Path, statement: str) -> None:
    _change(sealed, statement)
    done = say(sealed, "audit", "verify", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr, report["ok"]) == (1, "", False)
    assert {fault["batch"] for fault in report["faults"]} == {1}
    assert "batch 1 (Events 1 to " in say(sealed, "audit", "verify").stdout
