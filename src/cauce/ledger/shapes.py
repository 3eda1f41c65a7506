"""The first reading of a record file: every object has the keys and types of its form, and an id."""

from collections.abc import Iterator
from typing import Any

from cauce.ledger import form
from cauce.ledger.faults import Finder, Path

Json = dict[str, Any]
LONGEST_ID = 120
LARGEST = 10**18
_OBJECTS = {
    "conventions",
    "values",
    "accepted",
    "amount",
    "quantity",
    "clock",
    "planned_end",
    "also",
    "rule",
}
_OF_TEXTS = {"name_variants", "topics", "chain"}
# The objects inside an entry, and the keys that each may have.
_INNER = {
    "parties": form.PARTY,
    "relations": form.RELATION,
    "names": {"name": True, "from": False},
    "overlap": {"entry": True, "known": False},
    "amount": form.AMOUNT,
    "also": form.AMOUNT,
    "quantity": {"value": True, "unit": False},
    "clock": {"expected_by": False, "basis": False, "extensions": False, "rule": False},
    "planned_end": {"date": True, "basis": False},
}


def check_shape(data: Any, faults: Finder) -> None:
    """Keep a fault for every object that is not of its form; nothing can be looked up before."""
    if not isinstance(data, dict):
        faults.say((), "this is no object", "write {…} with sources and entries")
        return
    _top(data, faults)
    for listed, keys in form.ITEMS.items():
        for n, item in _items(data, listed, faults):
            _object(item, keys, (listed, n), faults)
            for m, account in _nested(item, "accounts"):
                _object(account, form.ACCOUNT, (listed, n, "accounts", m), faults)
    for n, entry in _items(data, "entries", faults):
        _entry(entry, ("entries", n), faults)
    if not faults.found:
        _ids(data, faults)


def _top(data: Json, faults: Finder) -> None:
    for key in data.keys() - form.TOP:
        faults.one_of((key,), key, sorted(form.TOP), "key of a record")
    _texts(data, (), faults)
    for key in form.PREFACE:
        if data.get(key) is not None:
            _type(key, data[key], (key,), faults)


def _items(data: Json, key: str, faults: Finder) -> Iterator[tuple[int, Any]]:
    value = data.get(key)
    if value is None and key not in ("sources", "entries"):
        return
    if not isinstance(value, list):
        faults.say((key,), f"{key} is no list", "write [ … ]")
        return
    yield from enumerate(value)


def _nested(item: Any, key: str) -> Iterator[tuple[int, Any]]:
    value = item.get(key) if isinstance(item, dict) else None
    yield from enumerate(value if isinstance(value, list) else ())


def _entry(entry: Any, path: Path, faults: Finder) -> None:
    if not isinstance(entry, dict):
        faults.say(path, "this entry is no object", "write {…} with id, kind and accounts")
        return
    if not faults.one_of((*path, "kind"), entry.get("kind"), form.KINDS, "kind of entry"):
        return
    _object(entry, form.entry_keys(entry["kind"]), path, faults)
    for n, account in _nested(entry, "accounts"):
        _object(account, form.ACCOUNT, (*path, "accounts", n), faults)
    if entry.get("accounts") == []:
        faults.say((*path, "accounts"), "this entry rests on nothing", "name a source that says it")
    _inside(entry, path, faults)
    _also(entry, path, faults)


def _inside(entry: Json, path: Path, faults: Finder) -> None:
    for key, keys in _INNER.items():
        if isinstance(entry.get(key), dict):
            _object(entry[key], keys, (*path, key), faults)
        for n, inner in _nested(entry, key):
            _object(inner, keys, (*path, key, n), faults)
    for listed, word in form.STEPS.items():
        for n, step in _nested(entry, listed):
            _object(step, form.STEP | {word: True}, (*path, listed, n), faults)


def _also(entry: Json, path: Path, faults: Finder) -> None:
    amount = entry.get("amount")
    if isinstance(amount, dict) and isinstance(amount.get("also"), dict):
        _object(amount["also"], form.AMOUNT, (*path, "amount", "also"), faults)
    clock = entry.get("clock")
    if isinstance(clock, dict) and isinstance(clock.get("rule"), dict):
        _object(clock["rule"], form.RULE, (*path, "clock", "rule"), faults)
    for n, extension in _nested(clock, "extensions"):
        _object(extension, form.EXTENSION, (*path, "clock", "extensions", n), faults)


def _object(item: Any, keys: dict[str, bool], path: Path, faults: Finder) -> None:
    if not isinstance(item, dict):
        faults.say(
            path, "this is no object", f"write {{…}} with {', '.join(k for k in keys if keys[k])}"
        )
        return
    for key in item.keys() - keys.keys():
        faults.one_of((*path, key), key, keys, "key here")
    for key, needed in keys.items():
        value = item.get(key)
        if needed and (value is None or value == ""):
            faults.say(path, f"{key} is missing", f"say its {key}")
        elif value is not None:
            _type(key, value, (*path, key), faults)


def _type(key: str, value: Any, path: Path, faults: Finder) -> None:
    if key in form.LIST_KEYS:
        good = isinstance(value, list) and (
            key not in _OF_TEXTS or all(isinstance(v, str) for v in value)
        )
        mend = "write [ … ]"
    elif key in _OBJECTS:
        good, mend = isinstance(value, dict), "write { … }"
    elif key == "days":
        good, mend = type(value) is int and 0 < value <= 2000, "write a whole number, 1 to 2000"
    elif key == "contested":
        good, mend = isinstance(value, bool), "write true or false"
    elif key == "value":
        good, mend = (
            isinstance(value, int | float) and not isinstance(value, bool),
            "write a number",
        )
    else:
        good, mend = isinstance(value, str), 'write a text in "…"'
    if not good:
        faults.say(path, f"{key} has a wrong type", mend)


def _texts(value: Any, path: Path, faults: Finder) -> None:
    """No text may hold a sign that a database refuses."""
    if isinstance(value, dict):
        for key, inside in value.items():
            _texts(key, path, faults)
            _texts(inside, (*path, key), faults)
    elif isinstance(value, list):
        for n, inside in enumerate(value):
            _texts(inside, (*path, n), faults)
    elif isinstance(value, int | float) and not _ordinary(value):
        faults.say(path, "this number is too large", "write a number of ordinary size")
    elif isinstance(value, str) and any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value):
        faults.say(path, "this text holds a sign that cannot be kept", "take it out")


def _ordinary(value: float) -> bool:
    """Whether a number can be added up and drawn: no sum of any money is larger."""
    return -LARGEST <= value <= LARGEST


def _ids(data: Json, faults: Finder) -> None:
    """Every id is short, and stands once among its like."""
    for listed in (*form.ITEMS, "entries"):
        _once([((listed, n), item) for n, item in _nested(data, listed)], faults)
    owners: list[tuple[Path, Json]] = [
        ((listed, n), item)
        for listed in ("tenures", "entries")
        for n, item in _nested(data, listed)
    ]
    _once(owners, faults)
    _once([((*p, "accounts", m), a) for p, o in owners for m, a in _nested(o, "accounts")], faults)


def _once(items: list[tuple[Path, Json]], faults: Finder) -> None:
    seen: set[str] = set()
    for path, item in items:
        name, where = item["id"], (*path, "id")
        if not name or len(name) > LONGEST_ID or len(name.split()) != 1 or name != name.strip():
            faults.say(
                where, f"{name!r} is no id", f"write up to {LONGEST_ID} signs without a blank"
            )
        elif name in seen and (where, name) not in {(p, i) for p, i, _ in faults.found}:
            faults.say(where, f"the id {name} stands twice", "give this one an id of its own")
        seen.add(name)
