"""Sums: increments are added by kind of bound, running totals stand in a line and never add up."""

from collections.abc import Iterable
from datetime import date

from cauce.ledger.book import Entry, Json, View
from cauce.ledger.days import when

_BOUNDS = {
    "exact": "exact",
    "more_than": "floor",
    "at_least": "floor",
    "up_to": "ceiling",
    "less_than": "ceiling",
    "about": "about",
}
_TOTALS = ("running_total", "restatement")


def _asked(view: View, ask: Json) -> list[Entry]:
    return [
        entry
        for entry in view.of("commitment")
        if entry.asserted()
        and ("money" not in ask or entry.data.get("source_of_money") in ask["money"])
        and ("currency" not in ask or (entry.amount() or {}).get("currency") == ask["currency"])
        and ("topics" not in ask or bool(entry.topics & set(ask["topics"])))
        and set(ask.get("persons") or ()) <= entry.actors
    ]


def running_totals(view: View, ask: Json) -> Json:
    """The line of totals as they were stated, each with its qualifier; their sum is never made."""
    asked = {entry.id for entry in _asked(view, ask)}
    line = []
    for group in view.groups("commitment"):
        totals = [e for e in group if e.value("nature") in _TOTALS and e.id in asked]
        if totals:
            # The same total said again is one point of the line.
            line.append(
                min(totals, key=lambda e: (_TOTALS.index(e.value("nature")), e.when.width()))
            )
    by_day = sorted(filter(lambda e: _by(e, ask.get("as_of")), line), key=_order)
    return {"line": [_total(entry) for entry in by_day], "sum": None}


def _by(entry: Entry, day: date | None) -> bool:
    """Whether a total is about a day that is past; one without a date, whether it was told by then."""
    if day is None:
        return True
    last = entry.when.last or _told(entry)
    return last is not None and last <= day


def _order(entry: Entry) -> tuple[date, date]:
    stated = when(_stated_on(entry)).last or date.max
    return entry.when.last or date.max, stated


def _total(entry: Entry) -> Json:
    amount = entry.amount() or {}
    return {
        "entry": entry.id,
        "as_of": entry.value("date"),
        "stated_on": _stated_on(entry),
        **{part: amount.get(part) for part in ("value", "currency", "qualifier")},
    }


def _told(entry: Entry) -> date | None:
    days = [day for account in entry.accounts if (day := account.told())]
    return min(days) if days else None


def _stated_on(entry: Entry) -> str | None:
    """The day on which it was stated; where the ledger names none, when it was first told."""
    if entry.data.get("stated_on"):
        return str(entry.data["stated_on"])
    texts = [a.data.get("said_on") or a.source.get("published") for a in entry.accounts]
    known = [text for text in texts if text]
    return min(known, key=lambda text: when(text).last or date.max) if known else None


def latest_total(view: View, ask: Json) -> str | None:
    """The last running total of a kind of money."""
    totals = [e for e in _asked(view, ask) if e.value("nature") == "running_total"]
    dated = [e for e in totals if e.when.last and _by(e, ask.get("as_of"))]
    return max(dated, key=_order).id if dated else None


def sum_new(view: View, ask: Json) -> Json:
    """Add what is new, apart by source of money, currency and bound; name what is left out, and why."""
    asked = _asked(view, ask)
    kinds: Iterable[str] = ask.get("money") or dict.fromkeys(
        str(entry.data.get("source_of_money")) for entry in asked
    )
    return {
        money: _sums(view, [e for e in asked if str(e.data.get("source_of_money")) == money], ask)
        for money in kinds
    }


def _sums(view: View, entries: list[Entry], ask: Json) -> Json:
    left_out: dict[str, list[str]] = {}
    added = []
    near = [entry for entry in entries if _meets(entry, ask)]
    for entry in near:
        reason = _reason(view, entry, near, ask)
        if reason:
            left_out.setdefault(reason, []).append(entry.id)
        else:
            added.append(entry)
    return {"sums": bounds(added), "left_out": left_out}


def bounds(entries: Iterable[Entry]) -> Json:
    """Sums added up by bound: an object for each; a list where there are several currencies, never mixed."""
    added: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        amount = entry.amount() or {}
        added.setdefault((_BOUNDS[amount["qualifier"]], amount["currency"]), []).append(entry)
    sums: dict[str, list[Json]] = {}
    for (bound, currency), many in added.items():
        value = sum((entry.amount() or {})["value"] for entry in many)
        names = [entry.id for entry in many]
        sums.setdefault(bound, []).append({"value": value, "currency": currency, "entries": names})
    return {bound: many[0] if len(many) == 1 else many for bound, many in sums.items()}


def _meets(entry: Entry, ask: Json) -> bool:
    """Whether a sum may belong to the period; one without a date may belong to any."""
    first, last = entry.when.first, entry.when.last
    return not ("to" in ask and first and first > ask["to"]) and not (
        "from" in ask and last and last < ask["from"]
    )


def _reason(view: View, entry: Entry, near: list[Entry], ask: Json) -> str | None:
    """Why a sum may not be added; None where it may."""
    amount = entry.amount() or {}
    nature = str(entry.value("nature"))
    if nature != "new":
        return nature
    reasons = {
        "conditional": entry.value("condition") is not None,
        "overlap": _overlaps(entry),
        "part_of": _inside(view, entry),
        "undated": entry.when.first is None or entry.when.last is None,
        "across_the_period": not _wholly(entry, ask),
        "same_event": _said_before(view, entry, near),
        "undecided": amount.get("qualifier") not in _BOUNDS or amount.get("value") is None,
    }
    return next((reason for reason, so in reasons.items() if so), None)


def _overlaps(entry: Entry) -> bool:
    return any(o.get("known") != "none" for o in entry.data.get("overlap") or ())


def _inside(view: View, entry: Entry) -> bool:
    """Whether it is part of another sum that stands."""
    inside = (r["to"] for r in entry.data.get("relations") or () if r["type"] == "part_of")
    others = (view.get(name) for name in inside)
    return any(
        o is not None and o.kind == "commitment" and o.value("nature") == "new" for o in others
    )


def _wholly(entry: Entry, ask: Json) -> bool:
    first, last = entry.when.first, entry.when.last
    return not (
        ("from" in ask and first and first < ask["from"])
        or ("to" in ask and last and last > ask["to"])
    )


def _said_before(view: View, entry: Entry, near: list[Entry]) -> bool:
    """Whether an entry before it, tied to it as the same event, is added already."""
    group = next(g for g in view.groups("commitment") if entry in g)
    tied = [e for e in near if e in group and e.value("nature") == "new"]
    return bool(tied) and tied[0] is not entry


def amount(view: View, ask: Json) -> Json:
    """One commitment, however many accounts or currencies it has, and the date each account gives."""
    entry = view.get(ask["entry"])
    if entry is None:
        return {
            "commitments": 0,
            "nature": None,
            "amount": None,
            "condition": None,
            "dates_given": [],
        }
    given = [{a.id: a.values.get("date") or entry.value("date")} for a in entry.accounts]
    return {
        "commitments": int(entry.kind == "commitment"),
        "nature": entry.value("nature"),
        "amount": entry.amount(),
        "condition": entry.value("condition"),
        "dates_given": given,
    }
