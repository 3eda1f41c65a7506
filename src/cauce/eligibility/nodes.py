"""The typed tree of an expression: what the interpreter walks and the closures are made from."""

from dataclasses import dataclass, field
from typing import Any

from cauce.eligibility.types import Type


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression; `at` is (line, column) in its file."""

    type: Type
    at: tuple[int, int] = field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Lit(Node):
    """A constant: bool, int, code, ordinal of a day, or a tuple of codes for a set."""

    value: Any


@dataclass(frozen=True, slots=True)
class FactOf(Node):
    """A fact of `who`: person, principal, household, relative, or a loop variable's name."""

    name: str
    who: str


@dataclass(frozen=True, slots=True)
class Var(Node):
    """A loop variable that runs over a set of codes."""

    name: str


@dataclass(frozen=True, slots=True)
class FieldOf(Node):
    """A field of a record such as a passport; `fact` is the list it stands in."""

    var: str
    field: str
    fact: FactOf


@dataclass(frozen=True, slots=True)
class Day(Node):
    """`on`, or `filed`: the day of the screening, or the day the application was filed."""

    which: str


@dataclass(frozen=True, slots=True)
class Age(Node):
    """Completed years from `born` to `day`."""

    born: Node
    day: Node


@dataclass(frozen=True, slots=True)
class YearsBefore(Node):
    """The same calendar day n years before `day`."""

    years: int
    day: Node


@dataclass(frozen=True, slots=True)
class Days(Node):
    """Days from `first` to `last`."""

    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class Param(Node):
    """A value of a dated table."""

    name: str
    keys: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Arith(Node):
    """`+`, `-` or `*` of whole numbers."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Cmp(Node):
    """`<`, `<=`, `>`, `>=`, `==` or `!=`."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """Is a code in a set? `negated` for `not in`, which is an operator of its own."""

    item: Node
    within: Node
    negated: bool


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """One of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Kleene's not: unknown stays unknown."""

    part: Node


@dataclass(frozen=True, slots=True)
class Happened(Node):
    """True of any value but never; `negated` for `never(x)`."""

    part: Node
    negated: bool


@dataclass(frozen=True, slots=True)
class Unclear(Node):
    """The value of a fact, where the listed codes settle nothing and count as unknown."""

    part: Node
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenUnless(Node):
    """True where the part is true, otherwise unknown: a point left to another authority."""

    part: Node


@dataclass(frozen=True, slots=True)
class Size(Node):
    """How many entries a set or a list has; an open one has at least so many."""

    part: Node


@dataclass(frozen=True, slots=True)
class Quant(Node):
    """`any(…)` or `all(…)` over a set of codes, a list of records, or the members of the household."""

    every: bool
    var: str
    over: Node
    body: Node


@dataclass(frozen=True, slots=True)
class Members(Node):
    """The persons of the household."""


@dataclass(frozen=True, slots=True)
class Met(Node):
    """Another criterion, read for the same person and relative; `body` is filled in by the pack."""

    criterion: str


@dataclass(frozen=True, slots=True)
class Meets(Node):
    """The merit of another pathway for the person in focus."""

    pathway: str
