"""Whose words a sentence is, after looking at its neighbours."""

import re

from cauce.reading.chain import Chain, chain_of
from cauce.reading.page import Line, Page
from cauce.reading.text import fold


def chains(page: Page) -> list[Chain]:
    """The chain of each line, after looking at its neighbours."""
    found = [chain_of(page, line) for line in page.lines]
    words = page.lexicon.words
    carried: set[int] = set()
    for i, line in enumerate(page.lines):
        early = [m for m in line.mentions if m.start < 40 and m.kind != "country"]
        if (
            i
            and _CARRIED.match(line.folded)
            and _plain(found[i])
            and found[i - 1].spoken
            and not early
        ):
            found[i] = found[i - 1]._replace(told=())
        if (
            _THIS.match(line.folded)
            and words["announced by"].search(line.folded)
            and i
            and not found[i - 1].spoken
        ):
            found[i - 1] = found[i]
        if (
            i and _plain(found[i]) and found[i - 1].spoken and _FURTHER.match(line.folded)
            and (i - 1 in carried or _covers(page, page.lines[i - 1], found[i - 1]))
            and not _parted(page, page.lines[i - 1], line)
        ):  # fmt: skip
            found[i] = found[i - 1]._replace(told=())
            carried.add(i)
        if i and _plain(found[i]) and _goes_on(line, words["goes on"]):
            found[i] = _followed(found[:i])
        if (
            words["communique"].search(line.folded[:40])
            and not line.quotes
            and found[i].spoken
            and i
            and not found[i - 1].spoken
        ):
            found[i - 1] = found[i]._replace(told=())
    return _with_reporter(_by_full_name(page, found))


_THIS = re.compile(r"(?:this|it|esto|asi|lo)\b")
_CARRIED = re.compile(r"(?:it|she|he) also\b|(?:tambien|asimismo|igualmente)\b")


# What begins like this is told on by whoever told the sentence before.
_FURTHER = re.compile(
    r"(?:its|their|another|a (?:further|second|third)|an additional|"
    r"the (?:rest|remaining|remainder|information)|"
    r"sus?|otr[oa]s?|un segundo|una segunda|el resto)\b"
)


def _goes_on(line: Line, words: re.Pattern[str]) -> bool:
    """`They added …` or `…, the statement said`; in `which they said` it is whoever that sentence names."""
    return any(
        m.start() < 3 or line.folded[: m.start()].rstrip()[-1:] in (",", '"', ";")
        for m in words.finditer(line.folded)
    )


def _parted(page: Page, before: Line, line: Line) -> bool:
    return "\n" in page.whole[before.sentence.start : line.sentence.start]


def _covers(page: Page, before: Line, chain: Chain) -> bool:
    """Whether an attribution says whose all of its sentence is: it opens or closes it."""
    if not chain.told:
        return False
    first, last = chain.told[0]
    whole = first < 3 and page.lexicon.words["said by"].match(before.folded, first)
    return bool(whole) or len(before.folded.rstrip()) - last < 4


_WHOSE_BODY = re.compile(
    r"(?:Ministry|Embassy|Ministerio|Embajada|Government|Gobierno) (?:of|de) \w+"
)


_ITS = re.compile(
    r"(?:its|their|su)\s((?:foreign |interior )?(?:embassy|ministry|government|presidency)|"
    r"embajada|cancillería|gobierno|presidencia)\b"
)
_SPANISH = ("embajada", "cancillería", "gobierno", "presidencia")


def _by_full_name(page: Page, found: list[Chain]) -> list[Chain]:
    """A body by the name under which it spoke before; `his office` and `su Cancillería` by their owners."""
    named: list[Chain] = []
    for line, chain in zip(page.lines, found, strict=True):
        name = chain.said_by
        if chain.spoken and _WHOSE_BODY.fullmatch(name):
            longer = [c.said_by for c in named if c.spoken and c.said_by.endswith(" " + name)]
            name = longer[-1] if longer else name
        first = line.mentions[0] if line.mentions else None
        if chain.spoken and chain.told and first and " " not in name and first.kind == "country":
            body = line.folded[: chain.told[0][1]].rstrip()
            name = f"{name} de {first.name}" if body.endswith("su " + fold(name)) else name
        if chain.spoken and first and first.of and (own := _ITS.match(name)):
            name = f"{own[1]} {'de' if own[1] in _SPANISH else 'of'} {first.of}"
        named.append(chain._replace(said_by=name))
    return named


def _plain(chain: Chain) -> bool:
    return not chain.spoken


def _followed(before: list[Chain]) -> Chain:
    spoken = [c for c in before if c.spoken]
    return (spoken[-1] if spoken else before[-1])._replace(told=())


def _with_reporter(found: list[Chain]) -> list[Chain]:
    """A speaker who told an outlet once told it the rest too."""
    told = {c.said_by: c.reported_by for c in reversed(found) if c.spoken and c.reported_by}
    return [
        c._replace(reported_by=c.reported_by or told.get(c.said_by)) if c.spoken else c
        for c in found
    ]
