"""A pack made ready for one day: tables looked up, criteria outside their dates gone, closures compiled."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from cauce.eligibility.closures import Compiler, Value
from cauce.eligibility.context import Context, Env
from cauce.eligibility.interpret import interpret
from cauce.eligibility.nodes import Node
from cauce.eligibility.pack import OPEN, Availability, Criterion, Pack, Pathway
from cauce.eligibility.types import Fact
from cauce.eligibility.values import Truth
from cauce.eligibility.wants import Wanted, Wants, WantsCompiler


class Rule:
    """One criterion in force on the day. `value(context)` is its truth."""

    __slots__ = ("_env", "_wants", "after", "ask", "criterion", "id", "through", "value")

    def __init__(self, criterion: Criterion, env: Env, value: Value, after: str) -> None:
        self.criterion, self.id, self.value = criterion, criterion.id, value
        self.ask, self.through, self.after = criterion.unknown == "ask", criterion.through, after
        self._env, self._wants = env, None

    def wants(self, context: Context, out: Wanted) -> None:
        """Adds what the criterion's unknown value hangs on."""
        if self._wants is None:
            self._wants = self._compile_wants()
        self._wants(context, out)

    def _compile_wants(self) -> Wants:
        node = self.criterion.node
        if node is None:
            return lambda c, out: None
        return WantsCompiler(self._env, self.criterion.as_of).wants(node)


class Way:
    """One pathway on the day: its rules in order, and whether it takes people."""

    def __init__(self, pathway: Pathway, rules: list[Rule], day: date) -> None:
        self.pathway, self.id, self.rules = pathway, pathway.id, rules
        self.block = [rule for rule in rules if rule.through]
        self.each = [rule for rule in rules if rule.criterion.for_each]
        self.has_each = any(criterion.for_each for criterion in pathway.criteria)
        self.state = _state(pathway.availability, day)
        self.by = pathway.availability.by
        self.relatives = pathway.through


def _state(availability: Availability, day: date) -> Callable[[Mapping[str, Any]], str | None]:
    """person → open, the reason why closed, or None where the facts do not tell."""
    if not availability.by:
        fixed = availability.groups[0].state(day)
        return lambda person: fixed
    by_code = {code: group.state(day) for group in availability.groups for code in group.codes}
    first = min(availability.groups, key=lambda group: group.periods[0].first or date.min)
    other = first.state(day)
    every = {*by_code.values(), other}
    by = availability.by

    def state(person: Mapping[str, Any]) -> str | None:
        many = person.get(by)
        if len(every) == 1:
            return other
        if many is None:
            return None
        states = [by_code.get(code, other) for code in many.items] or (
            [other] if many.complete else []
        )
        if OPEN in states:
            return OPEN
        if not many.complete and OPEN in every:
            return None
        return states[0] if states else None

    return state


class Rules:
    """All pathways of a pack on one day. `plain` evaluates with the interpreter instead of closures."""

    def __init__(
        self, pack: Pack, on: date, filed: date | None = None, *, plain: bool = False
    ) -> None:
        self.pack, self.on, self.filed, self.plain = pack, on, filed or on, plain
        self.env = Env(
            on.toordinal(),
            self.filed.toordinal(),
            {name: table.on(on) for name, table in pack.parameters.items()},
        )
        self.env.criteria = {
            c.id: (c.node, c.in_force(on), c.as_of) for c in pack.criteria.values() if c.node
        }
        self.env.merit = self._merit
        self.env.meets_wants = self._meets_wants
        self._ways: dict[str, Way] = {}
        self._company: dict[str, list[tuple[frozenset[str], Value | None, Wants | None]]] = {}

    def way(self, name: str) -> Way:
        """A pathway on this day, compiled when it is first needed."""
        found = self._ways.get(name)
        if found is None:
            pathway = self.pack.pathways[name]
            force = [c for c in pathway.criteria if c.in_force(self.on)]
            here = {c.id for c in force}
            rules = [
                Rule(c, self.env, self._value(c), c.after if c.after in here else "") for c in force
            ]
            found = self._ways[name] = Way(pathway, rules, self.on)
        return found

    def company(self, name: str) -> list[tuple[frozenset[str], Value | None, Wants | None]]:
        """Who may be listed: relations, condition, and what the condition hangs on."""
        found = self._company.get(name)
        if found is None:
            found = self._company[name] = [
                (
                    item.relations,
                    self.closure(item.node),
                    WantsCompiler(self.env).wants(item.node) if item.node else None,
                )
                for item in self.pack.pathways[name].company
            ]
        return found

    def closure(self, node: Node | None, as_of: str = "on") -> Value | None:
        """A node's value on this day."""
        if node is None:
            return None
        if self.plain:
            return lambda c: interpret(node, c, self.env, as_of)
        return Compiler(self.env, as_of).value(node)

    def _value(self, criterion: Criterion) -> Value:
        return self.closure(criterion.node, criterion.as_of) or _left_open

    def _merit(self, pathway: str, context: Context) -> Truth:
        from cauce.eligibility.merit import merit

        inner = Context(context.person, context.person, context.household, context.members)
        return merit(self.way(pathway), inner).value

    def _meets_wants(self, pathway: str, context: Context, out: Wanted) -> None:
        from cauce.eligibility.merit import merit

        inner = Context(context.person, context.person, context.household, context.members)
        merit(self.way(pathway), inner).wants(inner, out)

    def fact(self, name: str) -> Fact:
        """A fact of the pack's dictionary."""
        return self.pack.facts[name]


def _left_open(context: Context) -> Truth:
    """Nothing is asked: another authority decides."""
    return None


@lru_cache(maxsize=400)
def rules_for(pack: Pack, on: date, filed: date | None = None) -> Rules:
    """The pack on a day, kept for the next person."""
    return Rules(pack, on, filed)
