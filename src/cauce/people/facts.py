"""What was said about somebody: every statement stays, with who said it, when, and on what evidence.

A sealed field holds {"facts": {key: [statement, …]}}; `key` is the fact's key in a case file. Plain Python.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any, TypedDict

SAID, UNKNOWN, PRIVATE = "said", "unknown", "private"
FORM, OFFICER, INTERVIEW, CORRECTION, IMPORT = (
    "form",
    "officer",
    "interview",
    "correction",
    "import",
)


class Statement(TypedDict, total=False):
    """One statement: the value as a case file writes it, and where it comes from."""

    value: Any
    how: str
    source: str
    by: str
    at: str
    evidence: str
    why: str


Facts = dict[str, list[Statement]]


def statement(
    *,
    value: Any,
    source: str,
    at: datetime,
    how: str = SAID,
    by: str = "",
    evidence: str = "",
    why: str = "",
) -> Statement:
    """Return a statement; `by` is an officer's id or empty for the family, `evidence` a document's id."""
    made = Statement(value=value, how=how, source=source, by=by, at=at.isoformat())
    if evidence:
        made["evidence"] = evidence
    if why:
        made["why"] = why
    return made


def add(facts: Mapping[str, Iterable[Statement]], key: str, said: Statement) -> Facts:
    """Return the facts with one more statement; what was said before stays."""
    kept = {name: list(entries) for name, entries in facts.items()}
    kept.setdefault(key, []).append(said)
    return kept


def current(facts: Mapping[str, Iterable[Statement]]) -> dict[str, Any]:
    """Return the newest value of each fact; what is unknown or not told is left out."""
    newest = {key: list(entries)[-1] for key, entries in facts.items() if entries}
    return {key: said.get("value") for key, said in newest.items() if said.get("how") == SAID}


def latest(facts: Mapping[str, Iterable[Statement]], key: str) -> Statement | None:
    """Return the newest statement of a fact."""
    entries = list(facts.get(key, ()))
    return entries[-1] if entries else None


def contradicted(facts: Mapping[str, Iterable[Statement]]) -> list[str]:
    """Return the facts about which two statements that name a value disagree."""
    found = []
    for key, entries in facts.items():
        values = [said.get("value") for said in entries if said.get("how") == SAID]
        if any(disagree(old, new) for old, new in pairwise(values)):
            found.append(key)
    return found


def disagree(old: Any, new: Any) -> bool:
    """Say whether two values of a fact contradict each other.

    A list of records that only learns more of the same records does not: an empty place was filled.
    """
    before, after = _records(old), _records(new)
    if before is None or after is None:
        return bool(old != new)
    complete = not (isinstance(old, dict) and old.get("complete") is False)
    if len(after) < len(before) or (complete and len(after) > len(before)):
        return True
    return any(
        value is not None and one.get(key) != value
        for was, one in zip(before, after, strict=False)
        for key, value in was.items()
    )


def _records(value: Any) -> list[dict[str, Any]] | None:
    rows = value.get("items") if isinstance(value, dict) else value
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    return rows
