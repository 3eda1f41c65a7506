"""Who travels with the principal, who drops out, who applies alone (section 6)."""

from __future__ import annotations

from typing import Any

from tests.judge.common import CHILD, wed
from tests.judge.facts import World
from tests.judge.form import Pathway
from tests.judge.merit import ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED, Finding, Undecided, weigh
from tests.judge.naming import needed
from tests.judge.values import Truth, aged, both, no, younger

SEPARATE = "applies_separately"


def relation_of(world: World) -> Any:
    """*child* covers stepchildren and adopted children; a ward is nobody's child here."""
    relation = world.person("relation_to_principal")
    return "child" if relation in CHILD else relation


def is_listed(pathway: Pathway, world: World) -> Truth:
    relation = relation_of(world)
    if relation is None:
        return None if pathway.listed else False
    if relation not in pathway.listed:
        return False
    rule = pathway.listed[relation]
    if rule is None:
        return True
    if rule == ("minor",):
        return younger(world.person("birth_date"), 18, world.on)
    return both(_not_wed(world), younger(world.person("birth_date"), rule[1], world.on))


def _not_wed(world: World) -> Truth:
    return no(wed(world))


def standing_of(pathway: Pathway, world: World) -> Finding:
    """A member's own word: listed or not, then the criteria for each traveller."""
    world.read = set()
    listed = is_listed(pathway, world)
    if listed is False:
        return Finding(SEPARATE)
    reads = set(world.read)
    each = [c for c in pathway.criteria if c.scope == "each" and c.in_force(world.on)]
    found = weigh(each, world)
    if listed is None and found.word == ELIGIBLE:
        found.word = UNDETERMINED
    if listed is None:
        found.reads |= reads
        found.undecided.append(Undecided(frozenset(reads), lambda w: is_listed(pathway, w)))
    return found


def _leans_on(world: World, others: dict[int, World]) -> list[int]:
    """Those of whom a minor may be the child, by relation alone."""
    wanted = {
        "stepchild": ("spouse", "common_law_partner"),
        "grandchild": CHILD,
        "sibling": ("parent",),
    }.get(world.raw.get("relation_to_principal"), ())
    return [i for i, w in others.items() if w.raw.get("relation_to_principal") in wanted]


def together(pathway: Pathway, case: dict) -> dict[int, Any]:
    """What each other member gets on this pathway, when the first person is the principal."""
    worlds = {i: World(case, i, 0) for i in range(1, len(case["persons"]))}
    found = {i: standing_of(pathway, world) for i, world in worlds.items()}
    dropped = {i for i, one in found.items() if one.word == NOT_ELIGIBLE}
    orphans: set[int] = set()
    changed = True
    while changed:
        changed = False
        for i, world in worlds.items():
            if found[i].word == SEPARATE or i in dropped | orphans:
                continue
            parents = _leans_on(world, worlds)
            minor = aged(world.person("birth_date"), 18, world.on) is False
            if minor and parents and all(p in dropped | orphans for p in parents):
                orphans.add(i)
                changed = True
    return {i: _said(pathway, worlds[i], found[i], i in orphans) for i in worlds}


def _said(pathway: Pathway, world: World, found: Finding, orphan: bool) -> Any:
    if found.word == SEPARATE:
        return SEPARATE
    if found.word == NOT_ELIGIBLE or orphan:
        return {"fails": found.failing}
    if found.word == UNDETERMINED:
        return {"undetermined": needed(world, lambda w: standing_of(pathway, w))}
    return "travels"
