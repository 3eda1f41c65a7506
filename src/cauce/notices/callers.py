"""What a room above knows of a household's file, for whoever calls about a letter.

This room has never heard of an application; the room that has registers a function here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value

from cauce.people.models import Household


@dataclass(frozen=True, kw_only=True)
class File:
    """A household's file: its reference, where it is, and the code that whoever calls must say."""

    reference: str
    address: str
    call_code: str


Finder = Callable[[Household], File | None]
_FINDERS: list[Finder] = []
_LOOKUPS: list[str] = []


def finder(function: Finder) -> Finder:
    """Name the function that finds a household's file; there is one."""
    if function not in _FINDERS:
        _FINDERS.append(function)
    return function


def references_at(lookup: str) -> None:
    """Name the lookup that leads from a household to its file's reference; there is one."""
    if lookup not in _LOOKUPS:
        _LOOKUPS.append(lookup)


def referred(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Give each row of a household's the reference of its file, for a list of many: no name, no opening."""
    told = F(f"household__{_LOOKUPS[0]}") if _LOOKUPS else Value("")
    named: QuerySet[Any] = rows.annotate(file_reference=told)
    return named


def file_of(household: Household) -> File | None:
    """Return a household's file, where it has one."""
    return next((found for find in _FINDERS if (found := find(household)) is not None), None)
