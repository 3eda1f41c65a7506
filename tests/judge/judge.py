"""The judge's door: a case file in, the answer of section 7 out."""

from __future__ import annotations

from typing import Any

from tests.judge.facts import World
from tests.judge.household import together
from tests.judge.law import PATHWAYS
from tests.judge.merit import CLOSED, ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED, Finding, screened
from tests.judge.naming import needed


def one_person(case: dict, person: int) -> dict[str, Any]:
    """The four keys, and open points, for one person as the principal."""
    answer: dict[str, Any] = {
        ELIGIBLE: [], UNDETERMINED: {}, NOT_ELIGIBLE: {}, CLOSED: {}, "open_points": {},
    }  # fmt: skip
    for pathway in PATHWAYS:
        world = World(case, person, person)
        _note(answer, pathway, world, screened(pathway, world))
    return answer


def _note(answer: dict, pathway: Any, world: World, found: Finding) -> None:
    if found.word == CLOSED:
        answer[CLOSED][pathway.id] = found.reason
    elif found.word == NOT_ELIGIBLE:
        answer[NOT_ELIGIBLE][pathway.id] = found.failing
    elif found.word == UNDETERMINED:
        facts = needed(world, lambda w: screened(pathway, w))
        answer[UNDETERMINED][pathway.id] = facts
    else:
        answer[ELIGIBLE].append(pathway.id)
        if found.open:
            answer["open_points"][pathway.id] = found.open


def judge(case: dict) -> dict[str, Any]:
    """The answer to one case, with the keys of section 7 (no pack, no findings)."""
    answer = one_person(case, 0)
    others = range(1, len(case["persons"]))
    members: list[dict[str, Any]] = [{"person": i} for i in others]
    for pathway in PATHWAYS:
        hopeful = pathway.id in answer[ELIGIBLE] or pathway.id in answer[UNDETERMINED]
        if hopeful and any(c.scope == "each" for c in pathway.criteria):
            for i, said in together(pathway, case).items():
                members[i - 1][pathway.id] = said
    alone = [{"person": i, **one_person(case, i)} for i in others]
    for one in alone:
        one.pop("open_points")
    return {**answer, "members": members, "as_principal": alone}
