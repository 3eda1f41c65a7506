"""Who says it, for whom, and who reports it: the chain of attribution of each sentence."""

import re
from typing import NamedTuple

from cauce.reading import unnamed
from cauce.reading.names import Mention
from cauce.reading.page import Line, Page
from cauce.reading.text import fold

ARTICLE = "article"
# A pronoun before the verb; Spanish may leave it out at the beginning of a sentence.
PRONOUN = re.compile(
    r"(?:\b(?:she|he|ella)\s+(?:also |then |tambien )?|^(?:ademas,? |tambien |asimismo,? )?)$"
)
_OUTLET = re.compile(
    r"\s*(?:the\s+|el\s+|la\s+|al\s+|a\s+)?((?:[A-Z][\w&.'’-]*)(?:\s+(?:(?:of|de|del|and|"
    r"y)\s+)?[A-Z][\w&.'’-]*)*)"
)

_FOR_ANOTHER = re.compile(r"(?:,[^,]{3,70})?\s*\b(?:for|of|to|de|del)\s[^,]{0,25}")

_BEHIND = re.compile(
    r"[,\"]\s+(?:dijo|informo|indico|senalo|afirmo|explico|agrego|anadio|aseguro|declaro|anuncio|"
    r"confirmo|"
    r"manifesto|preciso|preciso|detallo|comento) (?:una? |el |la |los |las |fue)[^,]{0,5}$"
)


class Chain(NamedTuple):
    """The chain of one sentence. `spoken` where a person or body of the text says it."""

    said_by: str
    on_behalf_of: str | None = None
    reported_by: str | None = None
    spoken: bool = False
    told: tuple[
        tuple[int, int], ...
    ] = ()  # the words that attribute: a date in them is the report's


def chain_of(page: Page, line: Line) -> Chain:
    """The chain of one line by its own words."""
    reporter, spot = _reporter(page, line)
    if line.speaker:
        return Chain(line.speaker, None, reporter or page.official, True)
    speaker = _own_office(page, line) or _after(page, line) or _subject(page, line)
    speaker = speaker or _outlet(line)
    if speaker is None:
        name = _pronoun(page, line) or _adding(page, line) or page.guest
        return Chain(
            name or page.official or ARTICLE, None, reporter or (name and page.official), bool(name)
        )
    mention, told = speaker
    behalf = _behalf(page, line, mention)
    report = (_report(line, spot),) if spot >= 0 else ()
    return Chain(mention.name, behalf, reporter or page.official, True, (told, *report))


_OWN_OFFICE = re.compile(r"\b(?:his|her|su) (?:press )?(?:office|oficina|despacho)\b")


def _own_office(page: Page, line: Line) -> tuple[Mention, tuple[int, int]] | None:
    """`X asked …, according to a statement from his office`: the office of X."""
    for cue in page.lexicon.words["said by"].finditer(line.folded):
        office = _OWN_OFFICE.search(line.folded, cue.end(), min(len(line.folded), cue.end() + 45))
        people = [m for m in line.mentions if m.kind == "person" and m.end <= cue.start()]
        if office and people:
            word = office[0].split()[-1]
            name = f"{word} {'of' if word == 'office' else 'de'} {people[0].name}"
            return Mention(*office.span(), name, unnamed.KIND, people[0].of), (
                cue.start(),
                office.end(),
            )
    return None


_PRESS = re.compile(
    r"((?:(?:The|Le|La|El|Les|Los|Il|Al)\s)?[A-ZÁÉÍÓÚ][\w’'-]+(?:\s+(?:(?:de|del|of|the|du|des|and|y|"
    r"la)\s+)?[A-ZÁÉÍÓÚ][\w’'-]+)*)\s+"
    r"(?:newspaper\s+)?(?:reports|reported|writes|wrote|informa|informó|publica|publicó|reporta|"
    r"reportó)\b"
)


def _outlet(line: Line) -> tuple[Mention, tuple[int, int]] | None:
    """`Le Quotidien reports that …`, where nobody else is named who says it."""
    match = _PRESS.search(line.sentence.said)
    if not match or any(
        m.start < match.end(1) and match.start(1) < m.end and m.kind == "person"
        for m in line.mentions
    ):
        return None
    return Mention(*match.span(1), match[1], unnamed.KIND, None), match.span()


def _report(line: Line, spot: int) -> tuple[int, int]:
    """The words about the report: up to what was reported, or a little beyond the outlet and its day."""
    match = re.compile(r"\b(?:that|que)\b").search(line.folded, spot)
    return spot, min(match.start() if match else len(line.folded), spot + 90)


def _verbs(page: Page, line: Line) -> list[re.Match[str]]:
    """Verbs of saying that follow their subject; an announcement says something only at the end.

    After a comma Spanish puts the speaker behind the verb: such verbs are left to `_after`.
    """
    words = page.lexicon.words
    last = [
        c
        for c in words["announced"].finditer(line.folded)
        if len(line.folded) - c.end() < 25 or _announces(line, c.start())
    ]
    found = [*words["speech"].finditer(line.folded), *last]
    return [c for c in found if not _BEHIND.search(line.folded[: c.end() + 6])]


_THAT = re.compile(r"\w+(?:\s[^,;.]{0,28})?\s(?:that|que)\s")


def _announces(line: Line, at: int) -> bool:
    """`The president announced on Wednesday a programme`: a person; a body says only `that …`."""
    who = subject(line, at)
    return who is not None and (who.kind == "person" or bool(_THAT.match(line.folded, at)))


def _pronoun(page: Page, line: Line) -> str | None:
    """`she said`, `he noted`: whoever was named last as acting."""
    for cue in page.lexicon.words["speech"].finditer(line.folded):
        inside = any(a < cue.start() < b for a, b in line.quotes)
        if not inside and PRONOUN.search(line.folded[: cue.start()]):
            return last_person(page, line)
    return None


_ADDING = re.compile(
    r",\s+(?:saying|adding|noting|insisting|arguing|claiming|stressing|explaining|warning) that\b|"
    r",\s+(?:diciendo|anadiendo|senalando|indicando|explicando|alegando|argumentando) que\b"
)


def _adding(page: Page, line: Line) -> str | None:
    """`X turned it down, saying that …`: whoever acts in the sentence says it."""
    cue = _ADDING.search(line.folded)
    before = [m for m in line.mentions if cue and m.end <= cue.start()]
    people = [m for m in before if m.kind == "person"]
    return next((m.name for m in people or before), None)


def last_person(page: Page, line: Line) -> str | None:
    """The person whom the nearest sentence before names first."""
    for other in reversed([x for x in page.lines if x.sentence.end <= line.sentence.start][-3:]):
        for mention in other.mentions:
            if mention.kind == "person":
                name: str = mention.name
                return name
    return None


def _after(page: Page, line: Line) -> tuple[Mention, tuple[int, int]] | None:
    """`according to X`, `as described by X`, `said X`, `this was announced by X`."""
    words = page.lexicon.words
    for name in ("said by", "announced by"):
        for cue in words[name].finditer(line.folded):
            speaker = _nearest(line, cue.end(), 60)
            source = unnamed.after(page, line, cue.end())
            beside = (
                speaker
                and source
                and speaker.kind == "person"
                and 0 <= speaker.start - source.end <= 3
            )
            if (
                source
                and not beside
                and (not speaker or speaker.kind != "person" or source.start < speaker.start)
            ):
                return source, (cue.start(), source.end)
            if speaker:
                return _full(line, speaker), (cue.start(), _full(line, speaker).end)
    # After a quotation or a comma the verb may come first: "…", explains X.
    for cue in [*words["speech"].finditer(line.folded), *words["announced"].finditer(line.folded)]:
        inverted = re.search(r"[\",]\s*$", line.folded[: cue.start()])
        if not inverted or _is_aside(page, line, cue.start()):
            continue
        if speaker := _behind(page, line, cue.end()):
            return speaker, (cue.start(), speaker.end)
    return None


def _is_aside(page: Page, line: Line, at: int) -> bool:
    """`An official, speaking anonymously, said`: the comma ends an aside, the speaker stands first."""
    source = unnamed.before(page, line, at)
    return source is not None and len(line.folded[source.end : at].strip(" ,")) > 3


_TO_WHOM = re.compile(
    r"\s*(?:a|al|to)\s+(?:la |el |los |las |the |this |este |esta )?\w+(?:\s[A-Z][\w ]+?)?,?\s+"
)


# `informó el martes en Lima la Cancillería`: where it was said.
_PLACE = re.compile(r"\s+(?:en|in) [A-ZÁÉÍÓÚ]\w+(?=\s+(?:el|la|los|las|su|the|un|una)\s)")


def _behind(page: Page, line: Line, end: int) -> Mention | None:
    """The speaker behind the verb, perhaps behind the press to which it was said."""
    day = next((m.end for m in line.moments if 0 <= m.start - end <= 6), end)
    end = end if re.compile(r",|\s+(?:que|that)\b").match(line.folded, day) else day
    place = _PLACE.match(line.sentence.said, end)
    end = place.end() if place else end
    if told := _TO_WHOM.match(line.sentence.said, end):
        person = _nearest(line, told.end(), 40)
        if person and person.kind == "person":
            return person
    if source := unnamed.after(page, line, end):
        return source
    speaker = _nearest(line, end, 12)
    person = _nearest(line, end, 45)
    if person and person.kind == "person" and "," not in line.folded[end : person.start]:
        return person
    return _full(line, speaker) if speaker and speaker.kind != "country" else None


def _nearest(line: Line, end: int, gap: int) -> Mention | None:
    """Who is named next; a person is preferred to the country or body that stands before the name."""
    near = [m for m in line.mentions if 0 <= m.start - end <= gap]
    people = [m for m in near if m.kind == "person"]
    return next(iter(people or near), None)


def _full(line: Line, speaker: Mention) -> Mention:
    """`the spokesperson of the Commission, X`: the person, not the body that stands before."""
    if speaker.kind == "person":
        return speaker
    later = [m for m in line.mentions if m.kind == "person" and 0 < m.start - speaker.end <= 60]
    return later[0] if later else speaker


_BEFORE_LAST = re.compile(r"[,\"]\s*(?:(?:the|an?|its|his|her|el|la|los|las|una?|su)\s+)?$")


def _subject(page: Page, line: Line) -> tuple[Mention, tuple[int, int]] | None:
    """`X said`, `the administration claimed`: a party before a verb of saying.

    Who speaks at the end of the sentence says all of it; else a person rather than a body or a country.
    """
    found = []
    for cue in _verbs(page, line):
        if any(a < cue.start() < b for a, b in line.quotes) or line.names(cue.start(), cue.end()):
            continue
        speaker = acting(page, line, cue.start())
        if speaker and not page.lexicon.words["negative"].search(
            between(line.folded, speaker.end, cue.start())
        ):
            last = len(line.folded) - cue.end() < 60 and bool(
                _BEFORE_LAST.search(line.folded[: speaker.start])
            )
            found.append((not last, speaker.kind != "person", cue.start(), speaker, cue.end()))
    if not found:
        return None
    *_, start, speaker, end = min(found, key=lambda each: each[:3])
    return speaker, (min(speaker.start, start), end)


def acting(page: Page, line: Line, at: int) -> Mention | None:
    """Who acts in the verb: by name, or without one where no name stands nearer."""
    named, source = subject(line, at), unnamed.before(page, line, at)
    if named and source and named.kind == "person" and named.start > source.start:
        return named
    return source or named


_ASIDE = re.compile(
    r",\s*(?:sin embargo|por su parte|en cambio|a su vez|no obstante|ademas|tambien|asimismo|"
    r"por otra parte|entretanto|however|"
    r"for (?:his|her|its|their) part|in turn|meanwhile|by contrast|in contrast|too|instead|though|"
    r"nevertheless|again|"
    r"then|moreover|afterwards|hoy|ayer|el \w+|on \w+day|today|yesterday)\s*,"
)


def between(folded: str, start: int, end: int) -> str:
    """The words between two places without an aside between commas: `, sin embargo,`."""
    return _ASIDE.sub(" ", folded[start:end])


def subject(line: Line, at: int) -> Mention | None:
    """Whoever acts in the verb at this place: the party before it, over an apposition if need be."""
    before = [m for m in line.mentions if m.end <= at]
    if not before:
        return None
    people = [m for m in before if m.kind == "person" and at - m.end <= 130]
    last = before[-1]
    # "X, the spokesman for the president, said": X speaks, not the president.
    if len(people) > 1 and (
        "," in line.folded[people[-1].end : at]
        and _FOR_ANOTHER.fullmatch(line.folded[people[-2].end : people[-1].start])
    ):
        return people[-2]
    if people and _apposition(between(line.folded, people[-1].end, at)):
        return people[-1]
    if (
        last.kind == "country"
        and last.start > 0
        and re.search(
            r"\b(?:of|de|for|in|en|to|a)\s+(?:the\s+|los\s+)?$", line.folded[: last.start]
        )
    ):
        owner = [m for m in before[:-1] if last.start - m.end <= 15]
        last = owner[-1] if owner else last
    near = between(line.folded, last.end, at)
    return last if len(near) <= 25 and "," not in near else None


def _apposition(words: str) -> bool:
    """Whether between name and verb there is nothing, or one stretch between two commas."""
    return bool(
        re.fullmatch(r"(?:'s)?\s*(?:,[^,]{0,110}(?:,[^,]{0,60})?,|,)?(?:\s+\w+){0,2}\s*", words)
    )


def _behalf(page: Page, line: Line, mention: Mention) -> str | None:
    """For whom a spokesperson speaks: the party named beside the word, or that of the same country."""
    person = page.names.people.get(mention.name)
    for cue in page.lexicon.words["spokesperson"].finditer(line.folded):
        near = [
            m for m in line.mentions if 0 <= m.start - cue.end() <= 40 and m.name != mention.name
        ]
        if near:
            return near[-1].name if near[-1].start - near[0].end < 6 else near[0].name
    if person and person.title == "spokesperson":
        for other in page.lines:
            if other is not line and (found := _behalf_there(page, other, mention)):
                return found
        return person.of
    return None


def _behalf_there(page: Page, line: Line, mention: Mention) -> str | None:
    named = [m for m in line.mentions if m.name == mention.name]
    cue = page.lexicon.words["spokesperson"].search(line.folded)
    if not named or not cue:
        return None
    near = [m for m in line.mentions if 0 <= m.start - cue.end() <= 40 and m.name != mention.name]
    return (near[-1].name if near[-1].start - near[0].end < 6 else near[0].name) if near else None


def _reporter(page: Page, line: Line) -> tuple[str | None, int]:
    """The outlet that was told, and where that is said."""
    for cue in page.lexicon.words["reported by"].finditer(line.folded):
        match = _OUTLET.match(line.sentence.said[cue.end() :])
        if match and not _is_party(line, cue.end() + match.start(1), match[1], page):
            return match[1].rstrip("."), cue.start()
    match = re.search(r"(?:according to|segun|de acuerdo con) ", line.folded)
    if match and not [m for m in line.mentions if 0 <= m.start - match.end() <= 25]:
        outlet = _OUTLET.match(line.sentence.said[match.end() :])
        if outlet:
            return outlet[1].rstrip("."), match.start()
    return None, -1


def _is_party(line: Line, at: int, name: str, page: Page) -> bool:
    folded = fold(name)
    there = [m for m in line.mentions if m.start < at + len(name) and at < m.end]
    return bool(there) or bool(page.names.register.title.match(folded))
