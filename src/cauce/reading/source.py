"""What is read: a text or the example format, looked at before anything is read in it."""

import json
import re
from typing import Any, NamedTuple

from cauce import dates
from cauce.reading.lexicon import LANGUAGES
from cauce.reading.text import fold

LONGEST = 200_000
# An annotated example carries more than a text needs; it is known by one of these keys.
_EXAMPLE = {"id", "expected", "kind_of_source", "url", "found_at", "rights", "truncated"}
_TEXTS = ("text", "published", "lang", "title", "outlet")
_HTML = re.compile(r"<!doctype html|<html|<(?:body|div|p|span|table|script|head)\b[^>]*>", re.I)
_COMMON = {
    "en": frozenset(
        re.findall(
            r"\w+",
            "the of and to in that is was with for on by his her their its has as an at from this not be are"
            " were have he she it will would said been which after next last ago today president"
            " minister government visited",
        )
    ),
    "es": frozenset(
        re.findall(
            r"\w+",
            "el la los las de del que en y con por para una un se su al como es fue sus mas no lo ha han este"
            " esta desde hoy segun sobre entre ayer presidente presidenta ministro ministra gobierno tras",
        )
    ),
}

# Their neighbours, whose small words are partly the same: a text that has more of these is not ours to read.
_OTHERS = {
    "French": "le la les des et du est dans une pour que qui sur au aux avec par ont été ce cette sont",
    "Portuguese": "o os as da do das dos em um uma para com não que foi ao pela pelo são mais sobre seu",
    "Italian": "il lo gli della del dei di che per una con sono è nel nella dal alla più ha anche suo e",
    "German": "der die das und den dem des mit von auf für ist im nicht ein eine zu sich wurde nach",
}


class ReadFault(ValueError):
    """What is wrong with a text; its message is a sentence that says what to do."""


class Source(NamedTuple):
    """A text with what is known of it."""

    text: str
    published: dates.Span | None
    lang: str
    title: str = ""
    outlet: str = ""
    kind: str = ""  # what the text is, as the example format says it: `official readout`, `news`


def source_of(data: str, *, published: str | None = None, lang: str | None = None) -> Source:
    """The text in `data`, which is the text itself or a JSON object that holds it."""
    given = _opened(data)
    text = given.get("text", "")
    if not text.strip():
        raise ReadFault("there is no text; give a text with at least one sentence")
    if len(text) > LONGEST:
        raise ReadFault(f"the text is longer than {LONGEST} characters; give it in parts")
    if _HTML.search(text[:5000]):
        raise ReadFault("this is HTML; save the page as plain text and give that")
    return Source(
        text,
        _day(published or given.get("published")),
        _language(lang or given.get("lang"), text),
        given.get("title") or "",
        given.get("outlet") or "",
        str(given.get("kind_of_source") or ""),
    )


def _opened(data: str) -> dict[str, Any]:
    if not data.lstrip().startswith("{"):
        return {"text": data}
    try:
        given: dict[str, Any] = json.loads(data)
    except (ValueError, RecursionError):
        raise ReadFault("this begins like JSON and is none; write an object with text") from None
    if not _EXAMPLE & set(given) and (unknown := sorted(set(given) - set(_TEXTS))):
        raise ReadFault(f"unknown key {unknown[0]}; write {', '.join(_TEXTS)}")
    for key in _TEXTS:
        if not isinstance(given.get(key) or "", str):
            raise ReadFault(f"{key} is not a text; write it in quotation marks")
    if "text" not in given:
        raise ReadFault("the key text is missing; write the text under it")
    return given


def _day(published: str | None) -> dates.Span | None:
    if not published:
        return None
    try:
        return dates.parse(published)
    except dates.DateFault as fault:
        raise ReadFault(f"published: {fault}") from None


def _language(lang: str | None, text: str) -> str:
    if lang:
        if lang not in LANGUAGES:
            raise ReadFault(f"{lang} is not a language this reader knows; write es or en")
        return lang
    words = re.findall(r"[^\W\d_]+", fold(text[:20_000]))
    share = {name: sum(w in common for w in words) for name, common in _COMMON.items()}
    best = max(share, key=lambda name: share[name])
    if len(words) >= 10 and share[best] < max(1, len(words) / 12):
        raise ReadFault("the text is neither Spanish nor English; this reader knows only these two")
    for name, common in _OTHERS.items():
        foreign = {fold(word) for word in common.split()}
        if len(words) >= 10 and sum(w in foreign for w in words) > 1.2 * share[best]:
            raise ReadFault(
                f"the text seems to be {name}; this reader knows only Spanish and English"
            )
    return best
