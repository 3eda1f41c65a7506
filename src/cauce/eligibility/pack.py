"""What a rule pack is, once read: facts, dated tables, pathways with their criteria. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cauce.eligibility.nodes import Node
from cauce.eligibility.types import Fact, Type

OPEN = "open"
REASONS = ("not_yet_open", "suspended", "ended", "intake_closed", "no_allocation_open", "no_intake")
SCOPES = (
    "principal",
    "each",
    "principal_only",
    "principal_and_family",
    "household",
    "any_relative",
    "same_relative",
    "anchor",
    "employer",
)


@dataclass(frozen=True)
class Entry:
    """A value of a table between two days, both included; None is open-ended."""

    first: date | None
    last: date | None
    value: Any

    def covers(self, day: date) -> bool:
        """Is this the value on `day`?"""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Parameter:
    """A dated table. `keys` names the code list of each key; a value that was never entered is None."""

    name: str
    type: Type
    keys: tuple[str, ...]
    entries: tuple[Entry, ...]
    source: str = ""

    def on(self, day: date) -> Any:
        """The value, or the table by key, in force on `day`; None where there is none."""
        return next((entry.value for entry in self.entries if entry.covers(day)), None)


@dataclass(frozen=True)
class Period:
    """From this day on the pathway is open, or closed for a reason."""

    first: date | None
    state: str
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Group:
    """The periods of those nationalities (or any codes) that `codes` names; all when it is empty."""

    codes: frozenset[str]
    periods: tuple[Period, ...]

    def period(self, day: date) -> Period | None:
        """The period that holds on `day`; None before the first."""
        begun = [period for period in self.periods if period.first is None or period.first <= day]
        return begun[-1] if begun else None

    def state(self, day: date) -> str:
        """`open` or the reason why it is closed on `day`."""
        period = self.period(day)
        return period.state if period else REASONS[0]


@dataclass(frozen=True)
class Availability:
    """When a pathway takes people, by the codes of one fact or for everybody alike."""

    by: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Criterion:
    """One rule of a pathway; `node` is None where nothing is asked and another authority decides."""

    id: str
    pathway: str
    node: Node | None
    text: str
    scope: str
    unknown: str
    through: bool
    after: str
    first: date | None
    last: date | None
    as_of: str
    sources: tuple[str, ...]
    confidence: str
    evidence: tuple[str, ...] = ()
    note: str = ""

    def in_force(self, day: date) -> bool:
        """Outside its dates a criterion is not there."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def for_each(self) -> bool:
        """Must every traveller meet it?"""
        return self.scope == "each"


@dataclass(frozen=True)
class Company:
    """Relations that may be listed with the principal, and the condition they must meet."""

    relations: frozenset[str]
    node: Node | None
    text: str = ""


@dataclass(frozen=True)
class Pathway:
    """One lawful way, with its availability, criteria and who may be on the case."""

    id: str
    availability: Availability
    criteria: tuple[Criterion, ...]
    company: tuple[Company, ...]
    through: str
    relative: str
    authority: str
    sources: tuple[str, ...]
    confidence: str
    destination: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relations:
    """The pack's binding of the household to its facts: which fact is the relation, which the birth date."""

    fact: str
    principal: str
    birth: str
    minor_under: int
    depends_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Relations that are certainly born after, or before, the principal: another order is a slip of the pen.
    born_after: frozenset[str] = frozenset()
    born_before: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Pack:
    """A pack as read. `law` and `words` are its two fingerprints."""

    id: str
    title: str
    version: str
    status: str
    reviewed: str
    languages: tuple[str, ...]
    needs_reader: tuple[str, ...]
    folder: Path
    facts: Mapping[str, Fact]
    codes: Mapping[str, frozenset[str]]
    parameters: Mapping[str, Parameter]
    pathways: Mapping[str, Pathway]
    criteria: Mapping[str, Criterion]
    relations: Relations
    sources: Mapping[str, Mapping[str, str]]
    law: str
    words: str
    default_day: date | None = None

    def facts_of(self, entity: str) -> Mapping[str, Fact]:
        """The facts of an entity by their key in a case file."""
        return _facts_of(self, entity)


@lru_cache(maxsize=64)
def _facts_of(pack: Pack, entity: str) -> Mapping[str, Fact]:
    return {fact.key: fact for fact in pack.facts.values() if fact.of == entity}
