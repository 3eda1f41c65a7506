"""What must be gone after its time: rooms name their deletions here, the worker runs them."""

from collections.abc import Callable
from datetime import datetime

from cauce.base import throttle
from cauce.base.gate import writing
from cauce.base.logs import log
from cauce.base.sessions import SessionStore

# Deletes what is over at a moment of the machine's clock; returns how many rows went.
Deletion = Callable[[datetime], int]

DELETIONS: dict[str, Deletion] = {}


def deletion(name: str) -> Callable[[Deletion], Deletion]:
    """Name a function that deletes what has expired; it writes through `gate.writing()`."""

    def register(function: Deletion) -> Deletion:
        if DELETIONS.setdefault(name, function) is not function:
            raise ValueError(f"There is a deletion called {name} already.")
        return function

    return register


def run(*, at: datetime) -> int:
    """Delete everything that has expired; return how many rows went."""
    return sum(_run_one(delete, at) for delete in DELETIONS.values())


def _run_one(delete: Deletion, at: datetime) -> int:
    try:
        return delete(at)
    except Exception as fault:  # one that fails must not keep another's rows
        log.error("deletion failed", exc_info=fault)
        return 0


@deletion("throttle counts")
def _counts(at: datetime) -> int:
    return throttle.forget(now=at.timestamp())


@deletion("sessions")
def _sessions(at: datetime) -> int:
    model = SessionStore.get_model_class()
    with writing():
        return int(model.objects.filter(expire_date__lt=at).delete()[0])
