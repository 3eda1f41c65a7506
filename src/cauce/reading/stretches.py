"""Dates that are a stretch of days, a part of a month or year, or counted from another date."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from cauce import dates
from cauce.reading.draft import When
from cauce.reading.lexicon import load
from cauce.reading.phrases import (
    COUNTED,
    EXPLICIT,
    RELATIVE,
    YEAR_READ,
    Phrase,
    dated,
    dated_when,
    month_away,
    month_span,
    number_of,
    possible,
    third,
    week,
)


def part_of_year(first: int, end: int) -> Callable[[Phrase], When | None]:
    """The beginning, middle or end of a year that is named or lies beside the publication."""

    def reading(phrase: Phrase) -> When | None:
        last, year = phrase.calendar.day, phrase.group("year")
        if not year and last is None:
            return None
        shift = -1 if phrase.back else 1 if phrase.group("next") else 0
        number = int(year) if year else (last.year if last else 0) + shift
        edtf = f"{number:04d}-{first:02d}" + (f"/{number:04d}-{end:02d}" if end > first else "")
        return When(None, edtf, EXPLICIT if year else RELATIVE)

    return reading


def days(phrase: Phrase) -> When | None:
    """`20 and 21 July`: from the one day to the other, both read as the last is."""
    month = phrase.words.months[phrase.match["month"]]
    year = phrase.group("year") or _year_of(phrase, month)
    ends = [
        possible(f"{year}-{month:02d}-{int(phrase.match[name]):02d}") for name in ("day", "last")
    ]
    if not year or not ends[0] or not ends[1] or ends[0].first > ends[1].first:
        return None
    basis = EXPLICIT if phrase.group("year") else YEAR_READ
    return dated_when(dates.Span(ends[0].first, ends[1].last), basis)


def _year_of(phrase: Phrase, month: int) -> str | None:
    """The year in which a month without one is read."""
    last = phrase.calendar.day
    if not last:
        return None
    if phrase.forward:
        return f"{last.year + (month < last.month):04d}"
    return f"{last.year - (month > last.month + 1):04d}"


def _ordinal(phrase: Phrase) -> int:
    number: int = load("dates")["ordinals"][phrase.match["ordinal"]]
    return number


def week_of_month(phrase: Phrase) -> When | None:
    """The first seven days of a month, the next seven, or its last seven."""
    month = phrase.words.months[phrase.match["month"]]
    year = phrase.group("year") or _year_of(phrase, month)
    if not year:
        return None
    span, number = month_span(int(year), month), _ordinal(phrase)
    first = span.last - timedelta(6) if number > 4 else span.first + timedelta(7 * (number - 1))
    basis = EXPLICIT if phrase.group("year") else YEAR_READ
    return dated_when(dates.Span(first, first + timedelta(6)), basis)


def half_of_month(phrase: Phrase) -> When | None:
    """The first fifteen days of a month, or the rest of it."""
    week_read = week_of_month(phrase)
    if not week_read or not week_read.edtf:
        return None
    span = dates.parse(week_read.edtf)
    month = month_span(span.first.year, span.first.month)
    early = _ordinal(phrase) == 1
    day = month.first.replace(day=15)
    half = dates.Span(month.first, day) if early else dates.Span(day + timedelta(1), month.last)
    return dated_when(half, week_read.basis)


def week_around(phrase: Phrase) -> When | None:
    """`the week of 12 June`: the wide interval around that day."""
    day = dated(phrase)
    if not day or not day.edtf:
        return day
    return dated_when(week(0)(phrase, dates.parse(day.edtf).first), YEAR_READ)


def part(months: int) -> Callable[[Phrase], When | None]:
    """A quarter or a half of a year that is named or lies beside the publication."""

    def reading(phrase: Phrase) -> When | None:
        last, year, number = phrase.calendar.day, phrase.group("year"), _ordinal(phrase)
        if not year and last is None:
            return None
        shift = 1 if phrase.group("next") else -1 if phrase.group("back") else 0
        of = int(year) if year else (last.year if last else 0) + shift
        number = min(number, 12 // months)
        begin = months * (number - 1) + 1
        edtf = f"{of:04d}-{begin:02d}/{of:04d}-{begin + months - 1:02d}"
        return When(None, edtf, EXPLICIT if year else RELATIVE)

    return reading


def season(phrase: Phrase) -> When | None:
    """The months over which a season of the north lies, beside the publication."""
    last, year = phrase.calendar.day, phrase.group("year")
    if not re.match(r"in|by|this|last|next|the|en|esta|este|el|la|proxim|pasad", phrase.match[0]):
        return None
    first, end = load("dates")["seasons"][phrase.match["season"]]
    if year:
        number = int(year)
    elif last is None:
        return None
    else:
        number = last.year + (first < last.month if phrase.forward else -(first > last.month))
    close = f"{number + (end > 12):04d}-{(end - 1) % 12 + 1:02d}"
    return When(None, f"{number:04d}-{first:02d}/{close}", RELATIVE)


_UNITS = {"dia": "day", "semana": "week", "mes": "month", "ano": "year"}


def later(phrase: Phrase) -> When | None:
    """`a year later`: counted from the date that stands before it in the sentence."""
    count = number_of(phrase.match["count"])
    if not count or not phrase.earlier or not phrase.earlier[-1].when.edtf:
        return None
    span = dates.parse(phrase.earlier[-1].when.edtf)
    return dated_when(
        _moved(span, _UNITS.get(phrase.match["unit"], phrase.match["unit"]), count), COUNTED
    )


def _moved(span: dates.Span, unit: str, count: int) -> dates.Span:
    """A span so many units later; counted in months and years it is as exact as a month."""
    if unit in ("day", "week"):
        step = timedelta(count * (7 if unit == "week" else 1))
        return dates.Span(span.first + step, span.last + step)
    if unit == "year" and (span.last - span.first).days > 31:
        return dates.parse(f"{span.first.year + count:04d}")
    return month_away(span.first, count * (12 if unit == "year" else 1))


def ahead(phrase: Phrase) -> When | None:
    """`in two weeks`, where something to come is spoken of; else a stretch of time is meant."""
    last, count = phrase.calendar.day, number_of(phrase.match["count"])
    if not last or not count or not phrase.forward:
        return None
    unit = _UNITS.get(phrase.match["unit"], phrase.match["unit"])
    day = dates.Span(last, last)
    moved = _moved(day, unit, count)
    if unit == "week":
        moved = dates.Span(moved.first - timedelta(3), moved.last + timedelta(3))
    return dated_when(moved, RELATIVE)


def years(phrase: Phrase) -> When | None:
    """`between 2018 and 2020`: from the one year to the other."""
    first, last = phrase.match["first"], phrase.match["year"]
    return When(None, f"{first}/{last}", EXPLICIT) if first < last else None


def months(phrase: Phrase) -> When | None:
    """`between March and May`: both in the year in which the last is read."""
    of = phrase.words.months
    first, last = of[phrase.match["first"]], of[re.sub(r"\.$", "", phrase.match["until"])]
    year = phrase.group("year") or _year_of(phrase, last)
    if not year:
        return None
    begin = int(year) - (first > last)
    basis = EXPLICIT if phrase.group("year") else YEAR_READ
    return When(None, f"{begin:04d}-{first:02d}/{int(year):04d}-{last:02d}", basis)


def span(phrase: Phrase) -> When | None:
    """`the last five years`: up to the publication, as exact as its unit."""
    last, count = phrase.calendar.day, number_of(phrase.match["count"])
    if not last or not count:
        return None
    unit = _UNITS.get(phrase.match["unit"], phrase.match["unit"])
    if unit in ("day", "week"):
        first = last - timedelta(count * (7 if unit == "week" else 1))
        return dated_when(dates.Span(first, last), RELATIVE)
    begin = month_away(last, -count * (12 if unit == "year" else 1)).first
    return When(None, f"{begin.isoformat()[:7]}/{last.isoformat()[:7]}", RELATIVE)


def weekend(phrase: Phrase, last: date) -> dates.Span:
    """Saturday and Sunday: the last ones, or the next where something is to come."""
    saturday = last - timedelta((last.weekday() - 5) % 7)
    if phrase.forward and not phrase.back:
        saturday += timedelta(7)
    return dates.Span(saturday, saturday + timedelta(1))


def part_of_month(phrase: Phrase, last: date) -> dates.Span:
    """The first, middle or last third of the month of publication."""
    return third(month_span(last.year, last.month), phrase.match[0])


def day_of_month(phrase: Phrase) -> When | None:
    """`el pasado dia 14`, `on the 5th`: in the nearest month that fits."""
    last, number = phrase.calendar.day, int(phrase.match["day"])
    if not last or not 0 < number < 32:
        return None
    months = [month_away(last, n) for n in (-1, 0, 1)]
    days = [s for m in months if (s := possible(f"{dates.spell(m)}-{number:02d}"))]
    chosen = [s for s in days if (s.first > last) == phrase.forward and s.first != last] or days[:1]
    return dated_when(chosen[0] if phrase.forward else chosen[-1], RELATIVE) if chosen else None
