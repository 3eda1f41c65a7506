"""An office for real people is set up whole or not at all, and no open door is set up with it."""

import json
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cauce.cli.asking import Wrong
from cauce.cli.setup import opening_hours
from tests.room.cli.conftest import Mould
from tests.room.cli.office import COMMAND
from tests.room.cli.offices import Ground, Place

SECRET = "3kd9fjw0eXq7pLmZ2vRt8yUbN5cHs1aG"


class New:
    """A machine on which nothing is set up yet, with its keys beside it."""

    def __init__(self, place: Place, safe: Path) -> None:
        self.place = place
        self.keys = safe / "master-keys"
        assert place.say("key", "new", str(self.keys)).returncode == 0
        self.secret = safe / "password"
        self.secret.write_text("a long enough password\n")
        self.production = {
            "CAUCE_PRODUCTION": "1",
            "CAUCE_SECRET_KEY": SECRET,
            "CAUCE_KEY_FILE": str(self.keys),
            "CAUCE_HOSTS": "office.example",
        }

    @property
    def paper(self) -> str:
        return self.keys.read_text().strip().rstrip("=")[-6:]

    def flags(self, **changed: str | None) -> list[str]:
        given = {
            "user": "Ana",
            "name": "Ana Paz",
            "site": "Bogotá",
            "time-zone": "America/Bogota",
            "hours": "mon-fri 08:00-16:00; sat 09:00-12:00",
            "languages": "es,ht",
            "password-file": str(self.secret),
            "paper": self.paper,
        } | changed
        return [w for flag, said in given.items() if said is not None for w in (f"--{flag}", said)]

    def setup(self, *flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.place.say("setup", *flags, **(self.production | environment))

    def is_empty(self) -> bool:
        said = self.place.say("officer", "list", **self.production)
        return (said.returncode, said.stdout) == (0, "")


@pytest.fixture
def new(ground: Ground, mould: Mould, tmp_path: Path) -> New:
    """A new machine; its tables are made already, which takes the longest."""
    return New(ground.office("data", tables=mould()), tmp_path / "safe")


def test_it_stands_and_says_what_remains(ground: Ground, tmp_path: Path) -> None:
    new = New(ground.office("bare"), tmp_path / "safe")
    done = new.setup(*new.flags())
    assert (done.returncode, done.stderr) == (0, "")
    for part in ("director Ana", "second factor first", "draft", "cauce backup"):
        assert part in done.stdout
    assert "a long enough password" not in done.stdout
    said = new.place.say("officer", "list", **new.production)
    assert " ".join(said.stdout.split()) == "ana director at Bogotá (no second factor yet)"
    verified = new.place.say("audit", "verify", "--json", **new.production)
    report = json.loads(verified.stdout)
    assert (report["ok"], report["events"]) == (True, 3)


def test_twice_is_refused(new: New) -> None:
    assert new.setup(*new.flags()).returncode == 0
    done = new.setup(*new.flags(user="eva", site="Lima"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "set up already" in done.stderr
    assert "eva" not in new.place.say("officer", "list", **new.production).stdout


@pytest.mark.once
def test_every_missing_flag_is_named_where_nobody_can_be_asked(new: New) -> None:
    done = new.setup()
    assert (done.returncode, done.stdout) == (2, "")
    named = [line.split()[1].rstrip(":") for line in done.stderr.splitlines()]
    assert named == [
        "--user", "--name", "--password-file", "--site", "--time-zone", "--paper",
    ]  # fmt: skip
    assert new.is_empty()


@pytest.mark.once
def test_every_wrong_flag_is_named_at_once_and_nothing_is_written(new: New) -> None:
    wrong = {
        "user": "a" * 61,
        "name": "a\x07b",
        "site": " ",
        "time-zone": "Bogota",
        "hours": "mon 16:00-08:00",
        "languages": "es,xx",
        "paper": "wrong!",
    }
    done = new.setup(*new.flags(**wrong))
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == [
        f"--{flag}" for flag in wrong
    ]
    for flag, said in {"user": "", "hours": "always", "languages": "es,es"}.items():
        done = new.setup(*new.flags(**{flag: said}))
        assert done.stderr.startswith(f"cauce: --{flag}: ")
        assert done.stderr.count("\n") == 1
    assert new.is_empty()


@pytest.mark.once
def test_wrong_passwords_and_their_files(new: New, tmp_path: Path) -> None:
    for text in ("qqwweerrtt\n", "administrator\n", ""):
        new.secret.write_text(text)
        done = new.setup(*new.flags())
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert not text.strip() or text.strip() not in done.stderr
    done = new.setup(*new.flags(**{"password-file": str(tmp_path / "none")}))
    assert done.stderr.startswith(f"{tmp_path / 'none'}: cannot be read")
    assert new.is_empty()


DANGEROUS = [
    ({"CAUCE_PRODUCTION": ""}, "this is a trial"),
    ({"CAUCE_SECRET_KEY": ""}, "CAUCE_SECRET_KEY"),
    ({"CAUCE_SECRET_KEY": "short"}, "CAUCE_SECRET_KEY"),
    ({"CAUCE_SECRET_KEY": "django-insecure-" + "x3" * 20}, "CAUCE_SECRET_KEY"),
    ({"CAUCE_OFFICE_DAY": "2024-01-12"}, "CAUCE_OFFICE_DAY"),
    ({"CAUCE_HOSTS": ""}, "CAUCE_HOSTS"),
    ({"CAUCE_KEY_FILE": "/nowhere/keys"}, "cauce key new"),
    ({"CAUCE_PACK": "/nowhere"}, "/nowhere"),
]


@pytest.mark.once
def test_a_dangerous_environment_is_refused(new: New) -> None:
    for change, says in DANGEROUS:
        done = new.setup(*new.flags(), **change)
        assert (done.returncode, done.stdout) == (2, ""), change
        assert says in done.stderr
        assert done.stderr.count("\n") == 1
    assert new.is_empty()


def test_a_demonstration_is_never_made_an_office(new: New) -> None:
    new.place.do(
        "from cauce.base import actions, clock",
        "from cauce.base.actors import Actor",
        "actions.enrol_officer(username='demo', display_name='D', password='a long enough one',"
        " demonstration=True, by=Actor.DEMONSTRATION, at=clock.now())",
    )
    done = new.setup(*new.flags())
    assert (done.returncode, done.stdout) == (2, "")
    assert "demonstration accounts" in done.stderr


def test_broken_off_half_way_nothing_is_there(new: New) -> None:
    broken = (
        "from cauce.cli import ready; ready.set_up()\nfrom cauce.base import actions\n"
        "def fail(**words): raise OSError(28, 'No space left on device')\n"
        "actions.grant_role = fail\nfrom cauce.cli import main; main()"
    )
    done = subprocess.run(
        [*COMMAND[:2], broken, "setup", *new.flags()],
        env=new.place.environment(**new.production),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert new.is_empty()


@pytest.mark.once
def test_on_a_terminal_it_asks_for_what_is_missing_and_asks_again(new: New) -> None:
    master, slave = pty.openpty()
    answers = ["America/Bogta", "America/Bogota", "", "zzzzzz", new.paper]
    flags = new.flags(**{"time-zone": None, "hours": None, "paper": None})
    process = subprocess.Popen(
        [*COMMAND, "setup", *flags],
        env=new.place.environment(**new.production, TERM="dumb"),
        stdin=slave,
        stderr=slave,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    os.close(slave)
    seen: list[bytes] = []

    def read() -> None:
        while True:
            try:
                seen.append(os.read(master, 4096))
            except OSError:
                return

    reader = threading.Thread(target=read)
    reader.start()
    os.write(master, "".join(answer + "\n" for answer in answers).encode())
    out, _ = process.communicate(timeout=60)
    reader.join(timeout=10)
    os.close(master)
    said = b"".join(seen).decode()
    assert process.returncode == 0, said
    assert "'America/Bogta' is no time zone" in said
    assert "not the last six signs" in said
    assert "The office stands" in out


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("mon 08:00-16:00", {"mon": ["08:00", "16:00"]}),
        ("Mon-Tue 08:00-16:00;", {"mon": ["08:00", "16:00"], "tue": ["08:00", "16:00"]}),
        (
            "sat-sun 10:00-12:30; fri 07:05-23:59",
            {"sat": ["10:00", "12:30"], "sun": ["10:00", "12:30"], "fri": ["07:05", "23:59"]},
        ),
    ],
)
def test_hours_are_read(said: str, hours: dict[str, list[str]]) -> None:
    assert opening_hours(said) == hours


@pytest.mark.parametrize(
    "said",
    [
        "", ";", "mon", "mon 8:00-16:00", "mon 08:00-24:00", "mon 08:60-16:00", "fri-mon 08:00-16:00",
        "xxx 08:00-16:00", "mon 08:00-16:00; mon-tue 09:00-10:00", "mon 08:00-08:00", "mon 08:00–16:00",
    ],
)  # fmt: skip
def test_wrong_hours_are_said(said: str) -> None:
    with pytest.raises(Wrong):
        opening_hours(said)


@pytest.mark.once
def test_the_first_officer_is_led_to_a_second_factor(new: New) -> None:
    assert new.setup(*new.flags()).returncode == 0
    code = (
        "from cauce.cli import ready; ready.prepare(); ready.collect_static()\n"
        "from django.test import Client\n"
        "c = Client(headers={'host': 'office.example', 'x-forwarded-proto': 'https'})\n"
        "typed = {'username': 'ana', 'password': 'a long enough password'}\n"
        "a = c.post('/office/sign-in', typed, secure=True)\n"
        "print(a.status_code, a.headers['Location'])\n"
        "print(c.get('/office', secure=True).headers['Location'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=new.place.environment(**new.production),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-2:] == ["302 /office", "/office/factor"]


def test_officers_are_enrolled_and_let_go_by_whoever_holds_the_machine(new: New) -> None:
    new.setup(*new.flags())

    def officer(*words: str) -> tuple[int, str]:
        done = new.place.say("officer", *words, **new.production)
        return done.returncode, done.stdout + done.stderr

    assert officer("add", "Rosa", "--name", "Rosa Gil", "--password-file", str(new.secret))[0] == 0
    assert officer("grant", "rosa", "registrar", "Bogotá") == (0, "")
    assert "registrar at Bogotá" in officer("list")[1]
    assert officer("grant", "rosa", "liaison", "Bogotá")[0] == 2
    assert "no role" in officer("grant", "rosa", "king", "Bogotá")[1]
    assert "no site" in officer("grant", "rosa", "registrar", "Lima")[1]
    assert "nobody is called" in officer("grant", "nadia", "registrar", "Bogotá")[1]
    assert officer("add", "rosa", "--name", "R", "--password-file", str(new.secret))[0] == 2
    assert officer("reset-factor", "rosa") == (2, "cauce: There is no second factor to take away\n")
    assert officer("revoke", "rosa", "registrar", "Bogotá") == (0, "")
    assert officer("close", "rosa") == (0, "")
    assert officer("close", "rosa")[0] == 2
