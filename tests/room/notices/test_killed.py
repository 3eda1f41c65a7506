"""Kill -9 of a real worker at each step: nothing is sent twice, and nothing is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection

from cauce.base import clock
from cauce.base.models import Outbox
from cauce.notices.models import Notice
from tests.house.tree import ROOT
from tests.room.notices.conftest import deliveries, state

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).with_name("worker_once.py")
ANY_HOUR = {"from_hour": 0, "to_hour": 0}
# Beyond every lease and every wait of the outbox after one try.
LATER = 300


def database():
    """The test's own database, for another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(found['NAME']))}"
    at = f"{found['HOST'] or '127.0.0.1'}:{found['PORT'] or 5432}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{at}/{found['NAME']}"


def work(carried, place="", *, ahead=0.0):
    """Let a worker go through the outbox once; return how it ended."""
    mine = {"DATABASE_URL": database(), "CAUCE_DATA": str(settings.CAUCE_DATA)}
    mine |= {"DJANGO_SETTINGS_MODULE": "cauce.settings", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(ahead), place, str(carried)],
        env=os.environ | mine,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode


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
def test_a_gateway_that_knows_its_messages_gets_each_once(wrote, carried, place):
    notice = wrote(ANY_HOUR)
    assert work(carried, place) == -signal.SIGKILL
    for tries in (1, 2):
        assert work(carried, ahead=tries * LATER) == 0
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
def test_mail_that_did_not_leave_is_sent_later(wrote, carried, place):
    notice = wrote({"kind": "email"} | ANY_HOUR)
    assert work(carried, place) == -signal.SIGKILL
    assert times(carried) == 0
    for tries in (1, 2):
        work(carried, ahead=tries * LATER)
    assert times(carried) == 1
    assert state(notice) == "sent"


@pytest.mark.parametrize("place", NOT_KNOWN)
def test_mail_that_may_have_left_is_never_repeated_and_an_officer_calls(wrote, carried, place):
    notice = wrote({"kind": "email"} | ANY_HOUR)
    work(carried, place)
    before = times(carried)
    for tries in (1, 2):
        assert work(carried, ahead=tries * LATER) == 0
    assert times(carried) == before <= 1
    assert [d.state for d in deliveries(notice)] == ["unsure"]
    assert state(notice) == "to_call"


@pytest.mark.parametrize("place", ["before settle", "after settle", "after record_sent"])
def test_mail_that_is_known_to_have_left_stays_sent(wrote, carried, place):
    notice = wrote({"kind": "email"} | ANY_HOUR)
    assert work(carried, place) == -signal.SIGKILL
    assert work(carried, ahead=LATER) == 0
    assert (times(carried), state(notice)) == (1, "sent")


@pytest.mark.parametrize("place", [f"{when} hold_back" for when in ("before", "inside", "after")])
def test_what_is_held_back_is_told_to_an_officer_all_the_same(wrote, carried, place):
    notice = wrote({"may_write": False})
    assert work(carried, place) == -signal.SIGKILL
    assert work(carried, ahead=LATER) == 0
    assert (times(carried), state(notice)) == (0, "to_call")


@pytest.mark.parametrize("place", [f"{when} postpone" for when in ("before", "inside", "after")])
def test_what_waits_for_the_morning_is_sent_in_the_morning(wrote, carried, place):
    hour = clock.machine_now().astimezone(ZoneInfo("America/Bogota")).hour
    opens = {"from_hour": (hour + 3) % 24, "to_hour": (hour + 6) % 24}
    notice = wrote(opens)
    assert work(carried, place) == -signal.SIGKILL
    assert work(carried, ahead=LATER) == 0
    assert (times(carried), state(notice)) == (0, "waiting")
    assert work(carried, ahead=3.5 * 3600) == 0
    assert (times(carried), state(notice)) == (1, "sent")


def test_two_workers_at_once_send_each_message_once(wrote, carried):
    notices = [wrote(ANY_HOUR) for _ in range(12)]
    mine = {"DATABASE_URL": database(), "CAUCE_DATA": str(settings.CAUCE_DATA)}
    mine |= {"DJANGO_SETTINGS_MODULE": "cauce.settings", "PYTHONPATH": str(ROOT / "src")}
    words = [sys.executable, str(SCRIPT), "0", "", str(carried)]
    both = [subprocess.Popen(words, env=os.environ | mine, cwd=ROOT) for _ in range(2)]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    assert len(set(carried.read_text().splitlines())) == times(carried) == 12
    assert {Notice.objects.itself(n).get().state for n in notices} == {"sent"}
