"""Small ledgers for the tests: two governments, made up, so that every rule stands on a few lines."""

from datetime import date
from typing import Any

from cauce.ledger import Ledger, answer, canonical, check

Json = dict[str, Any]


def source(name: str, published: str | None) -> Json:
    return {"id": name, "title": name, "published": published}


def account(name: str, of: str, /, **more: Any) -> Json:
    """An account `name` in the source `of`; what is not a key of an account is one of its values."""
    kept = {key: more.pop(key) for key in ("polarity", "tense", "said_on") if key in more}
    plain = {"polarity": "asserts", "tense": "happened", "said_on": None}
    return {"id": name, "source": of, **plain, **kept, "values": more}


def party(actor: str, role: str, level: str | None = None) -> Json:
    return {"actor": actor, "role": role, "side": actor.split(".")[0], "level": level}


def entry(name: str, kind: str, accounts: list[Json], **more: Any) -> Json:
    plain: Json = {
        "id": name, "kind": kind, "title": name, "topics": [], "relations": [], "accounts": accounts,
        "parties": [party("north", "from", "head"), party("south", "to", "head")],
    }  # fmt: skip
    needed = {"contact": {"state": "held", "level": "head"}, "commitment": {"nature": "new"}}
    return plain | needed.get(kind, {}) | more


def call(name: str, day: str | None, of: str, **more: Any) -> Json:
    """A phone call on a day, as one source tells it."""
    return entry(
        name, "contact", [account(f"{name}.a1", of, date=day)], date=day, mode="phone", **more
    )


def request(name: str, acts: list[tuple[str, str | None, str]], **more: Any) -> Json:
    """A request of the north to the south; each act as (word, date, source)."""
    accounts, steps = [], []
    for n, (word, day, of) in enumerate(acts, 1):
        accounts.append(account(f"{name}.a{n}", of, act=word, date=day))
        steps.append({"act": word, "date": day, "by": None, "accounts": [f"{name}.a{n}"]})
    return entry(name, "request", accounts, acts=steps, **more)


def money(name: str, value: float, day: str | None, qualifier: str = "exact", **more: Any) -> Json:
    amount = {"value": value, "currency": "USD", "qualifier": qualifier}
    said = [account(f"{name}.a1", "early", **amount)]
    plain = {"date": day, "amount": amount, "source_of_money": "public"}
    return entry(name, "commitment", said, **(plain | more))


def record(*entries: Json, **more: Any) -> Json:
    """A record with sources of three days and one without a day."""
    plain: Json = {
        "topics": [{"id": "borders", "label": "borders"}, {"id": "trade", "label": "trade"}],
        "actors": [
            {"id": name, "name": name.title(), "kind": "government", "parent": None}
            for name in ("north", "south", "east")
        ],
        "offices": [{"id": "chair", "title": "Chair of the North"}],
        "tenures": [],
        "sources": [
            source("early", "2021-01-10"), source("month", "2021-06"), source("late", "2023-03-01"),
            source("undated", None),
        ],
        "entries": list(entries),
        "disagreements": [],
    }  # fmt: skip
    return canonical(plain | more)


def ledger(*entries: Json, **more: Any) -> Ledger:
    made = record(*entries, **more)
    check(made)
    return Ledger(made)


def asked(book: Ledger, op: str, **ask: Any) -> Any:
    """The answer to a question whose days are written as texts; `begin` and `end` stand for from and to."""
    words = {"begin": "from", "end": "to"}
    days = ("as_of", "known_on", "from", "to")
    plain = {words.get(key, key): value for key, value in ask.items()}
    read = {key: _day(value) if key in days else value for key, value in plain.items()}
    return answer(book, {"op": op, **read})


def _day(value: Any) -> Any:
    if isinstance(value, list):
        return [_day(item) for item in value]
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value  # from and to may be sides


def plain(value: Any) -> Any:
    """An answer in which order says nothing: lists are compared as sets, or by their objects."""
    if isinstance(value, dict):
        return {key: plain(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return sorted((plain(item) for item in value), key=repr)
    return value
