"""One record laid over another: what is new, what changed, what stays; nothing is ever taken away."""

from typing import Any

from cauce.ledger import form

Json = dict[str, Any]
Report = list[tuple[str, str, str]]
_QUIET = {"contested", "accepted", "chain", "overlap"}


def canonical(record: Json) -> Json:
    """A record with every key of its form in its place, so that two that say the same are equal."""
    plain = {key: record.get(key) or None for key in form.PREFACE}
    for listed, keys in form.ITEMS.items():
        plain[listed] = [canonical_item(item, keys) for item in record.get(listed) or ()]
    plain["entries"] = [_entry(entry) for entry in record.get("entries") or ()]
    return plain


def canonical_item(item: Json, keys: dict[str, bool]) -> Json:
    """One object with every key of its form."""
    found = {key: _plain(key, item.get(key)) for key in keys}
    if "accounts" in found:
        found["accounts"] = [canonical_item(a, form.ACCOUNT) for a in found["accounts"]]
    return found


def _entry(entry: Json) -> Json:
    return canonical_item(entry, form.entry_keys(entry["kind"]))


def _plain(key: str, value: Any) -> Any:
    if key in form.LIST_KEYS:
        return value or []
    if key in ("values", "accepted"):
        return value or {}
    if key == "contested":
        return bool(value)
    return None if value in ("", {}) else value


def merge(old: Json, new: Json) -> tuple[Json, Report]:
    """Two canonical records as one, and for each thing of the new one: list, id, what became of it."""
    merged: Json = {key: old.get(key) if new[key] is None else new[key] for key in form.PREFACE}
    report: Report = []
    for listed in (*form.ITEMS, "entries"):
        there = {item["id"]: item for item in old[listed]}
        for item in new[listed]:
            before = there.get(item["id"])
            whole = _with_accounts_of(before, item)
            there[item["id"]] = whole
            report.append((listed, item["id"], _became(before, whole)))
        merged[listed] = list(there.values())
    if any(new[key] is not None for key in form.PREFACE):
        before = {key: old.get(key) for key in form.PREFACE}
        became = "changed" if any(before.values()) else "new"
        same = all(merged[key] == before[key] for key in form.PREFACE)
        report.insert(0, ("preface", "record", "the same" if same else became))
    return merged, report


def _became(before: Json | None, after: Json) -> str:
    if before is None:
        return "new"
    return "the same" if before == after else "changed"


def _with_accounts_of(before: Json | None, item: Json) -> Json:
    """An account that is not said again stays: an accepted value may rest on it."""
    if before is None or "accounts" not in item:
        return item
    accounts = {account["id"]: account for account in before["accounts"]}
    accounts |= {account["id"]: account for account in item["accounts"]}
    return {**item, "accounts": list(accounts.values())}


def shown(record: Json) -> Json:
    """A canonical record as a person reads it: without the keys that say nothing."""
    return {key: _shown(value) for key, value in record.items() if value is not None}


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, dict) and "id" in value:
        return {
            key: _shown(inside)
            for key, inside in value.items()
            if inside is not None and (inside or key not in _QUIET)
        }
    return value
