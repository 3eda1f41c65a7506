"""The word for one person and one pathway, and what it rests on (contract, section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from cauce.eligibility.case import Case
from cauce.eligibility.context import Context
from cauce.eligibility.merit import Merit, merit
from cauce.eligibility.pack import OPEN, Pack
from cauce.eligibility.rules import Rules, Way, rules_for
from cauce.eligibility.wants import PARAMETER

CLOSED, NOT_ELIGIBLE, UNDETERMINED, ELIGIBLE = "closed", "not_eligible", "undetermined", "eligible"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The word and what it rests on. `reason` is set when closed, `criteria` when not eligible, `facts`
    when undetermined, `open_points` when eligible. `wanted` keys the facts by the record they belong to."""

    pathway: str
    word: str
    reason: str = ""
    criteria: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    wanted: tuple[tuple[str, int], ...] = ()


def evaluate(
    pack: Pack, pathway: str, case: Case, *, principal: int = 0, rules: Rules | None = None
) -> Outcome:
    """The outcome of one pathway for one person as principal. Pure: reads no clock, keeps nothing."""
    rules = rules or rules_for(pack, case.on, case.filed)
    return outcome(rules, rules.way(pathway), case, principal)


def evaluate_all(pack: Pack, case: Case, *, principal: int = 0) -> list[Outcome]:
    """Every pathway of the pack for one person as principal."""
    rules = rules_for(pack, case.on, case.filed)
    return [outcome(rules, rules.way(name), case, principal) for name in pack.pathways]


def word(way: Way, case: Case, principal: int) -> str:
    """Only the word: the fast way for the next question."""
    context = case.context(principal, principal)
    state = way.state(context.person)
    if state not in (OPEN, None):
        return CLOSED
    value = merit(way, context).value
    if value is False:
        return NOT_ELIGIBLE
    return UNDETERMINED if value is None or state is None else ELIGIBLE


def outcome(rules: Rules, way: Way, case: Case, principal: int) -> Outcome:
    """The word with its reasons, for a compiled pathway."""
    context = case.context(principal, principal)
    state = way.state(context.person)
    if state is not None and state != OPEN:
        return Outcome(way.id, CLOSED, reason=state)
    found = merit(way, context)
    if found.value is False:
        return Outcome(way.id, NOT_ELIGIBLE, criteria=tuple(found.failing))
    if found.value is None or state is None:
        return _undetermined(rules, way, found, context, state)
    return Outcome(way.id, ELIGIBLE, open_points=tuple(found.open_points()))


def _undetermined(
    rules: Rules, way: Way, found: Merit, context: Context, state: str | None
) -> Outcome:
    keys = found.keys(context)
    if state is None:
        keys[(way.by, id(context.person))] = None
    return Outcome(way.id, UNDETERMINED, facts=names(rules, keys), wanted=tuple(keys))


def names(rules: Rules, keys: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Facts by the names that a case file uses: a list of relatives goes by its key."""
    found = {name if name.startswith(PARAMETER) else spoken(rules.pack, name) for name, _ in keys}
    return tuple(sorted(found))


def spoken(pack: Pack, name: str) -> str:
    """`us_relatives`, not `us_relative`, for the list itself; every other fact by its full name."""
    fact = pack.facts[name]
    return fact.key if fact.type.kind == "rows" and fact.type.row else fact.name
