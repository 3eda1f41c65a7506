"""One request's whole story: its acts, whose turn it is, and its clock with the calculation printed."""

from datetime import date

from cauce.dates import CalendarFault
from cauce.ledger.book import Entry, Json, Ledger, Step, View
from cauce.ledger.clocks import clock
from cauce.ledger.days import When, when
from cauce.ledger.requests import (
    CLOSING,
    asked,
    begun_on,
    certainly_by,
    filing_of,
    happened,
    standing,
    status_of,
)

# Which side has to act next after an act; any other act changes nothing.
_TURNS = {
    "filed": "to", "reiterated": "to", "carried_over": "to", "part_answered": "to", "clarified": "to",
    "clarification_asked": "from",
}  # fmt: skip


def requests_by_turn(view: View, ask: Json) -> Json:
    """Every request that fits: by the side it waits on, longest first; those not filed; those that ended."""
    day = ask["as_of"]
    stories = [_short(view.ledger, entry, day) for entry in asked(view, ask)]
    waiting: dict[str, list[Json]] = {}
    for story in sorted(stories, key=_longest, reverse=True):
        for side in story["turn"]:
            waiting.setdefault(side, []).append(story)
    return {
        "waiting_on": waiting,
        "contested": [s["request"] for s in stories if s["contested"]],
        "not_filed": [s for s in stories if s["state"] == "not_filed"],
        "ended": [s for s in stories if s["state"] == "ended"],
    }


def _longest(story: Json) -> int:
    age = (story["standing"] or {}).get("age") or {}
    days = age.get("days", age.get("at_least_days", -1))
    return int(min(days) if isinstance(days, list) else days)


def request_story(view: View, ask: Json) -> Json | None:
    """All that is known of one request on a day; None where no account of it stands."""
    entry = view.get(ask["request"])
    if entry is None or entry.kind != "request":
        return None
    day = ask["as_of"]
    short = _short(view.ledger, entry, day)
    return short | {
        "acts": [_act(step, day) for step in in_order(entry.steps)],
        "clock": _clock(short, entry, day),
        "accounts_by_polarity": {
            polarity: [a.id for a in entry.accounts if a.data["polarity"] == polarity]
            for polarity in ("asserts", "hedges", "denies")
        },
    }


def _short(ledger: Ledger, entry: Entry, day: date) -> Json:
    found = standing(ledger, entry, day)
    ended = _ended(entry, day)
    state = "open" if found else "ended" if ended else "not_filed"
    return {
        "request": entry.id,
        "from": sorted(entry.sides_as("from")),
        "to": sorted(entry.sides_as("to")),
        "state": state,
        "standing": found,
        "due": _answer_due(entry, day) if found else None,
        "turn": _turn(entry, day) if found else [],
        "contested": bool(found and found["contested"]),
        "ended": ended,
        "outcome": entry.value("outcome") if ended else None,
    }


def _turn(entry: Entry, day: date) -> list[str]:
    turning = [s for s in _done(entry, day) if s.word in _TURNS]
    role = _TURNS[turning[-1].word] if turning else "to"
    return sorted(entry.sides_as(role))


def _done(entry: Entry, day: date) -> list[Step]:
    return [s for s in in_order(entry.steps) if happened(s) and certainly_by(s, day)]


def in_order(steps: tuple[Step, ...]) -> list[Step]:
    """By the last possible day; a step without one stays behind the one it was written after."""
    keys: list[date] = []
    for step in steps:
        keys.append(step.when.last or step.when.first or (keys[-1] if keys else date.min))
    return [steps[n] for n in sorted(range(len(steps)), key=keys.__getitem__)]


def _ended(entry: Entry, day: date) -> Json | None:
    """The first act that certainly ended it."""
    if status_of(entry, day) is not None:
        return None
    closing = [s for s in in_order(entry.steps) if s.word in CLOSING and happened(s)]
    return {"act": closing[0].word, "date": closing[0].text}


def _act(step: Step, day: date) -> Json:
    return {
        "act": step.word,
        "date": step.text,
        "by": step.data.get("by"),
        "note": step.data.get("note"),
        "accounts": [account.id for account in step.accounts],
        "denied_by": [account.id for account in step.accounts if account.denies],
        "happened": happened(step),
        "past": certainly_by(step, day),
        "contested": bool(step.data.get("contested"))
        or len({account.data["polarity"] for account in step.accounts}) > 1,
    }


def _clock(short: Json, entry: Entry, day: date) -> Json | None:
    """The clock with its calculation; None where no filing started it, or it ended."""
    filing, found = filing_of(entry), short["standing"]
    if filing is None or found is None:
        return None
    pauses = _pauses(entry, day)
    return {
        "filed": filing.text,
        "counted_from": begun_on(filing),
        "counted_to": day,
        "age": found["age"],
        "pauses": pauses,
        "without_pauses": _without(found["age"], pauses),
        **short["due"],
    }


def _answer_due(entry: Entry, day: date) -> Json:
    try:
        made = clock(entry, day)
    except CalendarFault as fault:
        missing = {"step": "no_calendar", "what": str(fault)}
        return {"state": "no_date", "expected_by": None, "basis": None, "calculation": [missing],
                "due_in": None, "overdue": None}  # fmt: skip
    state, (first, last, _) = made.state(day), made.expected
    ahead = [(end - day).days if end else None for end in (first, last)]
    return {
        "state": state,
        "expected_by": made.expected_by,
        "basis": made.basis,
        "calculation": list(made.calculation),
        "due_in": ahead if state in ("running", "perhaps_overdue") else None,
        "overdue": made.overdue_days(day),
    }


def _pauses(entry: Entry, day: date) -> list[Json]:
    """The stretches in which the asker had to act: from a question to what clarified it."""
    found: list[Json] = []
    for step in _done(entry, day):
        role = _TURNS.get(step.word)
        if role == "from" and not _paused(found):
            found.append({"from": step.text, "to": None, "days": _between(step.when, day)})
        elif role == "to" and _paused(found):
            asked_on = when(found[-1]["from"])
            days = _stretch(asked_on, step.when)
            found[-1] |= {"to": step.text, "days": days}
    return found


def _paused(pauses: list[Json]) -> bool:
    return bool(pauses) and pauses[-1]["to"] is None


def _between(begun: When, day: date) -> list[int | None]:
    """Days from an act to a day: at least, at most; None where there is no limit."""
    return _stretch(begun, When(day, day))


def _stretch(begun: When, ended: When) -> list[int | None]:
    least = (ended.first - begun.last).days if ended.first and begun.last else 0
    most = (ended.last - begun.first).days if ended.last and begun.first else None
    return [max(least, 0), most]


def _without(age: Json, pauses: list[Json]) -> list[int | None] | None:
    """The days in which the other side had to act, at least and at most; None where nothing paused."""
    if not pauses:
        return None
    days = age.get("days", [age.get("at_least_days"), None])
    least, most = days if isinstance(days, list) else [days, days]
    ended = [pause["days"] for pause in pauses]
    longest = None if any(most is None for _, most in ended) else sum(d[1] for d in ended)
    return [
        0 if longest is None else max(least - longest, 0),
        None if most is None else most - sum(least for least, _ in ended),
    ]
