"""What the house's first page says of the desk between governments: four answers of the published ledger."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from cauce.base import clock
from cauce.governments import desk, shelves
from cauce.ledger import agenda, when

Json = dict[str, Any]
AHEAD = timedelta(days=60)
_KEPT: dict[str, tuple[tuple[UUID | None, date], Json]] = {}


def figures() -> Json:
    """The four answers for the office's day, asked anew after a change; none where nothing is published."""
    day, known_on = clock.today(), clock.office_day()
    key = (shelves.revision(), day)
    kept = _KEPT.get("front")
    if kept is None or kept[0] != key:
        kept = _KEPT["front"] = (key, _figures(day, known_on))
    return kept[1]


def _figures(day: date, known_on: date | None) -> Json:
    book = desk.ledger(public=True)
    pairs = desk.ask(book, "whose_turn", known_on=known_on, as_of=day)
    if not pairs:
        return {}
    pair, names = pairs[0], {actor["id"]: actor["name"] for actor in book.data["actors"]}
    asker = next(side for side in pair["between"] if side != pair["turn"])
    heads = {"between": pair["between"], "levels": ["head"], "as_of": day}
    arrived = desk.ask(book, "arrivals", known_on=known_on, as_of=day)["promises"]
    return {
        "side": asker,
        "names": [names.get(side, side) for side in pair["between"]],
        "asker": names.get(asker, asker),
        "pair": pair,
        "open": sum(len(many) for many in pair["waiting_on"].values()),
        "heads": desk.ask(book, "last_contact", known_on=known_on, **heads),
        "new": desk.ask(book, "sum_new", known_on=known_on, to=day),
        "promises": len(arrived),
        "reported": sum(_has_report(promise) for promise in arrived),
        "terms": _terms(book, known_on, day, names),
    }


def _has_report(promise: Json) -> bool:
    return bool(promise["stages"]["disbursed"] or promise["stages"]["delivered"])


def _terms(book: Any, known_on: date | None, day: date, names: dict[str, str]) -> list[Json]:
    """The terms that end soon, those of heads of government first."""
    view = book.view(known_on=known_on)
    tenures = {tenure["id"]: tenure for tenure in book.tenures}
    offices = {office["id"]: office["title"] for office in book.data["offices"]}
    heads = {
        party["as"]
        for entry in view.entries
        for party in entry.data["parties"]
        if party.get("as") and party.get("level") == "head"
    }
    ends = agenda(view, {"as_of": day, "to": day + AHEAD})
    found = [tenures[item["about"]] for item in ends if item["what"] == "term_ends"]
    return [
        {
            "who": names.get(tenure["actor"], tenure["actor"]),
            "office": offices.get(tenure["office"], tenure["office"]),
            "date": tenure["to"],
            "days": _days_until(day, tenure["to"]),
        }
        for tenure in sorted(found, key=lambda tenure: tenure["office"] not in heads)
    ]


def _days_until(day: date, text: str) -> list[int | None]:
    first, last, _marked = when(text)
    return [max(0, (end - day).days) if end else None for end in (first, last)]
