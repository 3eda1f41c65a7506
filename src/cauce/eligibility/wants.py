"""Why is this unknown? The facts (and parameters) in the undecided branches of an expression.

A wanted thing is a key (name, id of the record it belongs to) with that record. A missing parameter is
wanted under the name `parameter:NAME`, and then nothing else of its comparison is: no answer of a family
can settle it.
"""

from collections.abc import Callable
from typing import Any

from cauce.eligibility import kleene
from cauce.eligibility import nodes as n
from cauce.eligibility.closures import Compiler, Value
from cauce.eligibility.comparisons import ANY_OTHER, codes_named
from cauce.eligibility.context import Context, Env
from cauce.eligibility.values import Many, Rows, exact
from cauce.eligibility.walk import walk

Wanted = dict[tuple[str, int], Any]
Wants = Callable[[Context, Wanted], None]
PARAMETER = "parameter:"


class WantsCompiler:
    """One method for each node that can be unknown."""

    def __init__(self, env: Env, as_of: str = "on") -> None:
        self.env, self.as_of = env, as_of
        self.compiler = Compiler(env, as_of)

    def wants(self, node: n.Node) -> Wants:
        """A closure that adds what the node's unknown value hangs on."""
        made: Wants = getattr(self, "_" + type(node).__name__.lower(), self._nothing)(node)
        return made

    def _nothing(self, node: n.Node) -> Wants:
        return lambda c, out: None

    def _factof(self, node: n.FactOf) -> Wants:
        value, add = self.compiler.value(node), _add(node)
        if node.type.kind == "bool":
            return add

        def wants(c: Context, out: Wanted) -> None:
            if not exact(value(c)):
                add(c, out)

        return wants

    def _fieldof(self, node: n.FieldOf) -> Wants:
        value = self.compiler.value(node)
        add = _add(node.fact)

        def wants(c: Context, out: Wanted) -> None:
            if not exact(value(c)):
                add(c, out)

        return wants

    def _all(self, *parts: n.Node) -> Wants:
        """Everything the parts want; but where a parameter is missing, only that."""
        if only := self._only_fact(parts):
            return _add(only)
        inner = [self.wants(part) for part in parts]

        def wants(c: Context, out: Wanted) -> None:
            found: Wanted = {}
            for want in inner:
                want(c, found)
            missing = {key: found[key] for key in found if key[0].startswith(PARAMETER)}
            out.update(missing or found)

        return wants

    def _only_fact(self, parts: tuple[n.Node, ...]) -> n.FactOf | None:
        """The one fact that the parts read, where all else in them is constant and known."""
        inner = [node for part in parts for node in walk(part)]
        facts = [node for node in inner if isinstance(node, n.FactOf)]
        known = all(self._known(node) for node in inner if not isinstance(node, n.FactOf))
        return facts[0] if len(facts) == 1 and known else None

    def _known(self, node: n.Node) -> bool:
        if isinstance(node, n.Param):
            fixed, value = self.compiler.constant(node)
            return fixed and value is not None
        return isinstance(node, n.Lit | n.Day | n.Age | n.YearsBefore | n.Days | n.Size | n.Arith)

    def _age(self, node: n.Age) -> Wants:
        return self._all(node.born, node.day)

    def _days(self, node: n.Days) -> Wants:
        return self._all(node.first, node.last)

    def _arith(self, node: n.Arith) -> Wants:
        return self._all(node.left, node.right)

    def _cmp(self, node: n.Cmp) -> Wants:
        return self._all(node.left, node.right)

    def _in(self, node: n.In) -> Wants:
        return self._all(node.item, node.within)

    def _happened(self, node: n.Happened) -> Wants:
        return self.wants(node.part)

    def _size(self, node: n.Size) -> Wants:
        return self.wants(node.part)

    def _param(self, node: n.Param) -> Wants:
        keys = [(self.compiler.value(key), self.wants(key)) for key in node.keys]
        table, name = self.env.tables[node.name], PARAMETER + node.name

        def wants(c: Context, out: Wanted) -> None:
            values = [key(c) for key, _ in keys]
            if kleene.lookup(table, values) is not None:
                return
            if table is None or None not in values:
                out[(name, 0)] = None
                return
            for value, (_, want) in zip(values, keys, strict=True):
                if value is None:
                    want(c, out)

        return wants

    def _parts(self, node: n.And | n.Or) -> Wants:
        parts = [(self.compiler.value(part), self.wants(part)) for part in node.parts]

        def wants(c: Context, out: Wanted) -> None:
            for value, want in parts:
                if value(c) is None:
                    want(c, out)

        return wants

    _and = _parts
    _or = _parts

    def _not(self, node: n.Not) -> Wants:
        return self.wants(node.part)

    def _openunless(self, node: n.OpenUnless) -> Wants:
        return self._if_unknown(node.part)

    def _if_unknown(self, node: n.Node) -> Wants:
        value, want = self.compiler.value(node), self.wants(node)

        def wants(c: Context, out: Wanted) -> None:
            if value(c) is None:
                want(c, out)

        return wants

    def _unclear(self, node: n.Unclear) -> Wants:
        value, codes = self.compiler.value(node.part), node.codes
        add = _add(node.part) if isinstance(node.part, n.FactOf) else None

        def wants(c: Context, out: Wanted) -> None:
            found = value(c)
            if add and (found is None or found in codes):
                add(c, out)

        return wants

    def _quant(self, node: n.Quant) -> Wants:
        over, body = self.compiler.value(node.over), self.compiler.value(node.body)
        over_wants, body_wants, var = self.wants(node.over), self.wants(node.body), node.var
        others = self._others(node)

        def wants(c: Context, out: Wanted) -> None:
            group = over(c)
            is_open = group is None or not getattr(group, "complete", True)
            if is_open:
                over_wants(c, out)
            for item in (*_items(group), *(others if is_open else ())):
                c.loop[var] = item
                if body(c) is None:
                    body_wants(c, out)
                del c.loop[var]

        return wants

    def _others(self, node: n.Quant) -> list[str]:
        """Codes that an open set might hold too, one of each that the body tells apart."""
        if node.over.type.kind != "set":
            return []
        return [*codes_named(self.env, list(walk(node.body)), node.over.type.codes), ANY_OTHER]

    def _met(self, node: n.Met) -> Wants:
        body, in_force, as_of = self.env.criteria[node.criterion]
        return WantsCompiler(self.env, as_of)._if_unknown(body) if in_force else self._nothing(node)

    def _meets(self, node: n.Meets) -> Wants:
        env, pathway = self.env, node.pathway

        def wants(c: Context, out: Wanted) -> None:
            env.meets_wants(pathway, c, out)

        return wants


def is_parameter(key: tuple[str, int]) -> bool:
    """Is a missing table wanted, and not a fact?"""
    return key[0].startswith(PARAMETER)


def _items(group: Any) -> Any:
    if group is None:
        return ()
    return group.items if isinstance(group, Many | Rows) else group


def _add(node: n.FactOf) -> Wants:
    name, who = node.name, node.who
    if who == "person":

        def add(c: Context, out: Wanted) -> None:
            out[(name, id(c.person))] = c.person

        return add
    owner = _owner(who)

    def add_of(c: Context, out: Wanted) -> None:
        record = owner(c)
        out[(name, id(record))] = record

    return add_of


def _owner(who: str) -> Value:
    if who in ("principal", "household", "relative"):
        return lambda c: getattr(c, who)
    return lambda c: c.loop[who]
