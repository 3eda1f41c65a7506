"""Many writers at once: nothing is lost, nobody is refused, and a verb is whole or not at all."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction
from django.test import Client

from cauce.base import actions, audit, gate
from cauce.base.actors import Actor
from cauce.base.models import Event, Officer, Site
from cauce.base.refusal import Refused
from cauce.base.verb import note, verb
from cauce.base.verify import verify
from tests import cast as people
from tests.cast import MORNING

THREADS = 16
EACH = 12


@verb
def count_up(*, officer, by, at):
    """Read, then write: the pattern that loses updates where writers overlap."""
    found = Officer.objects.select_for_update().get(pk=officer.pk)
    found.session_epoch += 1
    found.save(update_fields=["session_epoch"])
    note(subject=officer.pk)


def in_threads(act, *, threads=THREADS):
    def work(number):
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, range(threads)))


@pytest.fixture
def officer(transactional_db):
    return people.officer("nadia")


def test_sixteen_threads_lose_nothing(officer):
    before, events = officer.session_epoch, Event.objects.count()

    def work(_number):
        for _ in range(EACH):
            count_up(officer=officer, by=Actor.WORKER, at=MORNING)

    in_threads(work)
    officer.refresh_from_db()
    assert officer.session_epoch == before + THREADS * EACH
    assert Event.objects.count() == events + THREADS * EACH


def test_the_sealer_misses_no_event_while_verbs_run(officer):
    stop = threading.Event()

    def seal_all_the_time():
        while not stop.is_set():
            audit.seal(at=MORNING)
        connections.close_all()

    def work(_number):
        for _ in range(EACH):
            count_up(officer=officer, by=Actor.WORKER, at=MORNING)

    sealer = threading.Thread(target=seal_all_the_time)
    sealer.start()
    try:
        in_threads(work)
    finally:
        stop.set()
        sealer.join()
    audit.seal(at=MORNING)
    report = verify()
    assert report.ok, report.faults
    assert report.unsealed == 0
    assert report.batches > 1
    assert report.events == Event.objects.count()


def test_only_one_of_many_opens_the_same_site(transactional_db):
    def work(_number):
        try:
            actions.open_site(
                name="Lima",
                time_zone="America/Lima",
                opening_hours={},
                languages=["es"],
                by=Actor.SETUP,
                at=MORNING,
            )
        except Refused:
            return "refused"
        return "opened"

    outcomes = in_threads(work)
    assert sorted(outcomes) == ["opened"] + ["refused"] * (THREADS - 1)
    assert Site.objects.filter(name="Lima").count() == 1
    assert Event.objects.filter(verb="base.open_site").count() == 1


def test_sixteen_officers_sign_in_at_once(transactional_db):
    names = [f"officer{number}" for number in range(THREADS)]
    for name in names:
        people.officer(name)

    def work(number):
        typed = {"username": names[number], "password": people.PASSWORD}
        # An address each: the throttle of all together is another test's matter.
        address = f"192.0.2.{number}"
        return Client().post("/office/sign-in", typed, REMOTE_ADDR=address).status_code

    assert in_threads(work) == [302] * THREADS
    assert Session.objects.count() == THREADS
    assert Event.objects.filter(verb="base.sign_in").count() == THREADS


def test_the_gate_is_for_one_thread_at_a_time_and_opens_again_for_its_holder(transactional_db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL needs no gate")
    inside, most = 0, 0

    def work(_number):
        nonlocal inside, most
        with gate.gate(), gate.gate():
            inside += 1
            most = max(most, inside)
            inside -= 1

    in_threads(work)
    assert most == 1


HOLDER = """
import fcntl, sys
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("inside", flush=True)
sys.stdin.read()
"""


def test_another_process_waits_at_the_gate(settings):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL needs no gate")
    side_file = settings.CAUCE_DATA / "write-gate"
    came_in = threading.Event()

    def work():
        with gate.gate():
            came_in.set()

    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(side_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout.readline() == b"inside\n"
        waiting = threading.Thread(target=work)
        waiting.start()
        assert not came_in.wait(0.2)
        other.kill()  # a holder that is killed lets go too
        assert came_in.wait(30)
        waiting.join()


@pytest.mark.django_db
def test_a_refused_verb_leaves_nothing_and_opens_the_gate(cast):
    before = Event.objects.count()
    with pytest.raises(Refused):
        actions.open_site(
            name="Bogotá",
            time_zone="America/Bogota",
            opening_hours={},
            languages=[],
            by=Actor.SETUP,
            at=MORNING,
        )
    assert Event.objects.count() == before
    with gate.writing():
        pass


@pytest.mark.django_db
def test_a_verb_inside_a_verb_is_undone_with_it(cast):
    @verb
    def outer(*, by, at):
        people.officer("pia")
        note()
        raise Refused("no")

    before = Event.objects.count()
    with pytest.raises(Refused):
        outer(by=Actor.SETUP, at=MORNING)
    assert not Officer.objects.filter(username="pia").exists()
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_a_connection_is_never_left_in_a_transaction(transactional_db):
    with gate.writing():
        assert transaction.get_connection().in_atomic_block
    assert not transaction.get_connection().in_atomic_block
