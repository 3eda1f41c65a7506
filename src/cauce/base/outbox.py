"""Effects after commit: a verb puts a row here, and the worker carries it out, at least once."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from cauce.base import ids, rows
from cauce.base.gate import writing
from cauce.base.logs import log, place
from cauce.base.models import Outbox
from cauce.base.states import move

# (the effect's id, its body): the id is the same at every try, so a handler can tell a repetition.
Handler = Callable[[UUID, Mapping[str, Any]], None]

HANDLERS: dict[str, Handler] = {}
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 20


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Name the function that carries out one kind of effect."""

    def register(function: Handler) -> Handler:
        if HANDLERS.setdefault(kind, function) is not function:
            raise ValueError(f"The outbox has a handler for {kind} already.")
        return function

    return register


def put(*, kind: str, body: Mapping[str, Any], at: datetime) -> Outbox:
    """Promise an effect, inside a verb: it happens if and only if the verb does."""
    row = rows.new_row(Outbox, id=ids.ordered(at), kind=kind, body=dict(body), due_at=at)
    rows.insert(row)
    return row


def deliver(*, at: datetime, most: int = 100) -> int:
    """Carry out what is due; return how many effects succeeded."""
    done = 0
    for _ in range(most):
        row = _claim(at)
        if row is None:
            break
        done += _carry_out(row, at)
    return done


def wait_after(*, attempts: int) -> timedelta:
    """Return how long to wait after so many tries: twice as long each time, up to six hours."""
    doublings: int = 2 ** min(attempts - 1, 16)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def _claim(at: datetime) -> Outbox | None:
    # Counted and put off before it is tried: a worker that is killed in the middle leaves a row
    # that comes due again, and one that kills its worker every time is given up in the end.
    with writing():
        due = Q(state=Outbox.State.WAITING, due_at__lte=at, kind__in=list(HANDLERS))
        row = (
            Outbox.objects.select_for_update(skip_locked=True)
            .filter(due)
            .order_by("due_at")
            .first()
        )
        if row is not None:
            row.attempts += 1
            row.due_at = at + wait_after(attempts=row.attempts)
            row.save(update_fields=["attempts", "due_at"])
        return row


def _carry_out(row: Outbox, at: datetime) -> bool:
    try:
        HANDLERS[row.kind](row.pk, row.body)
    except Exception as fault:  # a handler may fail in any way; the row stays and says where
        log.warning("effect failed", attempts=row.attempts, exc_info=fault)
        _settle(row, at, error=f"{type(fault).__name__} {place(fault.__traceback__)}")
        return False
    _settle(row, at)
    return True


def _settle(row: Outbox, at: datetime, *, error: str = "") -> None:
    if not error:
        move(record=row, to=Outbox.State.DONE)
    elif row.attempts >= MOST_TRIES:
        move(record=row, to=Outbox.State.GIVEN_UP)
    row.settled_at = None if row.state == Outbox.State.WAITING else at
    row.last_error = error[:200]
    with writing():
        row.save(update_fields=["state", "settled_at", "last_error"])
