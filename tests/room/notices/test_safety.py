"""Safe contact is held by the sender: who may be written to, when, and in which words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cauce.base import keys
from cauce.base.models import SubjectKey
from cauce.notices import safety
from cauce.people.models import ContactRoute
from tests.room.notices.conftest import NOON, deliveries, send, state

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 3, 4, 30, tzinfo=UTC)  # 23:30 in Bogotá


def test_a_safe_verified_route_gets_the_offices_short_words(wrote, line):
    notice = wrote({"kind": "phone"})
    assert send(notice) == [("sent", "")]
    assert state(notice) == "sent"
    [(key, message)] = line.carried
    assert key == deliveries(notice)[0].pk
    assert message.to == "+50255512345"
    assert message.text.startswith("Cauce: hay una carta para usted.")


def test_the_letter_itself_never_goes_by_short_message(wrote, line):
    send(wrote({"kind": "phone"}, kind="received"))
    assert "QX7-4KM-2AB" not in line.texts[0]


@pytest.mark.parametrize(
    ("kind", "whole"), [("received", True), ("message", False)], ids=["plain", "confidential"]
)
def test_by_mail_only_what_says_nothing_of_the_file_goes_whole(wrote, line, kind, whole):
    send(wrote({"kind": "email"}, kind=kind))
    assert ("No tiene que volver a enviar nada" in line.texts[0]) is whole
    assert "Traiga la partida" not in line.texts[0]
    assert "#" not in line.texts[0]


@pytest.mark.parametrize("kind", ["phone", "email"])
def test_neutral_only_means_neutral(wrote, line, kind):
    send(wrote({"kind": kind, "neutral_only": True}, kind="received"))
    [(_id, message)] = line.carried
    assert message.text == "Hay un mensaje para usted. Léalo donde siempre."
    assert message.subject == "Un mensaje"


def test_a_route_that_nobody_verified_is_neutral_too(wrote, line):
    send(wrote({"kind": "email", "state": "unverified"}, kind="received"))
    assert line.texts == ["Hay un mensaje para usted. Léalo donde siempre."]


def test_a_code_goes_neutrally_with_its_digits(wrote, line):
    send(wrote({"neutral_only": True}, kind="code"))
    assert line.texts == ["123456 (vale 10 minutos)"]


@pytest.mark.parametrize(
    ("route", "because"),
    [
        ({"may_write": False, "may_call": True}, "not_safe"),
        ({"state": "failing"}, "route_failing"),
        ({"address": ""}, "no_address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_safe_is_held_back_and_an_officer_calls(wrote, line, route, because):
    notice = wrote(route)
    assert send(notice) == [("held_back", because)]
    assert (line.carried, state(notice)) == ([], "to_call")


def test_a_route_that_became_unsafe_after_the_letter_was_written(wrote, line):
    notice = wrote({}, {})
    first, second = (d.route for d in deliveries(notice))
    ContactRoute.objects.itself(first).update(may_write=False)
    ContactRoute.objects.itself(second).update(state="closed")
    assert send(notice) == [("held_back", "not_safe"), ("held_back", "route_closed")]
    assert line.carried == []


def test_a_closed_route_is_not_even_named(wrote):
    assert deliveries(wrote({"state": "closed"})) == []


def test_without_any_route_an_officer_calls_at_once(wrote, line):
    assert state(wrote()) == "to_call"
    assert state(wrote(kind="received")) == "sent"


def test_nothing_is_sent_at_night(wrote, line):
    notice = wrote({})
    assert send(notice, now=NIGHT) == [("waiting", "quiet_hours")]
    [delivery] = deliveries(notice)
    assert delivery.due_at == datetime(2026, 3, 3, 13, 0, tzinfo=UTC)  # 08:00 there
    assert (line.carried, delivery.attempts, state(notice)) == ([], 0, "waiting")
    assert send(notice, now=delivery.due_at - timedelta(seconds=1)) == [("waiting", "quiet_hours")]
    assert send(notice, now=delivery.due_at) == [("sent", "")]
    assert len(line.carried) == 1


def test_the_households_own_hours_count_also_at_night(wrote, line):
    notice = wrote({"from_hour": 22, "to_hour": 5})
    assert send(notice, now=NIGHT) == [("sent", "")]
    notice = wrote({"from_hour": 22, "to_hour": 5})
    assert send(notice, now=NOON) == [("waiting", "quiet_hours")]


def test_a_code_that_was_asked_for_does_not_wait_for_the_morning(wrote, line):
    assert send(wrote({}, kind="code"), now=NIGHT) == [("sent", "")]


def test_a_code_obeys_the_hours_of_its_route_and_is_not_sent_too_late(wrote, line):
    until = NIGHT + timedelta(minutes=10)
    notice = wrote({"from_hour": 9, "to_hour": 18}, kind="code", until=until)
    assert send(notice, now=NIGHT) == [("held_back", "too_late")]
    assert (line.carried, state(notice)) == ([], "lapsed")


def test_a_code_whose_time_is_over_is_not_sent(wrote, line):
    notice = wrote({}, kind="code", until=NOON)
    assert send(notice, now=NOON) == [("held_back", "too_late")]


def test_what_was_read_meanwhile_needs_no_message(wrote, line):
    from cauce.base.actors import Actor
    from cauce.notices import actions

    notice = wrote({})
    actions.mark_read(notice=notice, by=Actor.FAMILY, at=NOON)
    assert send(notice) == [("held_back", "told")]
    assert (line.carried, state(notice)) == ([], "read")


def test_nobody_writes_to_an_erased_file(wrote, line):
    notice = wrote({})
    row = SubjectKey.objects.get(pk=notice.key_id)
    keys.destroy(row=row, at=NOON)
    assert send(notice) == [("held_back", "erased")]
    assert (line.carried, state(notice)) == ([], "lapsed")


ZONE = ZoneInfo("America/Guatemala")


@pytest.mark.parametrize(
    ("here", "hours", "opens"),
    [
        ("2024-01-12T12:00", (8, 20), "2024-01-12T12:00"),
        ("2024-01-12T23:30", (8, 20), "2024-01-13T08:00"),
        ("2024-01-12T07:59", (8, 20), "2024-01-12T08:00"),
        ("2024-01-12T20:00", (8, 20), "2024-01-13T08:00"),
        ("2024-02-28T23:30", (0, 6), "2024-02-29T00:00"),
        ("2024-01-12T23:30", (22, 5), "2024-01-12T23:30"),
        ("2024-01-12T04:59", (22, 5), "2024-01-12T04:59"),
        ("2024-01-12T05:00", (22, 5), "2024-01-12T22:00"),
        ("2024-01-12T03:00", (0, 0), "2024-01-12T03:00"),
    ],
)
def test_hours_are_those_of_the_site(here, hours, opens):
    now = datetime.fromisoformat(here).replace(tzinfo=ZONE).astimezone(UTC)
    found = safety.opening(now, ZONE, hours).astimezone(ZONE)
    assert found.isoformat(timespec="minutes")[:16] == opens
