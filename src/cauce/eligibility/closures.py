"""Compiles a typed tree into closures, once for each day; the interpreter judges them (tests/library)."""

import operator
from collections.abc import Callable
from typing import Any

from cauce.eligibility import kleene, numbers
from cauce.eligibility import nodes as n
from cauce.eligibility.compared import against
from cauce.eligibility.context import Context, Env
from cauce.eligibility.values import NEVER, Many, Rows

Value = Callable[[Context], Any]

_ARITH: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}

_OPS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class Compiler:
    """One method for each node; what does not depend on a person is folded into a constant."""

    def __init__(self, env: Env, as_of: str = "on") -> None:
        self.env, self.as_of = env, as_of

    def value(self, node: n.Node) -> Value:
        """A closure that gives the node's value in a context."""
        made: Value = getattr(self, "_" + type(node).__name__.lower())(node)
        return made

    def constant(self, node: n.Node) -> tuple[bool, Any]:
        """(True, value) where the node is the same for everybody."""
        if isinstance(node, n.Lit):
            return True, node.value
        if isinstance(node, n.Day):
            return True, self.env.day(node.which, self.as_of)
        if isinstance(node, n.YearsBefore):
            return True, numbers.anniversary(self.env.day("as_of", self.as_of), node.years)
        if isinstance(node, n.Param) and all(isinstance(key, n.Lit) for key in node.keys):
            keys = [self.constant(key)[1] for key in node.keys]
            return True, kleene.lookup(self.env.tables[node.name], keys)
        return False, None

    def _lit(self, node: n.Lit) -> Value:
        value = frozenset(node.value) if node.type.kind == "set" else node.value
        return lambda c: value

    def _fixed(self, node: n.Node) -> Value:
        value = self.constant(node)[1]
        return lambda c: value

    _day = _fixed
    _yearsbefore = _fixed

    def _factof(self, node: n.FactOf) -> Value:
        name, who = node.name, node.who
        if who == "person":
            return lambda c: c.person.get(name)
        if who == "household":
            return lambda c: c.household.get(name)
        if who == "principal":
            return lambda c: c.principal.get(name)
        if who == "relative":
            return lambda c: c.relative.get(name)  # type: ignore[union-attr]  # read inside a block only
        return lambda c: c.loop[who].get(name)

    def _var(self, node: n.Var) -> Value:
        name = node.name
        return lambda c: c.loop[name]

    def _fieldof(self, node: n.FieldOf) -> Value:
        var, field = node.var, node.field
        return lambda c: c.loop[var].get(field)

    def _age(self, node: n.Age) -> Value:
        born, day = self.value(node.born), self.value(node.day)
        return lambda c: numbers.age(born(c), day(c))

    def _days(self, node: n.Days) -> Value:
        first, last = self.value(node.first), self.value(node.last)

        def value(c: Context) -> Any:
            a, b = first(c), last(c)
            return b - a if a.__class__ is int and b.__class__ is int else numbers.days(a, b)

        return value

    def _param(self, node: n.Param) -> Value:
        fixed, constant = self.constant(node)
        if fixed:
            return lambda c: constant
        table, keys = self.env.tables[node.name], [self.value(key) for key in node.keys]
        return lambda c: kleene.lookup(table, [key(c) for key in keys])

    def _arith(self, node: n.Arith) -> Value:
        op, left, right = node.op, self.value(node.left), self.value(node.right)
        fast = _ARITH[op]

        def value(c: Context) -> Any:
            a, b = left(c), right(c)
            if a.__class__ is int and b.__class__ is int:
                return fast(a, b)
            return numbers.arith(op, a, b)

        return value

    def _cmp(self, node: n.Cmp) -> Value:
        if isinstance(node.left, n.Age) and (folded := self._age_against(node, node.left)):
            return folded
        op = node.op
        fixed, constant = self.constant(node.right)
        if fixed and constant is not None:
            return self._fact_against(op, node.left, constant)
        left = self.value(node.left)
        right, compare, fast = self.value(node.right), kleene.compare, _OPS[op]

        def value(c: Context) -> Any:
            a, b = left(c), right(c)
            if a.__class__ is int and b.__class__ is int:
                return fast(a, b)
            return compare(op, a, b)

        return value

    def _fact_against(self, op: str, fact: n.Node, constant: Any) -> Value:
        """A fact of the person in focus against a constant: by far the commonest comparison."""
        if not isinstance(fact, n.FactOf) or fact.who != "person":
            return self._against(op, self.value(fact), constant)
        return against(op, fact.name, constant)

    def _against(self, op: str, left: Value, constant: Any) -> Value:
        compare, fast, kind = kleene.compare, _OPS[op], type(constant)

        def value(c: Context) -> Any:
            a = left(c)
            return fast(a, constant) if a.__class__ is kind else compare(op, a, constant)

        return value

    def _age_against(self, node: n.Cmp, age: n.Age) -> Value | None:
        """`age(d) >= n` is `d <= the day n years back`: the same for every kind of value, leap days too."""
        fixed, day = self.constant(age.day)
        number = node.right.value if isinstance(node.right, n.Lit) else None
        shift = {">=": 0, "<": 0, ">": 1, "<=": 1}.get(node.op)
        if not fixed or day is None or shift is None or type(number) is not int:
            return None
        if not 0 <= number + shift < 150:
            return None
        limit = numbers.anniversary(day, number + shift)
        return self._fact_against("<=" if node.op in (">=", ">") else ">", age.born, limit)

    def _in(self, node: n.In) -> Value:
        item, negated, within = self.value(node.item), node.negated, kleene.within
        fixed, constant = self.constant(node.within)
        if fixed and constant is not None:
            group = frozenset(constant)
            if isinstance(node.item, n.FactOf) and node.item.who == "person":
                return _fact_among(node.item.name, group, negated)

            def among(c: Context) -> Any:
                code = item(c)
                return (
                    (code in group) is not negated
                    if code.__class__ is str
                    else within(code, group, negated)
                )

            return among
        many = self.value(node.within)
        return lambda c: within(item(c), many(c), negated)

    def _and(self, node: n.And) -> Value:
        parts = [self.value(part) for part in node.parts]
        if len(parts) == 2:
            return _and2(*parts)

        def value(c: Context) -> Any:
            result: Any = True
            for part in parts:
                truth = part(c)
                if truth is False:
                    return False
                if truth is None:
                    result = None
            return result

        return value

    def _or(self, node: n.Or) -> Value:
        parts = [self.value(part) for part in node.parts]

        def value(c: Context) -> Any:
            result: Any = False
            for part in parts:
                truth = part(c)
                if truth is True:
                    return True
                if truth is None:
                    result = None
            return result

        return value

    def _not(self, node: n.Not) -> Value:
        if isinstance(node.part, n.FactOf) and node.part.who == "person":
            return _not_fact(node.part.name)
        part = self.value(node.part)

        def value(c: Context) -> Any:
            truth = part(c)
            return None if truth is None else not truth

        return value

    def _happened(self, node: n.Happened) -> Value:
        part, negated = self.value(node.part), node.negated

        def value(c: Context) -> Any:
            found = part(c)
            return None if found is None else (found is NEVER) is negated

        return value

    def _unclear(self, node: n.Unclear) -> Value:
        part, codes = self.value(node.part), node.codes

        def value(c: Context) -> Any:
            found = part(c)
            return None if found in codes else found

        return value

    def _openunless(self, node: n.OpenUnless) -> Value:
        part = self.value(node.part)
        return lambda c: True if part(c) is True else None

    def _size(self, node: n.Size) -> Value:
        if isinstance(node.part, n.Members):
            return lambda c: len(c.members)
        part, size = self.value(node.part), numbers.size
        return lambda c: size(part(c))

    def _members(self, node: n.Members) -> Value:
        return lambda c: c.members

    def _quant(self, node: n.Quant) -> Value:
        over, body, var = self.value(node.over), self.value(node.body), node.var
        settles, other = not node.every, node.every

        def value(c: Context) -> Any:
            group = over(c)
            if group is None:
                return None
            result: Any = other
            if group.__class__ is Many or group.__class__ is Rows:
                if not group.complete:
                    result = None
                group = group.items
            loop = c.loop
            for item in group:
                loop[var] = item
                truth = body(c)
                if truth is settles:
                    del loop[var]
                    return settles
                if truth is None:
                    result = None
            loop.pop(var, None)
            return result

        return value

    def _met(self, node: n.Met) -> Value:
        body, in_force, as_of = self.env.criteria[node.criterion]
        return Compiler(self.env, as_of).value(body) if in_force else lambda c: True

    def _meets(self, node: n.Meets) -> Value:
        env, pathway = self.env, node.pathway
        return lambda c: env.merit(pathway, c)


def _fact_among(name: str, group: frozenset[str], negated: bool) -> Value:
    within = kleene.within

    def value(c: Context) -> Any:
        code = c.person.get(name)
        return (
            (code in group) is not negated
            if code.__class__ is str
            else within(code, group, negated)
        )

    return value


def _not_fact(name: str) -> Value:
    def value(c: Context) -> Any:
        truth = c.person.get(name)
        return None if truth is None else not truth

    return value


def _and2(first: Value, second: Value) -> Value:
    def value(c: Context) -> Any:
        a = first(c)
        if a is False:
            return False
        b = second(c)
        return b if a is True or b is False else None

    return value
