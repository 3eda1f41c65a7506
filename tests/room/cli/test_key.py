"""Master keys are made once, changed without losing a file, and the missing ones are named."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from cauce.base import actions, keys, masters, sealing
from cauce.base.actors import Actor
from cauce.base.models import Event, SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.base.refusal import Refused
from tests.prepared import Prepared
from tests.room.cli.office import COMMAND, environment, say

MANY = 3000


def _in_office(data: Path, *lines: str) -> str:
    """Run some lines in an office."""
    code = "\n".join(["from cauce.cli import ready; ready.prepare()", *lines])
    done = subprocess.run(
        [*COMMAND[:2], code],
        env=environment(data),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


MAKE = (
    "from cauce.base import gate, keys, masters, sealing",
    "from cauce.base.models import SubjectKey",
    "keys.house_key(purpose='audit')",
    "number, master = masters.newest()",
    "rows = [SubjectKey(kind='person', master_no=number) for _ in range({count})]",
    "for row in rows: row.wrapped = sealing.wrap("
    "key=sealing.new_key(), master=master, master_no=number, subject=row.pk)",
    "with gate.writing(): SubjectKey.objects.bulk_create(rows)",
)
FINGERPRINT = (
    "import hashlib",
    "from cauce.base import keys",
    "from cauce.base.models import SubjectKey",
    "said = b''.join(keys.open_key(row=r, purpose='sealing') for r in SubjectKey.objects.order_by('pk'))",
    "print(hashlib.sha256(said).hexdigest())",
)
UNDER = (
    "from cauce.base.models import SubjectKey",
    "print(*sorted(set(SubjectKey.objects.values_list('master_no', flat=True))))",
)


@pytest.fixture(scope="module")
def once_made(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a few sealed files."""
    data = prepared.tables(tmp_path_factory.mktemp("keys") / "office")
    _in_office(data, *(line.format(count=20) for line in MAKE))
    return data


@pytest.fixture
def office(once_made: Path, tmp_path: Path) -> Path:
    """A likeness of it, for one test to change."""
    return shutil.copytree(once_made, tmp_path / "office")


def test_new_makes_a_private_file_with_one_key(tmp_path: Path) -> None:
    path = tmp_path / "safe" / "keys"
    done = say(tmp_path / "data", "key", "new", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(masters.parse(text=path.read_text(), name="keys")) == [1]
    assert path.read_text().strip() not in done.stdout
    assert [p.name for p in path.parent.iterdir()] == ["keys"]
    assert not (tmp_path / "data").exists(), "a key file needs no office"


def test_new_leaves_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text("precious")
    done = say(tmp_path / "data", "key", "new", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{path}: is there already; ")
    assert path.read_text() == "precious"


def test_new_says_where_it_may_not_write(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = say(tmp_path / "data", "key", "new", str(tmp_path / "file" / "keys"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_rotate_keeps_every_file_and_needs_the_old_key_no_more(office: Path) -> None:
    before = _in_office(office, *FINGERPRINT)
    done = say(office, "key", "rotate")
    assert (done.returncode, done.stderr) == (0, "")
    assert "21 keys now lie under master key 2" in done.stdout
    path = office / "master-keys"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text(path.read_text().splitlines(keepends=True)[1])
    assert _in_office(office, *FINGERPRINT) == before
    assert say(office, "key", "check").returncode == 0
    assert say(office, "audit", "verify").returncode == 0


def test_rotate_twice_is_two_rotations(office: Path) -> None:
    assert [say(office, "key", "rotate").returncode for _ in range(2)] == [0, 0]
    assert list(masters.parse(text=(office / "master-keys").read_text(), name="k")) == [1, 2, 3]
    assert _in_office(office, *UNDER).strip() == "3"


def test_add_only_waits_for_the_other_machines(office: Path) -> None:
    assert say(office, "key", "rotate", "--add-only").returncode == 0
    assert _in_office(office, *UNDER).strip() == "1"
    assert say(office, "key", "rotate").returncode == 0
    assert _in_office(office, *UNDER).strip() == "2"
    assert len((office / "master-keys").read_text().splitlines()) == 2


def test_killed_half_way_and_repeated_it_ends_well(prepared: Prepared, tmp_path: Path) -> None:
    prepared.tables(tmp_path)
    _in_office(tmp_path, *(line.format(count=MANY) for line in MAKE))
    before = _in_office(tmp_path, *FINGERPRINT)
    slow = (
        "import time\nfrom cauce.cli import ready; ready.set_up()\n"
        "from cauce.base import keys\nfast = keys.rewrap\n"
        "def slow(*, row):\n    time.sleep(0.0005)\n    return fast(row=row)\n"
        "keys.rewrap = slow\nfrom cauce.cli import main; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", slow, "key", "rotate"], env=environment(tmp_path)
    )
    assert _until_under(tmp_path, "1 2")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert _in_office(tmp_path, *UNDER).strip() == "1 2"
    assert _in_office(tmp_path, *FINGERPRINT) == before
    done = say(tmp_path, "key", "rotate")
    assert (done.returncode, done.stderr) == (0, "")
    assert _in_office(tmp_path, *UNDER).strip() == "2", "the begun rotation, not another one"
    assert _in_office(tmp_path, *FINGERPRINT) == before


def _until_under(data: Path, numbers: str) -> bool:
    import sqlite3

    for _ in range(400):
        with sqlite3.connect(data / "cauce.sqlite3") as file:
            rows = file.execute(
                "SELECT DISTINCT master_no FROM base_subjectkey ORDER BY 1"
            ).fetchall()
        file.close()
        if " ".join(str(n) for (n,) in rows) == numbers:
            return True
        time.sleep(0.02)
    return False


def test_check_names_what_is_missing(office: Path) -> None:
    whole = say(office, "key", "check")
    assert whole.stdout == "master key 1: 21 keys\n0 destroyed; every key opens\n"
    path = office / "master-keys"
    path.write_text(masters.line(number=7, key=sealing.new_key()))
    done = say(office, "key", "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert "master key 1 is missing: 21 keys lie under it" in done.stdout
    path.write_text(masters.line(number=1, key=sealing.new_key()))
    done = say(office, "key", "check")
    assert done.returncode == 1
    assert "21 keys do not open" in done.stdout


def test_a_key_file_that_cannot_be_read_is_refused(office: Path) -> None:
    (office / "master-keys").write_text("1:secret words")
    for word in ("check", "rotate"):
        done = say(office, "key", word)
        assert (done.returncode, done.stdout) == (2, "")
        assert "not a master key" in done.stderr
        assert "secret" not in done.stderr


@pytest.fixture
def key_file(tmp_path: Path, settings: SimpleNamespace) -> Path:
    settings.CAUCE_KEY_FILE = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.mark.django_db
def test_a_rotation_is_recorded_and_done_by_set_up_only(
    key_file: Path, cast: SimpleNamespace
) -> None:
    masters.add()
    for officer in (cast.dina, cast.iris, Actor.WORKER, Actor.FAMILY):
        with pytest.raises(Refused):
            actions.rewrap_keys(by=officer, at=cast.at)
    count = actions.rewrap_keys(by=Actor.SETUP, at=cast.at)
    event = Event.objects.get(verb="base.rewrap_keys")
    assert event.body == {"master": 2, "keys": count}
    with pytest.raises(Refused, match=r".+"):
        actions.rewrap_keys(by=Actor.SETUP, at=cast.at)


@pytest.mark.django_db
def test_a_key_destroyed_meanwhile_does_not_come_back(
    key_file: Path, cast: SimpleNamespace
) -> None:
    row = keys.make(kind=KeyKind.PERSON)
    read_before = SubjectKey.objects.get(pk=row.pk)
    keys.destroy(row=row, at=cast.at)
    masters.add()
    assert keys.rewrap(row=read_before) is False
    row.refresh_from_db()
    assert row.wrapped is None
