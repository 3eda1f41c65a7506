"""What each account says of an entry, field by field, and what it is tied to; what rests on a source."""

from collections.abc import Iterable
from typing import Any

from cauce.ledger.book import Account, Entry, Json, Step, View
from cauce.ledger.matters import rests_on

# Whose word an account is, and words of the text itself, are no values that could differ.
_NO_VALUE = ("said", "qualifiers")
_WORDS = {"request": "act", "initiative": "phase", "contact": "state"}
_OF_A_STEP = ("date",)
_COMPARED = (
    "date", "mode", "level", "nature", "condition", "outcome", "speaker", "subject", "stated_on",
)  # fmt: skip


def entry_story(view: View, ask: Json) -> Json | None:
    """An entry's fields with what each account gives, and its ties both ways; None where nothing stands."""
    entry = view.get(ask["entry"])
    if entry is None:
        return None
    group = next(group for group in view.groups(entry.kind) if entry in group)
    return {
        "entry": entry.id,
        "kind": entry.kind,
        "fields": fields(entry),
        "same_event": [other.id for other in group if other is not entry],
        "names": _ties(view, entry),
        "named_by": [
            tie | {"to": other.id} for other in view.entries for tie in _ties(view, other, entry.id)
        ],
        "denied": not entry.asserted(),
        "replaces": [
            {"entry": r["to"], "why": r.get("why")}
            for r in entry.data.get("relations") or ()
            if r["to"] in set(entry.replaces())
        ],
    }


def _ties(view: View, entry: Entry, to: str | None = None) -> list[Json]:
    """The relations of an entry to what stands, or to one other."""
    known = {other.id for other in view.entries} | {t["id"] for t in view.ledger.tenures}
    return [
        {"type": r["type"], "to": r["to"], "status": r.get("status"), "why": r.get("why")}
        for r in entry.data.get("relations") or ()
        if r["to"] in known and to in (None, r["to"])
    ]


def fields(entry: Entry) -> list[Json]:
    """Each field that an account gives, side by side; those that differ and are undecided come first."""
    rows: dict[tuple[str, int | None], list[tuple[Account, Any]]] = {}
    word = _WORDS.get(entry.kind)
    for account in entry.accounts:
        step = _step_of(entry, account)
        for field, value in account.values.items():
            if field not in (*_NO_VALUE, word) and value is not None:
                about = step if field in _OF_A_STEP else None
                rows.setdefault((field, about), []).append((account, value))
    found = [_field(entry, field, about, given) for (field, about), given in rows.items()]
    return sorted(found, key=lambda row: (not row["undecided"], not row["differ"]))


def _step_of(entry: Entry, account: Account) -> int | None:
    """Which event, act or phase an account tells of; each of them has its own day."""
    return next((n for n, step in enumerate(entry.steps) if account in step.accounts), None)


def _field(entry: Entry, field: str, about: int | None, given: list[tuple[Account, Any]]) -> Json:
    differ = any(value != given[0][1] for _, value in given)
    step = entry.steps[about] if about is not None else None
    decided = _decided(entry, (step.word if step else field, field))
    value = _value(entry, field, step, given, decided)
    return {
        "field": field,
        "about": step.word if step else None,
        "given": [{"account": account.id, "value": said} for account, said in given],
        "differ": differ,
        "value": value,
        "decided": decided,
        "undecided": differ and value is None,
    }


def _decided(entry: Entry, names: tuple[str, str]) -> Json | None:
    """What a person accepted, with the reason, while the account that gave it stands."""
    accepted = entry.data.get("accepted") or {}
    standing = {account.id for account in entry.accounts}
    found = (accepted.get(name) for name in names)
    return next((dict(a) for a in found if a and a["account"] in standing), None)


def _value(
    entry: Entry, field: str, step: Step | None, given: list[tuple[Account, Any]], decided: Any
) -> Any:
    """What the ledger takes: as decided, as accepted, or as all who stand agree."""
    if decided:
        return next((said for account, said in given if account.id == decided["account"]), None)
    if step is not None:
        return step.text
    amount = entry.amount() or {}
    return amount[field] if field in amount else entry.value(field)


def source_story(view: View, ask: Json) -> Json:
    """What rests on a source, and what is lost with it: entries that fall, values that change."""
    name = ask["source"]
    derived = _derived(view, name)
    return {
        "source": name,
        "accounts": [a.id for e in view.entries for a in e.accounts if a.data["source"] == name],
        **rests_on(view, {"sources": [name]})[name],
        "values": _lost(view, {name}),
        "tenures": [
            tenure["id"]
            for tenure in view.ledger.tenures
            if any(account["source"] == name for account in tenure.get("accounts") or ())
        ],
        "derived": derived,
        "fall_with_derived": _falling(view, {name, *derived}) if derived else [],
    }


def _derived(view: View, name: str) -> list[str]:
    """The sources that were taken from it, also at second hand."""
    found: list[str] = []
    waiting = [name]
    while waiting:
        origin = waiting.pop(0)
        for source in view.ledger.sources.values():
            if source.get("derived_from") == origin and source["id"] not in found:
                found.append(source["id"])
                waiting.append(source["id"])
    return found


def _left(entry: Entry, gone: Iterable[str]) -> Entry:
    kept = tuple(a for a in entry.accounts if a.data["source"] not in set(gone))
    return Entry(entry.data, entry.every, kept)


def _falling(view: View, gone: set[str]) -> list[str]:
    return [entry.id for entry in view.entries if not _left(entry, gone).accounts]


def _lost(view: View, gone: set[str]) -> list[Json]:
    """The values of entries that stand, as they are and as they would be."""
    found = []
    for entry in view.entries:
        left = _left(entry, gone)
        if not left.accounts or len(left.accounts) == len(entry.accounts):
            continue
        for field in _COMPARED:
            was, then = entry.value(field), left.value(field)
            if was != then:
                found.append({"entry": entry.id, "field": field, "was": was, "then": then})
        if entry.amount() != left.amount():
            found.append(
                {"entry": entry.id, "field": "amount", "was": entry.amount(), "then": left.amount()}
            )
    return found
