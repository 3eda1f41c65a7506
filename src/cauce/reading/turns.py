"""Who has the word in an interview, a briefing or an answer in parliament: questions, and who answers."""

import re
from typing import NamedTuple

from cauce.reading.lexicon import Lexicon
from cauce.reading.names import Names
from cauce.reading.text import Sentence, fold

_LABEL = re.compile(
    r"((?:PREGUNTA|RESPUESTA|QUESTION|ANSWER|P|R|Q|A)(?=[.:]\s)|[^:\n]{1,110}(?=:))[.:](?:\s|$)"
)
_DASH = re.compile(r"[—–]\s?(?=\S)|-\s(?=\S)")
_COURTESY = re.compile(r"(?:mr|mrs|ms|miss|dr|sr|sra|srta|prof|hon|the|el|la|h\.e|s\.e)\b\.?\s*")
_NAME = re.compile(
    r"((?:[A-ZÁÉÍÓÚÑ][\w'’-]+)(?:\s+(?:de |del |bin |ben |van |von |al )?[A-ZÁÉÍÓÚÑ][\w'’-]+){1,3}),"
)
_SHORT = 95
# An answer that begins like this, or names a day, says nothing without its question.
_LEANS = re.compile(
    r"^(?:[^:]{0,40}:\s+|[-—–]\s*)?(?:(?:yes|no|it|she|he|si|que si|que no|vendra|ira)\b|(?:el|en|on|"
    r"in|last|next|la|ayer|hoy)\b)"
    r"|\d"
)
_DAY = re.compile(r"^(?:[^:]{0,40}:\s+|[-—–]\s*)?(?:el|en|on|in|next|last|desde|since)\b[^.]*\d")


class Turn(NamedTuple):
    """Whose turn a sentence lies in. `question`: the sentence that this one answers first."""

    speaker: str | None = None
    asked: bool = False
    question: int | None = None


def turns(text: str, every: list[Sentence], names: Names, words: Lexicon) -> list[Turn]:
    """The turn of each sentence; an empty one where nobody is given the word."""
    begins = [_begins(text, s) for s in every]
    dashes = [b and bool(_DASH.match(s.said)) for b, s in zip(begins, every, strict=True)]
    asking = [d and s.folded.endswith("?") for d, s in zip(dashes, every, strict=True)]
    if sum(asking) >= 2 and sum(dashes) - sum(asking) >= 2:
        return _linked(every, _by_dash(every, dashes, asking, names), words)
    return _linked(every, _by_label(every, begins, names, words), words)


def _begins(text: str, sentence: Sentence) -> bool:
    return not text[: sentence.start].rstrip(" \t").strip() or text[: sentence.start].rstrip(
        " \t"
    ).endswith("\n")


def _by_dash(
    every: list[Sentence], dashes: list[bool], asking: list[bool], names: Names
) -> list[Turn]:
    """Questions and answers in turn, each behind its dash; the first person named before them answers."""
    first = dashes.index(True)
    guest = _guest(every[:first], names)
    found: list[Turn] = [Turn()] * first
    asked = False
    for dash, question in zip(dashes[first:], asking[first:], strict=True):
        if dash:
            asked = question or not asked
        found.append(Turn(None if asked else guest, asked))
    return found


def _guest(lead: list[Sentence], names: Names) -> str | None:
    """Who answers: the first person of the lead, by title or, where none has one, by the full name."""
    named = [m for s in lead for m in names.mentions(s.said, s.folded)]
    match = _NAME.search(" ".join(s.said for s in lead))
    return next((m.name for m in named if m.kind == "person"), None) or (match and match[1])


def _by_label(
    every: list[Sentence], begins: list[bool], names: Names, words: Lexicon
) -> list[Turn]:
    """`QUESTION:`, `MS. RENAUD:`, `Answer by …:`: the label says whose words follow, up to the next label."""
    labels = [_label(s) if begin else None for s, begin in zip(every, begins, strict=True)]
    turn, found = Turn(), []
    first = next((i for i, label in enumerate(labels) if label), len(every))
    guest = _guest(every[:first], names)
    for sentence, label in zip(every, labels, strict=True):
        if label and (new := _turn(label, labels.count(label), guest, names, words)):
            turn = new
        alone = label is not None and sentence.said.rstrip().endswith(":")
        found.append(Turn(asked=True) if alone else turn)
    return found


def _label(sentence: Sentence) -> str | None:
    match = _LABEL.match(sentence.said)
    return match[1].strip() if match else None


def _turn(label: str, times: int, guest: str | None, names: Names, words: Lexicon) -> Turn | None:
    folded = fold(label)
    if words.words["asking"].match(folded):
        return Turn(asked=True)
    people = [m.name for m in names.mentions(label, folded) if m.kind == "person"]
    if words.words["answering"].match(folded):
        found = people or ([guest] if guest else [])
        return Turn(found[0]) if found else None
    large = label.upper() == label and sum(c.isalpha() for c in label) > 3
    if not large and not (times > 1 and len(label.split()) < 6 and label[:1].isupper()):
        return None
    if people or _COURTESY.match(folded) or times > 1:
        return Turn(people[0] if people else _spelled(label))
    return None


def _spelled(label: str) -> str:
    return " ".join(w.capitalize() if w.isupper() else w for w in label.split())


def _linked(every: list[Sentence], found: list[Turn], words: Lexicon) -> list[Turn]:
    """A short first answer says nothing without its question: it is told which one."""
    linked = list(found)
    for i in range(1, len(found)):
        short = len(every[i].said) <= _SHORT and found[i].speaker
        leans = _DAY if not every[i - 1].folded.endswith("?") else _LEANS
        replied = words.words["reply asked"].search(every[i - 1].folded)
        if short and found[i - 1].asked and (replied or leans.search(every[i].folded)):
            linked[i] = found[i]._replace(question=i - 1)
    return linked
