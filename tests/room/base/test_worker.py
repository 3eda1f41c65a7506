"""The worker delivers at least once, tries again, and may be killed anywhere."""

import threading
from datetime import timedelta

import pytest

from cauce.base import audit, expiry, outbox, worker
from cauce.base.actors import Actor
from cauce.base.models import AuditRoot, Event, Outbox, WorkerTick
from cauce.base.refusal import Refused
from cauce.base.states import move
from cauce.base.verb import note, verb
from tests import cast as people
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@verb
def promise(*, by, at, fail=False):
    outbox.put(kind="test.letter", body={"letter": "L1"}, at=at)
    note()
    if fail:
        raise Refused("no")


@pytest.fixture
def sent(monkeypatch):
    """Every call of a handler; put an exception into `faults` and the next call raises it."""
    calls = []
    calls_faults = []

    def send(key, body):
        calls.append((key, body["letter"]))
        if calls_faults:
            raise calls_faults.pop()

    monkeypatch.setattr(outbox, "HANDLERS", {"test.letter": send})
    send.calls, send.faults = calls, calls_faults
    return send


def test_a_promise_is_kept_after_the_verb(sent):
    promise(by=Actor.WORKER, at=MORNING)
    assert sent.calls == []
    assert outbox.deliver(at=MORNING) == 1
    assert outbox.deliver(at=MORNING) == 0
    row = Outbox.objects.get()
    assert (row.state, row.settled_at, row.attempts) == ("done", MORNING, 1)
    assert sent.calls == [(row.pk, "L1")]


def test_a_verb_that_was_undone_promised_nothing(sent):
    with pytest.raises(Refused):
        promise(by=Actor.WORKER, at=MORNING, fail=True)
    assert outbox.deliver(at=MORNING) == 0
    assert sent.calls == []


def test_nothing_is_sent_before_its_time(sent):
    promise(by=Actor.WORKER, at=MORNING + MINUTE)
    assert outbox.deliver(at=MORNING) == 0
    assert outbox.deliver(at=MORNING + MINUTE) == 1


def test_a_failure_is_tried_again_later_under_the_same_key(sent):
    promise(by=Actor.WORKER, at=MORNING)
    sent.faults.append(OSError("Ana María"))
    assert outbox.deliver(at=MORNING) == 0
    row = Outbox.objects.get()
    assert row.state == "waiting"
    assert row.last_error.startswith("OSError ")
    assert "Ana" not in row.last_error
    assert outbox.deliver(at=MORNING) == 0
    assert outbox.deliver(at=MORNING + MINUTE) == 1
    assert [key for key, _ in sent.calls] == [row.pk, row.pk]


def test_a_worker_that_is_killed_in_the_middle_leaves_the_row_to_the_next(sent):
    promise(by=Actor.WORKER, at=MORNING)
    sent.faults.append(SystemExit(9))
    with pytest.raises(SystemExit):
        outbox.deliver(at=MORNING)
    assert outbox.deliver(at=MORNING) == 0
    assert outbox.deliver(at=MORNING + MINUTE) == 1


def test_what_never_works_is_given_up_and_can_be_taken_up(sent, monkeypatch):
    monkeypatch.setattr(outbox, "MOST_TRIES", 3)
    promise(by=Actor.WORKER, at=MORNING)
    sent.faults.extend([OSError()] * 9)
    for hours in range(9):
        outbox.deliver(at=MORNING + timedelta(hours=hours))
    row = Outbox.objects.get()
    assert (row.state, row.attempts) == ("given_up", 3)
    move(record=row, to="waiting")
    with pytest.raises(Refused):
        move(record=row, to="waiting")


def test_a_kind_that_nobody_handles_waits(sent):
    outbox.put(kind="test.other", body={}, at=MORNING)
    assert outbox.deliver(at=MORNING) == 0
    assert Outbox.objects.get().attempts == 0


def test_waits_grow_to_six_hours():
    waits = [outbox.wait_after(attempts=n).total_seconds() for n in (1, 2, 3, 11, 500)]
    assert waits == [30, 60, 120, 21_600, 21_600]


def test_two_handlers_of_one_kind_are_a_fault(monkeypatch):
    monkeypatch.setattr(outbox, "HANDLERS", {})
    outbox.handler("test.x")(lambda key, body: None)
    with pytest.raises(ValueError, match="already"):
        outbox.handler("test.x")(lambda key, body: None)


def test_a_round_ticks_and_seals(cast):
    one = worker.Worker()
    one.round(at=MORNING)
    assert WorkerTick.objects.get().at == MORNING
    assert AuditRoot.objects.get().count == Event.objects.count()
    promise(by=Actor.WORKER, at=MORNING)
    one.round(at=MORNING + MINUTE / 2)
    assert AuditRoot.objects.count() == 1
    one.round(at=MORNING + MINUTE)
    assert AuditRoot.objects.count() == 2
    assert WorkerTick.objects.get().at == MORNING + MINUTE
    assert one.failed == 0


def test_many_events_are_sealed_at_once(cast, monkeypatch):
    one = worker.Worker()
    one.round(at=MORNING)
    monkeypatch.setattr(audit, "BATCH", 3)
    for _ in range(3):
        promise(by=Actor.WORKER, at=MORNING)
    one.round(at=MORNING)
    assert AuditRoot.objects.count() == 2


def test_deletions_run_every_five_minutes(monkeypatch):
    moments = []
    monkeypatch.setattr(expiry, "DELETIONS", {"test": lambda at: moments.append(at) or 2})
    one = worker.Worker()
    for minutes in (0, 1, 4, 5, 9, 10):
        one.round(at=MORNING + minutes * MINUTE)
    assert moments == [MORNING, MORNING + 5 * MINUTE, MORNING + 10 * MINUTE]


def test_one_failing_deletion_does_not_keep_the_others(monkeypatch):
    def broken(at):
        raise RuntimeError("Ana María")

    monkeypatch.setattr(expiry, "DELETIONS", {"broken": broken, "whole": lambda at: 3})
    assert expiry.run(at=MORNING) == 3


def test_one_failing_job_does_not_keep_the_others(cast, monkeypatch):
    def broken(**_):
        raise RuntimeError("Ana María")

    monkeypatch.setattr(outbox, "deliver", broken)
    one = worker.Worker()
    one.round(at=MORNING)
    assert one.failed == 1
    assert AuditRoot.objects.exists()


def test_it_works_until_told_to_stop(monkeypatch):
    stop, rounds = threading.Event(), []
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)

    def third_round_is_the_last(self, *, at):
        rounds.append(at)
        if len(rounds) == 3:
            stop.set()

    monkeypatch.setattr(worker.Worker, "round", third_round_is_the_last)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.run(stop)
    assert len(rounds) == 3


def test_expired_sessions_go(client, cast):
    from django.contrib.sessions.models import Session

    people.sign_in(client, cast.iris)
    assert Session.objects.count() == 1
    assert expiry.run(at=MORNING) == 0
    later = Session.objects.get().expire_date + MINUTE
    assert expiry.DELETIONS["sessions"](later) == 1
    assert not Session.objects.exists()
