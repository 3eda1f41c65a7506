"""`cauce demo` lists accounts that open the office, and never in a real one."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cauce import demo
from cauce.applications.models import Application, Draft
from cauce.base import actions
from cauce.base.actors import Actor
from cauce.base.models import Event, Officer, Site
from cauce.base.roles import Role
from cauce.cases.models import Case, Review
from cauce.demo import office
from cauce.demo.stories import PLOT, plots
from tests.room.cli.office import say

AT = datetime(2024, 1, 12, 9, tzinfo=UTC)
PRODUCTION = {
    "CAUCE_PRODUCTION": "1",
    "CAUCE_SECRET_KEY": "x" * 40,
    "CAUCE_HOSTS": "office.example",
}


@pytest.mark.django_db
def test_one_account_for_each_role() -> None:
    demo.make(at=AT, families=0)
    assert {a.role for a in demo.accounts()} == {role.value for role in Role}


@pytest.mark.django_db
def test_its_passwords_open_the_accounts_and_all_are_marked() -> None:
    demo.make(at=AT, families=0)
    for account in demo.accounts():
        officer = Officer.objects.get(username=account.user)
        assert officer.check_password(account.password)
        assert officer.demonstration


@pytest.mark.django_db
def test_it_is_made_by_verbs() -> None:
    demo.make(at=AT, families=0)
    assert Event.objects.filter(
        actor=Actor.DEMONSTRATION, verb="base.enrol_officer"
    ).count() == len([*office.OFFICERS, office.LEFT])
    assert all(at < AT for at in Event.objects.values_list("at", flat=True))


@pytest.mark.django_db
def test_households_stand_in_every_state_and_some_are_late() -> None:
    demo.make(at=AT, families=30)
    applications = Application.objects.unscoped("a test")
    assert (
        applications.count() + Draft.objects.unscoped("a test").filter(state="open").count() == 30
    )
    states = set(Case.objects.unscoped("a test").values_list("state", flat=True))
    assert {"to_interview", "interviewing", "to_decide"} < states
    assert set(applications.values_list("state", flat=True)) >= {"received", "in_case", "withdrawn"}
    assert Review.objects.unscoped("a test").exists()
    assert Case.objects.unscoped("a test").filter(due_at__lt=AT).exists()
    # The local outbox is filled when the demonstration is made; everything else was done by then.
    assert set(Event.objects.filter(at__gt=AT).values_list("verb", flat=True)) <= {
        "notices.keep_message"
    }


@pytest.mark.parametrize("count", [0, 1, 14, 40, 200])
def test_as_many_households_as_were_asked_for(count: int) -> None:
    told = list(plots(count))
    assert len(told) == count
    if count >= len(PLOT):
        assert {tell for tell, _least, _most in told} == {line[0] for line in PLOT}


@pytest.mark.django_db
def test_making_it_twice_changes_nothing() -> None:
    demo.make(at=AT, families=0)
    before = Event.objects.count()
    demo.make(at=AT, families=0)
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_a_real_office_is_left_alone() -> None:
    actions.open_site(
        name="Real", time_zone="UTC", opening_hours={}, languages=["es"], by=Actor.SETUP, at=AT
    )
    demo.make(at=AT, families=0)
    assert Site.objects.count() == 1
    assert demo.accounts() == []


@pytest.mark.django_db
def test_broken_off_half_way_nothing_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = iter(range(demo.steps(1) - 2))
    with pytest.raises(StopIteration):
        demo.make(at=AT, advance=lambda n: next(steps) and None)
    assert demo.is_empty()
    assert Event.objects.count() == 0


def test_the_command_prints_the_promised_form(tmp_path: Path) -> None:
    done = say(tmp_path / "new", "demo", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    accounts = json.loads(done.stdout)
    assert [set(a) for a in accounts] == [{"user", "password", "role", "site"}] * len(
        office.OFFICERS
    )
    assert say(tmp_path / "new", "demo", "--json").stdout == done.stdout


def test_the_command_is_refused_in_production(tmp_path: Path) -> None:
    key = tmp_path / "keys" / "master"
    done = say(tmp_path / "data", "demo", "--json", CAUCE_KEY_FILE=str(key), **PRODUCTION)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "cauce: there is no demonstration in production\n"


def test_a_dangerous_environment_is_refused_in_one_line(tmp_path: Path) -> None:
    done = say(tmp_path / "data", "demo", "--json", CAUCE_OFFICE_DAY="31 February")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cauce: CAUCE_OFFICE_DAY: '31 February' is not a day")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = say(tmp_path / "file", "demo", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "CAUCE_DATA" in done.stderr


def test_a_database_that_is_away_is_refused_in_one_line(tmp_path: Path) -> None:
    done = say(tmp_path, "demo", "--json", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cauce: the database does not answer")
    assert done.stderr.count("\n") == 1
    assert "nobody" not in done.stderr
