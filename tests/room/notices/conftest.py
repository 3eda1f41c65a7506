"""A household, a line that remembers what it carried, and a sender that starts well rested."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from cauce.base.actors import Actor
from cauce.notices import actions, sender
from cauce.notices.letters import compose
from cauce.notices.models import Delivery, Notice
from tests.household import a_household

NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 12:00 in Bogotá, where the cast works


@pytest.fixture(autouse=True)
def _well_rested():
    sender.RESTING.clear()
    yield
    sender.RESTING.clear()


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


class Recorder:
    """A line that carries nothing; an exception put into `faults` is raised instead."""

    def __init__(self):
        self.carried, self.faults, self.announces = [], [], False

    def send(self, delivery, message, leaving):
        if self.announces:
            leaving()
        if self.faults:
            raise self.faults.pop(0)
        self.carried.append((delivery.pk, message))

    @property
    def texts(self):
        return [message.text for _id, message in self.carried]


@pytest.fixture
def line(monkeypatch):
    """The only line, for every channel."""
    one = Recorder()
    monkeypatch.setattr(sender, "line_of", lambda channel: one)
    return one


@pytest.fixture
def wrote(cast):
    """Write a letter to a new household with the given routes."""

    def write(*routes, kind="message", language="es", **words):
        family = a_household(cast.site, routes=routes)
        values = {"text": "Traiga la partida.", "digits": "123456", "minutes": 10}
        values |= {"reference": "QX7-4KM-2AB", "until": "el martes", "call_code": "7314"}
        letter = compose(kind, language, values)
        return actions.write(
            household=family.home, letter=letter, by=Actor.WORKER, at=cast.at, **words
        )

    return write


def deliveries(notice):
    """The deliveries of a notice as they are stored now."""
    return list(Delivery.objects.of(notice=notice).order_by("number"))


def state(notice):
    """A notice's state as it is stored now."""
    return Notice.objects.itself(notice).get().state


def send(notice, *, now=NOON):
    """Let the worker come to every delivery of a notice once."""
    for delivery in deliveries(notice):
        sender.send(delivery.pk, now=now, at=now)
    return [(d.state, d.because) for d in deliveries(notice)]
