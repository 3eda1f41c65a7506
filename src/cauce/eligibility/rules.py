"""A pack made ready for one day: tables looked up, criteria outside their dates gone, closures compiled."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from cauce.eligibility.answers import Answers
from cauce.eligibility.closures import Compiler, Value
from cauce.eligibility.comparisons import expanded
from cauce.eligibility.context import Context, Env
from cauce.eligibility.interpret import interpret
from cauce.eligibility.nodes import Node
from cauce.eligibility.pack import OPEN, Availability, Company, Criterion, Pack, Pathway
from cauce.eligibility.relevance import Key, Options
from cauce.eligibility.types import Fact
from cauce.eligibility.values import Rows, Truth
from cauce.eligibility.wanting import Conditions, Wanting
from cauce.eligibility.wants import Wanted
from cauce.eligibility.word import ELIGIBLE, NOT_ELIGIBLE, Outcome


class Rule:
    """One criterion in force on the day. `value(context)` is its truth."""

    __slots__ = ("_rules", "_wanting", "after", "ask", "criterion", "id", "through", "value")

    def __init__(self, criterion: Criterion, rules: "Rules", value: Value, after: str) -> None:
        self.criterion, self.id, self.value = criterion, criterion.id, value
        self.ask, self.through, self.after = criterion.unknown == "ask", criterion.through, after
        self._rules = rules
        self._wanting: Wanting | None = None

    def keys(self, context: Context) -> Iterable[tuple[Key, Conditions]]:
        """The facts and parameters that the criterion's unknown value hangs on, and that can change it."""
        if self.criterion.node is None:
            return ()
        return self.wanting.keys(context)

    def plain_keys(self, context: Context) -> Iterable[tuple[Key, Conditions]]:
        """Everything that an unknown criterion wants: right where it is plain and reads alone."""
        return self.wanting.untried(context) if self.criterion.node is not None else ()

    def reads(self, name: str) -> bool:
        """Does the criterion read this fact, itself or through another it refers to?"""
        return self.criterion.node is not None and name in self.wanting.names

    @property
    def names(self) -> frozenset[str]:
        """Every fact that the criterion reads."""
        return self.wanting.names if self.criterion.node is not None else frozenset()

    @property
    def reads_of_person(self) -> list[str]:
        """The facts of the person in focus that the criterion reads."""
        return self.reads_of("person", "principal")

    def reads_of(self, *roles: str) -> list[str]:
        """The facts that the criterion reads of somebody in one of these roles."""
        if self.criterion.node is None:
            return []
        return [name for who, name in self.wanting.facts if who in roles]

    @property
    def wanting(self) -> Wanting:
        """Why the criterion is unknown; made when it is first needed."""
        if self._wanting is None:
            criterion = self.criterion
            if criterion.node is None:
                raise LookupError(f"{criterion.id} has no condition")
            self._wanting = self._rules.wanting(criterion.node, self.value, criterion.as_of)
        return self._wanting


class Listing:
    """Relations that may be on a case, and the condition on them."""

    def __init__(self, rules: "Rules", company: Company) -> None:
        self.relations, self._rules, self._node = company.relations, rules, company.node
        self.condition = rules.closure(company.node)

    def keys(self, context: Context) -> Iterable[tuple[Key, Conditions]]:
        """The facts that the condition's unknown value hangs on."""
        if self._node is None or self.condition is None:
            return ()
        return self._rules.wanting(self._node, self.condition, "on").keys(context)


class Way:
    """One pathway on the day: its rules in order, and whether it takes people."""

    def __init__(self, pathway: Pathway, rules: list[Rule], day: date) -> None:
        self.pathway, self.id, self.rules = pathway, pathway.id, rules
        self.block = [rule for rule in rules if rule.through]
        self.has_each = any(criterion.for_each for criterion in pathway.criteria)
        self.state = _state(pathway.availability, day)
        self.by = pathway.availability.by
        self.gate = pathway.criteria[0].id if pathway.criteria else ""
        self.gate_fails = Outcome(self.id, NOT_ELIGIBLE, criteria=(self.gate,))
        self.passes = Outcome(self.id, ELIGIBLE)
        self.straight = not self.block and not any(rule.after for rule in rules)
        self.row = [(rule.value, rule.id, rule) for rule in rules]
        gated = bool(rules) and rules[0].id == self.gate
        self.first: Value = rules[0].value if gated else _nothing_asked
        self.rest = self.row[1:] if gated else self.row
        self._failures: dict[tuple[str, ...], Outcome] = {}
        self.plain = self.straight and not self.by and self.state({}) == OPEN
        self.relatives = pathway.through
        self.options: Options = lambda fact, record, known: []

    @cached_property
    def read_once(self) -> frozenset[str]:
        """The facts that exactly one criterion reads, and that do not say whether it is open."""
        counts = Counter(name for rule in self.rules for name in rule.names)
        return frozenset(name for name, count in counts.items() if count == 1 and name != self.by)

    @cached_property
    def entangled(self) -> frozenset[str]:
        """The criteria that are not plain, or that share a fact with another one."""
        return frozenset(
            rule.id
            for rule in self.rules
            if rule.criterion.node is not None
            and not (rule.wanting.plain and rule.names <= self.read_once)
        )

    def keys_of(self, rule: Rule, context: Context) -> Iterable[tuple[Key, Conditions]]:
        """The facts that a criterion hangs on; tried only where it is entangled."""
        return rule.keys(context) if rule.id in self.entangled else rule.plain_keys(context)

    def fails(self, criteria: tuple[str, ...]) -> Outcome:
        """Not eligible because of these criteria; the same object each time."""
        found = self._failures.get(criteria)
        if found is None:
            found = self._failures[criteria] = Outcome(self.id, NOT_ELIGIBLE, criteria=criteria)
        return found


def _state(availability: Availability, day: date) -> Callable[[Mapping[str, Any]], str | None]:
    """person → open, the reason why closed, or None where the facts do not tell."""
    if not availability.by:
        fixed = availability.groups[0].state(day)
        return lambda person: fixed
    by_code = {code: group.state(day) for group in availability.groups for code in group.codes}
    first = min(availability.groups, key=lambda group: group.periods[0].first or date.min)
    other = first.state(day)
    every = {*by_code.values(), other}
    if len(every) == 1:
        return lambda person: other
    by = availability.by
    return lambda person: _state_of(person.get(by), by_code, other, every)


def _state_of(many: Any, by_code: Mapping[str, str], other: str, every: set[str]) -> str | None:
    """Of several nationalities the more open counts; one never named uses the first opening."""
    if many is None:
        return None
    states = [by_code.get(code, other) for code in many.items]
    if not states and many.complete:
        states = [other]
    if OPEN in states:
        return OPEN
    if not many.complete and OPEN in every:
        return None
    return states[0] if states else None


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
        self._in_order: list[Way] = []
        self._spoken: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._nodes: dict[str, list[Node]] = {}
        self._wantings: dict[tuple[Node, str, bool], Wanting] = {}
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
            found.options = lambda fact, record, known: self.way_options(name, fact, record, known)
        return found

    def ways(self) -> list[Way]:
        """Every pathway on this day."""
        if not self._in_order:
            self._in_order = [self.way(name) for name in self.pack.pathways]
        return self._in_order

    def names(self, facts: tuple[str, ...]) -> tuple[str, ...]:
        """Facts and parameters as a case file spells them, in order, once each."""
        found = self._spoken.get(facts)
        if found is None:
            if len(self._spoken) > 10_000:
                self._spoken.clear()
            found = self._spoken[facts] = tuple(sorted({spoken(self.pack, name) for name in facts}))
        return found

    def company(self, name: str) -> list[Listing]:
        """Who may be listed on a pathway."""
        found = self._company.get(name)
        if found is None:
            found = self._company[name] = [
                Listing(self, item) for item in self.pack.pathways[name].company
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

    def wanting(self, node: Node, value: Value, as_of: str, conjunct: bool = True) -> Wanting:
        """Why a condition is unknown; conditions that read alike share it."""
        place = (node, as_of, conjunct)
        found = self._wantings.get(place)
        if found is None:
            found = self._wantings[place] = Wanting(self, node, value, as_of, conjunct)
        return found

    def part(self, node: Node, as_of: str, conjunct: bool) -> tuple[Value, Wanting]:
        """A part of a condition: its value, and why it is unknown."""
        value = Compiler(self.env, as_of).value(node)
        return value, self.wanting(node, value, as_of, conjunct)

    def options(
        self, scope: str, nodes: Sequence[Node], name: str, record: Any, known: Mapping[str, Any]
    ) -> list[Any]:
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
        return found.of(record, known)

    def _groups(self, scope: str) -> list[frozenset[str]]:
        pathway = self.pack.pathways.get(scope)
        return [group.codes for group in pathway.availability.groups] if pathway else []

    def way_options(self, name: str, fact: str, record: Any, known: Mapping[str, Any]) -> list[Any]:
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
        return self.options(name, nodes, fact, record, known)

    def fact(self, name: str) -> Fact:
        """A fact of the pack's dictionary."""
        return self.pack.facts[name]


def spoken(pack: Pack, name: str) -> str:
    """The list of relatives by its key in a case file; every other fact by its full name."""
    fact = pack.facts.get(name)
    return fact.key if fact and fact.type.kind == "rows" and fact.type.row else name


def records_of(context: Context) -> Iterator[Mapping[str, Any]]:
    """Every record of facts that a context holds, relatives included."""
    yield context.household
    for person in (context.person, context.principal, *context.members):
        yield person
        for value in person.values():
            if type(value) is Rows:
                yield from value.items


def _nothing_asked(context: Context) -> Truth:
    """A gate that is not there on this day stops nobody."""
    return True


def _left_open(context: Context) -> Truth:
    """Nothing is asked: another authority decides."""
    return None


@lru_cache(maxsize=400)
def rules_for(pack: Pack, on: date, filed: date | None = None) -> Rules:
    """The pack on a day, kept for the next person."""
    return Rules(pack, on, filed)
