"""The register of office-holders, bodies and countries, and the words of offices, by folded name."""

import re
from functools import cache
from typing import Any, NamedTuple

from cauce.reading.lexicon import load
from cauce.reading.text import fold

CAPITAL = r"(?:(?:al|el|ul|as|ad|ar|an|az|ash)-)?[A-ZÁÉÍÓÚÑÜÖÄÅŠŽČ][\w'’.-]*\w"


class Register(NamedTuple):
    """What is known of names before any text is read."""

    people: dict[str, dict[str, Any]]
    aliases: dict[str, str]
    bodies: dict[str, tuple[str, str | None]]
    countries: dict[str, str]
    demonyms: dict[str, str]
    titles: dict[str, str]
    title: re.Pattern[str]
    body: re.Pattern[str]
    place: re.Pattern[str]
    known: re.Pattern[str]
    common: frozenset[str]
    # An outlet that is an office, one that is of the press, and a title of an office's own text.
    office: re.Pattern[str]
    press: re.Pattern[str]
    own_text: re.Pattern[str]
    # What makes the name of a place that of a club or a company.
    club: re.Pattern[str]


@cache
def register() -> Register:
    """The register of office-holders, bodies and countries, by folded name."""
    raw, words = load("register"), load("names")
    people = {row["name"]: row for row in raw["people"]}
    aliases = {n: row["name"] for row in raw["people"] for n in _called(row)}
    bodies = {n: (row["name"], row.get("of")) for row in raw["bodies"] for n in _called(row)}
    countries = {n: row["name"] for row in raw["countries"] for n in _called(row)}
    demonyms = {
        n: row["name"] for row in raw["countries"] for word in row["people"] for n in _forms(word)
    }
    titles = {phrase: name for name, phrases in words["titles"].items() for phrase in phrases}
    return Register(
        people, aliases, bodies, countries, demonyms, titles,
        _titles(titles), _body(words), finder({**countries, **demonyms}),
        finder({**aliases, **bodies, **countries, **demonyms}),
        frozenset(words["not names"]),
        finder(words["office outlets"]), finder(words["press outlets"]), finder(words["own texts"]),
        re.compile(rf"(?<!\w)(?:{either(words['clubs'])})\s+(?:de\s+)?$"),
    )  # fmt: skip


# What ends like this is how a people is called, and not the name of a capital.
_PEOPLE = ("ano", "eno", "ino", "eco", "ol", "es", "an", "ense", "ita", "ota", "ayo", "ego", "aco", "ico",
           "io", "uso", "urco", "i", "ero", "ato", "aro")  # fmt: skip


def _forms(word: str) -> list[str]:
    """A people with its other forms: Spanish feminine and plural, English plural."""
    if not word.endswith(_PEOPLE):
        return [word]
    if word.endswith("o"):
        return [word, *(word[:-1] + end for end in ("a", "os", "as"))]
    return [word, word + "s", *([word + "a", word + "es", word + "as"] if word[-1] in "sl" else [])]


def _called(row: dict[str, Any]) -> list[str]:
    return [fold(name) for name in [row["name"], *row.get("aka", ())]]


def either(words: Any) -> str:
    """Words as the choices of a pattern, the longest first."""
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)
    )


def finder(words: Any) -> re.Pattern[str]:
    """A pattern that finds any of some words, whole."""
    return re.compile(rf"(?<!\w)(?:{either(words) or '(?!)'})(?!\w)")


def _titles(words: Any) -> re.Pattern[str]:
    """The titles, also of those who held them before: `exministro`."""
    return re.compile(rf"(?<!\w)(?:ex-?)?(?P<title>{either(words)})(?!\w)")


def _body(words: dict[str, Any]) -> re.Pattern[str]:
    head = "|".join(words["bodies"])
    link = r"(?:of|for|on|de|del|de la|de los|para)(?:\s+(?:the|la|las|los|el))?"
    more = rf"(?:\s+(?:and|y|e|of|de|para|de los|de las|the)\s+{CAPITAL}|\s+{CAPITAL})"
    return re.compile(rf"(?:{CAPITAL}\s+){{0,3}}(?:{head})(?:\s+{link}\s+{CAPITAL}{more}*)?(?!\w)")
