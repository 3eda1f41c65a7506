"""Cuts the answers to a fact into classes that a set of criteria cannot tell apart, one of each.

Dates stand on either side of every day they are compared with; codes are grouped by the sets and tables
they appear in. Used to see whether a fact can still matter, and which question is best.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from cauce.eligibility import nodes as n
from cauce.eligibility.comparisons import code_tests, comparisons, related_facts
from cauce.eligibility.context import Env
from cauce.eligibility.pack import Pack
from cauce.eligibility.types import Fact, Type
from cauce.eligibility.values import NEVER, Many, Range, Rows

FEW = 24
LONG_AGO = 693_596  # 1 January 1900 as an ordinal

Options = list[Any]


class Answers:
    """The classes of answers to one fact, as far as `nodes` tell them apart."""

    def __init__(
        self,
        *,
        pack: Pack,
        env: Env,
        nodes: Sequence[n.Node],
        groups: Iterable[frozenset[str]],
        fact: Fact,
    ) -> None:
        """`groups` are the sets of codes by which the pathway opens."""
        self.pack, self.env, self.nodes, self.fact = pack, env, nodes, fact
        self.groups = tuple(groups)
        self.compared = comparisons(env, nodes, fact.name, "")
        self.related = related_facts(nodes, fact)
        self.by_list: dict[str, list[str]] = {}
        self.fixed = self._fixed()

    def of(self, record: Mapping[str, Any], known: Mapping[str, Any]) -> Options:
        """One answer of each class to the fact of `record`; `known` is all that was said."""
        now = record.get(self.fact.name)
        if self.fixed is not None and (now is None or type(now) is str):
            return self.fixed
        return self._all(known, now)

    def _fixed(self) -> Options | None:
        """The answers that do not hang on what else the person said; None where they do."""
        if any(not comparison.constant for comparison in self.compared):
            return None
        if self.related:
            return None
        return self._all({}, None)

    def _all(self, record: Mapping[str, Any], now: Any) -> Options:
        kind, codes = self.fact.type.kind, self.fact.type.codes
        if kind == "bool":
            return [True, False]
        if kind == "code":
            return [*self._codes(codes, record), NEVER]
        if kind == "set":
            return _sets(self._codes(codes, record), now)
        if kind == "rows":
            return self._rows(record, now)
        return self._points(record, now)

    def _codes(self, codes: str, record: Mapping[str, Any]) -> list[str]:
        """All codes of a short list; of a long one, one of each group and those the person named."""
        every = self.pack.codes[codes]
        if len(every) <= FEW:
            return sorted(every)
        at_hand = {code for name in self.related for code in _codes_in(record.get(name))}
        return sorted({*self._groups(codes), *at_hand})

    def _groups(self, codes: str) -> list[str]:
        """One code of each group that the criteria tell apart."""
        found = self.by_list.get(codes)
        if found is None:
            marks: dict[Any, str] = {}
            tests = list(code_tests(self.pack, self.env, self.nodes, codes))
            for code in sorted(self.pack.codes[codes]):
                mark = (*(test(code) for test in tests), *(code in group for group in self.groups))
                marks.setdefault(mark, code)
            found = self.by_list[codes] = list(marks.values())
        return found

    def _rows(self, record: Mapping[str, Any], now: Any) -> Options:
        if self.fact.type.row:
            return [Rows(()), Rows(({},))]
        fields = [
            (name, self._field(name, type_, record)) for name, type_ in self.fact.fields.items()
        ]
        if now is not None and now.complete:
            return [Rows(items) for items in _filled(now.items, fields)]
        have = tuple(now.items) if now is not None else ()
        names = [name for name, _ in fields]
        combinations = product(*(options for _, options in fields))
        made = [dict(zip(names, values, strict=True)) for values in combinations]
        return [Rows(have), *(Rows((*have, item)) for item in made)]

    def _field(self, name: str, type_: Type, record: Mapping[str, Any]) -> Options:
        if type_.kind == "code":
            return list(self._codes(type_.codes, record))
        if type_.kind == "bool":
            return [True, False]
        found = comparisons(self.env, self.nodes, self.fact.name, name)
        return _around(point for one in found for point in one.points(record))

    def _points(self, record: Mapping[str, Any], now: Any) -> Options:
        """Days or numbers on either side of everything the fact is compared with."""
        points = [point for one in self.compared for point in one.points(record)]
        if self.fact.type.kind == "int":
            found: Options = sorted({0, *(max(p + d, 0) for p in points for d in (-1, 0, 1))})
        else:
            found = _around([*points, self.env.on])
        if self.fact.born:
            found = [point for point in found if point <= self.env.on]
        if type(now) is Range:
            return sorted({*now, *(point for point in found if now.first <= point <= now.last)})
        return found if self.fact.born or self.fact.type.kind == "int" else [*found, NEVER]


def _codes_in(value: Any) -> tuple[str, ...]:
    if type(value) is str:
        return (value,)
    if type(value) is Many:
        return value.items
    if type(value) is Rows:
        return tuple(code for item in value.items for code in item.values() if type(code) is str)
    return ()


def _sets(codes: list[str], now: Any) -> Options:
    have = now.items if now is not None else ()
    more = [code for code in codes if code not in have]
    singles = [Many((*have, code)) for code in more]
    pairs = [Many((a, b)) for a in more[:2] for b in more if a != b] if not have else []
    return [Many(tuple(have)), *singles, *pairs[:FEW]]


def _filled(items: Any, fields: list[tuple[str, Options]]) -> Iterator[tuple[Any, ...]]:
    """The same records with what is unknown in them filled in, every record alike."""
    names = [name for name, _ in fields]
    for values in product(*(options for _, options in fields)):
        new = dict(zip(names, values, strict=True))
        yield tuple(
            {**new, **{k: v for k, v in item.items() if v is not None and type(v) is not Range}}
            for item in items
        )


def _around(points: Iterable[int]) -> Options:
    days = {LONG_AGO, *(point + d for point in points for d in (-1, 0, 1) if point + d > 0)}
    return sorted(days)
