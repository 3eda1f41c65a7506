"""One date phrase of a text: its words, the day from which it is read, and a month, a week or a day of it."""

import re
from collections.abc import Callable
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
COUNTED = "counted from the date before it"
NO_YEAR = "year not stated, and the day of publication is not known"


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


class Words(NamedTuple):
    """The words of dates of a language, and its phrases in the order in which they are tried."""

    months: dict[str, int]
    weekdays: dict[str, int]
    rows: tuple[tuple[re.Pattern[str], str], ...]
    future: re.Pattern[str]
    past: re.Pattern[str]
    undone: re.Pattern[str]


def _unnamed(pattern: str) -> str:
    """A pattern that may stand a second time in a phrase."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@cache
def words(lang: str) -> Words:
    """The date words of a language, made into patterns once."""
    raw = load("dates")[lang]
    months = {w: n for n, words in raw["months"].items() for w in words}
    weekdays = {w: n for n, words in raw["weekdays"].items() for w in words}
    month = "(?P<month>" + "|".join(sorted(months, key=len, reverse=True)) + r")(?:\.(?=[\s,]*\d))?"
    weekday = "(?P<weekday>" + "|".join(sorted(weekdays, key=len, reverse=True)) + ")"
    fill = {"{MONTH}": month, "{WEEKDAY}": weekday, "{YEAR}": r"(?P<year>(?:19|20)\d\d)",
            "{DAY}": r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.?o|ro|er)?", "{COUNT}": r"(?P<count>\w+)",
            "{LAST}": r"(?P<last>[0-3]?\d)(?:st|nd|rd|th)?",
            "{ORDINAL}": r"(?P<ordinal>" + "|".join(load("dates")["ordinals"]) + ")"}  # fmt: skip
    rows = []
    for row in raw["phrases"]:
        for phrase in row["say"]:
            for name, spelled in fill.items():
                phrase = phrase.replace(name, spelled, 1).replace(name, _unnamed(spelled))
            rows.append((re.compile(rf"(?<![\w/]){phrase}(?![\w/])"), row["is"]))
    signs = (re.compile(rf"(?<!\w)(?:{raw[name]})(?!\w)") for name in ("future", "past", "undone"))
    return Words(months, weekdays, tuple(rows), *signs)


_TURN = re.compile(r"[.;:]|,\s|\b(?:but|while|although|after|pero|mientras|aunque|tras)\b")


_THAT = re.compile(r"\b(?:that|que|who|which)\b")


# `will send aid, the ministry said on Tuesday`: the day of saying it lies behind, whatever is said.
_TOLD = re.compile(
    r"\b(?:said|told\s(?:the\s)?\w+|announced|confirmed|reported|stated|declared|explained|added|"
    r"informo|anuncio|dijo|confirmo|senalo|indico|afirmo|declaro|explico|aseguro|preciso|avanzo|adelanto)"
    r"\s+(?:(?:late|early|earlier|again|tambien|also|(?:in|at|en|a)\s(?:the\s|la\s|el\s|los\s)?\w+)\s+)?"
    r"(?:(?:on|in|el|este)\s+)?$"
)


# `will receive it under an agreement signed on 3 May`; what is `to be signed on 3 May` lies ahead.
_DONE = re.compile(
    r"(?<!be )(?<!sera )(?<!seran )(?<!ser )(?<!jointly )\b(?:signed|agreed|reached|concluded|"
    r"adopted|submitted|filed|launched|issued|promised|pledged|approved|inaugurated|firmad[oa]s?|suscrit[oa]s?|acordad[oa]s?|"
    r"alcanzad[oa]s?|prometid[oa]s?|presentad[oa]s?|aprobad[oa]s?|inaugurad[oa]s?|publicad[oa]s?)\s+"
    r"(?:(?:on|in|el|en|early|late|this|este|esta)\s+){0,2}$"
)


class Phrase(NamedTuple):
    """A phrase that was found, with the sentence and the day from which it is read."""

    match: re.Match[str]
    folded: str
    said: str
    words: Words
    calendar: Calendar
    earlier: list[Moment]

    def group(self, name: str) -> str | None:
        return self.match.groupdict().get(name)

    @property
    def forward(self) -> bool:
        """Whether the words around speak of something still to come."""
        before = self.folded[max(0, self.match.start() - 60) : self.match.start()]
        if _TOLD.search(before) or _DONE.search(before):
            return False
        begin = max(0, self.match.start() - 110)
        turn = list(
            _TURN.finditer(
                self.folded, begin, self.match.start() - 40 if self.match.start() > 40 else begin
            )
        )
        close = _THAT.search(self.folded, self.match.end(), self.match.end() + 15)
        around = slice(
            turn[-1].end() if turn else begin, close.start() if close else self.match.end() + 15
        )
        coming = self.calendar.lang == "es" and COMING.search(self.said[around])
        return bool(coming or self.words.future.search(self.folded[around])) and not self.back

    @property
    def back(self) -> bool:
        return bool(self.words.past.search(self.match[0]))


def month_span(year: int, month: int) -> dates.Span:
    """The days of a month."""
    return dates.parse(f"{year:04d}-{month:02d}")


def dated_when(span: dates.Span, basis: str) -> When:
    """A span of days as a date with its basis."""
    return When(None, dates.spell(span), basis)


def dated(phrase: Phrase) -> When | None:
    """A month with its year and perhaps a day; where there is no year it is read and said to be read."""
    month = phrase.words.months[phrase.match["month"]]
    day, year = phrase.group("day"), phrase.group("year")
    tail = f"-{month:02d}" + (f"-{int(day):02d}" if day else "")
    if year:
        return explicit(year + tail)
    last = phrase.calendar.day
    if not last:
        return When(None, None, NO_YEAR)
    if beside := phrase.group("beside"):
        span = possible(f"{last.year + _shift(beside):04d}{tail}")
        return dated_when(span if day else third(span, phrase.match[0]), RELATIVE) if span else None
    basis = RELATIVE if phrase.back else YEAR_READ if day else MONTH_READ
    spans = [s for n in (-1, 0, 1) if (s := possible(f"{last.year + n:04d}{tail}"))]
    before = [s for s in spans if (s.last < last if phrase.back else s.first <= last)]
    after = [s for s in spans if s.last >= last]
    chosen = after[:1] if phrase.forward else before[-1:]
    if before and after and not phrase.back and phrase.words.undone.search(phrase.folded):
        # What was planned and called off lay ahead or lies behind: the nearest it is.
        chosen = min((before[-1:], after[:1]), key=lambda each: abs((each[0].first - last).days))
    return (
        dated_when(chosen[0] if day else third(chosen[0], phrase.match[0]), basis)
        if chosen
        else None
    )


def _shift(words: str) -> int:
    """How many years `last year`, `este año` or `next year` lie from that of the publication."""
    if re.search(r"last|pasado|anterior", words):
        return -1
    return 1 if re.search(r"next|proximo|viene", words) else 0


def third(month: dates.Span, said: str) -> dates.Span:
    """The beginning, the middle or the end of a month: its first, second or last third."""
    first, last = month
    if re.search(r"\b(?:early|beginning|principios|inicios|comienzos)\b", said):
        return dates.Span(first, first.replace(day=10))
    if re.search(r"\b(?:mid|mediados)\b", said):
        return dates.Span(first.replace(day=11), first.replace(day=20))
    if re.search(r"\b(?:late|end|finales|fines)\b", said):
        return dates.Span(first.replace(day=21), last)
    return month


def possible(text: str) -> dates.Span | None:
    """The days of an EDTF text; None where there is no such day."""
    try:
        return dates.parse(text)
    except dates.DateFault:
        return None


def explicit(text: str) -> When | None:
    """A date that the text itself says in full."""
    span = possible(text)
    return dated_when(span, EXPLICIT) if span else None


def needs_day(read: Callable[[Phrase, date], dates.Span]) -> Callable[[Phrase], When | None]:
    """A reading from the day of publication, which says so where that day is not known."""

    def reading(phrase: Phrase) -> When | None:
        day = phrase.calendar.day
        if day is None:
            return When(None, None, "relative, and the day of publication is not known")
        return dated_when(read(phrase, day), RELATIVE)

    return reading


def week(weeks: int) -> Callable[[Phrase, date], dates.Span]:
    """The days of a week whether weeks begin on Sunday or on Monday: the wide interval."""

    def read(_: Phrase, last: date) -> dates.Span:
        monday = last - timedelta(last.weekday()) + timedelta(7 * weeks)
        sunday = last - timedelta((last.weekday() + 1) % 7) + timedelta(7 * weeks)
        return dates.Span(min(monday, sunday), max(monday, sunday) + timedelta(6))

    return read


def month_away(last: date, count: int) -> dates.Span:
    """The month so many months after that of a day."""
    index = last.year * 12 + last.month - 1 + count
    return month_span(index // 12, index % 12 + 1)


def number_of(word: str) -> int:
    """The number that a word or its figures mean; 0 for any other word."""
    return int(word) if word.isdigit() else load("dates")["counts"].get(word, 0)
