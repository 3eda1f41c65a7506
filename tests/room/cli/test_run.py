"""`cauce run` starts an office, says where it is, and leaves nothing behind however it ends."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.prepared import Prepared
from tests.room.cli.office import Office, alive, family, free_port, say, until

pytestmark = [
    pytest.mark.xdist_group("processes"),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"),
        reason="starts its own offices, each in a new folder; nothing here touches the other database",
    ),
]


@pytest.fixture
def offices() -> Iterator[list[Office]]:
    """Offices that a test started; none outlives it."""
    started: list[Office] = []
    yield started
    for office in started:
        for pid in {office.process.pid, *family(office.process.pid)}:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        office.process.wait()
        for pipe in (office.process.stdout, office.process.stderr):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def data(prepared: Prepared, tmp_path: Path) -> Path:
    """The data folder of an office with its demonstration."""
    return prepared.demonstration(tmp_path / "office")


def _open(offices: list[Office], data: Path, *words: str) -> Office:
    office = Office(data, *words)
    offices.append(office)
    return office


def _crew(office: Office) -> set[int]:
    crew = family(office.process.pid)
    assert len(crew) >= 4, "granian, its two children, and the worker"
    return crew


def test_says_where_it_is_and_serves(offices: list[Office], tmp_path: Path) -> None:
    office = _open(offices, tmp_path)
    said = office.greeting()
    assert f"http://127.0.0.1:{office.port} and http://localhost:{office.port}" in said
    assert "cauce-demo-registrar" in said
    assert "office day 2024-01-12" in said
    assert office.get("/health") == 200
    assert office.get("/office") == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ends_cleanly(number: signal.Signals, offices: list[Office], data: Path) -> None:
    office = _open(offices, data)
    office.greeting()
    crew = _crew(office)
    office.process.send_signal(number)
    assert office.ended() == 0
    assert not any(map(alive, crew))
    assert office.is_free()


def test_a_second_sigint_ends_it_at_once(offices: list[Office], data: Path) -> None:
    office = _open(offices, data)
    office.greeting()
    crew = _crew(office)
    office.process.send_signal(signal.SIGINT)
    with suppress(ProcessLookupError):
        office.process.send_signal(signal.SIGINT)
    assert office.ended() == 0
    assert not any(map(alive, crew))


def test_killed_it_takes_its_children_along_and_starts_again(
    offices: list[Office], data: Path
) -> None:
    office = _open(offices, data)
    office.greeting()
    crew = _crew(office)
    office.process.kill()
    assert until(lambda: not any(map(alive, crew)))
    again = _open(offices, data)
    again.greeting()
    assert again.get("/health") == 200


def test_a_killed_web_server_leaves_no_child_and_is_started_again(
    offices: list[Office], data: Path
) -> None:
    office = _open(offices, data)
    office.greeting()
    crew = _crew(office)
    parents = {pid for pid in crew if family(pid)}
    assert len(parents) == 1, "granian"
    web = parents.pop()
    orphans = family(web)
    os.kill(web, signal.SIGKILL)
    assert until(lambda: not any(map(alive, orphans)))
    assert until(lambda: not office.is_free())
    assert office.get("/health") == 200


HALF = (
    b"POST /office HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 4000\r\n\r\nusername="
)


def test_twelve_phones_that_stall_leave_room_for_everyone_else(
    offices: list[Office], data: Path
) -> None:
    office = _open(offices, data)
    office.greeting()
    with ExitStack() as phones:
        for _ in range(12):
            phone = phones.enter_context(socket.create_connection(("127.0.0.1", office.port)))
            phone.sendall(HALF)
        assert [office.get("/office") for _ in range(20)] == [200] * 20


def test_a_port_in_use_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = say(tmp_path / "data", "run", "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"cauce: port {port} cannot be used")
    assert f"--port {port + 1}" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_pack_with_a_fault_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    pack, data = tmp_path / "pack", tmp_path / "data"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: [\n")
    done = say(data, "run", "--port", str(free_port()), CAUCE_PACK=str(pack))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pack/pack.yaml:")
    assert not data.exists()


def test_without_the_demonstration_an_empty_office_stays_empty(
    offices: list[Office], prepared: Prepared, tmp_path: Path
) -> None:
    office = _open(offices, prepared.tables(tmp_path / "office"), "--no-demo")
    said = office.greeting()
    assert "cauce-demo" not in said
    assert "office day" not in said
    assert office.get("/health") == 200
