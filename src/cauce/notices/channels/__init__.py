"""The lines on which messages leave: one file each, behind one door.

A line sends one message or raises `Failed` (it did not go) or `Unsure` (nobody can know). It calls `leaving`
before the moment from which on nobody could know; one that may be repeated under the same id never needs to.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from cauce.notices.models import Delivery

# Seconds for one step, and for the whole of a message: a server that hangs, or drips, stops nobody.
STEP, DEADLINE = 8.0, 20.0


class Failed(Exception):
    """The message did not leave; `for_good` where trying again is of no use."""

    def __init__(self, because: str, *, for_good: bool = False) -> None:
        """Keep a code, never what a server said."""
        super().__init__(because)
        self.because, self.for_good = because, for_good


class Unreachable(Failed):
    """The line itself is down: the other messages need not try for a while."""


class Unsure(Exception):
    """The line broke while the message was handed over."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """What goes out, to whom."""

    to: str
    subject: str
    text: str
    language: str


class Line(Protocol):
    """A way out of the house."""

    def send(self, delivery: Delivery, message: Message, leaving: Callable[[], None]) -> None:
        """Send one message, or say why not."""


def line_of(channel: str) -> Line | None:
    """Return the line of a channel; None where the office has none."""
    from cauce.notices.channels import email, local, sms

    if not settings.PRODUCTION:
        return local.LocalLine()  # whatever is no production never reaches a real telephone
    lines = settings.CAUCE_LINES
    if channel == Delivery.Channel.EMAIL and lines.smtp_host:
        return email.MailLine(lines)
    if channel == Delivery.Channel.SMS and lines.sms_url:
        return sms.ShortMessageLine(lines)
    return None


@contextmanager
def deadline(socket_now: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Cut a connection that takes longer than the deadline, also where bytes drip in one by one."""

    def cut() -> None:
        held = socket_now()
        if held is not None:
            with suppress(OSError):  # closed at this very moment
                held.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(DEADLINE, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
