"""Kill -9 of a real worker at each step: nothing is sent twice, and nothing is lost."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection

from cauce.base import clock, outbox
from cauce.base.models import Outbox
from cauce.notices import sender
from cauce.notices.models import Notice
from tests.house.tree import ROOT
from tests.room.notices.conftest import deliveries, state
from tests.room.notices.telephone import Telephone

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).with_name("worker_once.py")
ANY_HOUR = {"from_hour": 0, "to_hour": 0}
# Beyond every lease and every wait of the outbox after one try.
LATER = 300
PATIENCE = 300


def database():
    """The test's own database, for another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(found['NAME']))}"
    at = f"{found['HOST'] or '127.0.0.1'}:{found['PORT'] or 5432}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{at}/{found['NAME']}"


def environment():
    """What a worker of its own needs to come to the same office."""
    mine = {"DATABASE_URL": database(), "CAUCE_DATA": str(settings.CAUCE_DATA)}
    mine |= {"DJANGO_SETTINGS_MODULE": "cauce.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    return os.environ | mine


def killed(carried, place):
    """Let a worker of its own go through the outbox until it kills itself at a place."""
    words = [sys.executable, str(SCRIPT), place, str(carried)]
    done = subprocess.run(
        words,
        env=environment(),
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == (0 if place == "line broke" else -signal.SIGKILL), done.stderr


@pytest.fixture
def later(monkeypatch, carried):
    """Let the next worker go through the outbox, some seconds later."""
    real = clock.machine_now
    monkeypatch.setattr(
        sender, "line_of", lambda channel: Telephone(carried, keyed=channel == "sms")
    )

    def work(seconds):
        monkeypatch.setattr(clock, "machine_now", lambda: real() + timedelta(seconds=seconds))
        outbox.deliver(at=clock.machine_now())

    return work


def times(carried):
    """How often each message reached the telephone."""
    return len(carried.read_text().splitlines()) if carried.exists() else 0


@pytest.fixture
def carried(tmp_path):
    """The telephone."""
    return tmp_path / "carried"


PLACES = (
    *(
        f"{when} {step}"
        for step in ("take", "record_sent")
        for when in ("before", "inside", "after")
    ),
    "before the line",
    "after the line",
    "before settle",
    "inside settle",
    "after settle",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_gateway_that_knows_its_messages_gets_each_once(wrote, carried, later, place):
    notice = wrote(ANY_HOUR)
    killed(carried, place)
    for tries in (1, 2):
        later(tries * LATER)
    assert times(carried) == 1
    assert [d.state for d in deliveries(notice)] == ["sent"]
    assert state(notice) == "sent"
    assert not Outbox.objects.filter(kind="notices.send").exclude(state="done").exists()


SAFE_TO_REPEAT = (
    "before take",
    "inside take",
    "after take",
    "before let_leave",
    "inside let_leave",
)
# From here on the worker cannot have told: it may have gone, or not.
NOT_KNOWN = (
    "after let_leave",
    "before the line",
    "after the line",
    "line broke",
    "before record_sent",
    "inside record_sent",
)


@pytest.mark.parametrize("place", SAFE_TO_REPEAT)
def test_mail_that_did_not_leave_is_sent_later(wrote, carried, later, place):
    notice = wrote({"kind": "email"} | ANY_HOUR)
    killed(carried, place)
    assert times(carried) == 0
    for tries in (1, 2):
        later(tries * LATER)
    assert times(carried) == 1
    assert state(notice) == "sent"


@pytest.mark.parametrize("place", NOT_KNOWN)
def test_mail_that_may_have_left_is_never_repeated_and_an_officer_calls(
    wrote, carried, later, place
):
    notice = wrote({"kind": "email"} | ANY_HOUR)
    killed(carried, place)
    before = times(carried)
    for tries in (1, 2):
        later(tries * LATER)
    assert times(carried) == before <= 1
    assert [d.state for d in deliveries(notice)] == ["unsure"]
    assert state(notice) == "to_call"


@pytest.mark.parametrize("place", ["before settle", "after settle", "after record_sent"])
def test_mail_that_is_known_to_have_left_stays_sent(wrote, carried, later, place):
    notice = wrote({"kind": "email"} | ANY_HOUR)
    killed(carried, place)
    later(LATER)
    assert (times(carried), state(notice)) == (1, "sent")


@pytest.mark.parametrize("place", [f"{when} hold_back" for when in ("before", "inside", "after")])
def test_what_is_held_back_is_told_to_an_officer_all_the_same(wrote, carried, later, place):
    notice = wrote({"may_write": False})
    killed(carried, place)
    later(LATER)
    assert (times(carried), state(notice)) == (0, "to_call")


@pytest.mark.parametrize("place", [f"{when} postpone" for when in ("before", "inside", "after")])
def test_what_waits_for_the_morning_is_sent_in_the_morning(wrote, carried, later, place):
    hour = clock.machine_now().astimezone(ZoneInfo("America/Bogota")).hour
    opens = {"from_hour": (hour + 3) % 24, "to_hour": (hour + 6) % 24}
    notice = wrote(opens)
    killed(carried, place)
    later(LATER)
    assert (times(carried), state(notice)) == (0, "waiting")
    later(3.5 * 3600)
    assert (times(carried), state(notice)) == (1, "sent")


def test_two_workers_at_once_send_each_message_once(wrote, carried):
    notices = [wrote(ANY_HOUR) for _ in range(12)]
    words = [sys.executable, str(SCRIPT), "", str(carried)]
    both = [subprocess.Popen(words, env=environment(), cwd=ROOT) for _ in range(2)]
    assert [one.wait(timeout=PATIENCE) for one in both] == [0, 0]
    assert len(set(carried.read_text().splitlines())) == times(carried) == 12
    assert {Notice.objects.itself(n).get().state for n in notices} == {"sent"}
