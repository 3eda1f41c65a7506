"""One person of a case file as the judge sees them: facts, what was read, and what is supposed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.judge.values import NEVER, Items, certain, day, span

DATES = {
    "birth_date", "host_present_since", "host_asylum_filed_on", "host_regularisation_filed_on",
    "unhcr_registered_on", "us_irregular_entry_on", "pa_irregular_entry_on",
    "mx_irregular_entry_on", "sea_interdicted_on", "us_removal_ordered_on",
    "us_last_departure_on", "us_supporter.i134a_filed_on", "ca_anchor.birth_date",
    "status_since", "humanitarian_admission_on", "i130_priority_date", "frp_invited_on",
}  # fmt: skip
BULLETIN = ("parameter", "bulletin.final_action_date")
LIST = ("list", "us_relatives")
Key = tuple[Any, ...]


def read(name: str, raw: Any) -> Any:
    """A value of a case file in the judge's own form."""
    if name == "passports":
        return _items(
            raw,
            lambda one: {
                "country": read("country", one.get("country")),
                "expires": _date(one.get("expires")),
            },
        )
    if isinstance(raw, (list, dict)):
        return _items(raw, lambda one: read("", one))
    if name in DATES:
        return _date(raw)
    return NEVER if raw in ("never", "none") else raw


def _date(raw: Any) -> Any:
    if raw is None:
        return None
    return NEVER if raw == "never" else span(raw)


def _items(raw: Any, each: Any) -> Any:
    if raw is None:
        return None
    whole = isinstance(raw, list)
    items = raw if whole else raw["items"]
    return Items(tuple(each(one) for one in items), whole or raw.get("complete", True))


class World:
    """What is known of one person, with the facts that someone supposes put over it."""

    def __init__(self, case: dict, person: int, principal: int, supposed: dict | None = None):
        self.case, self.index, self.principal_index = case, person, principal
        self.on: dt.date = day(case["on"])
        self.raw = case["persons"][person]
        self.supposed: dict[Key, Any] = supposed or {}
        self.read: set[Key] = set()
        self.parsed: dict[Key, Any] = {}
        self.only: int | None = None
        self.inner: list[Any] = []  # undecided criteria of another pathway that was asked

    def supposing(self, supposed: dict[Key, Any]) -> World:
        other = World(self.case, self.index, self.principal_index, supposed)
        other.parsed, other.only = self.parsed, self.only
        return other

    def with_only(self, place: int) -> World:
        """The same, as if this one relative were all there is; beyond the list, a stranger."""
        other = self.supposing({})
        other.only = place
        return other

    def of(self, key: Key, name: str, source: dict) -> Any:
        if key in self.supposed:
            value = self.supposed[key]
        elif key in self.parsed:
            value = self.parsed[key]
        else:
            value = self.parsed[key] = read(name, source.get(name))
        if not certain(value):
            self.read.add(key)
        return value

    def person(self, name: str) -> Any:
        return self.of(("person", name), name, self.raw)

    def principal(self, name: str) -> Any:
        """A fact of the principal, whoever is being looked at."""
        if self.index == self.principal_index:
            return self.person(name)
        return self.of(("principal", name), name, self.case["persons"][self.principal_index])

    def house(self, name: str) -> Any:
        return self.of(("household", name), name, self.case.get("household", {}))

    def relatives(self) -> tuple[list[Relative], bool]:
        """Those who are listed, and whether the list is complete."""
        raw = self.raw.get("us_relatives")
        listed = raw["items"] if isinstance(raw, dict) else raw or []
        whole = raw.get("complete", True) if isinstance(raw, dict) else raw is not None
        found = [Relative(self, place, one) for place, one in enumerate(listed)]
        if not whole and LIST in self.supposed:
            more = self.supposed[LIST]
            return [*found, *(Relative(self, "more", one) for one in more)], True
        if self.only is None:
            return found, whole
        return (found[self.only : self.only + 1], self.only < len(found))

    def bulletin(self, table: dict[str, dt.date], family_class: str) -> dt.date | None:
        """The final action date; a month or a column nobody entered is the office's to supply."""
        birth = self.person("birth_country")
        month = self.on.strftime("%Y-%m")
        missing = month not in table or (birth is not None and birth in ("CN", "IN", "MX", "PH"))
        if missing and BULLETIN not in self.supposed:
            self.read.add(BULLETIN)
        if birth is None:
            return None
        return self.supposed.get(BULLETIN) if missing else table[month]


class Relative:
    """One relative in the list, or one of whom nothing is known."""

    def __init__(self, world: World, place: Any, raw: dict | None):
        self.world, self.place, self.raw = world, place, raw

    def __call__(self, name: str) -> Any:
        if self.raw is None:
            return None
        if self.place == "more":
            return self.raw.get(name)
        return self.world.of(("relative", self.place, name), name, self.raw)


def named(key: Key) -> str:
    """The full name of a fact, as in the data dictionary."""
    kind, name = key[0], key[-1]
    if kind == "parameter":
        return f"parameter:{name}"
    if kind == "list" or "." in name:
        return name
    if kind == "household" or name == "relation_to_principal":
        return f"household.{name}"
    return f"us_relative.{name}" if kind == "relative" else f"person.{name}"
