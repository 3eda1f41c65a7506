"""The plain interpreter: walks the tree in the order it is written. It is the judge of every faster way."""

from typing import Any

from cauce.eligibility import kleene, numbers
from cauce.eligibility import nodes as n
from cauce.eligibility.context import Context, Env
from cauce.eligibility.values import NEVER, Many, Rows, Truth


def interpret(node: n.Node, context: Context, env: Env, as_of: str = "on") -> Any:
    """The value of an expression: True, False or None for a condition, otherwise a value or NEVER."""
    return _Walk(context, env, as_of).value(node)


class _Walk:
    def __init__(self, context: Context, env: Env, as_of: str) -> None:
        self.context, self.env, self.as_of = context, env, as_of

    def value(self, node: n.Node) -> Any:
        return getattr(self, "_" + type(node).__name__.lower())(node)

    def _lit(self, node: n.Lit) -> Any:
        return node.value

    def _factof(self, node: n.FactOf) -> Any:
        owner = (
            self.context.loop[node.who]
            if node.who in self.context.loop
            else getattr(self.context, node.who)
        )
        return owner.get(node.name)

    def _var(self, node: n.Var) -> Any:
        return self.context.loop[node.name]

    def _fieldof(self, node: n.FieldOf) -> Any:
        return self.context.loop[node.var].get(node.field)

    def _day(self, node: n.Day) -> int:
        return self.env.day(node.which, self.as_of)

    def _age(self, node: n.Age) -> Any:
        return numbers.age(self.value(node.born), self.value(node.day))

    def _yearsbefore(self, node: n.YearsBefore) -> Any:
        return numbers.anniversary(self.value(node.day), node.years)

    def _days(self, node: n.Days) -> Any:
        return numbers.days(self.value(node.first), self.value(node.last))

    def _param(self, node: n.Param) -> Any:
        return kleene.lookup(self.env.tables[node.name], [self.value(key) for key in node.keys])

    def _arith(self, node: n.Arith) -> Any:
        return numbers.arith(node.op, self.value(node.left), self.value(node.right))

    def _cmp(self, node: n.Cmp) -> Truth:
        return kleene.compare(node.op, self.value(node.left), self.value(node.right))

    def _in(self, node: n.In) -> Truth:
        return kleene.within(self.value(node.item), self.value(node.within), node.negated)

    def _and(self, node: n.And) -> Truth:
        return kleene.both(self.value(part) for part in node.parts)

    def _or(self, node: n.Or) -> Truth:
        return kleene.either(self.value(part) for part in node.parts)

    def _not(self, node: n.Not) -> Truth:
        return kleene.opposite(self.value(node.part))

    def _happened(self, node: n.Happened) -> Truth:
        value = self.value(node.part)
        return None if value is None else (value is NEVER) is node.negated

    def _unclear(self, node: n.Unclear) -> Any:
        value = self.value(node.part)
        return None if value in node.codes else value

    def _openunless(self, node: n.OpenUnless) -> Truth:
        return True if self.value(node.part) is True else None

    def _size(self, node: n.Size) -> Any:
        return numbers.size(self.value(node.part))

    def _members(self, node: n.Members) -> Any:
        return Rows(tuple(self.context.members))

    def _quant(self, node: n.Quant) -> Truth:
        over = self.value(node.over)
        if over is None:
            return None
        group = over if isinstance(over, Many | Rows) else Many(tuple(over))
        truths = [self._body(node, item) for item in group.items]
        if not group.complete:
            truths.append(None)
        return kleene.both(truths) if node.every else kleene.either(truths)

    def _body(self, node: n.Quant, item: Any) -> Truth:
        self.context.loop[node.var] = item
        try:
            result: Truth = self.value(node.body)
            return result
        finally:
            del self.context.loop[node.var]

    def _met(self, node: n.Met) -> Truth:
        body, in_force, as_of = self.env.criteria[node.criterion]
        return interpret(body, self.context, self.env, as_of) if in_force else True

    def _meets(self, node: n.Meets) -> Truth:
        return self.env.merit(node.pathway, self.context)
