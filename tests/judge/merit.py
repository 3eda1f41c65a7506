"""One pathway and one person: the word, its reasons and the facts that were read undecided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.judge.facts import LIST, Key, Relative, World
from tests.judge.form import Criterion, Pathway
from tests.judge.values import Truth

ELIGIBLE, NOT_ELIGIBLE = "eligible", "not_eligible"
UNDETERMINED, CLOSED = "undetermined", "closed"


@dataclass(frozen=True)
class Undecided:
    """One *ask* criterion that is unknown, the facts it read, and how to look at it again."""

    reads: frozenset[Key]
    value: Callable[[World], Truth]


@dataclass
class Finding:
    """A word with its false and open criteria; `reads` are facts of undecided *ask* criteria."""

    word: str
    failing: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    reads: set[Key] = field(default_factory=set)
    undecided: list[Undecided] = field(default_factory=list)
    unsettled: list[int] = field(default_factory=list)
    holding: int = 0
    unknown: int = 0
    reason: str = ""


def weigh(criteria: list[Criterion], world: World, place: int | None = None) -> Finding:
    """The rules of section 4 over some criteria, the first of which is a gate."""
    values: dict[str, Truth] = {}
    found = Finding(ELIGIBLE)
    for criterion in criteria:
        if criterion.after and values.get(criterion.after) is False:
            continue
        before, world.read, world.inner = world.read, set(), []
        ask = _asker(criterion, place)
        value = values[criterion.id] = ask(world)
        if value is None and not criterion.refer:
            found.reads |= world.read
            found.undecided += world.inner or [Undecided(frozenset(world.read), ask)]
            found.word = UNDETERMINED
        world.read = before
    found.failing = [name for name, value in values.items() if value is False]
    found.holding = sum(value is True for value in values.values())
    found.unknown = sum(value is None for value in values.values())
    found.open = [c.id for c in criteria if c.refer and values.get(c.id, True) is None]
    if found.failing:
        found.word = NOT_ELIGIBLE
    return found


def _asker(criterion: Criterion, place: int | None) -> Callable[[World], Truth]:
    """The criterion as a question to a world; `place` is that of a relative in the list."""
    if place is None:
        return criterion.holds
    return lambda world: criterion.holds(world, everyone(world)[0][place])


def everyone(world: World) -> tuple[list[Relative], bool]:
    """The relatives, with one of whom nothing is known where the list is open."""
    listed, whole = world.relatives()
    return (listed if whole else [*listed, Relative(world, "ghost", None)]), whole


def gated(found: Finding, gate: str) -> Finding:
    """If the gate is false it alone is the reason, and it counts as nothing held."""
    if gate in found.failing:
        found.failing, found.holding, found.unknown = [gate], 0, 0
    return found


def through_relatives(block: list[Criterion], world: World) -> Finding:
    """One relative must meet the whole block; an open list is one more of whom nothing is known."""
    listed, whole = everyone(world)
    found = [gated(weigh(block, world, place), block[0].id) for place in range(len(listed))]
    if not found:
        return Finding(NOT_ELIGIBLE, [block[0].id])
    good = [one for one in found if one.word == ELIGIBLE]
    if good:
        return min(good, key=lambda one: len(one.open))
    if all(one.word == NOT_ELIGIBLE for one in found):
        return min(found, key=lambda one: (-one.holding, len(one.failing), one.unknown))
    return _hanging(found if whole else found[:-1], whole or found[-1].word == NOT_ELIGIBLE)


def _hanging(listed: list[Finding], settled: bool) -> Finding:
    """The block is unknown: on listed relatives, on one of whom nothing is known, or on both."""
    hanging = {place: one for place, one in enumerate(listed) if one.word == UNDETERMINED}
    reads = set().union(*(one.reads for one in hanging.values()))
    undecided = [u for one in hanging.values() for u in one.undecided]
    if settled:
        return Finding(UNDETERMINED, reads=reads, undecided=undecided, unsettled=[*hanging])
    places = [*hanging, len(listed)]
    return Finding(UNDETERMINED, reads=reads | {LIST}, undecided=undecided, unsettled=places)


def merit(pathway: Pathway, world: World) -> Finding:
    """Merit alone, whatever the day says of availability."""
    active = [c for c in pathway.criteria if c.in_force(world.on)]
    block = [c for c in active if c.scope == "relative"]
    found = weigh([c for c in active if c.scope != "relative"], world)
    if block:
        through = through_relatives(block, world)
        found.failing += through.failing
        found.open += through.open
        found.reads |= through.reads
        found.undecided += through.undecided
        found.unsettled = through.unsettled
        if through.word == UNDETERMINED and found.word == ELIGIBLE:
            found.word = UNDETERMINED
        if through.word == NOT_ELIGIBLE:
            found.word = NOT_ELIGIBLE
    return gated(found, pathway.criteria[0].id) if active else found


def screened(pathway: Pathway, world: World) -> Finding:
    """The word of section 4: availability first, then merit."""
    world.read = set()
    closed = pathway.available(world)
    reads = set(world.read)
    if closed and closed != "unknown":
        return Finding(CLOSED, reason=closed)
    found = merit(pathway, world)
    if closed == "unknown" and found.word != NOT_ELIGIBLE:
        found.word = UNDETERMINED
        found.reads |= reads
        found.undecided.append(Undecided(frozenset(reads), lambda w: _is_open(pathway, w)))
    return found


def _is_open(pathway: Pathway, world: World) -> Truth:
    closed = pathway.available(world)
    return None if closed == "unknown" else closed is None
