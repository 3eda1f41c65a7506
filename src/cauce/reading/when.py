"""Date phrases of a text, as EDTF with the basis on which each was read."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from cauce import dates
from cauce.reading.draft import When
from cauce.reading.lexicon import load
from cauce.reading.text import COMING

EXPLICIT, RELATIVE = "explicit", "relative to publication"
YEAR_READ = "year from publication date"
MONTH_READ = "month without year, read from publication date"
AS_OF = "as of publication"
_NO_YEAR = "year not stated, and the day of publication is not known"


_PREPOSITION = re.compile(
    r"^(?:in|on|since|until|by|during|of|en|de|desde|hasta|durante)\s+(?!la |late |early )", re.I
)


class Moment(NamedTuple):
    """A date phrase: where it stands in the sentence, and what it means."""

    start: int
    end: int
    when: When


class Calendar(NamedTuple):
    """From where relative dates are read: the interval of publication, if it is known."""

    published: dates.Span | None
    lang: str

    @property
    def day(self) -> date | None:
        """The last day on which the text can have been published."""
        return self.published.last if self.published else None


class _Words(NamedTuple):
    months: dict[str, int]
    weekdays: dict[str, int]
    rows: tuple[tuple[re.Pattern[str], str], ...]
    future: re.Pattern[str]
    past: re.Pattern[str]


@cache
def _words(lang: str) -> _Words:
    raw = load("dates")[lang]
    months = {w: n for n, words in raw["months"].items() for w in words}
    weekdays = {w: n for n, words in raw["weekdays"].items() for w in words}
    month = "(?P<month>" + "|".join(sorted(months, key=len, reverse=True)) + r")(?:\.(?=[\s,]*\d))?"
    weekday = "(?P<weekday>" + "|".join(sorted(weekdays, key=len, reverse=True)) + ")"
    fill = {"{MONTH}": month, "{WEEKDAY}": weekday, "{YEAR}": r"(?P<year>(?:19|20)\d\d)",
            "{DAY}": r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|o)?", "{COUNT}": r"(?P<count>\w+)"}  # fmt: skip
    rows = []
    for row in raw["phrases"]:
        for phrase in row["say"]:
            for name, spelled in fill.items():
                phrase = phrase.replace(name, spelled)
            rows.append((re.compile(rf"(?<![\w/]){phrase}(?![\w/])"), row["is"]))
    future, past = (re.compile(rf"(?<!\w)(?:{raw[name]})(?!\w)") for name in ("future", "past"))
    return _Words(months, weekdays, tuple(rows), future, past)


def moments(folded: str, said: str, calendar: Calendar) -> list[Moment]:
    """The date phrases of a sentence in order; of two that overlap the earlier row of the list wins."""
    words = _words(calendar.lang)
    found: list[Moment] = []
    for pattern, kind in words.rows:
        for match in pattern.finditer(folded):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            if kind == "month" and not _is_month(match, said):
                continue
            when = _READ[kind](_Phrase(match, folded, said, words, calendar))
            if when:
                text = _PREPOSITION.sub("", said[match.start() : match.end()])
                found.append(Moment(*match.span(), when._replace(text=text)))
    return sorted(found)


def _is_month(match: re.Match[str], said: str) -> bool:
    """Whether a word alone is a month: `March` and `May` need a preposition, English months a capital."""
    begin = match.start("month")
    if match["month"] in ("march", "may", "mar", "jan", "sun"):
        return match.start() < begin and said[begin].isupper()
    return said[begin].isupper() or said[begin:].islower() or match.start() < begin


class _Phrase(NamedTuple):
    match: re.Match[str]
    folded: str
    said: str
    words: _Words
    calendar: Calendar

    def group(self, name: str) -> str | None:
        return self.match.groupdict().get(name)

    @property
    def forward(self) -> bool:
        """Whether the words around speak of something still to come."""
        around = slice(max(0, self.match.start() - 60), self.match.end() + 15)
        coming = self.calendar.lang == "es" and COMING.search(self.said[around])
        return bool(coming or self.words.future.search(self.folded[around])) and not self.back

    @property
    def back(self) -> bool:
        return bool(self.words.past.search(self.match[0]))


def _month_span(year: int, month: int) -> dates.Span:
    return dates.parse(f"{year:04d}-{month:02d}")


def _when(span: dates.Span, basis: str) -> When:
    return When(None, dates.spell(span), basis)


def _dated(phrase: _Phrase) -> When | None:
    """A month with its year and perhaps a day; where there is no year it is read and said to be read."""
    month = phrase.words.months[phrase.match["month"]]
    day, year = phrase.group("day"), phrase.group("year")
    tail = f"-{month:02d}" + (f"-{int(day):02d}" if day else "")
    if year:
        return _explicit(year + tail)
    last = phrase.calendar.day
    if not last:
        return When(None, None, _NO_YEAR)
    basis = RELATIVE if phrase.back else YEAR_READ if day else MONTH_READ
    spans = [s for n in (-1, 0, 1) if (s := _possible(f"{last.year + n:04d}{tail}"))]
    before = [s for s in spans if (s.last < last if phrase.back else s.first <= last)]
    after = [s for s in spans if s.last >= last]
    chosen = after[:1] if phrase.forward else before[-1:]
    return (
        _when(chosen[0] if day else _third(chosen[0], phrase.match[0]), basis) if chosen else None
    )


def _third(month: dates.Span, said: str) -> dates.Span:
    """The beginning, the middle or the end of a month: its first, second or last third."""
    first, last = month
    if re.search(r"\b(?:early|beginning|principios|inicios)\b", said):
        return dates.Span(first, first.replace(day=10))
    if re.search(r"\b(?:mid|mediados)\b", said):
        return dates.Span(first.replace(day=11), first.replace(day=20))
    if re.search(r"\b(?:late|end|finales|fines)\b", said):
        return dates.Span(first.replace(day=21), last)
    return month


def _possible(text: str) -> dates.Span | None:
    try:
        return dates.parse(text)
    except dates.DateFault:
        return None


def _explicit(text: str) -> When | None:
    span = _possible(text)
    return _when(span, EXPLICIT) if span else None


def _iso(phrase: _Phrase) -> When | None:
    return _explicit(phrase.match["iso"])


def _numeric(phrase: _Phrase) -> When | None:
    return _explicit(
        f"{phrase.match['year']}-{int(phrase.match['m']):02d}-{int(phrase.match['d']):02d}"
    )


def _year(phrase: _Phrase) -> When | None:
    return _explicit(phrase.match["year"])


def _needs_day(read: Callable[[_Phrase, date], dates.Span]) -> Callable[[_Phrase], When | None]:
    def reading(phrase: _Phrase) -> When | None:
        day = phrase.calendar.day
        if day is None:
            return When(None, None, "relative, and the day of publication is not known")
        return _when(read(phrase, day), RELATIVE)

    return reading


def _shifted(days: int) -> Callable[[_Phrase], When | None]:
    """Some days from the day of publication, which may itself be known only by its month."""

    def reading(phrase: _Phrase) -> When | None:
        span = phrase.calendar.published
        if span is None:
            return When(None, None, "relative, and the day of publication is not known")
        step = timedelta(days)
        return _when(dates.Span(span.first + step, span.last + step), RELATIVE)

    return reading


def _weekday(phrase: _Phrase, last: date) -> dates.Span:
    wanted = phrase.words.weekdays[phrase.match["weekday"]]
    if phrase.forward:
        day = last + timedelta((wanted - last.weekday() - 1) % 7 + 1)
    else:
        gap = (last.weekday() - wanted) % 7
        day = last - timedelta(gap or (7 if phrase.back else 0))
    return dates.Span(day, day)


def _week(weeks: int) -> Callable[[_Phrase, date], dates.Span]:
    """The days of a week whether weeks begin on Sunday or on Monday: the wide interval."""

    def read(_: _Phrase, last: date) -> dates.Span:
        monday = last - timedelta(last.weekday()) + timedelta(7 * weeks)
        sunday = last - timedelta((last.weekday() + 1) % 7) + timedelta(7 * weeks)
        return dates.Span(min(monday, sunday), max(monday, sunday) + timedelta(6))

    return read


def _months(count: int) -> Callable[[_Phrase, date], dates.Span]:
    def read(_: _Phrase, last: date) -> dates.Span:
        return _month_away(last, count)

    return read


def _month_away(last: date, count: int) -> dates.Span:
    index = last.year * 12 + last.month - 1 + count
    return _month_span(index // 12, index % 12 + 1)


def _years(count: int) -> Callable[[_Phrase, date], dates.Span]:
    return lambda _, last: dates.parse(f"{last.year + count:04d}")


def _part_of_year(first: int, end: int) -> Callable[[_Phrase], When | None]:
    """The beginning, middle or end of a year that is named or lies beside the publication."""

    def reading(phrase: _Phrase) -> When | None:
        last, year = phrase.calendar.day, phrase.group("year")
        if not year and last is None:
            return None
        shift = -1 if phrase.back else 1 if phrase.group("next") else 0
        number = int(year) if year else (last.year if last else 0) + shift
        edtf = f"{number:04d}-{first:02d}/{number:04d}-{end:02d}"
        return When(None, edtf, EXPLICIT if year else RELATIVE)

    return reading


def _ago(unit: str) -> Callable[[_Phrase, date], dates.Span]:
    """So many days, weeks, months or years before the publication."""

    def read(phrase: _Phrase, last: date) -> dates.Span:
        word = phrase.match["count"]
        count = int(word) if word.isdigit() else load("dates")["counts"].get(word, 0)
        if unit == "day":
            day = last - timedelta(count)
            return dates.Span(day, day)
        if unit == "week":
            day = last - timedelta(7 * count)
            return dates.Span(day - timedelta(3), day + timedelta(3))
        return (
            _month_away(last, -count)
            if unit == "month"
            else dates.parse(f"{last.year - count:04d}")
        )

    return read


def _near(phrase: _Phrase) -> When | None:
    """The month of publication: for `recently` and for what is so at the moment of writing."""
    last = phrase.calendar.day
    return _when(_month_span(last.year, last.month), AS_OF) if last else None


_READ: dict[str, Callable[[_Phrase], When | None]] = {
    "dated": _dated, "month": _dated, "iso": _iso, "numeric": _numeric, "year": _year,
    "today": _shifted(0), "yesterday": _shifted(-1), "before yesterday": _shifted(-2),
    "tomorrow": _shifted(1), "weekday": _needs_day(_weekday),
    "last week": _needs_day(_week(-1)), "this week": _needs_day(_week(0)),
    "next week": _needs_day(_week(1)), "last month": _needs_day(_months(-1)),
    "this month": _needs_day(_months(0)), "next month": _needs_day(_months(1)),
    "last year": _needs_day(_years(-1)), "this year": _needs_day(_years(0)),
    "next year": _needs_day(_years(1)), "early year": _part_of_year(1, 2),
    "mid year": _part_of_year(5, 8), "late year": _part_of_year(11, 12),
    "days ago": _needs_day(_ago("day")), "weeks ago": _needs_day(_ago("week")),
    "months ago": _needs_day(_ago("month")), "years ago": _needs_day(_ago("year")),
    "near": _near,
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
