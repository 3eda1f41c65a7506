"""The bare form of a pathway in the judge's reading: criteria, dates of force, days open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.judge.facts import World
from tests.judge.values import Truth, day


@dataclass(frozen=True)
class Criterion:
    """`holds` takes the person's world, and one relative when `scope` is *relative*."""

    id: str
    holds: Callable[..., Truth]
    scope: str = "principal"  # principal, each, relative
    refer: bool = False
    after: str = ""
    start: str = ""
    end: str = ""

    def in_force(self, on: dt.date) -> bool:
        late_enough = not self.start or day(self.start) <= on
        return late_enough and (not self.end or on <= day(self.end))


@dataclass(frozen=True)
class Pathway:
    """`available` gives None when open, a reason when closed, *unknown* when it is not settled."""

    id: str
    available: Callable[[World], str | None]
    criteria: tuple[Criterion, ...]
    listed: dict[str, Any]

    @property
    def gate(self) -> Criterion | None:
        return self.criteria[0] if self.criteria else None


def between(start: str, end: str, late: str) -> Callable[[World], str | None]:
    """Open from one day to another; before it is not yet open, after it is closed as said."""

    def available(world: World) -> str | None:
        if start and world.on < day(start):
            return "not_yet_open"
        return late if end and world.on > day(end) else None

    return available


def standing(world: World) -> str | None:
    return None
