"""Kleene's three values, *never*, partial dates and open lists, for the judge alone."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Truth = bool | None


class _Never:
    def __repr__(self) -> str:
        return "NEVER"


NEVER = _Never()


@dataclass(frozen=True)
class Span:
    """A day that lies somewhere from `lo` to `hi`; one day when both are the same."""

    lo: dt.date
    hi: dt.date


@dataclass(frozen=True)
class Items:
    """A list: these, and no others if it is complete."""

    items: tuple[Any, ...]
    complete: bool = True


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(text: str) -> Span:
    """The interval that an EDTF text stands for."""
    if "/" in text:
        first, last = text.split("/")
        return Span(span(first).lo, span(last).hi)
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return Span(dt.date(*parts), dt.date(*parts))
    if len(parts) == 2:
        last_day = calendar.monthrange(*parts)[1]
        return Span(dt.date(*parts, 1), dt.date(*parts, last_day))
    return Span(dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31))


def both(*values: Truth) -> Truth:
    """`and`."""
    if False in values:
        return False
    return None if None in values else True


def either(*values: Truth) -> Truth:
    """`or`."""
    if True in values:
        return True
    return None if None in values else False


def no(value: Truth) -> Truth:
    return None if value is None else not value


def certain(value: Any) -> bool:
    """Whether nothing about this value can still be learned."""
    if value is None:
        return False
    if isinstance(value, Span):
        return value.lo == value.hi
    if isinstance(value, Items):
        return value.complete and all(certain(item) for item in value.items)
    if isinstance(value, dict):
        return all(certain(part) for part in value.values())
    return True


def is_in(value: Any, codes: Iterable[Any]) -> Truth:
    if value is None:
        return None
    return False if value is NEVER else value in codes


def not_in(value: Any, codes: Iterable[Any]) -> Truth:
    """`not in` is an operator too: false when the value is *never*."""
    return False if value is NEVER else no(is_in(value, codes))


def equals(value: Any, other: Any) -> Truth:
    """`==`: unknown first, then *never* is false."""
    if value is None or other is None:
        return None
    return False if NEVER in (value, other) else value == other


def differs(value: Any, other: Any) -> Truth:
    """`!=`: false, not true, when one side is *never*."""
    if value is None or other is None:
        return None
    return False if NEVER in (value, other) else value != other


def at_least(value: Any, number: int) -> Truth:
    if value is None:
        return None
    return False if value is NEVER else value >= number


def _settle(value: Any, limit: dt.date | None, test: Callable[[dt.date, dt.date], bool]) -> Truth:
    if value is None or limit is None:
        return None
    if value is NEVER:
        return False
    low, high = test(value.lo, limit), test(value.hi, limit)
    return low if low == high else None


def by(value: Any, limit: dt.date | None) -> Truth:
    """On or before."""
    return _settle(value, limit, lambda a, b: a <= b)


def before(value: Any, limit: dt.date | None) -> Truth:
    return _settle(value, limit, lambda a, b: a < b)


def after(value: Any, limit: dt.date | None) -> Truth:
    return _settle(value, limit, lambda a, b: a > b)


def on_or_after(value: Any, limit: dt.date | None) -> Truth:
    return _settle(value, limit, lambda a, b: a >= b)


def happened(value: Any) -> Truth:
    return None if value is None else value is not NEVER


def years_ago(on: dt.date, years: int) -> dt.date:
    """The same calendar day; 29 February becomes the 28th."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def years_between(born: dt.date, on: dt.date) -> int:
    """Completed years; 29 February counts as 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _ages(born: Any, on: Any) -> tuple[int, int] | None:
    at = on if isinstance(on, Span) else Span(on, on)
    return years_between(born.hi, at.lo), years_between(born.lo, at.hi)


def aged(born: Any, years: int, on: Any) -> Truth:
    """At least so many years old on a day, which may itself be partial."""
    if born is None or on is None:
        return None
    if born is NEVER or on is NEVER:
        return False
    youngest, oldest = _ages(born, on)
    return None if youngest < years <= oldest else youngest >= years


def younger(born: Any, years: int, on: Any) -> Truth:
    """Under so many years; false, like every comparison, when there is no such birth."""
    if born is None or on is None:
        return None
    return False if NEVER in (born, on) else no(aged(born, years, on))


def any_of(items: Any, test: Callable[[Any], Truth]) -> Truth:
    """`any(… for x in list)`."""
    if items is None:
        return None
    found = [test(item) for item in items.items]
    return either(*found) if items.complete else either(*found, None)


def holds_one(items: Any, codes: Iterable[Any]) -> Truth:
    return any_of(items, lambda item: is_in(item, codes))


def is_empty(items: Any) -> Truth:
    if items is None:
        return None
    if items.items:
        return False
    return True if items.complete else None


def more_than_one(items: Any) -> Truth:
    if items is None:
        return None
    if len(set(items.items)) > 1:
        return True
    return False if items.complete else None
