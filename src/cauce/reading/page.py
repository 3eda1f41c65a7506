"""A text made ready to be read: its sentences with names, dates, sums and quotations marked in each."""

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from cauce import dates
from cauce.reading.lexicon import Lexicon, lexicon
from cauce.reading.money import Money, dollar_of, money, usual_currency
from cauce.reading.names import Mention, Names
from cauce.reading.source import Source
from cauce.reading.text import Sentence, fold, quotations, sentences
from cauce.reading.turns import Turn, turns
from cauce.reading.when import Calendar, Moment, dateline, moments

_AGENCY = re.compile(
    r"[^.;:]{3,40}\([\w ./]{2,20}\)\W|[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ .'-]{2,30}(?:,\s[\w .]{3,25})?"
    r"(?:\s*\([^()]{2,30}\))?\s*\.?\s?[-–—]+\s"
)


class Line(NamedTuple):
    """One sentence with what is marked in it. `clauses` are its commas and semicolons."""

    sentence: Sentence
    mentions: list[Mention]
    moments: list[Moment]
    money: list[Money]
    quotes: list[tuple[int, int]]
    asked: bool = False  # a question of the interviewer: it is no entry
    speaker: str | None = None  # who has the word, in an interview or a briefing
    answers: bool = False  # the words begin with the question that this sentence answers

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
    whole: str  # the whole text, folded
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
    head = [s for s in every[:4] if s.heading and len(s.said) < 60]
    official = _official(source, head, names)
    dollar = dollar_of(_own_land(names, source.outlet)) if official else None
    usual = usual_currency(folded, source.lang, lands, dollar)
    body = [s for s in every if not s.heading]
    words = lexicon(source.lang)
    lines = _lines(
        body,
        turns(source.text, body, names, words),
        lambda s, last: _line(s, names, calendar, usual or last, lands, dollar),
    )
    if lines and (agency := _AGENCY.match(lines[0].sentence.said)):
        lines[0] = _without(lines[0], agency.end())
    headings = fold(" . ".join([source.title, *(s.said for s in every if s.heading)]))
    guest = _guest(headings, words, names, source.title + " . " + source.text[:600])
    return Page(
        [x._replace(asked=x.asked or (bool(guest) and x.folded.endswith("?"))) for x in lines],
        words,
        names,
        published,
        headings,
        official,
        folded,
        guest,
    )


def _lines(
    body: list[Sentence], found: list[Turn], mark: Callable[[Sentence, str | None], Line]
) -> list[Line]:
    """The sentences marked, each with whose turn it is; a short answer is read with its question."""
    lines: list[Line] = []
    last = None  # the currency of the sums before: a sum without one is of the same
    for sentence, turn in zip(body, found, strict=True):
        if turn.question is None:
            line = mark(sentence, last)
        else:
            said = body[turn.question].said.rstrip(".") + " " + sentence.said
            line = mark(sentence._replace(said=said, folded=fold(said)), last)
        last = line.money[-1].amount.currency if line.money else last
        lines.append(
            line._replace(asked=turn.asked, speaker=turn.speaker, answers=turn.question is not None)
        )
    return lines


def _lands(names: Names, text: str) -> tuple[str, ...]:
    """The countries of a text, the most named first: they decide whose pesos are meant."""
    return tuple(land for land, _ in Counter(names.places(fold(text))).most_common())


def _own_land(names: Names, outlet: str) -> str | None:
    """The country whose office has published the text."""
    of = [m.of for m in names.mentions(outlet, fold(outlet)) if m.of]
    return of[0] if of else None


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
    sentence: Sentence,
    names: Names,
    calendar: Calendar,
    usual: str | None,
    lands: tuple[str, ...],
    dollar: str | None = None,
) -> Line:
    """A sentence with everything marked; the `US` of `US$` is a currency, not a party."""
    said, folded = sentence.said, sentence.folded
    sums = money(folded, calendar.lang, usual, lands, dollar)
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


def _is_body(outlet: str, names: Names) -> bool:
    """Whether the outlet is the name of one body and nothing else."""
    if names.register.press.search(fold(outlet)):
        return False
    bodies = [m for m in names.mentions(outlet, fold(outlet)) if m.kind == "body"]
    return bool(bodies) and bodies[0].end - bodies[0].start >= len(outlet) - 4


# What the example format says a text is: of an office, or of the press.
_OF_OFFICES = re.compile(
    r"\b(?:official|government|readout|release|communique|fact sheet|situation report|comunicado|"
    r"oficial|gubernamental|boletin|nota de prensa)\b"
)
_OF_PRESS = re.compile(r"\b(?:news\w*|press|wire|agencia|noticias?|periodico|diario|prensa)\b")
# `Ruritanian government information service` is the government that speaks through it.
_SERVICE = re.compile(
    r"(?<=overnment) (?:information|news|press|media)(?: (?:service|agency|office|portal|centre|"
    r"center))?$"
)


def _official(source: Source, head: list[Sentence], names: Names) -> str | None:
    """The office whose text this is: a heading that names one alone, or an outlet that is one."""
    outlet, register = source.outlet, names.register
    for sentence in () if _is_body(outlet, names) else head:
        found = [m for m in names.mentions(sentence.said, sentence.folded) if m.kind == "body"]
        if found and found[0].end - found[0].start >= len(sentence.said) - 4:
            return found[0].name
    own = _is_body(outlet, names) or (
        register.own_text.search(fold(source.title)) and not register.press.search(fold(outlet))
    )
    own = own or bool(_OF_OFFICES.search(fold(source.kind)))
    if not outlet or not (own or register.office.search(fold(outlet))):
        return None
    if _OF_PRESS.search(fold(source.kind)) and not _OF_OFFICES.search(fold(source.kind)):
        return None
    if inner := re.search(r"\(([^)]*)\)", outlet):
        bodies = [m for m in names.mentions(inner[1], fold(inner[1])) if m.kind == "body"]
        if bodies:
            return bodies[0].name
    bodies = [m for m in names.mentions(outlet, fold(outlet)) if m.kind == "body"]
    whole = _SERVICE.sub("", re.sub(r"\s*\(.*", "", outlet))
    known = bodies and fold(bodies[0].name) in {fold(n) for n, _ in register.bodies.values()}
    return bodies[0].name if known else whole
