"""What an expression is evaluated against: whose facts, on which day, with which tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cauce.eligibility.nodes import Node
from cauce.eligibility.values import Truth

Record = Mapping[str, Any]


class Context:
    """The records in focus. Loop variables live in `loop`; one context serves one evaluation, one thread."""

    __slots__ = ("household", "loop", "members", "person", "principal", "relative")

    def __init__(
        self,
        person: Record,
        principal: Record,
        household: Record,
        members: Sequence[Record],
        relative: Record | None = None,
    ) -> None:
        self.person, self.principal, self.household = person, principal, household
        self.members, self.relative = members, relative
        self.loop: dict[str, Any] = {}


def _unset(pathway: str, context: Context) -> Truth:
    raise LookupError(f"{pathway}: a pathway is read before the pack's rules are ready")


def _unset_keys(pathway: str, context: Context, out: dict[Any, Any]) -> None:
    raise LookupError(f"{pathway}: a pathway is read before the pack's rules are ready")


@dataclass
class Env:
    """What does not change between persons: the days, the tables in force, the other criteria."""

    on: int
    filed: int
    tables: Mapping[str, Any]
    criteria: Mapping[str, tuple[Node, bool, str]] = field(default_factory=dict)
    merit: Callable[[str, Context], Truth] = _unset
    meets_wants: Callable[[str, Context, dict[Any, Any]], None] = _unset_keys

    def day(self, which: str, as_of: str) -> int:
        """The ordinal of `on`, `filed`, or the day a criterion counts from."""
        return self.filed if "filed" in (which, as_of if which == "as_of" else "") else self.on
