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
    again = True
    while again:
        again = False
        for i, world in worlds.items():
            parent = _lost_parent(world, worlds, found)
            if found[i].word not in (SEPARATE, NOT_ELIGIBLE) and parent:
                found[i] = Finding(NOT_ELIGIBLE, parent.failing)
                again = True
    return {i: _said(pathway, worlds[i], found[i]) for i in worlds}


def _lost_parent(
    world: World, worlds: dict[int, World], found: dict[int, Finding]
) -> Finding | None:
    """The one who drops out, if this is a minor and nobody else of that relation is left.

    The text does not say which criteria such a minor *fails*: those of the one they depend on.
    """
    parents = [found[i] for i in _leans_on(world, worlds)]
    gone = [one for one in parents if one.word == NOT_ELIGIBLE]
    stay = [one for one in parents if one.word not in (NOT_ELIGIBLE, SEPARATE)]
    minor = aged(world.person("birth_date"), 18, world.on) is False
    return gone[0] if minor and gone and not stay else None


def _said(pathway: Pathway, world: World, found: Finding) -> Any:
    if found.word == SEPARATE:
        return SEPARATE
    if found.word == NOT_ELIGIBLE:
        return {"fails": found.failing}
    if found.word == UNDETERMINED:
        return {"undetermined": needed(world, lambda w: standing_of(pathway, w))}
    return "travels"
