"""What was promised and how far it came: pledged, committed, disbursed, delivered; no report is no zero."""

from collections.abc import Iterable, Iterator
from datetime import date

from cauce.ledger.book import Entry, Json, View
from cauce.ledger.money import bounds, sum_new

STAGES = ("pledged", "committed", "disbursed", "delivered")
# What a report of a transaction shows to have happened.
_SHOWS = {"disbursed": "disbursed", "spent": "disbursed", "delivered": "delivered"} | {
    "in_kind": "delivered"
}
_TIED = ("part_of", "about", "answers", "follows_up")
_TOTALS = ("running_total", "restatement")


def arrivals(view: View, ask: Json) -> Json:
    """Each promise with what is reported of it, and what was given or announced without one."""
    day = ask["as_of"]
    counted = _counted(sum_new(view, {key: value for key, value in ask.items() if key in _SUMS}))
    promises = [entry for entry in view.of("commitment") if entry.id in counted]
    moves = [e for e in view.of("transaction") if _concerns(e, ask) and _begun(e, day)]
    tied = {promise.id: [move for move in moves if _is_of(move, promise)] for promise in promises}
    alone = [move for move in moves if not any(move in many for many in tied.values())]
    return {
        "promises": [
            _promise(promise, counted[promise.id], tied[promise.id], day)
            for promise in promises
            if promise.value("nature") not in _TOTALS and _begun(promise, day)
        ],
        "without_a_promise": [
            _given(move, day) for move in alone if move.value("nature") in _SHOWS
        ],
    }


_SUMS = ("money", "currency", "topics", "persons")


def _counted(sums: Json) -> dict[str, str]:
    """How each sum was added, or why it was left out."""
    found: dict[str, str] = {}
    for of_money in sums.values():
        for bound, added in of_money["sums"].items():
            for one in added if isinstance(added, list) else [added]:
                found |= dict.fromkeys(one["entries"], bound)
        for reason, names in of_money["left_out"].items():
            found |= dict.fromkeys(names, reason)
    return found


def _concerns(move: Entry, ask: Json) -> bool:
    return "topics" not in ask or bool(move.topics & set(ask["topics"]))


def _begun(entry: Entry, day: date) -> bool:
    return entry.when.first is None or entry.when.first <= day


def _is_of(move: Entry, promise: Entry) -> bool:
    relations = move.data.get("relations") or ()
    return any(r["to"] == promise.id and r["type"] in _TIED for r in relations)


def _promise(promise: Entry, counted: str, moves: list[Entry], day: date) -> Json:
    happened = [move for move in moves if _has_happened(move, day)]
    stages: Json = {
        "pledged": _sum([promise]),
        "committed": _sum([promise]) if _is_written(promise) else None,
    }
    for stage in ("disbursed", "delivered"):
        stages[stage] = _sum(m for m in happened if _SHOWS.get(str(m.value("nature"))) == stage)
    return {
        "entry": promise.id,
        "nature": promise.value("nature"),
        "source_of_money": promise.data.get("source_of_money"),
        "counted_as": counted,
        "stages": stages,
    }


def _is_written(promise: Entry) -> bool:
    """Whether a standing account says that it is a firm, written obligation, as IATI calls a commitment."""
    return any(a.values.get("class") == "commitment" and not a.denies for a in promise.accounts)


def _has_happened(move: Entry, day: date) -> bool:
    last = move.when.last
    return any(account.happened for account in move.accounts) and last is not None and last <= day


def _sum(entries: Iterable[Entry]) -> Json | None:
    """The reports of a stage, with their sums apart by bound and currency; None where there is none."""
    reports = list(entries)
    if not reports:
        return None
    return {"entries": [entry.id for entry in reports], "sums": bounds(_with_sums(reports))}


def _with_sums(entries: list[Entry]) -> Iterator[Entry]:
    for entry in entries:
        amount = entry.amount() or {}
        if amount.get("value") is not None and amount.get("qualifier") is not None:
            yield entry


def _given(move: Entry, day: date) -> Json:
    return {
        "entry": move.id,
        "nature": move.value("nature"),
        "quantity": move.data.get("quantity"),
        "sums": bounds(_with_sums([move])),
        "arrived": _has_happened(move, day),
    }
