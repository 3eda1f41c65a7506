"""Partial dates in EDTF: every text becomes the interval of days in which the day lies."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)\Z", re.ASCII)
_YEAR = re.compile(r"(\d{4})\Z", re.ASCII)


class DateFault(ValueError):
    """A text that is not a date; its message says what is wrong and what to write."""


class Span(NamedTuple):
    """First and last day that are possible, both included."""

    first: date
    last: date


def parse(text: str) -> Span:
    """The interval of days that an EDTF text allows: a day, a month, a year, `a/b`, `../b`, `a/..`.

    Other forms of EDTF levels 0 to 2 (`1988~`, `198X`) go through the edtf library.
    Raises DateFault with a sentence.
    """
    if not isinstance(text, str) or not text or len(text) > 60 or text != text.strip():
        raise DateFault(_write(text))
    if "/" in text:
        return _interval(text)
    return _simple(text) or _other(text)


def spell(span: Span) -> str:
    """The shortest EDTF text that `parse` reads back to this interval."""
    first, last = span
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == _month_end(first):
        return f"{first:%Y-%m}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04d}"
    left = ".." if first == date.min else first.isoformat()
    right = ".." if last == date.max else last.isoformat()
    return f"{left}/{right}"


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _simple(text: str) -> Span | None:
    try:
        if match := _DAY.match(text):
            day = date(*map(int, match.groups()))
            return Span(day, day)
        if match := _MONTH.match(text):
            day = date(int(match[1]), int(match[2]), 1)
            return Span(day, _month_end(day))
        if match := _YEAR.match(text):
            return Span(date(int(text), 1, 1), date(int(text), 12, 31))
    except ValueError:
        raise DateFault(f"{text} is not a day of the calendar; write a day that exists") from None
    return None


def _interval(text: str) -> Span:
    left, _, right = text.partition("/")
    first = date.min if left == ".." else parse(left).first
    last = date.max if right == ".." else parse(right).last
    if first > last:
        raise DateFault(f"{text} ends before it begins; write the earlier date first")
    return Span(first, last)


def _other(text: str) -> Span:
    """Through the edtf library, imported late because it is slow to load."""
    import time

    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        bounds = [
            date(*value[:3])
            for value in (parsed.lower_strict(), parsed.upper_strict())
            if isinstance(value, time.struct_time)
        ]
        return Span(bounds[0], bounds[1])
    except (EDTFParseException, ValueError, IndexError, AttributeError, TypeError):
        raise DateFault(_write(text)) from None


def _write(text: object) -> str:
    return (
        f"{text!r} is not a date; write it like 2023-06-11, 2023-06, 2023 or 2023-06-01/2023-06-20"
    )
