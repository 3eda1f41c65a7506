"""What a screening keeps sealed: read as it was said on its day, without asking the rules again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cauce.applications.models import Screening
from cauce.base import envelopes
from cauce.base.envelopes import OpenKeys
from cauce.eligibility import CLOSED, ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED

Json = dict[str, Any]
# A member's word → the part of the kept answer that it rests on.
RESTS_ON = {"fails": "criteria", "undetermined": "facts"}


def content(row: Screening, *, opened: OpenKeys | None = None) -> Json:
    """Return what a screening keeps sealed. Raises Sealed."""
    return envelopes.read(row, "sealed", opened=opened)


def result(row: Screening, kept: Json) -> Json:
    """Return what a screening keeps in the form of the contract, with the family's own main applicant."""
    answers: Mapping[str, Json] = kept["pathways"]
    people = range(1, len(kept["persons"]))
    return {
        "case": "application",
        "on": row.on.isoformat(),
        "pack": {"id": row.pack, "law": row.law, "words": row.words},
        "eligible": [name for name, a in answers.items() if a["word"] == ELIGIBLE],
        "undetermined": _by(answers, UNDETERMINED, "facts"),
        "not_eligible": _by(answers, NOT_ELIGIBLE, "criteria"),
        "closed": {n: a["reason"] for n, a in answers.items() if a["word"] == CLOSED},
        "open_points": {n: a["open_points"] for n, a in answers.items() if "open_points" in a},
        "members": [{"person": person, **_travels(answers, person)} for person in people],
    }


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How one pathway's answer, or one member's on it, changed between two screenings; codes only.

    `member` is a member's number; None is the main applicant. A word is empty where there was none.
    """

    pathway: str
    member: int | None = None
    before: str = ""
    after: str = ""
    reasons_gone: tuple[str, ...] = field(default=())
    reasons_new: tuple[str, ...] = field(default=())


def compare(old: Screening, new: Screening, *, opened: OpenKeys | None = None) -> list[Difference]:
    """Return what a newer screening says differently: words, and what they rest on. Raises Sealed."""
    before, after = content(old, opened=opened), content(new, opened=opened)
    names = dict.fromkeys([*before["pathways"], *after["pathways"]])
    found = []
    for name in names:
        was, now = before["pathways"].get(name, {}), after["pathways"].get(name, {})
        found += _difference(name, None, was, now)
        numbers = dict.fromkeys([*before["persons"], *after["persons"]])
        for number in numbers:
            found += _difference(name, number, _of(before, was, number), _of(after, now, number))
    return found


def _difference(name: str, member: int | None, was: Json, now: Json) -> list[Difference]:
    old, new = _rests_on(was), _rests_on(now)
    if (was.get("word", ""), old) == (now.get("word", ""), new):
        return []
    return [
        Difference(
            pathway=name,
            member=member,
            before=was.get("word", ""),
            after=now.get("word", ""),
            reasons_gone=tuple(reason for reason in old if reason not in new),
            reasons_new=tuple(reason for reason in new if reason not in old),
        )
    ]


def _of(kept: Json, answer: Json, number: int) -> Json:
    """Return a member's part of a pathway's answer, by their number in the household."""
    if number not in kept["persons"]:
        return {}
    place = str(kept["persons"].index(number))
    part: Json = answer.get("members", {}).get(place, {})
    return part


def _rests_on(answer: Json) -> list[str]:
    parts = ("criteria", "facts", "open_points")
    found = [item for part in parts for item in answer.get(part, ())]
    return [*found, answer["reason"]] if "reason" in answer else found


def _by(answers: Mapping[str, Json], word: str, part: str) -> Json:
    return {name: a.get(part, []) for name, a in answers.items() if a["word"] == word}


def _travels(answers: Mapping[str, Json], person: int) -> Json:
    found: Json = {}
    for name, answer in answers.items():
        member = answer.get("members", {}).get(str(person))
        if member:
            part = RESTS_ON.get(member["word"])
            found[name] = {member["word"]: member.get(part, [])} if part else member["word"]
    return found
