"""The ledger as a reader sees it: the accounts that stand, and the values of what is left."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from cauce.ledger.days import When, hull, when

Json = dict[str, Any]
_STEPS = {
    "contact": ("events", "state"),
    "request": ("acts", "act"),
    "initiative": ("phases", "phase"),
}


@dataclass(frozen=True)
class Account:
    """One source says one thing about one entry."""

    data: Json
    source: Json

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.data["id"])

    @property
    def values(self) -> Json:
        """What this source says, exactly as it has it."""
        values: Json = self.data.get("values") or {}
        return values

    @property
    def denies(self) -> bool:
        """Whether it says that this was not so."""
        return bool(self.data["polarity"] == "denies")

    @property
    def happened(self) -> bool:
        """Whether it speaks of it as past, and does not deny it."""
        return not self.denies and bool(self.data["tense"] == "happened")

    def says(self, field: str) -> Any:
        """Its value for a field; who says it counts as one."""
        return self.values.get(field, self.data.get(field))

    def known_from(self) -> date | None:
        """The day from which it is certainly known; None where its source has no date."""
        return when(self.source.get("published")).last

    def told(self) -> date | None:
        """The first day on which it certainly had been spoken or published."""
        said = when(self.data.get("said_on")).last
        days = [day for day in (said, self.known_from()) if day]
        return min(days) if days else None


@dataclass(frozen=True)
class Step:
    """An event, an act or a phase, with those of its accounts that stand."""

    word: str
    data: Json
    accounts: tuple[Account, ...]
    text: str | None

    @property
    def when(self) -> When:
        """Its possible days."""
        return when(self.text)

    def told(self) -> date | None:
        """The first day on which one of its accounts had certainly been told."""
        days = [day for account in self.accounts if (day := account.told())]
        return min(days) if days else None


@dataclass(frozen=True)
class Entry:
    """One entry with the accounts that stand; its values are those of what is left."""

    data: Json
    every: tuple[Account, ...]
    accounts: tuple[Account, ...]

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.data["id"])

    @property
    def kind(self) -> str:
        """Contact, request, commitment, transaction, initiative or statement."""
        return str(self.data["kind"])

    @property
    def sides(self) -> set[str]:
        """The sides of its parties."""
        return self.sides_as()

    def sides_as(self, role: str | None = None) -> set[str]:
        """The sides of its parties that have a role."""
        return {p["side"] for p in self.data["parties"] if role in (None, p["role"])}

    @cached_property
    def actors(self) -> set[str]:
        """Its parties."""
        return {party["actor"] for party in self.data["parties"]}

    @cached_property
    def topics(self) -> set[str]:
        """The topics it has, or that a standing account names."""
        named = {t for a in self.accounts for t in a.values.get("topics") or ()}
        return named | set(self.data.get("topics") or ())

    def value(self, field: str, accepted: Any = None) -> Any:
        """The accepted value while it rests on something; else what is left agrees on, or nothing."""
        accepted = self.data.get(field) if accepted is None else accepted
        everyone = [a.values[field] for a in self.every if field in a.values]
        left = [a.values[field] for a in self.accounts if field in a.values]
        if accepted is not None and (accepted in left or accepted not in everyone):
            return accepted
        return left[0] if left and all(said == left[0] for said in left) else None

    def amount(self) -> Json | None:
        """The sum, each part of it as the accounts that are left have it."""
        amount = self.data.get("amount")
        if not amount:
            return None
        found = {part: self.value(part, said) for part, said in amount.items()}
        return {part: said for part, said in found.items() if part != "also" or said is not None}

    @property
    def when(self) -> When:
        """The possible days of its date."""
        return when(self.value("date"))

    def asserted(self) -> bool:
        """Whether a standing account says that it is so."""
        return any(not account.denies for account in self.accounts)

    def tied_to(self) -> Iterator[str]:
        """The entries that a person accepted as the same event."""
        for relation in self.data.get("relations") or ():
            if relation["type"] == "same_event" and relation.get("status") == "accepted":
                yield relation["to"]

    def replaces(self) -> Iterator[str]:
        """The entries in whose place it stands, as a person said; they stand again where it does not."""
        for relation in self.data.get("relations") or ():
            if relation["type"] == "supersedes" and relation.get("status") == "accepted":
                yield relation["to"]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Its events, acts or phases that rest on a standing account, in order."""
        if self.kind not in _STEPS:
            return ()
        listed, word = _STEPS[self.kind]
        steps = (self._step(data, data[word]) for data in self.data.get(listed) or ())
        return tuple(step for step in steps if step.accounts)

    def _step(self, data: Json, word: str) -> Step:
        named = set(data.get("accounts") or ())
        everyone = [a for a in self.every if a.id in named]
        left = tuple(a for a in self.accounts if a.id in named)
        return Step(word, data, left, _step_date(data.get("date"), everyone, left))


def _step_date(
    accepted: str | None, everyone: list[Account], left: tuple[Account, ...]
) -> str | None:
    """A step keeps its date unless only an account that does not stand gave it."""
    gave = {a.id for a in everyone if a.values.get("date") == accepted}
    if accepted is None or not gave or gave & {a.id for a in left}:
        return accepted
    dates = [a.values["date"] for a in left if a.values.get("date")]
    return min(dates, key=lambda text: when(text).width()) if dates else None


class Ledger:
    """A whole ledger, in the form of a record file that was read without faults."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.sources: dict[str, Json] = {s["id"]: s for s in data["sources"]}
        self.tenures: list[Json] = [t for t in data["tenures"] if self._holds(t)]
        self.disagreements: list[Json] = list(data["disagreements"])
        self.governments = {a["id"] for a in data["actors"] if a["kind"] == "government"}
        self.parents = {a["id"]: a.get("parent") for a in data["actors"]}
        self.offices = {o["id"] for o in data["offices"]}
        self.topics = {t["id"] for t in data["topics"]}
        self.every = tuple(self._entry(e) for e in data["entries"])
        self.ids = {e.id for e in self.every}

    def _holds(self, tenure: Json) -> bool:
        """Whether a term of office is in the register: one falls when every source of it was taken back."""
        told = [self.sources[a["source"]] for a in tenure.get("accounts") or ()]
        return not told or any(not source.get("retracted") for source in told)

    def _entry(self, data: Json) -> Entry:
        accounts = tuple(Account(a, self.sources[a["source"]]) for a in data["accounts"])
        return Entry(data, accounts, accounts)

    def view(
        self,
        *,
        known_on: date | None = None,
        only: Iterable[str] | None = None,
        without: Iterable[str] = (),
    ) -> "View":
        """The ledger from these sources alone, as it could be known on a day."""
        chosen = set(self.sources if only is None else only) - set(without)
        names = {n for n in chosen if _stands(self.sources[n], known_on)}
        entries = []
        for entry in self.every:
            left = tuple(a for a in entry.accounts if a.data["source"] in names)
            if left:
                entries.append(Entry(entry.data, entry.every, left))
        replaced = {name for entry in entries for name in entry.replaces()}
        return View(self, tuple(entry for entry in entries if entry.id not in replaced))

    def side_of(self, actor: str | None, entry: Entry) -> str | None:
        """The side on which somebody acts in an entry: as its party, or as part of a government."""
        for party in entry.data["parties"]:
            if party["actor"] == actor:
                return str(party["side"])
        sides = entry.sides
        while actor is not None and actor not in sides:
            actor = self.parents.get(actor)
        return actor


def _stands(source: Json, known_on: date | None) -> bool:
    """Whether a source was out on a day, and not yet taken back; no day is any day after both."""
    taken_back = when(source.get("retracted")).last
    if known_on is None:
        return taken_back is None
    last = when(source.get("published")).last
    return last is not None and last <= known_on and (taken_back is None or taken_back > known_on)


@dataclass(frozen=True)
class View:
    """What stands of a ledger."""

    ledger: Ledger
    entries: tuple[Entry, ...]

    def of(self, kind: str) -> Iterator[Entry]:
        """The standing entries of one kind, in the ledger's order."""
        return (entry for entry in self.entries if entry.kind == kind)

    def get(self, name: str) -> Entry | None:
        """A standing entry."""
        return next((entry for entry in self.entries if entry.id == name), None)

    def in_place_of(self, name: str) -> Entry | None:
        """The standing entry that a person put in the place of one, also at second hand."""
        by = {old: e.id for e in self.ledger.every for old in e.replaces()}
        seen = {name}
        while name in by and by[name] not in seen:
            name = by[name]
            seen.add(name)
        return self.get(name) if len(seen) > 1 else None

    def groups(self, kind: str) -> list[tuple[Entry, ...]]:
        """Entries tied by an accepted same_event are one; the others stand alone."""
        entries = {entry.id: entry for entry in self.of(kind)}
        leader = {name: name for name in entries}

        def head(name: str) -> str:
            while leader[name] != name:
                name = leader[name]
            return name

        for entry in entries.values():
            for other in entry.tied_to():
                if other in entries:
                    leader[head(entry.id)] = head(other)
        groups: dict[str, list[Entry]] = {}
        for entry in entries.values():
            groups.setdefault(head(entry.id), []).append(entry)
        return [tuple(group) for group in groups.values()]

    def accounts(self) -> dict[str, Account]:
        """Every standing account of an entry, by its id."""
        return {a.id: a for entry in self.entries for a in entry.accounts}


def hull_of(accounts: Iterable[Account]) -> When:
    """The interval around the dates that accounts give."""
    return hull(when(a.values["date"]) for a in accounts if a.values.get("date"))
