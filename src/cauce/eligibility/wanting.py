"""Why a condition is unknown: the facts that can still change it, tried where its shape leaves doubt."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cauce.eligibility import nodes as n
from cauce.eligibility.closures import Value
from cauce.eligibility.comparisons import expanded
from cauce.eligibility.context import Context
from cauce.eligibility.relevance import Key, Trial
from cauce.eligibility.shape import facts_read, plain
from cauce.eligibility.values import NEVER
from cauce.eligibility.wants import Wanted, WantsCompiler

if TYPE_CHECKING:
    from cauce.eligibility.rules import Rules

REMEMBERED = 5_000
_ROLES = ("person", "principal", "household", "relative")


class Wanting:
    """`keys(context)` are the facts and parameters that the condition's unknown value hangs on."""

    def __init__(self, rules: "Rules", node: n.Node, value: Value, as_of: str) -> None:
        self.rules, self.value = rules, value
        self.wants = WantsCompiler(rules.env, as_of).wants(node)
        self.nodes = expanded(rules.pack, node)
        self.facts = facts_read(self.nodes)
        self.names = frozenset(name for _, name in self.facts)
        self.sure = plain(node) or isinstance(node, n.Meets)
        self.scope = f"{id(node)}"
        self.can_remember = all(who in _ROLES for who, _ in self.facts)
        self.remembered: dict[tuple[Any, ...], tuple[tuple[str, str], ...]] = {}

    def keys(self, context: Context) -> Iterable[Key]:
        """The facts of an undecided branch that some answer can make matter."""
        if self.sure:
            wanted: Wanted = {}
            self.wants(context, wanted)
            return wanted
        state = self._state(context) if self.can_remember else None
        if state is None:
            return self._tried(context)
        if state not in self.remembered:
            if len(self.remembered) >= REMEMBERED:
                self.remembered.clear()
            self.remembered[state] = tuple(_role(context, key) for key in self._tried(context))
        return [_key(context, name, role) for name, role in self.remembered[state]]

    def _tried(self, context: Context) -> list[Key]:
        wanted: Wanted = {}
        self.wants(context, wanted)
        return list(Trial(self.value, self._options, context, wanted).keys())

    def _options(self, fact: str, record: Any) -> list[Any]:
        return self.rules.options(self.scope, self.nodes, fact, record)

    def _state(self, context: Context) -> tuple[Any, ...] | None:
        """What the condition sees of a person; None (try again) where it holds a date, number or list.

        So nothing that could tell a person from others is remembered.
        """
        values = tuple((getattr(context, who) or {}).get(name) for who, name in self.facts)
        if all(value is None or value is NEVER or type(value) in (bool, str) for value in values):
            return (*values, context.person is context.principal)
        return None


def _role(context: Context, key: Key) -> tuple[str, str]:
    """A fact by whose it is, instead of by its record."""
    name, owner = key
    for role in _ROLES:
        if id(getattr(context, role)) == owner:
            return name, role
    return name, ""


def _key(context: Context, name: str, role: str) -> Key:
    return name, id(getattr(context, role)) if role else 0
