"""A pack made ready for one day: tables looked up, criteria outside their dates gone, closures compiled."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from cauce.eligibility.answers import Answers
from cauce.eligibility.closures import Compiler, Value
from cauce.eligibility.comparisons import expanded
from cauce.eligibility.context import Context, Env
from cauce.eligibility.interpret import interpret
from cauce.eligibility.nodes import Node
from cauce.eligibility.pack import OPEN, Availability, Company, Criterion, Pack, Pathway
from cauce.eligibility.relevance import Key, Trial
from cauce.eligibility.types import Fact
from cauce.eligibility.values import Rows, Truth
from cauce.eligibility.wants import Wanted, Wants, WantsCompiler


class Rule:
    """One criterion in force on the day. `value(context)` is its truth."""

    __slots__ = ("_rules", "_tools", "after", "ask", "criterion", "id", "through", "value")

    def __init__(self, criterion: Criterion, rules: "Rules", value: Value, after: str) -> None:
        self.criterion, self.id, self.value = criterion, criterion.id, value
        self.ask, self.through, self.after = criterion.unknown == "ask", criterion.through, after
        self._rules = rules
        self._tools: tuple[Wants, list[Node]] | None = None

    def keys(self, context: Context) -> Iterable[Key]:
        """The facts and parameters that the criterion's unknown value hangs on, and that can change it."""
        node = self.criterion.node
        if node is None:
            return ()
        if self._tools is None:
            wants = WantsCompiler(self._rules.env, self.criterion.as_of).wants(node)
            self._tools = wants, expanded(self._rules.pack, node)
        wants, nodes = self._tools
        wanted: Wanted = {}
        wants(context, wanted)
        rules, name = self._rules, self.id
        return Trial(
            self.value,
            lambda fact, record: rules.options(name, nodes, fact, record),
            context,
            wanted,
        ).keys()


class Listing:
    """Relations that may be on a case, and the condition on them."""

    def __init__(self, rules: "Rules", scope: str, company: Company) -> None:
        self.relations, self._rules, self._scope = company.relations, rules, scope
        self._node = company.node
        self.condition = rules.closure(company.node)

    def keys(self, context: Context) -> Iterable[Key]:
        """The facts that the condition's unknown value hangs on."""
        if self._node is None or self.condition is None:
            return ()
        wanted: Wanted = {}
        WantsCompiler(self._rules.env).wants(self._node)(context, wanted)
        rules, scope, nodes = self._rules, self._scope, expanded(self._rules.pack, self._node)
        return Trial(
            self.condition,
            lambda fact, record: rules.options(scope, nodes, fact, record),
            context,
            wanted,
        ).keys()


class Way:
    """One pathway on the day: its rules in order, and whether it takes people."""

    def __init__(self, pathway: Pathway, rules: list[Rule], day: date) -> None:
        self.pathway, self.id, self.rules = pathway, pathway.id, rules
        self.block = [rule for rule in rules if rule.through]
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
        self._nodes: dict[str, list[Node]] = {}
        self._answers: dict[tuple[str, str], Answers] = {}
        self._company: dict[str, list[Listing]] = {}

    def way(self, name: str) -> Way:
        """A pathway on this day, compiled when it is first needed."""
        found = self._ways.get(name)
        if found is None:
            pathway = self.pack.pathways[name]
            force = [c for c in pathway.criteria if c.in_force(self.on)]
            here = {c.id for c in force}
            rules = [
                Rule(c, self, self._value(c), c.after if c.after in here else "") for c in force
            ]
            found = self._ways[name] = Way(pathway, rules, self.on)
        return found

    def company(self, name: str) -> list[Listing]:
        """Who may be listed on a pathway."""
        found = self._company.get(name)
        if found is None:
            found = self._company[name] = [
                Listing(self, f"{name} {index}", item)
                for index, item in enumerate(self.pack.pathways[name].company)
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
        records = {id(record): record for record in records_of(inner)}
        for name, owner in merit(self.way(pathway), inner).keys(inner):
            out[(name, owner)] = records.get(owner)

    def options(self, scope: str, nodes: Sequence[Node], name: str, record: Any) -> list[Any]:
        """One answer of each class to a fact, as far as the nodes of `scope` tell answers apart."""
        found = self._answers.get((scope, name))
        if found is None:
            found = self._answers[(scope, name)] = Answers(
                pack=self.pack,
                env=self.env,
                nodes=nodes,
                groups=self._groups(scope),
                fact=self.fact(name),
            )
        return found.of(record)

    def _groups(self, scope: str) -> list[frozenset[str]]:
        pathway = self.pack.pathways.get(scope)
        return [group.codes for group in pathway.availability.groups] if pathway else []

    def way_options(self, name: str, fact: str, record: Any) -> list[Any]:
        """One answer of each class to a fact, as far as a whole pathway tells answers apart."""
        nodes = self._nodes.get(name)
        if nodes is None:
            criteria = self.pack.pathways[name].criteria
            nodes = self._nodes[name] = [
                node
                for criterion in criteria
                if criterion.in_force(self.on)
                for node in expanded(self.pack, criterion.node)
            ]
        return self.options(name, nodes, fact, record)

    def fact(self, name: str) -> Fact:
        """A fact of the pack's dictionary."""
        return self.pack.facts[name]


def records_of(context: Context) -> Iterator[Mapping[str, Any]]:
    """Every record of facts that a context holds, relatives included."""
    yield context.household
    for person in (context.person, context.principal, *context.members):
        yield person
        for value in person.values():
            if type(value) is Rows:
                yield from value.items


def _left_open(context: Context) -> Truth:
    """Nothing is asked: another authority decides."""
    return None


@lru_cache(maxsize=400)
def rules_for(pack: Pack, on: date, filed: date | None = None) -> Rules:
    """The pack on a day, kept for the next person."""
    return Rules(pack, on, filed)
