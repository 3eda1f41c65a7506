"""The words the reader knows, read from `data/` and made into patterns for folded text."""

import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

LANGUAGES = ("es", "en")
_GAP = r"[^.;:]{0,60}?"


# The endings of a verb behind its stem: <v> in English, <ar> and <ir> in Spanish.
_ENDS = {
    "<v>": "(s|es|d|ed|ing)?",
    "<ar>": "(o|aron|a|an|ara|aran|aria|arian|aba|aban|ado|ada|ados|adas|ando|amos|aremos|ar|arse|e|"
    "en|ase|asen)",
    "<ir>": "(io|ieron|e|en|era|eran|ira|iran|eria|erian|iria|irian|ia|ian|ido|ida|idos|idas|iendo|"
    "imos|emos"
    "|er|ir|erse|irse|a|an|iera|ieran|iese|iesen)",
}


class Cue(NamedTuple):
    """Words that show a kind of entry and an act."""

    kind: str
    act: str
    mode: str | None
    pattern: re.Pattern[str]
    abroad: bool | str = (
        False  # only between officials of two countries; "person": who is named after it
    )
    # What must stand beside the words: "party", another country's side behind them; "whom", that and
    # what it is to do; "request", a request told before.
    needs: str | None = None


class Lexicon(NamedTuple):
    """All that is known of one language."""

    cues: tuple[Cue, ...]
    words: dict[str, re.Pattern[str]]
    raw: dict[str, Any]


@cache
def load(name: str) -> Any:
    """The content of a data file."""
    return yaml.safe_load((files("cauce.reading") / "data" / f"{name}.yaml").read_text("utf-8"))


def pattern(phrases: list[str], parts: dict[str, str] | None = None) -> re.Pattern[str]:
    """Phrases as one pattern: `*` is any ending, ` ... ` some words between, `(a|b)` a choice.

    `<ar>` is the endings of a verb, and `<name>` what the language's `parts` call so.
    """
    short = _ENDS | {f"<{name}>": f"({words})" for name, words in (parts or {}).items()}
    spelled = [_phrase(phrase, short) for phrase in phrases]
    return re.compile(r"(?<!\w)(?:" + "|".join(spelled) + r")(?!\w)")


def _phrase(phrase: str, short: dict[str, str]) -> str:
    for name, words in reversed(short.items()):
        phrase = phrase.replace(name, words)
    # A word between may be a name with its owner: the Government's request.
    phrase = phrase.replace("(\\w+ )", "([\\w'.-]+ )")
    spelled = (
        phrase.replace(" ... ", "\0")
        .replace("*", r"\w*")
        .replace(" ?", r"\s*")
        .replace(" ", r"\s+")
    )
    return spelled.replace("\0", rf"(?!\w){_GAP}(?<!\w)")


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language."""
    raw = load(lang)
    parts = raw.get("parts")
    cues = tuple(
        Cue(
            kind,
            row["act"],
            row.get("mode"),
            pattern(row["cues"], parts),
            row.get("abroad", False),
            row.get("needs"),
        )
        for kind, rows in raw["cues"].items()
        for row in rows
    )
    words = {name: pattern(phrases, parts) for name, phrases in raw["words"].items()}
    return Lexicon(cues, words, raw)
