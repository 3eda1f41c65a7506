"""States of a record: one literal `MOVES` beside the field, and one way to move."""

from collections.abc import Mapping, Set
from typing import Any

from django.db.models import Model

from cauce.base.refusal import Refused

Moves = Mapping[str, Set[str]]


def move(*, record: Model, to: str, field: str = "state") -> None:
    """Set a record's state, or refuse a move that `MOVES` does not list; the caller saves."""
    here = getattr(record, field)
    moves: Moves = record.MOVES  # type: ignore[attr-defined]  # said by the record's class
    if to not in moves[here]:
        raise Refused(f"This is {here}; it cannot become {to}.")
    setattr(record, field, to)


def reachable(*, moves: Moves, start: str) -> set[str]:
    """Return the states a record can come to from where it starts."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(moves[state])
    return seen


def moves_of(model: type[Model]) -> dict[str, Any] | None:
    """Return a model's literal `MOVES`, or None where its records have no states."""
    return getattr(model, "MOVES", None)
