"""The handover brief: what one side must know of the others on the day its office changes hands."""

from datetime import date

from cauce.ledger.book import Entry, Json, View
from cauce.ledger.contacts import latest, sure_by, talks
from cauce.ledger.days import when
from cauce.ledger.matters import ENDED, disagreements, last_phase, office_change, state_on
from cauce.ledger.money import latest_total
from cauce.ledger.requests import open_requests

LEVELS = ("head", "elect", "minister", "senior", "working")
_GIVEN = ("disbursed", "spent", "delivered", "in_kind")


def handover_brief(view: View, ask: Json) -> Json:
    """Everything that the incoming side must be told, as it was known on the day."""
    day, side = ask["as_of"], ask["side"]
    entries = [e for e in view.entries if _concerns(view, e, side) and _is_about(e, ask)]
    open_initiatives = [entry for entry in entries if _is_open(entry, day)]
    narrowed: Json = {key: ask[key] for key in ("topics", "persons", "modes") if key in ask}
    requests: Json = {**narrowed, "as_of": day}
    return {
        "we_wait_on_them": _ids(open_requests(view, {**requests, "from": side})),
        "they_wait_on_us": _ids(open_requests(view, {**requests, "to": side})),
        "last_contact": _last_contacts(view, ask, narrowed),
        "public_money_announced": [e.id for e in entries if _announced(e, day)],
        "public_money_delivered": [e.id for e in entries if _delivered(e, day)],
        "latest_running_total": latest_total(view, {**_topics(ask), "as_of": day}),
        "initiatives_not_closed": {e.id: _phase(e, day) for e in open_initiatives},
        "planned_dates_passed": [
            {"entry": e.id, "planned_end": e.data["planned_end"]["date"]}
            for e in open_initiatives
            if _has_passed(e, day)
        ],
        "disagreements_open": [
            found["id"] for found in disagreements(view, narrowed) if found["settled"] is None
        ],
        "office_change": office_change(view.ledger, ask["office"], day)
        if "office" in ask
        else None,
    }


def _ids(requests: list[Json]) -> list[str]:
    return [request["request"] for request in requests]


def _concerns(view: View, entry: Entry, side: str) -> bool:
    """Whether it is no business between two other governments alone."""
    return side in entry.sides or len(entry.sides & view.ledger.governments) < 2


def _topics(ask: Json) -> Json:
    return {"topics": ask["topics"]} if "topics" in ask else {}


def _is_about(entry: Entry, ask: Json) -> bool:
    """Whether it belongs to a brief of some topics only, as one is written where files have owners."""
    return "topics" not in ask or bool(entry.topics & set(ask["topics"]))


def _last_contacts(view: View, ask: Json, narrowed: Json) -> Json:
    day = ask["as_of"]
    found = {}
    for level in ask.get("levels", LEVELS):
        asked = {**narrowed, "between": [ask["side"]], "levels": [level]}
        held = [t for t in talks(view, asked) if sure_by(t, day) and _with_others(t.entries, ask)]
        last = latest(held)
        if last:
            found[level] = {"entries": last.ids, "date": last.text, "age_days": last.age(day)}
    return found


def _with_others(entries: tuple[Entry, ...], ask: Json) -> bool:
    return any(entry.sides - {ask["side"]} for entry in entries)


def _announced(entry: Entry, day: date) -> bool:
    return (
        entry.kind == "commitment"
        and entry.value("nature") == "new"
        and entry.data.get("source_of_money") == "public"
        and entry.asserted()
        and entry.when.last is not None
        and entry.when.last <= day
    )


def _delivered(entry: Entry, day: date) -> bool:
    return (
        entry.kind == "transaction"
        and entry.value("nature") in _GIVEN
        and "private" not in entry.sides_as("from")
        and any(account.happened for account in entry.accounts)
        and entry.when.last is not None
        and entry.when.last <= day
    )


def _is_open(entry: Entry, day: date) -> bool:
    phase = last_phase(entry, day) if entry.kind == "initiative" else None
    return phase is not None and phase.word not in ENDED


def _phase(entry: Entry, day: date) -> Json:
    state = state_on(entry, day)
    return {"phase": state["phase"], "since": state["since"]}


def _has_passed(entry: Entry, day: date) -> bool:
    planned = when((entry.data.get("planned_end") or {}).get("date")).last
    return planned is not None and planned < day
