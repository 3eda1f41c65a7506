"""Why a condition is unknown: the facts that can still change it, tried where its shape leaves doubt."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from cauce.eligibility import nodes as n
from cauce.eligibility.closures import Value
from cauce.eligibility.comparisons import expanded
from cauce.eligibility.context import Context
from cauce.eligibility.relevance import ALONE, Condition, Given, Key, Trial
from cauce.eligibility.shape import apart, facts_read, plain, sure
from cauce.eligibility.values import NEVER, Many, Truth
from cauce.eligibility.wants import Wanted, WantsCompiler, is_parameter

if TYPE_CHECKING:
    from cauce.eligibility.rules import Rules

Conditions = Iterable[Condition]
Reads = Callable[[str], bool]
Roles = dict[tuple[str, str], Any]
Remembered = list[tuple[tuple[str, str], list[tuple[Roles, Condition]]]]

REMEMBERED = 2_000
CONDITIONS = 60
SURE: Conditions = (ALONE,)
_ROLES = ("person", "principal", "household", "relative")


class Wanting:
    """`keys(context)` are the facts and parameters that the condition's unknown value hangs on."""

    def __init__(
        self, rules: "Rules", node: n.Node, value: Value, as_of: str, conjunct: bool
    ) -> None:
        self.rules, self.value, self.conjunct = rules, value, conjunct
        self.nodes = expanded(rules.pack, node)
        self.facts = facts_read(self.nodes)
        self.names = frozenset(name for _, name in self.facts)
        self.plain = plain(node)
        self.sure = (conjunct and sure(node)) or isinstance(node, n.Meets)
        self.wants = WantsCompiler(rules.env, as_of).wants(node)
        self.parts: list[tuple[Value, Wanting]] = []
        if not self.sure:
            kept = conjunct and isinstance(node, n.And)
            self.parts = [rules.part(part, as_of, kept) for part in apart(rules.pack, node)]
        self.scope = f"{id(node)}"
        self.can_remember = all(who in _ROLES for who, _ in self.facts)
        self.remembered: dict[tuple[Any, ...], Remembered] = {}

    def keys(self, context: Context) -> Iterable[tuple[Key, Conditions]]:
        """The facts of an undecided branch, each with the conditions under which it matters."""
        if self.sure:
            return self.untried(context)
        if self.parts:
            undecided = [part for value, part in self.parts if value(context) is None]
            return [pair for part in undecided for pair in part.keys(context)]
        state = self._state(context) if self.can_remember else None
        if state is None:
            return self._tried(context)
        if state not in self.remembered:
            if len(self.remembered) >= REMEMBERED:
                self.remembered.clear()
            self.remembered[state] = _by_role(context, self._tried(context))
        return _by_record(context, self.remembered[state])

    def untried(self, context: Context) -> list[tuple[Key, Conditions]]:
        """Every fact of an undecided branch."""
        wanted: Wanted = {}
        self.wants(context, wanted)
        return [(key, SURE) for key in wanted]

    def _tried(self, context: Context) -> Iterator[tuple[Key, Conditions]]:
        wanted: Wanted = {}
        self.wants(context, wanted)
        return Trial(self.value, self._options, context, wanted, self.conjunct).keys()

    def _options(self, fact: str, record: Any, known: Mapping[str, Any]) -> list[Any]:
        return self.rules.options(self.scope, self.nodes, fact, record, known)

    def _state(self, context: Context) -> tuple[Any, ...] | None:
        """What the condition sees of a person; None (try again) where it holds a date, number or list;
        a set of one code says no more than the code.

        So nothing that could tell a person from others is remembered.
        """
        values = tuple((getattr(context, who) or {}).get(name) for who, name in self.facts)
        if all(map(_tells_nobody, values)):
            return (*values, context.person is context.principal)
        return None


def _tells_nobody(value: Any) -> bool:
    if type(value) is Many:
        return value.complete and len(value.items) == 1
    return value is None or value is NEVER or type(value) in (bool, str)


def _by_role(context: Context, keys: Iterable[tuple[Key, Conditions]]) -> Remembered:
    """Facts by whose they are, instead of by record."""

    def role(key: Key) -> tuple[str, str]:
        for name in _ROLES:
            if id(getattr(context, name)) == key[1]:
                return key[0], name
        return key[0], ""

    return [
        (
            role(key),
            [
                ({role(k): v for k, v in condition.given.items()}, condition)
                for condition in sorted(islice(conditions, CONDITIONS), key=_surest)
            ],
        )
        for key, conditions in keys
    ]


def _surest(condition: Condition) -> tuple[bool, int]:
    """Conditions that settle the matter at one look come first."""
    return not condition.sure, len(condition.given)


def _by_record(context: Context, remembered: Remembered) -> Iterator[tuple[Key, Conditions]]:
    def key(role: tuple[str, str]) -> Key:
        return role[0], id(getattr(context, role[1])) if role[1] else 0

    for role, conditions in remembered:
        yield (
            key(role),
            (
                condition._replace(given={key(r): v for r, v in given.items()})
                for given, condition in conditions
            ),
        )


class Doubt(NamedTuple):
    """An undecided criterion: which facts it reads, and its value with answers put in."""

    reads: Reads
    value: Callable[[Given], Truth]


class Standing:
    """Does the rest of a pathway stand under some answers, so that one more can change the word?"""

    def __init__(
        self,
        value: Callable[[Given], Truth],
        shared: Callable[[Reads], Iterable[Given]],
        options: Callable[[Key], list[Any]],
        read_once: frozenset[str],
    ) -> None:
        """`value` is the merit with answers put in; `shared` answers what several criteria read;
        `options` gives the answers to a fact that the whole pathway tells apart; `read_once` are
        the facts that only one criterion reads, so that no other can fall by them."""
        self.value, self.shared, self.options = value, shared, options
        self.read_once = read_once
        self.found: set[Key] = set()

    def matters(self, key: Key, condition: Condition, doubt: Doubt) -> bool:
        """Can an answer make the person fail who would not, or leave them fit to pass?"""
        return any(
            self._changes(key, condition, given, doubt)
            for given in self._variants(condition.given, doubt)
        )

    def _variants(self, given: Given, doubt: Doubt) -> Iterator[Given]:
        """The answers themselves, then others that only the rest of the pathway tells apart."""
        yield given
        if len(given) == 1:
            ((key, answer),) = given.items()
            if type(answer) in (str, Many):
                others = ({key: other} for other in self.options(key) if other != answer)
                # What decides the criterion leaves nothing for another answer to change.
                yield from (other for other in others if doubt.value(other) is None)

    def _changes(self, key: Key, condition: Condition, given: Given, doubt: Doubt) -> bool:
        first = given is condition.given
        if condition.sure and first and all(name in self.read_once for name, _ in given):
            return True
        if given and self.value(given) is False:
            return False
        if condition.sure and first:
            return True
        # Whatever of the three is true settles it: the one that mostly is comes first.
        more = iter(self.shared(doubt.reads))
        return (
            self._leaves_open(key, condition, given, next(more, None), doubt)
            or (not condition.passes and self._makes_fail(key, condition, given))
            or any(self._leaves_open(key, condition, given, one, doubt) for one in more)
        )

    def _makes_fail(self, key: Key, condition: Condition, given: Given) -> bool:
        return any(self.value({**given, key: answer}) is False for answer in condition.answers)

    def _leaves_open(
        self, key: Key, condition: Condition, given: Given, more: Given | None, doubt: Doubt
    ) -> bool:
        """With `more` answered beside, is the rest open, and not lost by an answer?"""
        if more is None:
            return False
        before = {**more, **given}
        if (self.value(before) if before else self.as_it_is) is not None:
            return False
        if more and doubt.value({k: v for k, v in before.items() if k != key}) is not None:
            return False
        return any(self.value({**before, key: answer}) is not False for answer in condition.answers)

    @cached_property
    def as_it_is(self) -> Truth:
        """The rest of the pathway with no answer put in."""
        return self.value({})

    def keys(
        self, keys: Iterable[tuple[Key, Conditions]], reads: Reads, value: Callable[[Given], Truth]
    ) -> Iterator[Key]:
        """The keys that can still change the word; `reads` and `value` tell of their criterion."""
        doubt = Doubt(reads, value)
        for key, conditions in keys:
            if key in self.found:
                continue
            if is_parameter(key) or any(self.matters(key, one, doubt) for one in conditions):
                self.found.add(key)
                yield key
