"""One promise among its likes: the line of totals, increments beside it, parts; an initiative over time."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from cauce.ledger.arrivals import arrivals
from cauce.ledger.book import Entry, Json, View
from cauce.ledger.days import when
from cauce.ledger.matters import ENDED, last_phase, state_on
from cauce.ledger.money import running_totals, sum_new


def commitment_story(view: View, ask: Json) -> Json | None:
    """A commitment with the line of its totals, never added, and what arrived; None where nothing stands."""
    entry, day = view.get(ask["entry"]), ask["as_of"]
    if entry is None or entry.kind != "commitment":
        return None
    family = _family(view, entry)
    line = [t for t in running_totals(view, {"as_of": day})["line"] if t["entry"] in family]
    increments = [e for e in map(view.get, family) if e is not None and _is_new(e, day)]
    return {
        "entry": entry.id,
        "nature": entry.value("nature"),
        "amount": entry.amount(),
        "condition": entry.value("condition"),
        "line": line,
        "increments": [e.id for e in sorted(increments, key=_last)],
        "steps": list(_steps(line, increments)),
        "parts": [e.id for e in _tied(view, entry.id, "part_of") if e.kind == "commitment"],
        "part_of": _wholes(view, entry),
        "overlap": [dict(other) for other in entry.data.get("overlap") or ()],
        "counted": _counted(view, entry.id),
        "arrived": _arrived(view, entry.id, day),
    }


def _is_new(entry: Entry, day: date) -> bool:
    return (
        entry.value("nature") == "new"
        and entry.when.last is not None
        and entry.when.last <= day
        and entry.asserted()
    )


def _last(entry: Entry) -> date:
    return entry.when.last or date.max


def _tied(view: View, to: str, word: str) -> Iterator[Entry]:
    for other in view.entries:
        if any(r["type"] == word and r["to"] == to for r in other.data.get("relations") or ()):
            yield other


def _wholes(view: View, entry: Entry) -> list[str]:
    """What it is a part of, and stands."""
    inside = [r["to"] for r in entry.data.get("relations") or () if r["type"] == "part_of"]
    return [name for name in inside if view.get(name) is not None]


def _family(view: View, entry: Entry) -> list[str]:
    """Itself, those of the same event, and the commitments that are part of the same larger thing."""
    group = next(group for group in view.groups("commitment") if entry in group)
    wholes = {w for e in group for w in _wholes(view, e) if _kind(view, w) == "initiative"}
    near = (e.id for e in view.of("commitment") if wholes & set(_wholes(view, e)))
    same = (e.id for g in view.groups("commitment") for e in g if _touches(view, g, wholes))
    return list(dict.fromkeys([*(e.id for e in group), *near, *same]))


def _touches(view: View, group: tuple[Entry, ...], wholes: set[str]) -> bool:
    return any(wholes & set(_wholes(view, entry)) for entry in group)


def _kind(view: View, name: str) -> str | None:
    found = view.get(name)
    return found.kind if found else None


def _steps(line: list[Json], increments: list[Entry]) -> Iterator[Json]:
    """From each total to the next: how far it rose, and how much of that no increment explains."""
    for before, after in pairwise(line):
        begun, ended = when(before["as_of"]).last, when(after["as_of"]).last
        if before["currency"] != after["currency"] or None in (begun, ended):
            continue
        between = [e for e in increments if _lies(e, begun, ended, after["currency"])]
        said = [e.amount() or {} for e in between]
        if None in (before["value"], after["value"], *(amount.get("value") for amount in said)):
            continue
        rose = after["value"] - before["value"]
        exact = {t["qualifier"] for t in (before, after, *said)} == {"exact"}
        explained = sum(amount["value"] for amount in said)
        yield {
            "from": before["entry"], "to": after["entry"], "rose": rose, "currency": after["currency"],
            "increments": [e.id for e in between], "unexplained": rose - explained, "exact": exact,
        }  # fmt: skip


def _lies(entry: Entry, begun: date | None, ended: date | None, currency: Any) -> bool:
    last = entry.when.last
    inside = None not in (last, begun, ended) and begun < last <= ended  # type: ignore[operator]  # no None is left
    return inside and (entry.amount() or {}).get("currency") == currency


def _counted(view: View, name: str) -> str | None:
    """By which bound it is added, or why it is not."""
    for of_money in sum_new(view, {}).values():
        for bound, added in of_money["sums"].items():
            if any(
                name in one["entries"] for one in (added if isinstance(added, list) else [added])
            ):
                return str(bound)
        for reason, names in of_money["left_out"].items():
            if name in names:
                return str(reason)
    return None


def _arrived(view: View, name: str, day: date) -> Json | None:
    found: Iterable[Json] = arrivals(view, {"as_of": day})["promises"]
    return next((dict(p["stages"]) for p in found if p["entry"] == name), None)


def initiative_story(view: View, ask: Json) -> Json | None:
    """An initiative's phases and names over time, and whether its planned end passed."""
    entry, day = view.get(ask["initiative"]), ask["as_of"]
    if entry is None or entry.kind != "initiative":
        return None
    phase, planned = last_phase(entry, day), entry.data.get("planned_end") or {}
    ended = phase is not None and phase.word in ENDED
    last = when(planned.get("date")).last
    return {
        "initiative": entry.id,
        "state": state_on(entry, day),
        "phases": [
            {
                "phase": step.word, "date": step.text, "by": step.data.get("by"),
                "note": step.data.get("note"), "accounts": [a.id for a in step.accounts],
                "denied_by": [a.id for a in step.accounts if a.denies],
            }
            for step in entry.steps
        ],
        "names": [
            {"name": name["name"], "from": name.get("from")} for name in entry.data.get("names") or ()
        ],
        "planned_end": planned.get("date"),
        "planned_basis": planned.get("basis"),
        "planned_end_passed": last is not None and last < day and not ended,
        "parts": [e.id for e in _tied(view, entry.id, "part_of")],
    }  # fmt: skip
