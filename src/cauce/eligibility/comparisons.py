"""What a fact is compared with: the days, numbers and sets of codes at which some criterion changes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cauce.eligibility import nodes as n
from cauce.eligibility.context import Env
from cauce.eligibility.pack import Pack
from cauce.eligibility.types import Fact
from cauce.eligibility.values import Range
from cauce.eligibility.walk import walk

ANY_OTHER = "(any other)"
Points = Callable[[Mapping[str, Any]], list[int]]


@dataclass(frozen=True)
class Comparison:
    """`points(record)` gives the values at which it changes; `constant` when they hang on nobody."""

    constant: bool
    points: Points


def expanded(pack: Pack, node: n.Node | None) -> list[n.Node]:
    """Every node of an expression, those of the criteria and pathways it refers to included."""
    found: list[n.Node] = []
    for part in walk(node):
        found.append(part)
        if isinstance(part, n.Met):
            found.extend(expanded(pack, pack.criteria[part.criterion].node))
        elif isinstance(part, n.Meets):
            for criterion in pack.pathways[part.pathway].criteria:
                found.extend(expanded(pack, criterion.node))
    return found


def comparisons(env: Env, nodes: Sequence[n.Node], name: str, field: str) -> list[Comparison]:
    """Every comparison with a fact (or a field of its records)."""
    found: list[Comparison] = []
    for node in nodes:
        if isinstance(node, n.Cmp):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                found.extend(_comparison(env, side, other, name, field))
    return found


def _comparison(
    env: Env, side: n.Node, other: n.Node, name: str, field: str
) -> Iterator[Comparison]:
    if _is(side, name, field):
        yield _values(env, other)
    elif isinstance(side, n.Age) and isinstance(other, n.Lit):
        yield from _ages(env, side, other.value, name, field)
    elif isinstance(side, n.Days):
        yield from _day_counts(env, side, other, name, field)
    elif isinstance(side, n.Arith | n.Size) and any(_is(part, name, field) for part in walk(side)):
        yield _values(env, other)


def _ages(env: Env, age: n.Age, number: int, name: str, field: str) -> Iterator[Comparison]:
    years = [number, number + 1]
    if _is(age.born, name, field):
        yield _shifted(_values(env, age.day), [-y for y in years])
    if _is(age.day, name, field):
        yield _shifted(_values(env, age.born), years)


def _day_counts(
    env: Env, days: n.Days, other: n.Node, name: str, field: str
) -> Iterator[Comparison]:
    limit = _values(env, other)
    if _is(days.first, name, field):
        yield _combined(_values(env, days.last), limit, -1)
    if _is(days.last, name, field):
        yield _combined(_values(env, days.first), limit, 1)


def _is(node: n.Node, name: str, field: str) -> bool:
    if field:
        fact = node.fact if isinstance(node, n.FieldOf) and node.field == field else None
        return isinstance(fact, n.FactOf) and fact.name == name
    return isinstance(node, n.FactOf) and node.name == name


def _values(env: Env, node: n.Node) -> Comparison:
    """What the other side can be: a constant, a table's values, another fact as it stands."""
    if isinstance(node, n.Lit) and type(node.value) is int:
        fixed = [node.value]
    elif isinstance(node, n.Day):
        fixed = sorted({env.on, env.filed})
    elif isinstance(node, n.YearsBefore):
        fixed = [shift(env.on, -node.years)]
    elif isinstance(node, n.Param):
        fixed = sorted(set(_leaves(env.tables[node.name])))
    elif isinstance(node, n.FactOf):
        name = node.name
        return Comparison(False, lambda record: _numbers(record.get(name)))
    elif isinstance(node, n.Arith):
        parts = [_values(env, part) for part in (node.left, node.right)]
        constant = all(part.constant for part in parts)
        return Comparison(
            constant, lambda record: [p for part in parts for p in part.points(record)]
        )
    else:
        fixed = []
    return Comparison(True, lambda record: fixed)


def _shifted(values: Comparison, years: list[int]) -> Comparison:
    return Comparison(
        values.constant,
        lambda record: [shift(day, y) for day in values.points(record) for y in years],
    )


def _combined(days: Comparison, limits: Comparison, sign: int) -> Comparison:
    return Comparison(
        days.constant and limits.constant,
        lambda record: [d + sign * k for d in days.points(record) for k in limits.points(record)],
    )


def _numbers(value: Any) -> list[int]:
    if type(value) is Range:
        return list(value)
    return [value] if type(value) is int else []


def shift(ordinal: int, years: int) -> int:
    """The same calendar day, years later or earlier."""
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


def code_tests(
    pack: Pack, env: Env, nodes: Sequence[n.Node], codes: str
) -> Iterator[Callable[[str], Any]]:
    """Functions of a code that change where some criterion changes."""
    for node in nodes:
        if isinstance(node, n.Lit) and node.type.codes == codes:
            group = frozenset(node.value if node.type.kind == "set" else [node.value])
            yield group.__contains__
        elif isinstance(node, n.Param):
            yield from _table_tests(pack, env, node, codes)


def codes_named(env: Env, nodes: Sequence[n.Node], codes: str) -> list[str]:
    """The codes of a list that some node names, itself or through a table."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, n.Lit) and node.type.codes == codes:
            found.update(node.value if node.type.kind == "set" else [node.value])
        elif isinstance(node, n.Param):
            level = [env.tables[node.name]]
            for key in node.keys:
                tables = [table for table in level if isinstance(table, dict)]
                if key.type.codes == codes:
                    found.update(name for table in tables for name in table)
                level = [value for table in tables for value in table.values()]
            if node.type.codes == codes:
                found.update(
                    code for group in level if isinstance(group, frozenset) for code in group
                )
    return sorted(found)


def _table_tests(pack: Pack, env: Env, node: n.Param, codes: str) -> Iterator[Callable[[str], Any]]:
    parameter = pack.parameters[node.name]
    level = [env.tables[node.name]]
    for key in parameter.keys:
        tables = [table for table in level if isinstance(table, dict)]
        if key == codes:
            yield from (_entry(table) for table in tables)
        level = [value for table in tables for value in table.values()]
    if parameter.type.codes == codes:
        yield from (group.__contains__ for group in level if isinstance(group, frozenset))


def _entry(table: dict[str, Any]) -> Callable[[str], Any]:
    return lambda code: repr(table.get(code, table.get("*")))


def related_facts(nodes: Sequence[n.Node], fact: Fact) -> list[str]:
    """Other facts whose codes are held against those of this fact."""
    lists = {fact.type.codes, *(type_.codes for type_ in fact.fields.values())} - {""}
    names: dict[str, None] = {}
    for node in nodes:
        pair = _code_pair(node)
        facts = [part.name for side in pair for part in walk(side) if isinstance(part, n.FactOf)]
        types = {part.type.codes for side in pair for part in walk(side)}
        if len(set(facts)) > 1 and types & lists:
            names.update(dict.fromkeys(name for name in facts if name != fact.name))
    return list(names)


def _code_pair(node: n.Node) -> tuple[n.Node, ...]:
    if isinstance(node, n.In):
        return node.item, node.within
    if isinstance(node, n.Cmp) and node.left.type.kind == "code":
        return node.left, node.right
    return ()
