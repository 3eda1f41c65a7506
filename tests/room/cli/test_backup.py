"""A backup is two whole files, taken while the office works, and nothing that was deleted is in it."""

import base64
import fcntl
import json
import os
import resource
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.room.cli.conftest import Mould
from tests.room.cli.office import COMMAND
from tests.room.cli.offices import FOUND, ON_POSTGRESQL, Ground, Place

CANARY = "canary-9f3b2a"


@pytest.fixture
def office(ground: Ground, mould: Mould) -> Place:
    """A small office with one uploaded file."""
    office = ground.office("office", like=mould(*FOUND))
    drawer = office.data / "files" / "ab"
    drawer.mkdir(parents=True)
    (drawer / ("ab" * 16 + "-" + "0" * 16)).write_bytes(bytes(range(256)) * 40)
    (drawer / ".half-written").write_bytes(b"half")
    return office


def _files(folder: Path) -> tuple[Path, Path]:
    (data,) = folder.glob("*.data.zip")
    (keys,) = folder.glob("*.keys.jsonl")
    return data, keys


def test_two_whole_files_for_their_owner_only(office: Place, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "backup"
    done = office.say("backup", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    data, keys = _files(folder)
    assert {str(data), str(keys)} <= set(done.stdout.replace(":", " ").split())
    assert [stat.S_IMODE(path.stat().st_mode) for path in (data, keys)] == [0o600, 0o600]
    assert sorted(folder.iterdir()) == sorted([data, keys])
    with zipfile.ZipFile(data) as archive:
        assert archive.testzip() is None
        assert [n for n in archive.namelist() if n.startswith("files/")] == [
            f"files/ab/{'ab' * 16}-{'0' * 16}"
        ]


def test_keys_may_lie_elsewhere(office: Place, tmp_path: Path) -> None:
    done = office.say("backup", str(tmp_path / "data"), "--keys", str(tmp_path / "keys"))
    assert done.returncode == 0
    assert len(list((tmp_path / "data").iterdir())) == len(list((tmp_path / "keys").iterdir())) == 1


def test_it_is_recorded_with_both_digests(office: Place, tmp_path: Path) -> None:
    office.say("backup", str(tmp_path / "b"))
    said = office.do(
        "import json; from cauce.base.models import Event",
        "print(json.dumps(Event.objects.get(verb='base.record_backup').body))",
    )
    sums = subprocess.run(
        ["sha256sum", *map(str, _files(tmp_path / "b"))], capture_output=True, text=True, check=True
    )
    body = json.loads(said)
    assert [body["data"], body["keys"]] == [line.split()[0] for line in sums.stdout.splitlines()]
    assert body["files"] == 1


def test_no_key_is_in_the_data_and_no_master_key_in_either(office: Place, tmp_path: Path) -> None:
    office.say("backup", str(tmp_path / "b"))
    data, keys = (path.read_bytes() for path in _files(tmp_path / "b"))
    wrapped = office.do(
        "from cauce.base.models import SubjectKey",
        "for row in SubjectKey.objects.all(): print(bytes(row.wrapped).hex())",
    ).split()
    assert wrapped
    for key in map(bytes.fromhex, wrapped):
        assert base64.b64encode(key) in keys
        assert key not in data
        assert base64.b64encode(key) not in data
    master = (office.data / "master-keys").read_text().strip().split(":", 1)[1]
    for form in (
        master.encode(),
        base64.b64decode(master),
        base64.b64decode(master).hex().encode(),
    ):
        assert form not in data + keys


def test_what_was_deleted_is_not_in_it(office: Place, tmp_path: Path) -> None:
    row = f"Outbox(kind='{CANARY}', due_at=clock.now())"
    before = ("from cauce.base import clock, gate", "from cauce.base.models import Outbox")
    office.do(*before, "with gate.writing(): " + row + ".save(force_insert=True)")
    office.say("backup", str(tmp_path / "with"))
    assert CANARY.encode() in _files(tmp_path / "with")[0].read_bytes(), "the test would see it"
    office.do(*before, "with gate.writing(): Outbox.objects.all().delete()")
    office.say("backup", str(tmp_path / "without"))
    for path in _files(tmp_path / "without"):
        assert CANARY.encode() not in path.read_bytes()


def test_others_write_meanwhile_and_it_shows_one_moment(office: Place) -> None:
    said = office.do(
        "import subprocess, sys",
        "from cauce.base.backup import schema",
        "from cauce.base.models import Event",
        "more = 'from cauce.cli import ready; ready.prepare()\\n'"
        "'from cauce.base import actions, clock\\nfrom cauce.base.actors import Actor\\n'"
        '\'actions.open_site(name="M", time_zone="UTC", opening_hours={}, languages=[], \''
        "'by=Actor.SETUP, at=clock.now())'",
        "with schema.still():",
        "    before = Event.objects.count()",
        "    subprocess.run([sys.executable, '-c', more], check=True, timeout=60)",
        "    print(Event.objects.count() - before)",
        "print(Event.objects.count() - before)",
    )
    assert said.split() == ["0", "1"]


def test_answers_of_could_i_are_not_kept(office: Place, tmp_path: Path) -> None:
    office.say("backup", str(tmp_path / "b"))
    with zipfile.ZipFile(_files(tmp_path / "b")[0]) as archive:
        names = archive.namelist()
    assert "tables/base.event.jsonl" in names
    assert not [name for name in names if "answersheet" in name or "session" in name]


def test_a_full_disk_leaves_nothing_and_is_said(office: Place, tmp_path: Path) -> None:
    (office.data / "files" / "ab" / ("ab" * 16 + "-" + "1" * 16)).write_bytes(bytes(600_000))
    folder = tmp_path / "b"
    done = subprocess.run(
        [*COMMAND, "backup", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env=office.environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{folder}: cannot be written (File too large); make room")
    assert list(folder.iterdir()) == []


def test_a_place_that_is_no_folder_is_said(office: Place, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = office.say("backup", str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_not_among_the_uploaded_files(office: Place) -> None:
    done = office.say("backup", str(office.data / "files" / "b"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "lies among the uploaded files" in done.stderr


def test_one_at_a_time(office: Place, tmp_path: Path) -> None:
    with (office.data / "taking-backup").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        done = office.say("backup", str(tmp_path / "b"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "another backup is under way" in done.stderr
    assert not (tmp_path / "b").exists()


def test_what_a_killed_one_left_goes_with_the_next(office: Place, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / ".cauce-20240101T000000.000Z.data.zip.part").write_text("half")
    (folder / "notes.txt").write_text("mine")
    assert office.say("backup", str(folder)).returncode == 0
    assert len(list(folder.iterdir())) == 3
    assert not list(folder.glob(".*"))


def test_keys_that_do_not_open_are_said_and_still_written(office: Place, tmp_path: Path) -> None:
    office.do(
        "from cauce.base import gate, keys",
        "with gate.writing():",
        "    row = keys.make(kind='person'); row.wrapped = bytes(60); row.save()",
    )
    done = office.say("backup", str(tmp_path / "b"))
    assert done.returncode == 1
    assert "not every key opens" in done.stdout
    assert len(list((tmp_path / "b").iterdir())) == 2


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL checks its own pages")
def test_a_damaged_database_is_not_called_a_backup(office: Place, tmp_path: Path) -> None:
    office.do(
        "from django.db import connection",
        "c = connection.cursor()",
        "c.execute('PRAGMA foreign_keys=OFF')",
        "c.execute(\"UPDATE base_grant SET site_id = 'f' || substr(site_id, 2) || 'x'\")",
    )
    done = office.say("backup", str(tmp_path / "b"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "the database is damaged" in done.stderr
    assert not list((tmp_path / "b").iterdir())
    assert os.listdir(office.data / "files" / "ab")
