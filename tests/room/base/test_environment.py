"""A dangerous environment is refused, with a sentence that names the variable."""

import os
import stat
import subprocess
import sys
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from cauce.base import checks, environment


@pytest.fixture
def production(tmp_path):
    """Return an environment that production accepts, and that a test may spoil."""
    keys = tmp_path / "safe" / "master-keys"
    keys.parent.mkdir()
    keys.touch(mode=0o600)
    return {
        "CAUCE_PRODUCTION": "1",
        "CAUCE_DATA": str(tmp_path / "data"),
        "CAUCE_SECRET_KEY": "k" * 40,
        "CAUCE_KEY_FILE": str(keys),
        "CAUCE_HOSTS": "centre.example, www.centre.example",
    }


def test_a_demonstration_needs_nothing(tmp_path):
    read = environment.read({"CAUCE_DATA": str(tmp_path)})
    assert str(read.office_day) == "2024-01-12"
    assert (read.production, read.debug, read.https) == (False, False, False)
    assert read.database_url == f"sqlite:///{tmp_path}/cauce.sqlite3"
    assert "localhost" in read.hosts


def test_data_lies_under_var_where_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert environment.read({}).data == tmp_path / "var"


def test_a_demonstration_keeps_its_secret_to_itself_and_between_starts(tmp_path):
    first = environment.read({"CAUCE_DATA": str(tmp_path)}).secret_key
    assert environment.read({"CAUCE_DATA": str(tmp_path)}).secret_key == first
    assert len(first) > 40
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_one_secret(tmp_path):
    found, together = [], threading.Barrier(8)

    def start():
        together.wait()
        found.append(environment.read({"CAUCE_DATA": str(tmp_path)}).secret_key)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_production_is_accepted(production):
    read = environment.read(production)
    assert read.hosts == ("centre.example", "www.centre.example")
    assert read.office_day is None
    assert read.https


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"CAUCE_OFFICE_DAY": "2024-01-12"}, "CAUCE_OFFICE_DAY: a demonstration's"),
        ({"CAUCE_DEBUG": "1"}, "CAUCE_DEBUG: never in production"),
        ({"CAUCE_SECRET_KEY": ""}, "CAUCE_SECRET_KEY: set at least 32"),
        ({"CAUCE_SECRET_KEY": "short"}, "CAUCE_SECRET_KEY: set at least 32"),
        ({"CAUCE_HOSTS": " , "}, "CAUCE_HOSTS: name the hosts"),
        ({"CAUCE_KEY_FILE": ""}, "CAUCE_KEY_FILE: name the file"),
        ({"CAUCE_PRODUCTION": "yes"}, "CAUCE_PRODUCTION: write 1 or 0"),
    ],
)
def test_production_refuses(production, change, says):
    with pytest.raises(ImproperlyConfigured, match=says):
        environment.read(production | change)


def test_production_refuses_keys_among_the_data(production):
    production["CAUCE_KEY_FILE"] = production["CAUCE_DATA"] + "/master-keys"
    with pytest.raises(ImproperlyConfigured, match="keep it outside CAUCE_DATA"):
        environment.read(production)


@pytest.mark.parametrize("mode", [0o640, 0o644, 0o660])
def test_a_key_file_that_others_can_read_is_refused(production, mode):
    os.chmod(production["CAUCE_KEY_FILE"], mode)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        environment.read(production)


@pytest.mark.parametrize("day", ["12 January 2024", "2024-02-31", "20240112x"])
def test_an_impossible_office_day_is_refused(tmp_path, day):
    with pytest.raises(ImproperlyConfigured, match=f"CAUCE_OFFICE_DAY: {day!r} is not a day"):
        environment.read({"CAUCE_DATA": str(tmp_path), "CAUCE_OFFICE_DAY": day})


def test_an_empty_office_day_is_the_real_one(tmp_path):
    assert (
        environment.read({"CAUCE_DATA": str(tmp_path), "CAUCE_OFFICE_DAY": ""}).office_day is None
    )


def test_production_does_not_start_with_an_office_day(production):
    done = subprocess.run(
        [sys.executable, "-c", "import cauce.settings"],
        env=os.environ | production | {"CAUCE_OFFICE_DAY": "2024-01-12"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "CAUCE_OFFICE_DAY: a demonstration's" in done.stderr


@pytest.mark.django_db
def test_production_does_not_start_with_demonstration_accounts(cast, settings):
    settings.PRODUCTION = True
    checks.refuse_unsafe()
    type(cast.iris).objects.filter(pk=cast.iris.pk).update(demonstration=True)
    with pytest.raises(ImproperlyConfigured, match="demonstration accounts"):
        checks.refuse_unsafe()
    settings.PRODUCTION = False
    checks.refuse_unsafe()


@pytest.mark.parametrize("url", ["office", "mysql//x", "postgres://host:port/x"])
def test_what_is_no_address_of_a_database_is_refused(tmp_path, url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL: this is no address"):
        environment.read({"CAUCE_DATA": str(tmp_path), "DATABASE_URL": url})


def test_who_publishes_sums_is_an_identifier_and_a_name(tmp_path):
    data = {"CAUCE_DATA": str(tmp_path)}
    assert environment.read(data).publisher[0] == "unregistered"
    said = data | {"CAUCE_IATI_PUBLISHER": "XI-IATI-1 The processing centre"}
    assert environment.read(said).publisher == ("XI-IATI-1", "The processing centre")
    for wrong in ("XI-IATI-1", "a/b Name", " Name"):
        with pytest.raises(ImproperlyConfigured, match="CAUCE_IATI_PUBLISHER: write"):
            environment.read(data | {"CAUCE_IATI_PUBLISHER": wrong})
