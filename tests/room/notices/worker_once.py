"""A worker of its own process that goes through the outbox once, and kills itself where it is told to.

    python worker_once.py <seconds to be ahead> <place> <carried>

`carried` is a file that stands for the telephone: one line for each message that reached it.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from cauce.base import clock, gate, outbox  # noqa: E402 - the settings come first
from cauce.notices import sender  # noqa: E402 - the settings come first
from cauce.notices.channels import Unsure  # noqa: E402 - the settings come first
from cauce.notices.sending import actions  # noqa: E402 - the settings come first

AHEAD, PLACE, CARRIED = timedelta(seconds=float(sys.argv[1])), sys.argv[2], Path(sys.argv[3])
STEPS = ("take", "let_leave", "record_sent", "hold_back", "postpone")


def die():
    """As if somebody pulled the plug."""
    os.kill(os.getpid(), signal.SIGKILL)


def dying_at(name, call):
    """Die before a step, inside its transaction just before the commit, or after it."""

    def wrapped(*args, **kwargs):
        if f"before {name}" == PLACE:
            die()
        if f"inside {name}" == PLACE:
            with gate.writing():
                call(*args, **kwargs)
                die()
        result = call(*args, **kwargs)
        if f"after {name}" == PLACE:
            die()
        return result

    return wrapped


class Telephone:
    """Carries a message to a file; `keyed` knows a repetition by its id, as the gateway of our SMS does."""

    def __init__(self, keyed):
        self.keyed = keyed

    def send(self, delivery, message, leaving):
        if not self.keyed:
            leaving()
        if PLACE == "before the line":
            die()
        known = CARRIED.read_text().splitlines() if CARRIED.exists() else []
        if not (self.keyed and str(delivery.pk) in known):
            with CARRIED.open("a") as file:
                file.write(f"{delivery.pk}\n")
        if PLACE == "after the line":
            die()
        if PLACE == "line broke":
            raise Unsure


for step in STEPS:
    setattr(actions, step, dying_at(step, getattr(actions, step)))
outbox._settle = dying_at("settle", outbox._settle)
sender.line_of = lambda channel: Telephone(keyed=channel == "sms")
real = clock.machine_now
clock.machine_now = lambda: real() + AHEAD
outbox.deliver(at=clock.machine_now())
