"""The room's one door to the library of ledgers: the whole ledger, or the part that everybody may read."""

from datetime import date
from threading import Lock
from typing import Any
from uuid import UUID

from cauce.governments import shelves
from cauce.governments.models import Keeping
from cauce.ledger import Ledger, answer

Json = dict[str, Any]
_READ: dict[bool, tuple[UUID, Ledger]] = {}
_ONE = Lock()


def ledger(*, public: bool) -> Ledger:
    """The office's ledger, or only what is published of it; read again only when it changed."""
    now = shelves.revision()
    kept = _READ.get(public)
    if now is not None and kept is not None and kept[0] == now:
        return kept[1]
    whole = shelves.whole()
    found = Ledger(_published(whole) if public else whole)
    if now is not None:
        with _ONE:
            _READ[public] = (now, found)
    return found


def own_sides() -> frozenset[str]:
    """The sides that this desk works for; none where nobody has said so."""
    return frozenset(shelves.own_sides())


def ask(book: Ledger, op: str, *, known_on: date | None = None, **words: Any) -> Any:
    """One of the ledger's questions, as pages ask it; what is None is not said."""
    said = {key: value for key, value in words.items() if value is not None}
    return answer(book, {"op": op, "known_on": known_on, **said})


def _published(record: Json) -> Json:
    """What everybody may read: published entries, what they rest on, and nothing that names another."""
    public = Keeping._default_manager.filter(state=Keeping.State.PUBLIC)
    names = set(public.values_list("pk", flat=True))
    entries = [_alone(entry, names) for entry in record["entries"] if entry["id"] in names]
    accounts = [a for e in (*entries, *record["tenures"]) for a in e["accounts"]]
    sources = _with_origins({a["source"] for a in accounts}, record["sources"])
    known = {a["id"] for a in accounts}
    return record | {
        "entries": entries,
        "sources": [source for source in record["sources"] if source["id"] in sources],
        "disagreements": [
            matter for matter in record["disagreements"] if {matter["a"], matter["b"]} <= known
        ],
    }


def _alone(entry: Json, names: set[str]) -> Json:
    """An entry whose relations name only entries that may be read too."""
    related = [relation for relation in entry["relations"] if relation["to"] in names]
    found = entry | {"relations": related}
    if "overlap" in entry:
        # That a sum overlaps another is said also where the other is not: it must not be added up.
        found["overlap"] = [
            other | {"entry": other["entry"] if other["entry"] in names else None}
            for other in entry["overlap"]
        ]
    return found


def _with_origins(names: set[str], sources: list[Json]) -> set[str]:
    """Some sources, and those that they were taken from."""
    from_which = {source["id"]: source.get("derived_from") for source in sources}
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name and name not in found:
            found.add(name)
            waiting.append(from_which.get(name) or "")
    return found
