"""Small changes to a rule pack, each of which some example should notice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from cauce.eligibility import Criterion, Pack, Parameter, Pathway
from cauce.eligibility import nodes as n
from cauce.eligibility.pack import Availability, Company, Entry, Group, Period
from cauce.eligibility.walk import walk

Changed = Iterator[tuple[str, Any]]
_DAY = timedelta(days=1)
_OTHER = {
    "<": ("<=", ">"),
    "<=": ("<", ">"),
    ">": (">=", "<"),
    ">=": (">", "<"),
    "==": ("!=",),
    "!=": ("==",),
}


@dataclass(frozen=True)
class Mutant:
    """A changed pack: `pathways` are those it can touch, `first` those whose examples to try."""

    name: str
    pack: Pack
    pathways: frozenset[str]
    first: str = ""


def mutants(pack: Pack, only: frozenset[str] = frozenset()) -> Iterator[Mutant]:
    """Every mutant of a pack, or of some of its pathways; names are unique and stable."""
    seen: dict[str, int] = {}
    for mutant in _all(pack):
        if only and not only & mutant.pathways:
            continue
        seen[mutant.name] = number = seen.get(mutant.name, 0) + 1
        yield replace(mutant, name=f"{mutant.name} ({number})") if number > 1 else mutant


def _all(pack: Pack) -> Iterator[Mutant]:
    users = _users(pack)
    for way in pack.pathways.values():
        for criterion in way.criteria:
            for what, other in of_criterion(criterion, gate=criterion is way.criteria[0]):
                changed = replace(
                    way, criteria=tuple(other if c is criterion else c for c in way.criteria)
                )
                yield Mutant(
                    f"{criterion.id}: {what}",
                    _with(pack, changed),
                    users[criterion.id] | {way.id},
                    criterion.id,
                )
        for what, changed in of_pathway(way):
            yield Mutant(f"{way.id}: {what}", _with(pack, changed), frozenset([way.id]))
    for table in pack.parameters.values():
        for what, other in of_parameter(table):
            tables = {**pack.parameters, table.name: other}
            yield Mutant(
                f"{table.name}: {what}", replace(pack, parameters=tables), users[table.name]
            )


def _with(pack: Pack, way: Pathway) -> Pack:
    criteria = {**pack.criteria, **{c.id: c for c in way.criteria}}
    return replace(pack, pathways={**pack.pathways, way.id: way}, criteria=criteria)


def _users(pack: Pack) -> Mapping[str, frozenset[str]]:
    """Which pathways read a criterion or a table, themselves or through another."""
    users: dict[str, set[str]] = {name: set() for name in (*pack.criteria, *pack.parameters)}
    for way in pack.pathways.values():
        waiting: list[Any] = [*way.criteria]
        done: set[str] = set()
        while waiting:
            criterion = waiting.pop()
            if criterion.id in done:
                continue
            done.add(criterion.id)
            users[criterion.id].add(way.id)
            for node in walk(criterion.node):
                if isinstance(node, n.Param):
                    users[node.name].add(way.id)
                elif isinstance(node, n.Met):
                    waiting.append(pack.criteria[node.criterion])
                elif isinstance(node, n.Meets):
                    waiting += pack.pathways[node.pathway].criteria
    return {name: frozenset(found) for name, found in users.items()}


# ---- a criterion


def of_criterion(criterion: Criterion, *, gate: bool) -> Changed:
    """The criterion with one thing changed."""
    if criterion.node is not None:
        for what, node in of_node(criterion.node):
            yield what, replace(criterion, node=node)
    # A rule about a relative cannot be put to each traveller: no pack could say so.
    for scope in () if criterion.through else _SCOPES.get(criterion.scope, ()):
        yield f"scope {criterion.scope} → {scope}", replace(criterion, scope=scope)
    if criterion.after:
        yield f"after {criterion.after} removed", replace(criterion, after="")
    if not gate:  # a gate that is not asked is refused when the pack is read
        other = "refer" if criterion.unknown == "ask" else "ask"
        yield f"{criterion.unknown} → {other}", replace(criterion, unknown=other)
    if criterion.as_of != "on":
        yield f"as of {criterion.as_of} → on", replace(criterion, as_of="on")
    yield from _force(criterion)


def _force(criterion: Criterion) -> Changed:
    for days in (-1, 1):
        if criterion.first:
            first = criterion.first + days * _DAY
            yield f"in force from {first}", replace(criterion, first=first)
        if criterion.last:
            last = criterion.last + days * _DAY
            yield f"in force to {last}", replace(criterion, last=last)


# Other scopes are read alike by the engine: they say whose fact it is, not whether a traveller must meet it.
_SCOPES = {
    "principal": ("each",),
    "each": ("principal",),
    "principal_only": ("each",),
    "principal_and_family": ("principal", "each"),
    "household": ("each",),
    "anchor": ("each",),
    "employer": ("each",),
}


# ---- an expression


def of_node(node: n.Node) -> Changed:
    """The tree with one part changed, for every part."""
    yield from _here(node)
    for part in fields(node):
        value = getattr(node, part.name)
        if isinstance(value, n.Node):
            for what, other in of_node(value):
                yield what, replace(node, **{part.name: other})  # type: ignore[arg-type]  # the field is chosen by its type
        elif isinstance(value, tuple) and part.name in ("parts", "keys"):
            for index, item in enumerate(value):
                for what, other in of_node(item):
                    changed = (*value[:index], other, *value[index + 1 :])
                    yield what, replace(node, **{part.name: changed})  # type: ignore[arg-type]  # the field is chosen by its type


def _here(node: n.Node) -> Changed:
    for kind, change in _CHANGES.items():
        if type(node) is kind:
            yield from change(node)


def _compared(node: n.Cmp) -> Changed:
    for op in _OTHER[node.op]:
        yield f"{node.op} → {op}", replace(node, op=op)


def _constant(node: n.Lit) -> Changed:
    if node.type.kind == "set":
        for code in node.value:
            left = tuple(other for other in node.value if other != code)
            yield f"without {code}", replace(node, value=left)
    elif node.type.kind in ("date", "int"):
        for step in (-1, 1):
            value = node.value + step
            said = date.fromordinal(value) if node.type.kind == "date" else value
            yield f"{said} instead", replace(node, value=value)


def _limbs(node: n.And | n.Or) -> Changed:
    word = type(node).__name__.lower()
    for index in range(len(node.parts)):
        left = (*node.parts[:index], *node.parts[index + 1 :])
        yield (
            f"limb {index + 1} of {word} dropped",
            left[0] if len(left) == 1 else replace(node, parts=left),
        )


def _years(node: n.YearsBefore) -> Changed:
    for years in (node.years - 1, node.years + 1):
        yield f"{years} years before", replace(node, years=years)


def _unclear(node: n.Unclear) -> Changed:
    for code in node.codes:
        left = tuple(other for other in node.codes if other != code)
        yield f"{code} is clear", replace(node, codes=left)


def _whose(node: n.FactOf) -> Changed:
    if node.who == "principal":
        yield "of the person, not the principal", replace(node, who="person")


_CHANGES: dict[type, Any] = {
    n.Cmp: _compared,
    n.Lit: _constant,
    n.And: _limbs,
    n.Or: _limbs,
    n.YearsBefore: _years,
    n.Unclear: _unclear,
    n.FactOf: _whose,
    n.Not: lambda node: iter([("not removed", node.part)]),
    n.In: lambda node: iter([("in turned", replace(node, negated=not node.negated))]),
    n.Happened: lambda node: iter([("never turned", replace(node, negated=not node.negated))]),
    n.Quant: lambda node: iter([("any or all turned", replace(node, every=not node.every))]),
    n.OpenUnless: lambda node: iter([("no longer left open", node.part)]),
}


# ---- a pathway's days, and who may be listed


def of_pathway(way: Pathway) -> Changed:
    """The pathway with one day moved, one code or relation dropped, or one condition changed."""
    groups = way.availability.groups
    for index, group in enumerate(groups):
        for what, other in _group(group):
            changed = (*groups[:index], other, *groups[index + 1 :])
            yield what, replace(way, availability=Availability(way.availability.by, changed))
    for index, company in enumerate(way.company):
        for what, other in _company(company):
            listed = (*way.company[:index], other, *way.company[index + 1 :])
            yield what, replace(way, company=listed)


def _group(group: Group) -> Changed:
    for index, period in enumerate(group.periods):
        for what, other in _period(period):
            changed = (*group.periods[:index], other, *group.periods[index + 1 :])
            yield what, replace(group, periods=changed)
    for code in sorted(group.codes):
        yield f"without {code}", replace(group, codes=group.codes - {code})


def _period(period: Period) -> Changed:
    for days in (-1, 1):
        if period.first:
            first = period.first + days * _DAY
            yield f"{period.state} from {first}", replace(period, first=first)


def _company(company: Company) -> Changed:
    for relation in sorted(company.relations):
        left = replace(company, relations=company.relations - {relation})
        yield f"{relation} may not be listed", left
    if company.node is not None:
        for what, node in of_node(company.node):
            yield f"listed if {what}", replace(company, node=node)


# ---- a dated table


def of_parameter(table: Parameter) -> Changed:
    """The table with one value or one day changed."""
    for index, entry in enumerate(table.entries):
        for what, value in _value(table, entry.value):
            yield f"{what}{_when(entry)}", _entries(table, {index: replace(entry, value=value)})
    for index, (before, after) in enumerate(zip(table.entries, table.entries[1:], strict=False)):
        if before.last and after.first and after.first - before.last == _DAY:
            for days in (-1, 1):
                moved = {
                    index: replace(before, last=before.last + days * _DAY),
                    index + 1: replace(after, first=after.first + days * _DAY),
                }
                yield f"changes on {after.first + days * _DAY}", _entries(table, moved)
    yield from _ends(table)


def _ends(table: Parameter) -> Changed:
    """Days beside which nothing was entered."""
    days = {entry.first for entry in table.entries} | {entry.last for entry in table.entries}
    for index, entry in enumerate(table.entries):
        for step in (-_DAY, _DAY):
            if entry.first and entry.first - _DAY not in days:
                first = entry.first + step
                yield f"entered from {first}", _entries(table, {index: replace(entry, first=first)})
            if entry.last and entry.last + _DAY not in days:
                last = entry.last + step
                yield f"entered to {last}", _entries(table, {index: replace(entry, last=last)})


def _entries(table: Parameter, changed: Mapping[int, Entry]) -> Parameter:
    entries = tuple(changed.get(index, entry) for index, entry in enumerate(table.entries))
    return replace(table, entries=entries)


def _when(entry: Entry) -> str:
    return f" from {entry.first or '…'}" if entry.first or entry.last else ""


def _keyed(table: Parameter, value: dict[str, Any]) -> Changed:
    for key, item in value.items():
        if item is None:
            yield f"{key} as any other", {k: v for k, v in value.items() if k != key}
        for what, other in _value(table, item):
            yield f"{key} {what}", {**value, key: other}


def _value(table: Parameter, value: Any) -> Changed:
    if isinstance(value, dict):
        yield from _keyed(table, value)
    elif isinstance(value, frozenset):
        for code in sorted(value):
            yield f"without {code}", value - {code}
    elif value is not None and table.type.kind in ("date", "int"):
        for step in (-1, 1):
            said = date.fromordinal(value + step) if table.type.kind == "date" else value + step
            yield f"{said}", value + step
