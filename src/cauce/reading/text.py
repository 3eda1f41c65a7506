"""Sentences of a text with their exact offsets, and a folded twin in which words are looked up."""

import re
import unicodedata
from typing import NamedTuple

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
     "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u200e": " ", "\u200f": " ", "\t": " "}
)  # fmt: skip
_SHORT = frozenset(
    re.findall(
        r"\S+",
        "dr sr sra srta mr mrs ms gen col lic ing prof rep sen gov hon st no num art jan feb mar apr jun jul"
        " aug sep sept oct nov dec ee uu d.c u.s u.k u.n a.m p.m ee.uu ee. vs inc ltd"
        " pregunta respuesta question answer",
    )
)
_STOP = re.compile(r"[.!?…]+['\")\]]*\s+(?=[\"'¿¡(\[]*[A-ZÁÉÍÓÚÑÜÖÄŠŽ0-9])|\n+(?![^\S\n]*[a-z])")
_OPENER = re.compile(
    r"[\"'(]*(the|in|on|it|he|she|they|this|that|but|and|we|a|an|at|el|la|los|las|en|por|un|una|se|"
    r"segun|tras|durante|ademas|"
    r"tambien|con|para|how|when|as|according|after|its|his|her|their)\b"
)
_END = re.compile(r"[.!?…:;,]['\")\]]*$")


class Sentence(NamedTuple):
    """One sentence: where it lies, its words, its folded words, and whether it is a heading."""

    start: int
    end: int
    said: str
    folded: str
    heading: bool


# The Spanish future is known by its accent, which folding takes away.
COMING = re.compile(r"\w(?:ar|er|ir|dr)á[ns]?\b", re.I)


def fold(text: str) -> str:
    """The text in small letters without accents and with plain quotes; every character keeps its place."""
    return "".join(map(_small, text.translate(_PLAIN)))


def _small(sign: str) -> str:
    base = unicodedata.normalize("NFKD", sign)[:1].lower() or sign
    return base if len(base) == 1 else sign


def sentences(text: str) -> list[Sentence]:
    """The sentences in order. A line without a full stop is a heading where the text has others."""
    plain = text.translate(_PLAIN)
    cuts, begin = [], 0
    for stop in _STOP.finditer(plain):
        if "\n" in stop[0] or not _is_short(plain[begin : stop.start()], plain[stop.end() :][:12]):
            cuts.append((begin, stop.end()))
            begin = stop.end()
    cuts.append((begin, len(text)))
    found = [s for s in (_sentence(text, *cut) for cut in cuts) if s]
    if all(s.heading for s in found):
        return [s._replace(heading=False) for s in found]
    last = max(i for i, s in enumerate(found) if not s.heading)
    # A cut-off last line is the end of an excerpt, not a heading.
    return [s._replace(heading=False) if i > last and len(s.said) > 60 else s
            for i, s in enumerate(found)]  # fmt: skip


def _is_short(before: str, after: str) -> bool:
    """Whether the full stop ends an abbreviation and not a sentence."""
    word = re.split(r"[\s(\"']", before)[-1].lower()
    if word in _SHORT or re.fullmatch(r"[a-z]|(?:[a-z]\.)+[a-z]", word):
        if word == "x" and re.search(r"\b(?:on|en) x$", before.lower()):
            return False  # the network, not an initial
        return not (("." in word or len(word) == 1) and _OPENER.match(fold(after)))
    return False


def _sentence(text: str, start: int, end: int) -> Sentence | None:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    said = said.strip()
    if not said:
        return None
    folded = fold(said)
    heading = len(said) < 160 and not _END.search(folded)
    return Sentence(start, start + len(said), said, folded, heading)


def quotations(folded: str) -> list[tuple[int, int]]:
    """Where something stands in quotation marks; an odd mark is left alone."""
    return [match.span() for match in re.finditer(r'"[^"]{2,}"', folded)]
