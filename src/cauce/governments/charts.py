"""Where the marks of the ledger's charts stand: bars of age, and a timeline; figures are the ledger's own."""

from datetime import date, timedelta
from typing import Any

from cauce.ledger import when

Json = dict[str, Any]
BAR = 96
WIDTH, LEFT = 640, 8
OPEN = timedelta(days=30)
MOST_TICKS, MOST_YEARS = 12, 30
LANES = {"contact": 24, "request": 52, "commitment": 80, "statement": 108}


def most_days(age: Json) -> int:
    """The most days that an age says."""
    days: Any = age.get("days", age.get("at_least_days"))
    return int(max(days) if isinstance(days, list) else days)


def bar(age: Json, longest: int) -> int:
    """How long the bar of an age is beside the longest one."""
    return max(2, round(BAR * most_days(age) / longest)) if longest else 0


def holds_on(tenure: Json, day: date) -> bool:
    """Whether a term may hold on a day."""
    first, last = when(tenure.get("from")).first, when(tenure.get("to")).last
    return (first is None or first <= day) and (last is None or day <= last)


def years(entries: list[Any], day: date) -> list[tuple[date, date]]:
    """The years from the first dated entry to a day, the last one as far as it went; no more than thirty."""
    firsts = [e.when.first for e in entries if e.when.first and e.when.first <= day]
    begin = max(min(firsts).year, day.year - MOST_YEARS) if firsts else day.year
    return [(date(year, 1, 1), min(date(year, 12, 31), day)) for year in range(begin, day.year + 1)]


def timeline(entries: list[Any], day: date) -> tuple[list[Json], list[tuple[int, float]]]:
    """Each entry on its lane, a mark on a day or a line over a range; and where each year begins."""
    known = [e for e in entries if e.kind in LANES and (e.when.first or e.when.last)]
    spans = [(e, *_ends(e)) for e in known if (e.when.first or e.when.last) <= day]
    begin = min((first for _e, first, _last in spans), default=day)
    scale = (WIDTH - 2 * LEFT) / max(1, (day - begin).days)

    def x(on: date) -> float:
        return round(LEFT + (min(on, day) - begin).days * scale, 1)

    rows = [
        {
            "id": e.id,
            "kind": e.kind,
            "date": e.value("date"),
            "lasting": e.data.get("span") == "lasting",
            "x": x(first),
            "x2": x(last),
            "y": LANES[e.kind],
        }
        for e, first, last in spans
    ]
    # Some dozens of years have room for their numbers, hundreds do not.
    step = max(1, (day.year - begin.year) // MOST_TICKS)
    years = range(begin.year + 1, day.year + 1, step)
    ticks = [(year, x(date(year, 1, 1))) for year in years]
    return sorted(rows, key=lambda row: (row["x"], row["id"])), ticks


def _ends(entry: Any) -> tuple[date, date]:
    """First and last day of a mark; a date open at its beginning is drawn over its last thirty days."""
    first, last, _marked = entry.when
    least = first or max(last, date.min + OPEN) - OPEN
    return least, last or least
