"""Whose turn it is between two governments, and since when: the longest wait first."""

from datetime import date
from itertools import combinations

from cauce.ledger.book import Entry, Json, View
from cauce.ledger.contacts import last_contact
from cauce.ledger.requests import open_requests

_SPOKE = ("entries", "date", "level", "mode", "age_days", "approximate")


def whose_turn(view: View, ask: Json) -> list[Json]:
    """Every pair of governments that the ledger knows something of together, most neglected first."""
    pairs = {pair for entry in view.entries for pair in _pairs(view, entry)}
    if "between" in ask:
        pairs = {pair for pair in pairs if set(ask["between"]) <= set(pair)}
    found = [_between(view, pair, ask["as_of"]) for pair in sorted(pairs)]
    return sorted(found, key=_neglect, reverse=True)


def _pairs(view: View, entry: Entry) -> list[tuple[str, ...]]:
    return list(combinations(sorted(entry.sides & view.ledger.governments), 2))


def _between(view: View, pair: tuple[str, ...], day: date) -> Json:
    spoke = last_contact(view, {"between": list(pair), "as_of": day})
    asked = {(a, b): _open(view, a, b, day) for a, b in (pair, pair[::-1])}
    oldest = max((r for each in asked.values() for r in each), key=least_age, default=None)
    return {
        "between": list(pair),
        "waiting_on": {to: [r["request"] for r in each] for (_, to), each in asked.items()},
        "turn": next((to for (_, to), each in asked.items() if oldest in each), None),
        "oldest": oldest,
        "last_contact": {key: spoke[key] for key in _SPOKE},
    }


def _open(view: View, asker: str, addressee: str, day: date) -> list[Json]:
    return open_requests(view, {"from": asker, "to": addressee, "as_of": day})


def least_age(request: Json) -> int:
    """For how many days an open request has waited at least."""
    age = request["age"]
    days = age.get("days", age.get("at_least_days"))
    return int(min(days) if isinstance(days, list) else days)


def _neglect(pair: Json) -> tuple[int, int]:
    """A request that waits counts before a talk that is long ago; no talk at all is longest ago."""
    age = pair["last_contact"]["age_days"]
    youngest = age[0] if age and age[0] is not None else None
    silence = 10**6 if youngest is None else youngest
    return (least_age(pair["oldest"]) if pair["oldest"] else -1, silence)
