"""The web processes are killed ten times while two hundred families send: each is there once, and whole."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.prepared import Prepared
from tests.room.cli.office import environment, free_port, until

FAMILIES, KILLS, HANDS = 200, 10, 8
SECRET = "a" * 32
COUNT = """
import json
from cauce.cli import ready
ready.set_up()
from cauce.applications.models import Application, Draft, Screening
from cauce.base.models import Event, Outbox
from cauce.people.models import Consent, ContactRoute, Household, Member, Person
why = "a test"
print(json.dumps({
    "forms": [str(f) for f in Application.objects.unscoped(why).values_list("form_id", flat=True)],
    "references": Application.objects.unscoped(why).values("reference").distinct().count(),
    "households": Household.objects.unscoped(why).count(),
    "persons": Person.objects.unscoped(why).count(),
    "members": Member.objects.unscoped(why).count(),
    "routes": ContactRoute.objects.unscoped(why).count(),
    "screenings": Screening.objects.unscoped(why).count(),
    "events": Event.objects.filter(verb="applications.submit", reason="").count(),
    "effects": Outbox.objects.filter(kind="applications.received").count(),
    "open": Draft.objects.unscoped(why).filter(state="open").count(),
}))
"""


class Web:
    """The web process as `cauce run` starts it, killed and started again by the test."""

    def __init__(self, data: Path) -> None:
        self.env, self.port = environment(data), free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cauce.cli.serve", "127.0.0.1", str(self.port)],
            env=self.env,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert until(self.answers)

    def answers(self) -> bool:
        """Whether it answers."""
        try:
            return _ask(self.port, "GET", "/health", "", "") == 200
        except (OSError, http.client.HTTPException):
            return False

    def kill(self) -> None:
        """Kill every process of it at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()


def _ask(port: int, method: str, path: str, body: str, cookies: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        answer.read()
        return answer.status
    finally:
        line.close()


def _send(web: Web, form: dict[str, str], acknowledged: list[str]) -> None:
    """Send as a family does on a bad line: again and again until it is acknowledged, and then once more."""
    sent = {"form": form["form"], "version": "0", "read": "yes", "csrfmiddlewaretoken": SECRET}
    cookies = f"cauce-visit={form['cookie']}; cauce-form={SECRET}"
    again = random.random() < 0.2
    patience = time.monotonic() + 300
    while time.monotonic() < patience:
        try:
            status = _ask(web.port, "POST", "/apply/send", urlencode(sent), cookies)
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            continue
        assert status == 302, status
        acknowledged.append(form["form"])
        if not again:
            return
        again = False
    raise AssertionError("never acknowledged")


def _run(code: list[str], env: dict[str, str]) -> str:
    return subprocess.run(
        [sys.executable, *code], env=env, check=True, capture_output=True, text=True
    ).stdout


def _butcher(web: Web, over: threading.Event) -> int:
    kills = 0
    while kills < KILLS and not over.wait(random.uniform(0.15, 0.5)):
        web.kill()
        web.start()
        kills += 1
    return kills


def test_every_acknowledged_application_is_there_once_and_whole(
    prepared: Prepared, tmp_path: Path
) -> None:
    data = prepared.tables(tmp_path / "office")
    env = environment(data)
    forms_file = tmp_path / "forms.json"
    _run(["-m", "bench.submitting.seed", str(FAMILIES), str(forms_file)], env)
    forms: list[dict[str, str]] = json.loads(forms_file.read_text())
    web, acknowledged, over = Web(data), [], threading.Event()
    web.start()
    try:
        with ThreadPoolExecutor(HANDS + 1) as hands:
            butcher = hands.submit(_butcher, web, over)
            sent: list[Any] = [hands.submit(_send, web, form, acknowledged) for form in forms]
            try:
                for each in sent:
                    each.result()
            finally:
                over.set()
            kills = butcher.result()
        while kills < KILLS:  # the families were faster than the butcher
            web.kill()
            web.start()
            kills += 1
    finally:
        web.kill()
    found = json.loads(_run(["-c", COUNT], env))
    assert set(acknowledged) == {form["form"] for form in forms}
    assert sorted(found["forms"]) == sorted(form["form"] for form in forms)
    whole = {
        "references": FAMILIES,
        "households": FAMILIES,
        "persons": 3 * FAMILIES,
        "members": 3 * FAMILIES,
        "routes": 2 * FAMILIES,
        "screenings": FAMILIES,
        "events": FAMILIES,
        "effects": FAMILIES,
        "open": 0,
    }
    assert {name: found[name] for name in whole} == whole


@pytest.mark.django_db
def test_a_commit_waits_for_the_disk() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone()[0] == 2  # FULL
        else:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone()[0] == "on"
