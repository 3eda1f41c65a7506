"""An office may be started in parts, for several machines; a demonstration never listens to strangers."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prepared import Prepared
from tests.room.cli.office import Office, alive, family, free_port, say, until

EVERYWHERE = ".".join("0000")
FEW = {"CAUCE_DEMO_FAMILIES": "0"}
pytestmark = pytest.mark.xdist_group("processes")


@pytest.fixture
def data(prepared: Prepared, tmp_path: Path) -> Path:
    """The data folder of an office in which nothing lies."""
    return prepared.tables(tmp_path / "office")


@pytest.fixture
def started() -> Iterator[list[Office]]:
    """Offices of this test; none outlives it."""
    offices: list[Office] = []
    yield offices
    for office in offices:
        crew = {office.process.pid, *family(office.process.pid)}
        office.process.kill()
        office.process.wait()
        assert until(lambda crew=crew: not any(map(alive, crew)))
        for pipe in (office.process.stdout, office.process.stderr):
            assert pipe is not None
            pipe.close()


def test_web_alone(started: list[Office], data: Path) -> None:
    office = Office(data, "--only", "web", "--threads", "4", **FEW)
    started.append(office)
    assert "Cauce is at" in office.greeting()
    assert office.get("/health") == 200
    assert len(family(office.process.pid)) == 3, "granian and its two children, no worker"
    office.process.send_signal(signal.SIGTERM)
    assert office.ended() == 0


def test_worker_alone(started: list[Office], data: Path) -> None:
    assert say(data, "key", "check").returncode == 0
    office = Office(data, "--only", "worker", "--no-demo")
    started.append(office)
    assert until(lambda: len(family(office.process.pid)) == 1)
    time.sleep(0.5)
    assert office.is_free(), "nothing listens"
    office.process.send_signal(signal.SIGTERM)
    assert office.ended() == 0


def test_a_demonstration_listens_on_this_machine_alone(data: Path) -> None:
    port = str(free_port())
    done = say(data, "run", "--host", EVERYWHERE, "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert "listens on this machine alone" in done.stderr


def test_a_strange_part_or_number_is_refused(tmp_path: Path) -> None:
    for words in (("--only", "half"), ("--threads", "0"), ("--threads", "many")):
        done = say(tmp_path / "new", "run", *words)
        assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "new").exists()
