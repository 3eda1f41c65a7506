"""A household as the engine holds it: one record of facts for each person, under full fact names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cauce.eligibility.context import Context

Record = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Case:
    """One case: the day, the facts of the household, and of each person; the first is the principal."""

    id: str
    on: date
    household: Record
    persons: tuple[Record, ...]
    filed: date | None = None

    def context(self, person: int, principal: int) -> Context:
        """A fresh context with one person in focus."""
        return Context(self.persons[person], self.persons[principal], self.household, self.persons)
