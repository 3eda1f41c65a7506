"""A text made ready to be read: its sentences with names, dates, sums and quotations marked in each."""

import re
from collections import Counter
from typing import NamedTuple

from cauce import dates
from cauce.reading.lexicon import Lexicon, lexicon
from cauce.reading.money import Money, money, usual_currency
from cauce.reading.names import Mention, Names
from cauce.reading.source import Source
from cauce.reading.text import Sentence, fold, quotations, sentences
from cauce.reading.when import Calendar, Moment, dateline, moments

_OFFICIAL = re.compile(
    r"\b(home office|foreign office|press office|usaid|secretariat|government|ministry|presidency|"
    r"embassy|department|white house|office of the|cabinet|chancellery|service|commission|council|gobierno|"
    r"ministerio|presidencia|embajada|departamento|casa blanca|cancilleria|secretaria|comision|consejo)\b"
)

_AGENCY = re.compile(r"[^.;:]{3,40}\([\w ./]{2,20}\)\W")


class Line(NamedTuple):
    """One sentence with what is marked in it. `clauses` are its commas and semicolons."""

    sentence: Sentence
    mentions: list[Mention]
    moments: list[Moment]
    money: list[Money]
    quotes: list[tuple[int, int]]
    asked: bool = False  # a question of the interviewer: it is no entry

    @property
    def folded(self) -> str:
        """The sentence's words as they are looked up."""
        return self.sentence.folded

    def names(self, start: int, end: int) -> bool:
        """Whether a stretch is part of a name: `States` is no verb."""
        return any(m.start <= start and end <= m.end for m in self.mentions)


class Page(NamedTuple):
    """The whole text, ready to be read."""

    lines: list[Line]
    lexicon: Lexicon
    names: Names
    published: dates.Span | None
    headings: str  # folded: they are not read, but they may say how a contact was held
    official: str | None  # who speaks where nobody is named: an office that publishes its own text
    guest: str | None = None  # who is interviewed, and so speaks where nobody else does


def page(source: Source) -> Page:
    """Mark everything that is known before any cue is looked at."""
    every = sentences(source.text)
    published = source.published or dateline(
        (s.folded for s in every[:6] if len(s.said) < 60), source.lang
    )
    calendar = Calendar(published, source.lang)
    folded = fold(source.text)
    names = Names(source.text, folded, published.last if published else None)
    lands = _lands(names, source.outlet + " . " + source.title + " . " + source.text)
    usual = usual_currency(folded, source.lang, lands)
    body = [s for s in every if not s.heading]
    lines = [_line(s, names, calendar, usual, lands) for s in body]
    head = [s for s in every[:4] if s.heading and len(s.said) < 60]
    if lines and (agency := _AGENCY.match(lines[0].folded)):
        lines[0] = _without(lines[0], agency.end())
    headings = fold(" . ".join([source.title, *(s.said for s in every if s.heading)]))
    guest = _guest(headings, lexicon(source.lang), names, source.title + " . " + source.text[:600])
    return Page(
        [x._replace(asked=bool(guest) and x.folded.endswith("?")) for x in lines],
        lexicon(source.lang),
        names,
        published,
        headings,
        _official(source.outlet, head, names),
        guest,
    )


def _lands(names: Names, text: str) -> tuple[str, ...]:
    """The countries of a text, the most named first: they decide whose pesos are meant."""
    return tuple(land for land, _ in Counter(names.places(fold(text))).most_common())


def _guest(headings: str, words: Lexicon, names: Names, begin: str) -> str | None:
    """Who is interviewed: the person named after `interview with` in a heading."""
    match = words.words["interview"].search(headings)
    if not match:
        return None
    at = fold(begin).find(match[0])
    said = begin[at : at + 200] if at >= 0 else ""
    found = [m for m in names.mentions(said, fold(said)) if m.kind == "person"]
    return found[0].name if found else None


def _line(
    sentence: Sentence, names: Names, calendar: Calendar, usual: str | None, lands: tuple[str, ...]
) -> Line:
    """A sentence with everything marked; the `US` of `US$` is a currency, not a party."""
    said, folded = sentence.said, sentence.folded
    sums = money(folded, calendar.lang, usual, lands)
    named = [
        m
        for m in names.mentions(said, folded)
        if not any(s.start < m.end and m.start < s.end for s in sums)
    ]
    return Line(sentence, named, moments(folded, said, calendar), sums, quotations(folded))


def _without(line: Line, end: int) -> Line:
    """The line without the place and day that an agency writes before its text."""
    return line._replace(
        mentions=[m for m in line.mentions if m.start >= end],
        moments=[m for m in line.moments if m.start >= end],
    )


def _official(outlet: str, head: list[Sentence], names: Names) -> str | None:
    """The office whose text this is: a heading that names one alone, or an outlet that is one."""
    for sentence in head:
        found = [m for m in names.mentions(sentence.said, sentence.folded) if m.kind == "body"]
        if found and found[0].end - found[0].start >= len(sentence.said) - 4:
            return found[0].name
    if not outlet or not _OFFICIAL.search(fold(outlet)):
        return None
    inner = re.search(r"\(([^)]*)\)", outlet)
    for part in (inner[1] if inner else "", outlet):
        bodies = [m for m in names.mentions(part, fold(part)) if m.kind == "body"]
        if bodies:
            return bodies[0].name
    return re.sub(r"\s*\(.*", "", outlet)
