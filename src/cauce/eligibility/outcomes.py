"""The word for one person and one pathway, and what it rests on (contract, section 4)."""

from collections.abc import Iterable
from typing import TypeVar

from cauce.eligibility.case import Case
from cauce.eligibility.context import Context
from cauce.eligibility.merit import Merit, merit, standing_of
from cauce.eligibility.pack import OPEN, Pack
from cauce.eligibility.relevance import Key, trying
from cauce.eligibility.rules import Rule, Rules, Way, rules_for
from cauce.eligibility.values import Truth
from cauce.eligibility.wanting import SURE, Standing
from cauce.eligibility.word import CLOSED, ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED, Outcome

Item = TypeVar("Item")


def evaluate(
    pack: Pack, pathway: str, case: Case, *, principal: int = 0, rules: Rules | None = None
) -> Outcome:
    """The outcome of one pathway for one person as principal. Pure: reads no clock, keeps nothing."""
    rules = rules or rules_for(pack, case.on, case.filed)
    return outcome(rules, rules.way(pathway), case.context(principal, principal))


def evaluate_all(
    pack: Pack, case: Case, *, principal: int = 0, rules: Rules | None = None
) -> list[Outcome]:
    """Every pathway of the pack for one person as principal."""
    rules = rules or rules_for(pack, case.on, case.filed)
    context = case.context(principal, principal)
    found = []
    for way in rules.ways():
        if not way.plain:
            found.append(outcome(rules, way, context))
        elif (truth := way.first(context)) is False:
            found.append(way.gate_fails)
        else:
            found.append(_straight(rules, way, context, OPEN, truth))
    return found


def word(way: Way, context: Context) -> str:
    """Only the word, for the next question."""
    state = way.state(context.person)
    if state not in (OPEN, None):
        return CLOSED
    value = merit(way, context).value
    if value is False:
        return NOT_ELIGIBLE
    return UNDETERMINED if value is None or state is None else ELIGIBLE


def outcome(rules: Rules, way: Way, context: Context) -> Outcome:
    """The word with its reasons, for `context.person` as principal."""
    state = way.state(context.person)
    if state is not None and state != OPEN:
        return Outcome(way.id, CLOSED, state)
    if way.straight:
        truth = way.first(context)
        return way.gate_fails if truth is False else _straight(rules, way, context, state, truth)
    return _of_merit(rules, way, context, merit(way, context), state)


def with_merit(rules: Rules, way: Way, context: Context) -> tuple[Outcome, Merit]:
    """The word with its reasons, and the merit beneath it: for whoever says both, read once."""
    found, state = merit(way, context), way.state(context.person)
    if state is not None and state != OPEN:
        return Outcome(way.id, CLOSED, state), found
    return _of_merit(rules, way, context, found, state), found


def _of_merit(rules: Rules, way: Way, context: Context, found: Merit, state: str | None) -> Outcome:
    if found.value is False:
        return way.fails(tuple(found.failing))
    if found.value is None or state is None:
        unknown = found.unknown
        keys = _keys(way, unknown, context) if way.straight else found.keys(context)
        return _undetermined(rules, way, keys, context, state)
    points = found.open_points()
    return Outcome(way.id, ELIGIBLE, open_points=tuple(points)) if points else way.passes


def _straight(rules: Rules, way: Way, context: Context, state: str | None, gate: Truth) -> Outcome:
    """The same as `merit` gives, for a pathway without relatives and inner gates: its criteria in a row.

    The gate is read already, and not false. tests/library holds both against each other; this one is
    for speed.
    """
    failing: list[str] | None = None
    unknown: list[Rule] | None = None if gate is True else [way.row[0][2]]
    points: list[str] | None = None
    for value, name, rule in way.rest:
        truth = value(context)
        if truth is True:
            continue
        if truth is False:
            failing = _more(failing, name)
        elif rule.ask:
            unknown = _more(unknown, rule)
        else:
            points = _more(points, name)
    if failing:
        return way.fails(tuple(failing))
    if unknown or state is None:
        return _undetermined(rules, way, _keys(way, unknown or [], context), context, state)
    return Outcome(way.id, ELIGIBLE, open_points=tuple(points)) if points else way.passes


def _keys(way: Way, unknown: list[Rule], context: Context) -> dict[Key, None]:
    found: dict[Key, None] = {}
    standing: Standing | None = None
    for rule in unknown:
        for key, conditions in way.keys_of(rule, context):
            if conditions is SURE:
                found[key] = None
            elif key not in found:
                standing = standing or standing_of(way, unknown, context)
                value = trying(rule.value, context)
                found.update(dict.fromkeys(standing.keys([(key, conditions)], rule.reads, value)))
    return found


def _more(items: list[Item] | None, item: Item) -> list[Item]:
    if items is None:
        return [item]
    items.append(item)
    return items


def _undetermined(
    rules: Rules, way: Way, keys: dict[Key, None], context: Context, state: str | None
) -> Outcome:
    if state is None:
        keys[(way.by, id(context.person))] = None
    return Outcome(way.id, UNDETERMINED, facts=names(rules, keys), wanted=tuple(keys))


def names(rules: Rules, keys: Iterable[Key]) -> tuple[str, ...]:
    """Facts by the names that a case file uses: a list of relatives goes by its key."""
    return rules.names(tuple(key[0] for key in keys))
