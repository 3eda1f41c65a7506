"""Small readers for the fields of a pack's files: each takes a marked mapping and says what is wrong."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cauce.dates import DateFault, parse
from cauce.eligibility.faults import Fault
from cauce.eligibility.marks import Map


class Page:
    """One file being read: collects faults with their places."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file, self.faults = file, faults

    def fault(self, where: Any, key: str, what: str, mend: str) -> None:
        """Notes a fault at a key of a mapping, or at the mapping itself."""
        value = where.get(key) if isinstance(where, Map) else None
        place = getattr(where, "places", {}).get(key) or (
            getattr(where, "line", 0),
            getattr(where, "column", 0),
        )
        line, column = place
        if getattr(value, "line", 0):
            line, column = getattr(value, "line", 0), getattr(value, "column", 0)
        self.faults.append(Fault(self.file, line, column, what, mend))

    def only(self, where: Map, known: Iterable[str], what: str) -> None:
        """Unknown keys are faults."""
        known = tuple(known)
        for key in where:
            if key not in known:
                self.faults.append(
                    Fault(
                        self.file,
                        *where.places[key],
                        f"{key} is no key of {what}",
                        f"use {', '.join(known)}",
                    )
                )

    def text(self, where: Map, key: str, default: str | None = None) -> str:
        """A text; missing is a fault unless there is a default."""
        value = where.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            self.fault(where, key, f"{key} is missing or no text", f"write `{key}: …`")
            return default or ""
        return str(value)

    def choice(
        self, where: Map, key: str, options: Iterable[str], default: str | None = None
    ) -> str:
        """One of some words."""
        options = tuple(options)
        value = self.text(where, key, default)
        if value and value not in options:
            self.fault(where, key, f"{value} is no {key}", f"write one of {', '.join(options)}")
        return value

    def texts(self, where: Map, key: str) -> tuple[str, ...]:
        """A list of texts, or texts in one line divided by spaces; empty when absent."""
        value = where.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return tuple(value.split())
        if not isinstance(value, list) or not all(isinstance(item, str | int) for item in value):
            self.fault(where, key, f"{key} is no list of texts", f"write `{key}: [a, b]`")
            return ()
        return tuple(str(item) for item in value)

    def yes(self, where: Map, key: str) -> bool:
        """true or false; absent is false."""
        value = where.get(key, False)
        if not isinstance(value, bool):
            self.fault(where, key, f"{key} is not true or false", f"write `{key}: true`")
        return value is True

    def day(self, where: Map, key: str) -> date | None:
        """One whole day, or None when absent."""
        value = where.get(key)
        if value is None:
            return None
        try:
            first, last = parse(str(value))
        except DateFault as error:
            what, _, mend = str(error).partition("; ")
            self.fault(where, key, what, mend)
            return None
        if first != last:
            self.fault(
                where, key, f"{value} is not one day", "write a whole date such as 2023-06-11"
            )
        return first

    def map(self, where: Map, key: str) -> Map:
        """A mapping; missing is a fault."""
        value = where.get(key)
        if isinstance(value, Map):
            return value
        self.fault(
            where, key, f"{key} is missing or no mapping", f"write `{key}:` and lines below it"
        )
        return _empty()

    def maps(self, where: Map, key: str) -> list[Map]:
        """A list of mappings; empty when absent."""
        value = where.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, Map) for item in value):
            self.fault(
                where, key, f"{key} is no list of entries", f"write `{key}:` and `- {{…}}` lines"
            )
            return []
        return list(value)


def _empty() -> Map:
    value = Map()
    value.places = {}
    return value
