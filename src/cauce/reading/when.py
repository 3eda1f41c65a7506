"""Date phrases of a text, as EDTF with the basis on which each was read."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from cauce import dates
from cauce.reading import stretches
from cauce.reading.draft import When
from cauce.reading.phrases import (
    AS_OF,
    EXPLICIT,
    RELATIVE,
    Calendar,
    Moment,
    Phrase,
    dated,
    dated_when,
    explicit,
    month_away,
    month_span,
    needs_day,
    number_of,
    week,
    words,
)

__all__ = ["AS_OF", "Calendar", "Moment", "dateline", "moments"]

_PREPOSITION = re.compile(
    r"^(?:in|on|since|until|by|during|of|en|de|desde|hasta|durante)\s+(?!la |late |early )", re.I
)


# The day of a deadline is that of no act: `the June 30 deadline`, `el plazo del 30 de junio`.
_LIMIT = re.compile(r"\s+(?:deadline|ultimatum|cut-?off)\b")
_LIMIT_OF = re.compile(r"\b(?:deadline of|plazo del?|fecha limite del?)\s+(?:el\s+)?$")


def moments(folded: str, said: str, calendar: Calendar) -> list[Moment]:
    """The date phrases of a sentence in order; of two that overlap the earlier row of the list wins."""
    known = words(calendar.lang)
    found: list[Moment] = []
    for pattern, kind in known.rows:
        for match in pattern.finditer(folded):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            if kind == "month" and not _is_month(match, said):
                continue
            earlier = [m for m in found if m.end <= match.start()]
            when = _READ[kind](Phrase(match, folded, said, known, calendar, earlier))
            if when:
                text = _PREPOSITION.sub("", said[match.start() : match.end()])
                found.append(Moment(*match.span(), when._replace(text=text)))
    return sorted(m for m in found if not _is_limit(folded, m))


def _is_limit(folded: str, moment: Moment) -> bool:
    before = folded[max(0, moment.start - 25) : moment.start]
    return bool(_LIMIT.match(folded, moment.end) or _LIMIT_OF.search(before))


def _is_month(match: re.Match[str], said: str) -> bool:
    """Whether a word alone is a month: `March` and `May` need a preposition, English months a capital."""
    begin = match.start("month")
    if match["month"] in ("march", "may", "mar", "jan", "sun"):
        return match.start() < begin and said[begin].isupper()
    return said[begin].isupper() or said[begin:].islower() or match.start() < begin


def _iso(phrase: Phrase) -> When | None:
    return explicit(phrase.match["iso"])


def _numeric(phrase: Phrase) -> When | None:
    return explicit(
        f"{phrase.match['year']}-{int(phrase.match['m']):02d}-{int(phrase.match['d']):02d}"
    )


def _year(phrase: Phrase) -> When | None:
    return explicit(phrase.match["year"])


def _shifted(days: int) -> Callable[[Phrase], When | None]:
    """Some days from the day of publication, which may itself be known only by its month."""

    def reading(phrase: Phrase) -> When | None:
        span = phrase.calendar.published
        if span is None:
            return When(None, None, "relative, and the day of publication is not known")
        step = timedelta(days)
        return dated_when(dates.Span(span.first + step, span.last + step), RELATIVE)

    return reading


def _weekday(phrase: Phrase, last: date) -> dates.Span:
    wanted = phrase.words.weekdays[phrase.match["weekday"]]
    if wanted == last.weekday() and not re.search(
        r"next|proxim|que viene|last|pasad", phrase.match[0]
    ):
        day = last
    elif phrase.forward and not (
        phrase.words.undone.search(phrase.folded) and (last.weekday() - wanted) % 7 < 4
    ):
        day = last + timedelta((wanted - last.weekday() - 1) % 7 + 1)
    else:
        gap = (last.weekday() - wanted) % 7
        day = last - timedelta(gap or (7 if phrase.back else 0))
    return dates.Span(day, day)


def _months(count: int) -> Callable[[Phrase, date], dates.Span]:
    def read(_: Phrase, last: date) -> dates.Span:
        return month_away(last, count)

    return read


def _years(count: int) -> Callable[[Phrase, date], dates.Span]:
    return lambda _, last: dates.parse(f"{last.year + count:04d}")


def _ago(unit: str) -> Callable[[Phrase], When | None]:
    """So many days, weeks, months or years before the publication; nothing where no number is said."""

    def read(phrase: Phrase, last: date) -> dates.Span:
        count = _count(phrase)
        if unit == "day":
            day = last - timedelta(count)
            return dates.Span(day, day)
        if unit == "week":
            day = last - timedelta(7 * count)
            return dates.Span(day - timedelta(3), day + timedelta(3))
        return (
            month_away(last, -count) if unit == "month" else dates.parse(f"{last.year - count:04d}")
        )

    known = needs_day(read)
    return lambda phrase: known(phrase) if _count(phrase) else None


def _count(phrase: Phrase) -> int:
    return 2 if phrase.group("fortnight") else number_of(phrase.match["count"])


def _near(phrase: Phrase) -> When | None:
    """The month of publication: for `recently` and for what is so at the moment of writing."""
    last = phrase.calendar.day
    return dated_when(month_span(last.year, last.month), AS_OF) if last else None


_READ: dict[str, Callable[[Phrase], When | None]] = {
    "dated": dated, "month": dated, "iso": _iso, "numeric": _numeric, "year": _year,
    "today": _shifted(0), "yesterday": _shifted(-1), "before yesterday": _shifted(-2),
    "tomorrow": _shifted(1), "weekday": needs_day(_weekday),
    "last week": needs_day(week(-1)), "this week": needs_day(week(0)),
    "next week": needs_day(week(1)), "last month": needs_day(_months(-1)),
    "this month": needs_day(_months(0)), "next month": needs_day(_months(1)),
    "last year": needs_day(_years(-1)), "this year": needs_day(_years(0)),
    "next year": needs_day(_years(1)), "early year": stretches.part_of_year(1, 2),
    "mid year": stretches.part_of_year(5, 8), "late year": stretches.part_of_year(11, 12),
    "end of year": stretches.part_of_year(12, 12),
    "days ago": _ago("day"), "weeks ago": _ago("week"),
    "months ago": _ago("month"), "years ago": _ago("year"),
    "near": _near, "days": stretches.days, "week of month": stretches.week_of_month,
    "half of month": stretches.half_of_month,
    "week around": stretches.week_around, "quarter": stretches.part(3), "half": stretches.part(6),
    "years": stretches.years, "months": stretches.months, "span": stretches.span,
    "week before last": needs_day(week(-2)), "year before last": needs_day(_years(-2)),
    "season": stretches.season, "later": stretches.later, "ahead": stretches.ahead,
    "week after next": needs_day(week(2)), "weekend": needs_day(stretches.weekend),
    "part of month": needs_day(stretches.part_of_month), "day": stretches.day_of_month,
}  # fmt: skip


def dateline(lines: Iterator[str], lang: str) -> dates.Span | None:
    """The day of publication that a text prints above itself, where it was not told."""
    for line in lines:
        for moment in moments(line, line, Calendar(None, lang)):
            if moment.when.edtf and moment.when.basis == EXPLICIT:
                span = dates.parse(moment.when.edtf)
                if span.first == span.last:
                    return span
    return None
