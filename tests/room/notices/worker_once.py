"""A worker of its own process that goes through the outbox once, and kills itself where it is told to.

    python worker_once.py <place> <carried>

`carried` is a file that stands for the telephone: one line for each message that reached it.
"""

import os
import signal
import sys
from pathlib import Path

import django

django.setup()

from cauce.base import clock, gate, outbox  # noqa: E402 - the settings come first
from cauce.notices import sender  # noqa: E402 - the settings come first
from cauce.notices.sending import actions  # noqa: E402 - the settings come first
from tests.room.notices.telephone import Telephone  # noqa: E402 - the settings come first

PLACE, CARRIED = sys.argv[1], Path(sys.argv[2])
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


for step in STEPS:
    setattr(actions, step, dying_at(step, getattr(actions, step)))
outbox._settle = dying_at("settle", outbox._settle)
sender.line_of = lambda channel: Telephone(CARRIED, keyed=channel == "sms", place=PLACE, die=die)
outbox.deliver(at=clock.machine_now())
