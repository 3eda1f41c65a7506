"""Recall and precision of the reader, per text, per kind and per field.

Run: CAUCE_EXAMPLES=FOLDER python -m bench.reading [FOLDER…]
Without a folder: the annotated texts of `CAUCE_EXAMPLES` (cooperation/), the project's own
(examples/reading/) and, apart, those that were read once before any rule was made for them (its folders
blind/, second/ and third/).

A draft is a hit when its kind is right and a sentence of its evidence overlaps one of the expected passages;
a commitment and a transaction count as one kind. Each expected entry takes at most one draft.
Precision counts the drafts outside the folded statement layer that hit any expected entry.
"""

import json
import os
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from cauce.reading import Draft, read, source_of
from cauce.reading.register import register
from cauce.reading.text import fold

OWN = Path(__file__).parents[1] / "examples" / "reading"
FIELDS = ("act", "date", "amount", "speaker")
_QUALIFIER = {"over": "more_than", "more than": "more_than", "at least": "at_least", "up to": "up_to",
              "less than": "less_than", "almost": "about", "nearly": "about"}  # fmt: skip
Json = dict[str, Any]
# The acts that are promised to programs have no word for these: each is measured by the nearest one.
_PROMISED = {"did_not_happen": "denied", "resumed": "opened", "deferred": "acknowledged",
             "invited": "planned"}  # fmt: skip


class Score(NamedTuple):
    """What was found in one text."""

    name: str
    pairs: list[tuple[Json, Draft | None]]
    wrong: list[Draft]
    entries: int


def score(path: Path) -> Score:
    """Read one annotated text and lay its drafts beside what a careful person expects."""
    data = path.read_text(encoding="utf-8")
    drafts = read(source_of(data))
    expected = json.loads(data)["expected"]
    options = [
        (_agree(e, d), i, j)
        for i, e in enumerate(expected)
        for j, d in enumerate(drafts)
        if _hits(e, d)
    ]
    taken: dict[int, int] = {}
    for _, i, j in sorted(options, key=lambda o: (-o[0], o[1], o[2])):
        if i not in taken and j not in taken.values():
            taken[i] = j
    pairs = [(e, drafts[taken[i]] if i in taken else None) for i, e in enumerate(expected)]
    counted = [d for d in drafts if d.layer == "entry"]
    wrong = [d for d in counted if not any(_hits(e, d) for e in expected)]
    return Score(path.stem, pairs, wrong, len(counted))


def _hits(expected: Json, draft: Draft) -> bool:
    money = ("commitment", "transaction")
    kinds = money if expected["kind"] in money else (expected["kind"],)
    return draft.kind in kinds and any(
        e["start"] < s.end and s.start < e["end"]
        for e in expected["evidence"]
        for s in draft.evidence
    )


def _agree(expected: Json, draft: Draft) -> int:
    return sum(1 + (f == "amount") for f in FIELDS if field(f, expected, draft))


def field(name: str, expected: Json, draft: Draft) -> bool | None:
    """Whether a field is right; None where nothing is expected of it."""
    if name == "act":
        return _PROMISED.get(expected["act"], expected["act"]) == draft.act
    if name == "date":
        return None if "date" not in expected else bool(expected["date"]["iso"] == draft.date.edtf)
    if name == "amount":
        return _amount(expected.get("amount"), draft)
    said = expected.get("said_by")
    return None if said is None else _same_name(said, draft.said_by or "")


def _amount(wanted: Json | None, draft: Draft) -> bool | None:
    if not wanted:
        return None
    if not draft.amount:
        return False
    qualifier = _QUALIFIER.get(wanted["qualifier"], wanted["qualifier"])
    return (wanted["value"], wanted["currency"], qualifier) == draft.amount[:3]


def _same_name(one: str, other: str) -> bool:
    return _whom(one) == _whom(other)


_FOREIGN = re.compile(
    r"cancilleria|ministerio de (?:relaciones|asuntos) exteriores|ministry of foreign affairs|"
    r"ministry for foreign affairs"
)


def _whom(name: str) -> str:
    """A speaker without article and courtesy; a capital or a people is the government of its country."""
    folded = re.sub(r"^(?:the|la|el|ms|mr|mrs|dr|sr|sra)\b\.? ", "", fold(name).split(" (")[0])
    folded = re.sub(r"(embassy|embajada) (?:in|en) \w+$", r"\1", folded)
    folded = _FOREIGN.sub("foreign ministry", folded)
    known = register()
    country = known.countries.get(folded) or known.demonyms.get(folded)
    body = known.bodies.get(folded) or known.bodies.get("the " + folded)
    return fold(country or (body[0] if body else folded)).removeprefix("the ")


def _line(name: str, scores: list[Score]) -> str:
    pairs = [p for s in scores for p in s.pairs]
    found = [p for p in pairs if p[1]]
    entries, wrong = sum(s.entries for s in scores), sum(len(s.wrong) for s in scores)
    cells = [
        f"{name:12}",
        f"recall {_ratio(len(found), len(pairs))}",
        f"precision {_ratio(entries - wrong, entries)}",
    ]
    for each in FIELDS:
        marks = [m for e, d in found if d and (m := field(each, e, d)) is not None]
        cells.append(f"{each} {_ratio(sum(marks), len(marks))}")
    return "  ".join(cells)


def _ratio(part: int, whole: int) -> str:
    return f"{part:3}/{whole:<3} {part / whole:4.2f}" if whole else "  -     -  "


def _kinds(scores: list[Score]) -> list[str]:
    found: dict[str, list[tuple[Json, Draft | None]]] = defaultdict(list)
    for one in scores:
        for expected, draft in one.pairs:
            found[expected["kind"]].append((expected, draft))
    wrong = [d.kind for s in scores for d in s.wrong]
    return [
        f"{kind:12}  recall {_ratio(sum(1 for _, d in pairs if d), len(pairs))}  "
        f"drafts that are no entry: {wrong.count(kind)}"
        for kind, pairs in sorted(found.items())
    ]


def _faults(one: Score) -> list[str]:
    lines = [
        f"    missed {e['kind']} {e['act']}: {e.get('gist', e['evidence'][0]['start'])}"
        for e, d in one.pairs
        if d is None
    ]
    lines += [f"    no entry: {d.kind} {d.act} at {d.evidence[0].start}" for d in one.wrong]
    for expected, draft in one.pairs:
        bad = [f for f in FIELDS if draft and field(f, expected, draft) is False]
        for each in bad:
            lines.append(
                f"    {each} of {expected['kind']} at {expected['evidence'][0]['start']}: {_got(each, draft)}"
            )
    return lines


def _got(name: str, draft: Draft | None) -> object:
    values = draft and {
        "act": draft.act,
        "date": draft.date.edtf,
        "amount": draft.amount,
        "speaker": draft.said_by,
    }
    return values and values[name]


def texts(folder: Path) -> list[Path]:
    """The annotated texts of a folder: JSON objects with `text` and `expected`."""
    every = sorted(folder.glob("*.json"))
    return [
        p for p in every if {"text", "expected"} <= set(json.loads(p.read_text(encoding="utf-8")))
    ]


def main(folders: list[Path]) -> None:
    """Print the figures of each folder."""
    for folder in folders:
        scores = [score(path) for path in texts(folder)]
        print(f"{folder.name}: {len(scores)} texts")
        for one in scores:
            print(_line(one.name, [one]), *_faults(one), sep="\n")
        if scores:
            print(_line("all", scores), *_kinds(scores), sep="\n", end="\n\n")


if __name__ == "__main__":
    given = [Path(each) for each in sys.argv[1:]]
    shared = os.environ.get("CAUCE_EXAMPLES")
    if not given and not shared:
        print(
            "CAUCE_EXAMPLES is not set: only the project's own texts are measured", file=sys.stderr
        )
    own = [OWN, *(OWN / name for name in ("blind", "second", "third"))]
    main(given or [*([Path(shared) / "cooperation"] if shared else []), *own])
