"""The sender tries again with longer waits, gives up visibly, and never knows more than it can."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from cauce.applications.submission import RouteIn
from cauce.base import clock, outbox
from cauce.base.actors import Actor
from cauce.base.models import Event, Outbox
from cauce.base.refusal import Refused
from cauce.notices import actions, sender
from cauce.notices.channels import Failed, Unreachable, Unsure
from cauce.notices.letters import compose
from cauce.notices.models import Delivery, LocalMessage, Notice
from cauce.notices.sending import actions as sending
from cauce.people.models import ContactRoute
from tests.family import family
from tests.room.notices.conftest import NOON, deliveries, send, state

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
WORKER = {"by": Actor.WORKER}


def test_rows_come_before_messages(wrote, line):
    notice = wrote({}, {"kind": "email"})
    assert [(d.channel, d.state, d.number) for d in deliveries(notice)] == [
        ("sms", "waiting", 1),
        ("email", "waiting", 2),
    ]
    assert Outbox.objects.filter(kind="notices.send").count() == 2
    assert (line.carried, state(notice)) == ([], "waiting")


def test_the_worker_finds_them_through_the_outbox(wrote, line, monkeypatch):
    notice = wrote({}, {"kind": "email"})
    monkeypatch.setattr(clock, "machine_now", lambda: NOON)
    assert outbox.deliver(at=NOON) == 2
    assert outbox.deliver(at=NOON) == 0
    assert len(line.carried) == 2
    assert state(notice) == "sent"


def test_one_way_that_worked_is_enough(wrote, line):
    notice = wrote({"may_write": False}, {})
    send(notice)
    assert state(notice) == "sent"


def test_a_failure_is_tried_again_after_a_longer_wait_each_time(wrote, line):
    notice, now, waits = wrote({}), NOON, []
    line.faults = [Failed("refused")] * 3
    for _ in range(3):
        assert send(notice, now=now) == [("waiting", "refused")]
        [delivery] = deliveries(notice)
        waits.append((delivery.due_at - now).total_seconds())
        now = delivery.due_at
    assert waits == [30, 60, 120]
    assert Outbox.objects.filter(kind="notices.send", due_at=now).count() == 1
    assert send(notice, now=now) == [("sent", "")]
    assert len(line.carried) == 1


def test_what_never_works_is_given_up_and_an_officer_calls(wrote, line):
    notice, now = wrote({"from_hour": 0, "to_hour": 0}), NOON
    line.faults = [Failed("refused")] * 99
    for _ in range(sending.MOST_TRIES):
        assert state(notice) == "waiting"
        send(notice, now=now)
        now = deliveries(notice)[0].due_at
    [delivery] = deliveries(notice)
    assert (delivery.state, delivery.attempts) == ("given_up", sending.MOST_TRIES)
    assert state(notice) == "to_call"


def test_a_refusal_for_good_is_not_repeated(wrote, line):
    notice = wrote({})
    line.faults = [Failed("no_such_address", for_good=True)]
    assert send(notice) == [("given_up", "no_such_address")]
    assert state(notice) == "to_call"


def test_an_address_where_nobody_is_is_not_tried_for_the_next_letter(wrote, line, cast):
    notice = wrote({}, {"kind": "email"})
    line.faults = [Failed("no_such_address", for_good=True)]
    send(notice)
    routes = [d.route.state for d in deliveries(notice)]
    assert (routes, state(notice)) == (["failing", "verified"], "sent")
    words = {"household": notice.household, "letter": compose("message", "es", {"text": "x"})}
    later = actions.write(**words, by=Actor.WORKER, at=cast.at)
    assert send(later) == [("held_back", "route_failing"), ("sent", "")]


def test_a_line_that_broke_at_the_end_leaves_it_to_an_officer(wrote, line):
    notice = wrote({})
    line.announces, line.faults = True, [Unsure()]
    assert send(notice) == [("unsure", "line_broke")]
    assert state(notice) == "to_call"
    assert send(notice, now=NOON + timedelta(days=1)) == [("unsure", "line_broke")]
    assert line.carried == []


def test_a_line_that_is_down_is_left_alone_for_a_while(wrote, line, monkeypatch):
    first, second = wrote({}), wrote({})
    line.faults = [Unreachable("unreachable")]
    monkeypatch.setattr(clock, "machine_now", lambda: NOON)
    assert send(first) == [("waiting", "unreachable")]
    assert send(second) == [("waiting", "line_down")]
    [delivery] = deliveries(second)
    assert (delivery.due_at, delivery.attempts, line.carried) == (NOON + MINUTE, 0, [])
    assert send(second, now=NOON + MINUTE) == [("sent", "")]
    assert "sms" not in sender.RESTING


def test_a_line_that_stays_down_rests_longer_each_time(wrote, line, monkeypatch):
    lengths = []
    for tries in range(7):
        now = NOON + tries * timedelta(hours=1)
        monkeypatch.setattr(clock, "machine_now", lambda now=now: now)
        line.faults = [Unreachable("unreachable")]
        send(wrote({"from_hour": 0, "to_hour": 0}), now=now)
        lengths.append(sender.RESTING["sms"].length / MINUTE)
    assert lengths == [1, 2, 4, 8, 16, 30, 30]


def test_what_another_worker_holds_is_left_to_it(wrote, line):
    notice = wrote({})
    [delivery] = deliveries(notice)
    sending.take(delivery=delivery, now=NOON, **WORKER, at=NOON)
    with pytest.raises(sender.StillHeld):
        send(notice, now=NOON + sending.LEASE)
    assert line.carried == []


def test_a_worker_that_wakes_up_late_hands_nothing_over(wrote, line):
    notice = wrote({})
    [delivery] = deliveries(notice)
    lost = sending.take(delivery=delivery, now=NOON, **WORKER, at=NOON)
    later = NOON + 2 * sending.LEASE
    sending.take(delivery=deliveries(notice)[0], now=later, **WORKER, at=later)
    with pytest.raises(Refused):
        sending.let_leave(delivery=delivery, token=lost, **WORKER, at=later)
    with pytest.raises(Refused):
        sending.record_sent(delivery=delivery, token=lost, **WORKER, at=later)


def test_a_message_that_kills_every_worker_is_put_aside(wrote, line):
    notice = wrote({})
    [delivery] = deliveries(notice)
    for tries in range(sending.MOST_TRIES):
        now = NOON + tries * 2 * sending.LEASE
        sending.take(delivery=delivery, now=now, **WORKER, at=now)
    assert send(notice, now=now + 2 * sending.LEASE) == [("held_back", "worker_died")]
    assert (line.carried, state(notice)) == ([], "to_call")


def test_without_a_line_an_officer_calls(wrote, monkeypatch):
    monkeypatch.setattr(sender, "line_of", lambda channel: None)
    notice = wrote({})
    assert send(notice) == [("held_back", "no_line")]
    assert state(notice) == "to_call"


def test_the_local_outbox_keeps_one_message_however_often_it_is_handed_over(wrote):
    notice = wrote({})
    assert send(notice) == [("sent", "")]
    [delivery] = deliveries(notice)
    words = {"delivery": delivery, "to": "+1", "subject": "s", "text": "again"}
    sending.keep_message(**words, **WORKER, at=NOON)
    kept = LocalMessage.objects.unscoped("a test").get()
    assert kept.pk == delivery.pk
    assert b"carta" not in bytes(kept.sealed)


def test_only_the_worker_sends(wrote, cast):
    [delivery] = deliveries(wrote({}))
    for somebody in (cast.iris, Actor.FAMILY):
        with pytest.raises(Refused, match="request"):
            sending.take(delivery=delivery, now=NOON, by=somebody, at=NOON)


def test_events_hold_codes_only(wrote, line):
    notice = wrote({})
    send(notice)
    bodies = str([e.body for e in Event.objects.filter(subject=notice.key_id)])
    assert str(notice.letter_id) in bodies
    assert "Traiga" not in bodies
    assert "502" not in bodies.replace(str(notice.letter_id), "").split("digest")[0]


def test_ways_that_failed_are_tried_again_when_an_officer_says_so(wrote, line, cast):
    notice = wrote({}, {"may_write": False})
    line.faults = [Failed("refused", for_good=True)]
    send(notice)
    assert state(notice) == "to_call"
    actions.retry(notice=notice, by=Actor.WORKER, at=NOON)
    assert state(notice) == "waiting"
    assert [d.state for d in deliveries(notice)] == ["waiting", "waiting"]
    send(notice)
    assert state(notice) == "sent"
    with pytest.raises(Refused):
        actions.retry(notice=notice, by=Actor.WORKER, at=NOON)


def test_what_nobody_can_try_is_refused_with_the_way_out(wrote):
    with pytest.raises(Refused, match="Call"):
        actions.retry(notice=wrote(), by=Actor.WORKER, at=NOON)


def test_no_request_ever_comes_near_a_line():
    """The pages' process knows the sender's module, but only the outbox calls it, and verbs never do."""
    import ast

    from tests.house.tree import SRC, parsed, sources

    users = {
        path.relative_to(SRC).as_posix()
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and "cauce.notices.sender" in _names(node) | {f"{m}.sender" for m in _modules(node)}
    }
    # The demonstration sends the letters of its past days when it is made, before anybody can ask.
    assert users == {"notices/apps.py", "demo/telling.py"}
    lines = {
        path.relative_to(SRC).as_posix()
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("notices.channels")
    }
    own = (f"notices/channels/{name}.py" for name in ("__init__", "email", "local", "sms"))
    assert lines == {"notices/sender.py", *own}


def _names(node):
    return {alias.name for alias in node.names}


def _modules(node):
    module = getattr(node, "module", None)
    return {module} if module and "sender" in _names(node) else set()


def test_a_letter_that_was_written_in_a_request_stays_in_the_house(client, cast, wrote, line):
    notice = wrote({})
    for address in ("/", "/office", "/health"):
        client.get(address)
    assert (line.carried, state(notice)) == ([], "waiting")
    assert Delivery.objects.of(notice=notice).get().attempts == 0


def digits_typed(application):
    """The family asks for digits, gets them on every safe way, and types them."""
    from cauce.applications.access import actions as access
    from cauce.base import envelopes

    words = {"application": application, "now": NOON}
    access.send_code(code=uuid4(), **words, **WORKER, at=NOON)
    notice = Notice.objects.of(household=application.household).filter(kind="code").latest("pk")
    for delivery in deliveries(notice):
        sender.send(delivery.pk, now=NOON, at=NOON)
    digits = envelopes.read(notice, "sealed")["neutral"][:6]
    return access.use_code(digits=digits, **words, by=Actor.FAMILY, at=NOON)


@pytest.mark.parametrize(("ways", "state"), [(1, "verified"), (2, "unverified")])
def test_digits_that_came_back_prove_the_one_way_they_went(cast, line, ways, state):
    routes = [RouteIn(kind="phone", address=f"+5730012345{n}0") for n in range(ways)]
    application = family(cast, routes=routes)
    assert digits_typed(application)
    rows = ContactRoute.objects.of(household=application.household)
    assert {row.state for row in rows} == {state}
    assert len(line.carried) == ways


@pytest.mark.django_db(transaction=True)
def test_ways_that_end_at_one_moment_leave_no_letter_behind(wrote):
    """The last of them settles the letter, whichever it is."""
    notice = wrote(*({"may_write": False},) * 8)
    together = Barrier(8, timeout=30)

    def end(delivery):
        together.wait()
        words = {"because": "not_safe", "now": NOON, **WORKER, "at": NOON}
        sending.hold_back(delivery=delivery, **words)
        connection.close()

    threads = [Thread(target=end, args=[delivery]) for delivery in deliveries(notice)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {d.state for d in deliveries(notice)} == {"held_back"}
    assert state(notice) == "to_call"
