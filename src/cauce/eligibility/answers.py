"""Cuts the answers to a fact into classes that no criterion of a pathway can tell apart, one of each.

Dates stand on either side of every day they are compared with; codes are grouped by the sets and tables
they appear in. Used to see whether a fact can still matter, and which question is best.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any

from cauce.eligibility import nodes as n
from cauce.eligibility.pack import Pack
from cauce.eligibility.rules import Rules, Way
from cauce.eligibility.types import Fact, Type
from cauce.eligibility.values import NEVER, Many, Range, Rows
from cauce.eligibility.walk import walk

FEW = 24
_LONG_AGO = date(1900, 1, 1).toordinal()


def answers(rules: Rules, way: Way, name: str, record: Any) -> list[Any]:
    """One answer of each class to the fact `name` of `record`, where its present value leaves room."""
    fact = rules.fact(name)
    now = record.get(name)
    kind = fact.type.kind
    if kind == "bool":
        return [True, False]
    if kind == "rows":
        return _rows(rules, way, fact, now, record)
    if kind == "code":
        return [*_codes(rules, way, fact.type.codes, record), NEVER]
    if kind == "set":
        return _sets(_codes(rules, way, fact.type.codes, record), now)
    return _points(rules, way, fact, record, now)


def _sets(codes: list[str], now: Any) -> list[Any]:
    have = now.items if now is not None else ()
    more = [code for code in codes if code not in have]
    singles = [Many((*have, code)) for code in more]
    pairs = [Many((*have, a, b)) for a in more[:2] for b in more if a != b] if not have else []
    return [Many(tuple(have)), *singles, *pairs[:FEW]]


def _rows(rules: Rules, way: Way, fact: Fact, now: Any, record: Any) -> list[Any]:
    if fact.type.row:
        return [Rows(()), Rows(({},))]
    kinds = [
        (name, _field(rules, way, fact, name, type_, record)) for name, type_ in fact.fields.items()
    ]
    if now is not None and now.complete:
        return [Rows(items) for items in _fill(now.items, kinds)]
    have = tuple(now.items) if now is not None else ()
    names = [name for name, _ in kinds]
    made = [
        dict(zip(names, values, strict=True))
        for values in product(*(options for _, options in kinds))
    ]
    return [Rows(have), *(Rows((*have, item)) for item in made[: 4 * FEW])]


def _fill(items: Any, kinds: list[tuple[str, list[Any]]]) -> Iterator[tuple[Any, ...]]:
    """The same records with what is unknown in them filled in, every record alike."""
    for values in product(*(options for _, options in kinds)):
        filled = dict(zip([name for name, _ in kinds], values, strict=True))
        yield tuple(
            {**filled, **{k: v for k, v in item.items() if v is not None and type(v) is not Range}}
            for item in items
        )


def _field(rules: Rules, way: Way, fact: Fact, name: str, type_: Type, record: Any) -> list[Any]:
    if type_.kind == "code":
        return list(_codes(rules, way, type_.codes, record))
    if type_.kind == "bool":
        return [True, False]
    points = {
        p
        for node in nodes_of(rules.pack, way.id)
        for p in _compared(rules, node, fact.name, name, record)
    }
    return sorted(_around(points, rules.env.on))


def _points(rules: Rules, way: Way, fact: Fact, record: Any, now: Any) -> list[Any]:
    """Days or numbers on either side of everything the fact is compared with."""
    points = {
        p
        for node in nodes_of(rules.pack, way.id)
        for p in _compared(rules, node, fact.name, "", record)
    }
    if fact.type.kind == "int":
        found: list[Any] = sorted({0, *(max(p + d, 0) for p in points for d in (-1, 0, 1))})
    else:
        found = sorted(_around(points, rules.env.on))
    if fact.born:
        found = [point for point in found if point <= rules.env.on]
    if type(now) is Range:
        return sorted(
            {now.first, now.last, *(point for point in found if now.first <= point <= now.last)}
        )
    return found if fact.born else [*found, NEVER]


def _around(points: Iterable[int], on: int) -> set[int]:
    return {_LONG_AGO, on, *(point + d for point in points for d in (-1, 0, 1) if point + d > 0)}


def nodes_of(pack: Pack, pathway: str) -> tuple[n.Node, ...]:
    """Every node of a pathway's criteria, those it refers to included."""
    return _nodes(pack, pathway)


@lru_cache(maxsize=4096)
def _nodes(pack: Pack, pathway: str) -> tuple[n.Node, ...]:
    found: list[n.Node] = []
    waiting: list[n.Node | None] = [c.node for c in pack.pathways[pathway].criteria]
    waiting += [company.node for company in pack.pathways[pathway].company]
    while waiting:
        for node in walk(waiting.pop()):
            found.append(node)
            if isinstance(node, n.Met):
                waiting.append(pack.criteria[node.criterion].node)
            elif isinstance(node, n.Meets):
                found.extend(_nodes(pack, node.pathway))
    return tuple(found)


def _compared(rules: Rules, node: n.Node, name: str, field: str, record: Any) -> Iterator[int]:
    """The days or numbers at which a comparison with this fact changes."""
    if not isinstance(node, n.Cmp):
        return
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if _is(side, name, field):
            yield from _values(rules, other, record)
        elif isinstance(side, n.Age) and isinstance(other, n.Lit):
            yield from _ages(rules, side, other.value, name, record)
        elif isinstance(side, n.Days):
            yield from _day_counts(rules, side, other, name, record)
        elif isinstance(side, n.Arith | n.Size) or (
            isinstance(side, n.Param) and _is_key(side, name)
        ):
            yield from _values(rules, other, record)


def _is(node: n.Node, name: str, field: str) -> bool:
    if field:
        return (
            isinstance(node, n.FieldOf)
            and node.field == field
            and getattr(node.fact, "name", "") == name
        )
    return isinstance(node, n.FactOf) and node.name == name


def _is_key(node: n.Param, name: str) -> bool:
    return any(_is(key, name, "") for key in node.keys)


def _values(rules: Rules, node: n.Node, record: Any) -> Iterator[int]:
    """What the other side can be: a constant, a table's values, another fact as it stands."""
    if isinstance(node, n.Lit) and type(node.value) is int:
        yield node.value
    elif isinstance(node, n.Day):
        yield rules.env.day(node.which, "on")
    elif isinstance(node, n.YearsBefore):
        yield _shift(rules.env.on, -node.years)
    elif isinstance(node, n.Param):
        yield from _leaves(rules.env.tables[node.name])
    elif isinstance(node, n.FactOf):
        value = record.get(node.name)
        yield from value if type(value) is Range else [value] if type(value) is int else []
    elif isinstance(node, n.Arith):
        for part in (node.left, node.right):
            yield from _values(rules, part, record)


def _ages(rules: Rules, age: n.Age, number: Any, name: str, record: Any) -> Iterator[int]:
    if type(number) is not int:
        return
    for years in (number, number + 1):
        if _is(age.born, name, ""):
            yield from (_shift(day, -years) for day in _values(rules, age.day, record))
            yield _shift(rules.env.on, -years)
        if _is(age.day, name, ""):
            yield from (_shift(day, years) for day in _values(rules, age.born, record))


def _day_counts(rules: Rules, days: n.Days, other: n.Node, name: str, record: Any) -> Iterator[int]:
    for limit in _values(rules, other, record):
        if _is(days.first, name, ""):
            yield from (day - limit for day in _values(rules, days.last, record))
        if _is(days.last, name, ""):
            yield from (day + limit for day in _values(rules, days.first, record))


def _shift(ordinal: int, years: int) -> int:
    day = date.fromordinal(ordinal)
    year = min(max(day.year + years, 1), 9998)
    try:
        return day.replace(year=year).toordinal()
    except ValueError:
        return day.replace(year=year, day=28).toordinal()


def _leaves(table: Any) -> Iterator[int]:
    if isinstance(table, dict):
        for value in table.values():
            yield from _leaves(value)
    elif type(table) is int:
        yield table


def _codes(rules: Rules, way: Way, codes: str, record: Any) -> list[str]:
    """All codes of a short list; of a long one, one for each group that the pathway tells apart, and those at hand."""
    every = rules.pack.codes[codes]
    if len(every) <= FEW:
        return sorted(every)
    at_hand = {
        code
        for name, value in record.items()
        if type(value) in (str, Many) and rules.pack.facts[name].type.codes == codes
        for code in ((value,) if type(value) is str else value.items)
    }
    return sorted({*_representatives(rules, way.id, codes), *at_hand})


@lru_cache(maxsize=8192)
def _representatives(rules: Rules, pathway: str, codes: str) -> tuple[str, ...]:
    groups: dict[Any, str] = {}
    tests = list(_tests(rules, pathway, codes))
    for code in sorted(rules.pack.codes[codes]):
        groups.setdefault(
            tuple(
                code in test if type(test) is frozenset else test.get(code, test.get("*"))
                for test in tests
            ),
            code,
        )
    return tuple(groups.values())


def _tests(rules: Rules, pathway: str, codes: str) -> Iterator[Any]:
    for node in nodes_of(rules.pack, pathway):
        if isinstance(node, n.Lit) and node.type.codes == codes:
            yield frozenset(node.value) if node.type.kind == "set" else frozenset([node.value])
        elif isinstance(node, n.Param):
            yield from _table_tests(rules, node, codes)
    yield from (
        group.codes for group in rules.pack.pathways[pathway].availability.groups if group.codes
    )


def _table_tests(rules: Rules, node: n.Param, codes: str) -> Iterator[Any]:
    parameter, table = rules.pack.parameters[node.name], rules.env.tables[node.name]
    if parameter.type.codes == codes and isinstance(table, frozenset):
        yield table
    if isinstance(table, dict):
        if parameter.keys[0] == codes:
            yield {key: str(value) for key, value in table.items()}
        for inner in table.values():
            if isinstance(inner, frozenset) and parameter.type.codes == codes:
                yield inner
            if isinstance(inner, dict) and len(parameter.keys) > 1 and parameter.keys[1] == codes:
                yield {key: str(value) for key, value in inner.items()}
