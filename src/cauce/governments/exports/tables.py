"""Every list of the ledger as a table: what the pages show, a row for each thing.

Figures are the ledger's own answers; a table computes none.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from cauce.governments import desk
from cauce.ledger import Ledger

Json = dict[str, Any]
Cell = str | int | float | None
Row = dict[str, Cell]
_BETWEEN = "; "


class _Asked:
    """A ledger as known on a day, for the rows of one table."""

    def __init__(self, book: Ledger, day: date, known_on: date | None) -> None:
        self.book, self.day, self.known_on = book, day, known_on
        self.view = book.view(known_on=known_on)

    def ask(self, op: str, **words: Any) -> Any:
        """Ask one of the ledger's questions."""
        return desk.ask(self.book, op, known_on=self.known_on, **words)


def rows(name: str, book: Ledger, *, day: date, known_on: date | None) -> list[Row]:
    """The rows of one table as known on a day; ages are counted to `day`."""
    return list(TABLES[name](_Asked(book, day, known_on)))


def _common(entry: Any) -> Row:
    sources = dict.fromkeys(account.data["source"] for account in entry.accounts)
    return {
        "id": entry.id,
        "title": entry.data["title"],
        "from": _parties(entry, "from"),
        "to": _parties(entry, "to"),
        "topics": _listed(sorted(entry.topics)),
        "accounts": len(entry.accounts),
        "sources": _listed(sources),
    }


def _parties(entry: Any, role: str) -> str:
    return _listed(party["actor"] for party in entry.data["parties"] if party["role"] == role)


def _listed(values: Any) -> str:
    return _BETWEEN.join(str(value) for value in values)


def _days(entry: Any) -> Row:
    first, last, _ = entry.when
    return {"date": entry.value("date"), "first_day": _day(first), "last_day": _day(last)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _requests(asked: _Asked) -> Iterator[Row]:
    standing = {found["request"]: found for found in asked.ask("open_requests", as_of=asked.day)}
    for entry in asked.view.of("request"):
        yield _common(entry) | {"mode": entry.value("mode")} | _standing(standing.get(entry.id))


def _standing(found: Json | None) -> Row:
    """Where a request stands; one that is not open has no age."""
    found = found or {}
    age = found.get("age") or {}
    days = age.get("days", age.get("at_least_days"))
    least, most = days if isinstance(days, list) else (days, days)
    last = found.get("last_act_of_asker") or {}
    return {
        "status": found.get("status", "not_open"),
        "filed": found.get("filed"),
        "age_days_least": least,
        "age_days_most": None if "at_least_days" in age else most,
        "last_act_of_asker": last.get("act"),
        "last_act_date": last.get("date"),
        "silent_days": last.get("silent_days"),
        "reiterated": found.get("reiterated"),
        "acknowledged": _yes(found.get("acknowledged")),
        "contested": _yes(found.get("contested")),
        "expected_by": found.get("expected_by"),
        "carried_over": found.get("carried_over"),
    }


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _contacts(asked: _Asked) -> Iterator[Row]:
    for entry in asked.view.of("contact"):
        kept = {key: entry.value(key) for key in ("mode", "level", "state")}
        yield _common(entry) | _days(entry) | kept


def _commitments(asked: _Asked) -> Iterator[Row]:
    counted = counting(asked.ask("sum_new"))
    for entry in asked.view.of("commitment"):
        kept = {key: entry.value(key) for key in ("nature", "condition")}
        plain = {key: entry.data.get(key) for key in ("source_of_money", "period", "stated_on")}
        sums = _sum(entry.amount()) | {"counted_as": counted.get(entry.id)}
        yield _common(entry) | _days(entry) | kept | plain | sums


def counting(sums: Json) -> dict[str, str]:
    """How each sum was added: by which kind of bound, or else why it was left out."""
    found: dict[str, str] = {}
    for of_money in sums.values():
        for bound, added in of_money["sums"].items():
            for one in added if isinstance(added, list) else [added]:
                found |= dict.fromkeys(one["entries"], bound)
        for reason, names in of_money["left_out"].items():
            found |= dict.fromkeys(names, f"left out: {reason}")
    return found


def _sum(amount: Json | None) -> Row:
    said = amount or {}
    also = said.get("also") or {}
    found: Row = {key: said.get(key) for key in ("value", "currency", "qualifier")}
    return found | {"also_value": also.get("value"), "also_currency": also.get("currency")}


def _transactions(asked: _Asked) -> Iterator[Row]:
    for entry in asked.view.of("transaction"):
        quantity = entry.data.get("quantity") or {}
        yield (
            _common(entry)
            | _days(entry)
            | {"nature": entry.value("nature"), "period": entry.data.get("period")}
            | {"state": entry.data.get("state")}
            | _sum(entry.amount())
            | {"quantity": quantity.get("value"), "unit": quantity.get("unit")}
        )


def _initiatives(asked: _Asked) -> Iterator[Row]:
    on = asked.day.isoformat()
    for entry in asked.view.of("initiative"):
        state = asked.ask("initiative_state", initiative=entry.id, as_of=[asked.day])[on]
        planned = entry.data.get("planned_end") or {}
        yield _common(entry) | state | {"planned_end": planned.get("date")}


def _statements(asked: _Asked) -> Iterator[Row]:
    for entry in asked.view.of("statement"):
        yield (
            _common(entry)
            | _days(entry)
            | {key: entry.value(key) for key in ("speaker", "subject")}
            | {"said": _listed(dict.fromkeys(_words(entry)))}
        )


def _words(entry: Any) -> Iterator[str]:
    """The words that its accounts quote."""
    return (str(a.values["said"]) for a in entry.accounts if a.values.get("said"))


def _disagreements(asked: _Asked) -> Iterator[Row]:
    matters = {matter["id"]: matter for matter in asked.book.disagreements}
    accounts = asked.view.accounts()
    for found in asked.ask("disagreements"):
        row: Row = {
            "id": found["id"],
            "matter": matters[found["id"]].get("matter"),
            "field": found["field"],
        }
        for side in ("a", "b"):
            [(account, value)] = found[side].items()
            row |= {
                f"{side}_account": account,
                f"{side}_source": accounts[account].data["source"],
                f"{side}_value": _plain(value),
            }
        yield row | {"settled": found["settled"]}


def _plain(value: Any) -> Cell:
    if isinstance(value, list):
        return _listed(value)
    if isinstance(value, bool):
        return _yes(value)
    return value if value is None or isinstance(value, int | float) else str(value)


def _sources(asked: _Asked) -> Iterator[Row]:
    resting = asked.ask("rests_on", sources=list(asked.book.sources))
    known = {a.data["source"] for entry in asked.view.entries for a in entry.accounts}
    for name, source in asked.book.sources.items():
        if name in known:
            fall, keep = resting[name]["fall"], resting[name]["keep"]
            yield {key: source.get(key) for key in _OF_SOURCES} | {
                "entries_that_fall_with_it": _listed(fall),
                "entries_that_stand_without_it": _listed(kept["entry"] for kept in keep),
            }


_OF_SOURCES = (
    "id", "title", "outlet", "kind", "address", "published", "language", "derived_from", "retracted",
)  # fmt: skip
TABLES: dict[str, Callable[[_Asked], Iterator[Row]]] = {
    "requests": _requests,
    "contacts": _contacts,
    "commitments": _commitments,
    "transactions": _transactions,
    "initiatives": _initiatives,
    "statements": _statements,
    "disagreements": _disagreements,
    "sources": _sources,
}
