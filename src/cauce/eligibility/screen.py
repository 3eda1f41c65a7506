"""A whole screening: every pathway for the principal, the members, and every other person as principal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from cauce.dates import Span, spell
from cauce.eligibility import nodes as n
from cauce.eligibility.case import Case
from cauce.eligibility.merit import Merit, merit
from cauce.eligibility.outcomes import evaluate_all
from cauce.eligibility.pack import Pack
from cauce.eligibility.rules import Rules, Way, rules_for, spoken
from cauce.eligibility.travel import travellers
from cauce.eligibility.values import NEVER, Many, Range, Rows
from cauce.eligibility.walk import walk
from cauce.eligibility.word import ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED, Outcome

Json = dict[str, Any]
_VALUES = {True: "true", False: "false", None: "unknown"}


def screen(pack: Pack, case: Case, *, rules: Rules | None = None) -> Json:
    """The result in the form of the contract's section 7."""
    rules = rules or rules_for(pack, case.on, case.filed)
    outcomes = evaluate_all(pack, case, rules=rules)
    return {
        "case": case.id,
        "on": case.on.isoformat(),
        "pack": {"id": pack.id, "law": pack.law, "words": pack.words},
        **four_keys(outcomes),
        "open_points": {o.pathway: list(o.open_points) for o in outcomes if o.open_points},
        "members": members(rules, case, outcomes),
        "as_principal": [
            {
                "person": person,
                **four_keys(evaluate_all(pack, case, principal=person, rules=rules)),
            }
            for person in range(1, len(case.persons))
        ],
    }


def four_keys(outcomes: Iterable[Outcome]) -> Json:
    """eligible, undetermined, not_eligible and closed, as in a case file."""
    keys: Json = {"eligible": [], "undetermined": {}, "not_eligible": {}, "closed": {}}
    for outcome in outcomes:
        if outcome.word == ELIGIBLE:
            keys["eligible"].append(outcome.pathway)
        elif outcome.word == UNDETERMINED:
            keys["undetermined"][outcome.pathway] = list(outcome.facts)
        elif outcome.word == NOT_ELIGIBLE:
            keys["not_eligible"][outcome.pathway] = list(outcome.criteria)
        else:
            keys["closed"][outcome.pathway] = outcome.reason
    return keys


def members(rules: Rules, case: Case, outcomes: Iterable[Outcome]) -> list[Json]:
    """For each other person: what they get on the ways that the principal may still go."""
    found: list[Json] = [{"person": person} for person in range(1, len(case.persons))]
    for outcome in outcomes:
        way = rules.way(outcome.pathway)
        if outcome.word in (ELIGIBLE, UNDETERMINED) and way.has_each:
            for travel in travellers(rules, way, case, 0):
                found[travel.person - 1][outcome.pathway] = travel.as_json()
    return found


def findings(pack: Pack, case: Case, *, principal: int = 0) -> list[Json]:
    """Every criterion that was looked at, of every pathway: its value, the facts it used, its source."""
    rules = rules_for(pack, case.on, case.filed)
    return [
        finding
        for name in pack.pathways
        for finding in pathway_findings(rules, rules.way(name), case, principal)
    ]


def pathway_findings(rules: Rules, way: Way, case: Case, principal: int) -> list[Json]:
    """The findings of one pathway, in order; of relatives, those of the one that explains."""
    return [
        _finding(way, rules.pack.criteria[name], value, facts)
        for name, value, facts in pathway_values(rules, way, case, principal)
    ]


def pathway_values(
    rules: Rules,
    way: Way,
    case: Case,
    principal: int,
    said: dict[str, tuple[str, Any]] | None = None,
    found: Merit | None = None,
) -> Iterator[tuple[str, str, Json]]:
    """Each criterion of one pathway that was looked at, its value, and the facts it used.

    `said` keeps how a fact is written from one pathway to the next, of one case and principal; `found` is
    the merit, where it was read already.
    """
    found = found or merit(way, case.context(principal, principal))
    explaining, known = found.explaining(), said if said is not None else {}
    records = [case.persons[principal], case.household]
    if explaining:
        records, known = [*records, explaining], {}
    for rule in way.rules:
        if rule.id in found.values:
            used = _used(rules.pack, _read(rules.pack, rule.id), records, known)
            yield rule.id, _VALUES[found.values[rule.id]], used


def _finding(way: Way, criterion: Any, value: str, facts: Json) -> Json:
    return {
        "pathway": way.id,
        "criterion": criterion.id,
        "value": value,
        "unknown": criterion.unknown,
        "facts": facts,
        "sources": list(criterion.sources),
        "confidence": criterion.confidence,
    }


def facts_used(pack: Pack, node: n.Node | None, records: list[Mapping[str, Any]]) -> Json:
    """Facts that an expression reads, with their values as a case file writes them."""
    names: dict[str, None] = {}
    _names(pack, node, names)
    return _used(pack, names, records, {})


@lru_cache(maxsize=4096)
def _read(pack: Pack, criterion: str) -> tuple[str, ...]:
    """The facts that a criterion reads; the same for every household."""
    names: dict[str, None] = {}
    _names(pack, pack.criteria[criterion].node, names)
    return tuple(names)


def _used(
    pack: Pack,
    names: Iterable[str],
    records: list[Mapping[str, Any]],
    known: dict[str, tuple[str, Any]],
) -> Json:
    used: Json = {}
    for name in names:
        if name not in known:
            value = next((record[name] for record in records if name in record), None)
            kind = pack.facts[name].type.kind
            known[name] = spoken(pack, name), written(pack, value, kind)
        key, said = known[name]
        used[key] = said
    return used


def _names(pack: Pack, node: n.Node | None, names: dict[str, None]) -> None:
    for part in walk(node):
        if isinstance(part, n.FactOf):
            names[part.name] = None
        elif isinstance(part, n.Met):
            _names(pack, pack.criteria[part.criterion].node, names)
        elif isinstance(part, n.Meets):
            for criterion in pack.pathways[part.pathway].criteria:
                _names(pack, criterion.node, names)


def written(pack: Pack, value: Any, kind: str) -> Any:
    """A value as a case file writes it."""
    if value is NEVER:
        return "never" if kind == "date" else "none"
    if isinstance(value, Many):
        items: list[Any] = list(value.items)
        return items if value.complete else {"items": items, "complete": False}
    if isinstance(value, Rows):
        items = [_row(pack, item) for item in value.items]
        return items if value.complete else {"items": items, "complete": False}
    if kind == "date" and isinstance(value, int | Range):
        first, last = value if isinstance(value, Range) else (value, value)
        return spell(Span(date.fromordinal(first), date.fromordinal(last)))
    return value


def _row(pack: Pack, item: Mapping[str, Any]) -> Json:
    row: Json = {}
    for name, value in item.items():
        fact = pack.facts.get(name)
        is_day = fact.type.kind == "date" if fact else type(value) in (int, Range)
        row[fact.key if fact else name] = written(pack, value, "date" if is_day else "code")
    return row
