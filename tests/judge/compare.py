"""Run engine and judge on the same households and print every kind of disagreement.

python -m tests.judge.compare --n 3000 --seed 1
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.judge import naming
from tests.judge.generate import households
from tests.judge.judge import judge

PACK = Path(__file__).parents[2] / "packs" / "americas"
Row = tuple[str, str, str, str]


def engine() -> Callable[[dict], dict]:
    """The engine through its door."""
    from cauce.eligibility import case_from, load_pack, screen

    pack = load_pack(PACK)
    return lambda case: screen(pack, case_from(pack, case))


def cells(answer: dict) -> dict[str, Any]:
    """Pathway by pathway: the word and its reasons, in one form for both sides."""
    found: dict[str, Any] = {one: ("eligible", ()) for one in answer["eligible"]}
    for key in ("undetermined", "not_eligible"):
        found |= {one: (key, tuple(sorted(set(v)))) for one, v in answer[key].items()}
    return found | {one: ("closed", (why,)) for one, why in answer["closed"].items()}


def said(value: Any) -> tuple[str, tuple]:
    if isinstance(value, str):
        return (value, ())
    word, names = next(iter(value.items()))
    return (word, tuple(sorted(set(names))))


def flat(answer: dict) -> dict[tuple[str, ...], Any]:
    """Every single thing that is said, with where it is said."""
    out: dict[tuple[str, ...], Any] = {("word", "0", p): v for p, v in cells(answer).items()}
    for pathway, names in answer["open_points"].items():
        if names:
            out["open_points", "0", pathway] = ("open_points", tuple(sorted(set(names))))
    for one in answer["members"]:
        who = str(one["person"])
        out |= {("members", who, p): said(v) for p, v in one.items() if p != "person"}
    for one in answer["as_principal"]:
        who = str(one["person"])
        out |= {("as_principal", who, p): v for p, v in cells(one).items()}
    return out


def differences(left: dict, right: dict) -> Iterator[tuple[Row, str]]:
    """Engine on the left, judge on the right: the kind, and whom it concerns."""
    ours, theirs = flat(left), flat(right)
    for place in sorted(set(ours) | set(theirs)):
        a, b = ours.get(place), theirs.get(place)
        if a != b:
            key, who, pathway = place
            yield (pathway, key, _told(a, b), _told(b, a)), who


def _told(value: Any, other: Any) -> str:
    """The word; and of its reasons those that the other side does not give."""
    if value is None:
        return "nothing"
    same = other is not None and other[0] == value[0]
    names = set(value[1]) - set(other[1]) if same else set(value[1])
    return f"{value[0]} {' '.join(sorted(names))}".strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=40)
    wanted = parser.parse_args()
    screen, kinds = engine(), {}
    for case in households(wanted.seed, wanted.n):
        for kind, who in differences(screen(case), judge(case)):
            count, smallest = kinds.get(kind, (0, (case, who)))
            if len(json.dumps(case)) < len(json.dumps(smallest[0])):
                smallest = (case, who)
            kinds[kind] = (count + 1, smallest)
    ranked = sorted(kinds.items(), key=lambda item: -item[1][0])
    for (pathway, key, a, b), (count, (case, who)) in ranked[: wanted.show]:
        print(f"{count:5}  {pathway} {key}: engine [{a}] judge [{b}]; {case['id']} person {who}")
    print(f"{wanted.n} households, {len(kinds)} kinds of disagreement, {naming.bounded} bounded")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
