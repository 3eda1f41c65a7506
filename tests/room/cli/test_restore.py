"""A restore fills an empty office, whole or not at all; what was erased since stays erased."""

import json
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.room.cli.conftest import Mould
from tests.room.cli.office import COMMAND
from tests.room.cli.offices import FOUND, Ground, Place

FILE = "ab" * 16 + "-" + "0" * 16
COUNT = "from cauce.base.models import Event, Officer; print(Officer.objects.count(), Event.objects.count())"
FAMILY = (
    "from cauce.base import clock, envelopes, gate, keys",
    "from cauce.base.models import Site, SubjectKey",
    "from cauce.people.models import Household, Person",
    "with gate.writing():",
    "    key = keys.make(kind='household')",
    "    house = Household(key=key, site=Site.objects.first(), language='es', size=1)",
    "    house.created_at = clock.now()",
    "    house.sealed = envelopes.close(house, 'sealed', {'spoken': 'canary'})",
    "    house.save(force_insert=True)",
    "    person = Person(key=key, site=house.site, birth_year=1990, sex='f')",
    "    person.sealed = envelopes.close(person, 'sealed', {'given': 'Canary'})",
    "    person.given_token = envelopes.token('given', 'Canary')",
    "    person.save(force_insert=True)",
)
READ = (
    "from cauce.base import envelopes",
    "from cauce.people.models import Household, Person",
    "from cauce.base.models import SubjectKey",
    "for p in Person.objects.unscoped('a test'): print('erased' if envelopes.is_erased(p)"
    " else envelopes.read(p, 'sealed')['given'], p.birth_year, bool(p.given_token), bytes(p.sealed)[:1])",
)
ERASE = (
    "from cauce.base import actions, clock",
    "from cauce.base.actors import Actor",
    "from cauce.base.models import SubjectKey",
    "actions.destroy_subject_key(subject=SubjectKey.objects.get(kind='household'),"
    " by=Actor.WORKER, at=clock.now())",
)


@pytest.fixture(scope="module")
def once_kept(
    mould: Mould, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Place, Path]]:
    """A small office with an uploaded file and a person, and the backup that was taken of it."""
    folder = tmp_path_factory.mktemp("kept")
    ground = Ground(folder)
    office = ground.office("office", like=mould(*FOUND, *FAMILY))
    drawer = office.data / "files" / "ab"
    drawer.mkdir(parents=True)
    (drawer / FILE).write_bytes(bytes(range(256)) * 40)
    assert office.say("backup", str(folder / "backup")).returncode == 0
    yield office, folder / "backup"
    ground.clear()


@pytest.fixture
def office(ground: Ground, once_kept: tuple[Place, Path]) -> Place:
    """A likeness of that office."""
    return ground.office("office", like=once_kept[0])


@pytest.fixture
def backup(once_kept: tuple[Place, Path], tmp_path: Path) -> Path:
    """A likeness of its backup."""
    return shutil.copytree(once_kept[1], tmp_path / "backup")


@pytest.fixture
def bare(ground: Ground, office: Place) -> Place:
    """A new machine, with the master keys and nothing else."""
    return ground.office("new").with_keys_of(office)


@pytest.fixture
def empty(ground: Ground, mould: Mould, office: Place) -> Place:
    """A new machine, with the master keys and tables in which nothing lies."""
    return ground.office("ready", like=mould()).with_keys_of(office)


def _untouched(place: Place) -> bool:
    """Nobody works there, and no uploaded file is there; the next restore would do."""
    return place.do(COUNT) == "0 0" and not list(place.data.glob("files/*/*"))


def _refused(place: Place, *words: str) -> str:
    done = place.say("restore", *words, "--yes")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_everything_comes_back(office: Place, backup: Path, bare: Place) -> None:
    before, people = office.do(COUNT), office.do(*READ)
    done = bare.say("restore", str(backup), "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Every key opens." in done.stdout
    assert "as it was sealed" in done.stdout
    officers, events = map(int, before.split())
    # One Event less: that the backup was taken is written after it; one more: that it was put back.
    assert bare.do(COUNT) == f"{officers} {events}"
    assert bare.do(*READ) == people == "Canary 1990 True b'\\x01'"
    there = bare.data / "files" / "ab" / FILE
    assert there.read_bytes() == (office.data / "files" / "ab" / FILE).read_bytes()
    assert bare.say("audit", "verify").returncode == 0
    assert bare.say("key", "check").returncode == 0


def test_the_restored_office_goes_on_working(backup: Path, empty: Place, tmp_path: Path) -> None:
    empty.say("restore", str(backup), "--yes")
    empty.do(
        "from cauce.base import actions, clock",
        "from cauce.base.actors import Actor",
        "actions.open_site(name='N', time_zone='UTC', opening_hours={}, languages=[],"
        " by=Actor.SETUP, at=clock.now())",
    )
    assert empty.say("backup", str(tmp_path / "again")).returncode == 0
    assert empty.say("audit", "verify").returncode == 0


def test_an_erasure_since_stays_one(office: Place, backup: Path, empty: Place) -> None:
    office.do(*ERASE)
    older = next(backup.glob("*.data.zip"))
    assert office.say("backup", str(backup)).returncode == 0
    done = empty.say("restore", str(backup), "--data", str(older), "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 keys were destroyed since, and stay so." in done.stdout
    assert empty.do(*READ) == "erased None False b''"
    assert empty.say("audit", "verify").returncode == 0
    assert empty.say("key", "check").stdout.endswith("1 destroyed; every key opens\n")


def test_an_office_that_holds_anything_is_left_alone(office: Place, backup: Path) -> None:
    before = office.do(COUNT)
    assert "this office is not empty" in _refused(office, str(backup))
    assert office.do(COUNT) == before


def test_a_folder_with_uploaded_files_is_left_alone(backup: Path, empty: Place) -> None:
    (empty.data / "files").mkdir()
    (empty.data / "files" / "mine").write_text("precious")
    assert "holds uploaded files" in _refused(empty, str(backup))
    assert (empty.data / "files" / "mine").exists()


def test_nobody_to_ask_and_nothing_said_is_refused(backup: Path, empty: Place) -> None:
    done = empty.say("restore", str(backup))
    assert (done.returncode, done.stdout) == (2, "")
    assert "--yes" in done.stderr
    assert _untouched(empty)


def test_without_the_master_keys_nothing_begins(
    backup: Path, office: Place, ground: Ground, mould: Mould
) -> None:
    new = ground.office("other", like=mould())
    assert "put the office's file of master keys there first" in _refused(new, str(backup))
    assert not (new.data / "master-keys").exists(), "none was made anew"
    assert new.say("key", "new", str(new.data / "master-keys")).returncode == 0
    assert "holds another master key 1" in _refused(new, str(backup))
    text = (new.data / "master-keys").read_text()
    (new.data / "master-keys").write_text("9" + text[1:])
    assert "lacks master key 1" in _refused(new, str(backup))
    assert _untouched(new.with_keys_of(office))


def test_keys_older_than_the_data_are_refused(office: Place, empty: Place, tmp_path: Path) -> None:
    for name in ("first", "second"):
        time.sleep(1.1)
        office.say("backup", str(tmp_path / name))
    said = _refused(empty, str(tmp_path / "second"), "--keys", str(tmp_path / "first"))
    assert "is older than the data" in said


def test_another_offices_keys_are_refused(
    ground: Ground, mould: Mould, backup: Path, empty: Place, tmp_path: Path
) -> None:
    other = ground.office("other", like=mould(*FOUND))
    other.say("backup", str(tmp_path / "other"))
    said = _refused(empty, str(backup), "--keys", str(tmp_path / "other"))
    assert "holds another office's keys" in said


@pytest.mark.parametrize("ending", ["data.zip", "keys.jsonl"])
def test_a_damaged_file_is_named_and_nothing_is_written(
    backup: Path, empty: Place, ending: str
) -> None:
    (path,) = backup.glob(f"*.{ending}")
    whole = path.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for harm in (whole[:middle], flipped, b"nonsense", b""):
        path.write_bytes(harm)
        assert _refused(empty, str(backup)).startswith(str(path))
    path.unlink()
    assert f"holds no file cauce-*.{ending}" in _refused(empty, str(backup))
    assert _untouched(empty)


def _rewritten(backup: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> None:
    (path,) = backup.glob("*.data.zip")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    change(manifest, parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))


def test_a_backup_from_before_a_room_was_built_comes_up_to_date(backup: Path, bare: Place) -> None:
    def without_a_room(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
        manifest["migrations"] = [m for m in manifest["migrations"] if m[0] != "privacy"]
        for name in [n for n in parts if n.startswith("tables/privacy.")]:
            del parts[name], manifest["members"][name]

    _rewritten(backup, without_a_room)
    done = bare.say("restore", str(backup), "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert bare.do("from cauce.base import health; print(health.pending_migrations())") == "0"
    assert bare.do(*READ).startswith("Canary")
    assert bare.say("audit", "verify").returncode == 0


def test_a_backup_of_a_newer_cauce_is_refused(backup: Path, empty: Place) -> None:
    def newer(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
        manifest["migrations"].append(["base", "9999_later"])

    _rewritten(backup, newer)
    assert "made by a newer Cauce" in _refused(empty, str(backup))
    assert _untouched(empty)


def test_a_name_that_leads_out_of_the_folder_is_refused(
    backup: Path, empty: Place, tmp_path: Path
) -> None:
    def escape(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
        name = next(n for n in parts if n.startswith("files/"))
        parts["files/../../out"] = parts.pop(name)
        manifest["members"]["files/../../out"] = manifest["members"].pop(name)

    _rewritten(backup, escape)
    assert "leads out of its folder" in _refused(empty, str(backup))
    assert not (tmp_path / "out").exists()
    assert _untouched(empty)


SLOW = (
    "import time\nfrom cauce.cli import ready; ready.set_up()\n"
    "from cauce.base.backup import rows\nfast = rows.store\n"
    "def slow(model, said, *, advance):\n"
    "    fast(model, said, advance=advance); print(model.__name__, flush=True); time.sleep(0.2)\n"
    "rows.store = slow\nfrom cauce.cli import main; main()"
)


@pytest.mark.parametrize("after", ["Officer", "Person"])
def test_killed_in_the_middle_nothing_is_there_and_again_it_ends_well(
    backup: Path, bare: Place, after: str
) -> None:
    process = subprocess.Popen(
        [*COMMAND[:2], SLOW, "restore", str(backup), "--yes"],
        env=bare.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == after:
            os.kill(process.pid, signal.SIGKILL)
            break
    process.wait()
    process.stdout.close()
    assert process.returncode == -signal.SIGKILL
    assert list(bare.data.glob("files/*/*")), "killed after the files were there"
    done = bare.say("restore", str(backup), "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert bare.do(*READ).startswith("Canary")
    assert bare.say("audit", "verify").returncode == 0
    assert not (bare.data / "restoring").exists()


def test_an_office_moves_from_one_database_to_the_other(
    office: Place, backup: Path, ground: Ground, tmp_path: Path
) -> None:
    if not office.url:
        pytest.skip("CAUCE_ the tests run on SQLite alone; DATABASE_URL names no PostgreSQL")
    embedded = Place(tmp_path / "embedded", "").with_keys_of(office)
    done = embedded.say("restore", str(backup), "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert embedded.say("backup", str(tmp_path / "back")).returncode == 0
    back = ground.office("back").with_keys_of(office)
    done = back.say("restore", str(tmp_path / "back"), "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert back.do(*READ).startswith("Canary")
    assert back.say("audit", "verify").returncode == 0
    shutil.rmtree(embedded.data)
