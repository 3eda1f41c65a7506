"""A date of the ledger: first and last possible day, and whether it was marked approximate."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cauce.dates import parse

_MARKS = str.maketrans("", "", "~?%")


class When(NamedTuple):
    """The days that a text allows, both ends included; None at an end that has no limit."""

    first: date | None
    last: date | None
    marked: bool = False

    def meets(self, other: "When") -> bool:
        """Whether some day is possible in both."""
        return _not_after(self.first, other.last) and _not_after(other.first, self.last)

    def width(self) -> float:
        """How many days are possible, less one."""
        if self.first is None or self.last is None:
            return float("inf")
        return (self.last - self.first).days


UNKNOWN = When(None, None)


@lru_cache(maxsize=4096)
def when(text: str | None) -> When:
    """Read an EDTF text; nothing stated leaves every day possible. Raises DateFault."""
    if text is None:
        return UNKNOWN
    bare = "/".join(part or ".." for part in text.translate(_MARKS).split("/"))
    first, last = parse(bare)
    return When(
        None if first == date.min else first,
        None if last == date.max else last,
        any(mark in text for mark in "~?%"),
    )


def hull(days: Iterable[When]) -> When:
    """The shortest interval around all."""
    every = list(days)
    firsts = [w.first for w in every if w.first]
    lasts = [w.last for w in every if w.last]
    return When(
        min(firsts) if firsts and len(firsts) == len(every) else None,
        max(lasts) if lasts and len(lasts) == len(every) else None,
        any(w.marked for w in every),
    )


def days_until(day: date, earlier: date | None) -> int | None:
    """Days from an earlier day to this one; None where the earlier one has no limit."""
    return None if earlier is None else (day - earlier).days


def _not_after(a: date | None, b: date | None) -> bool:
    return a is None or b is None or a <= b
