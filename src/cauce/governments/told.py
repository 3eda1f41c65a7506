"""What pages say of an entry and its accounts: who says it, for whom, in which source, with which values."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.governments import saying
from cauce.governments.showing import Reading
from cauce.governments.vocabulary import FIELDS, WORDS, word
from cauce.ledger.book import Account, Entry

Json = dict[str, Any]
_PAGES = {"request": "request", "commitment": "commitment", "initiative": "initiative"}
_VOICES = ("spoken_by", "on_behalf_of", "reported_by", "retold_by")
_WORDED = {
    "mode": "mode", "level": "level", "state": "state", "act": "act", "phase": "phase",
    "nature": "nature", "outcome": "outcome", "polarity": "polarity",
}  # fmt: skip
_DATES = ("date", "from", "to", "at", "stated_on", "expected_by")
_NAMED = ("speaker", "by", "addressee", "subject", *_VOICES)

QUALIFIERS = {
    "exact": gettext_lazy("exactly"),
    "more_than": gettext_lazy("more than"),
    "at_least": gettext_lazy("at least"),
    "less_than": gettext_lazy("less than"),
    "up_to": gettext_lazy("up to"),
    "about": gettext_lazy("about"),
}


def page_of(entry: Entry) -> str:
    """The page on which an entry of its kind is shown."""
    return _PAGES.get(entry.kind, "entry")


def link(reading: Reading, name: str) -> Json:
    """An entry by its title and address, or a term of office by its holder, which has no page."""
    entry = reading.view.get(name)
    if entry is not None:
        to = reading.to(page_of(entry), name)
        return {"title": entry.data["title"], "to": to, "kind": word("kind", entry.kind)}
    for tenure in reading.book.tenures:
        if tenure["id"] == name:
            title = f"{reading.name(tenure['actor'])}, {reading.name(tenure['office'])}"
            return {"title": title, "to": None, "kind": _("term of office")}
    return {"title": reading.name(name), "to": None, "kind": ""}


def links(reading: Reading, names: Iterable[str]) -> list[Json]:
    """Several entries by their titles."""
    return [link(reading, name) for name in names]


def source_link(reading: Reading, name: str) -> Json:
    """A source by its title and address."""
    source = reading.book.sources.get(name) or {"title": name}
    return {
        "id": name,
        "title": source["title"],
        "to": reading.to("source", name),
        "outlet": source.get("outlet"),
        "published": source.get("published"),
        "language": source.get("language") or "en",
        "retracted": source.get("retracted"),
    }


def accounts(reading: Reading, entry: Entry) -> list[Json]:
    """Every standing account of an entry, numbered as the page names them."""
    return [account(reading, a, n) for n, a in enumerate(entry.accounts, 1)]


def numbers(entry: Entry) -> dict[str, int]:
    """The number of each account of an entry on its page."""
    return {a.id: n for n, a in enumerate(entry.accounts, 1)}


def account_links(reading: Reading, names: Iterable[str]) -> list[Json]:
    """Some accounts by their sources, each at its place on the page of its entry."""
    at = {
        a.id: (entry, n) for entry in reading.view.entries for n, a in enumerate(entry.accounts, 1)
    }
    found = []
    for name in names:
        entry, number = at[name]
        to = f"{reading.to(page_of(entry), entry.id)}#account-{number}"
        source = source_link(reading, entry.accounts[number - 1].data["source"])
        found.append(source | {"to": to})
    return found


def account(reading: Reading, found: Account, number: int) -> Json:
    """One account as a page shows it."""
    values = [
        (field_said(field), value_said(reading, field, value))
        for field, value in found.values.items()
        if field not in ("said", "qualifiers") and value is not None
    ]
    return {
        "id": found.id,
        "number": number,
        "source": source_link(reading, found.data["source"]),
        "polarity": found.data["polarity"],
        "tense": found.data["tense"],
        "said_on": found.data.get("said_on"),
        "voices": [
            (word("field", key), voice(reading, found.data[key]))
            for key in _VOICES
            if found.data.get(key)
        ],
        "chain": [voice(reading, one) for one in found.data.get("chain") or ()],
        "values": values,
        "said": found.values.get("said"),
        "note": found.data.get("note"),
    }


def voice(reading: Reading, name: str) -> str:
    """Who speaks: somebody of the register, or a source by its outlet."""
    source = reading.book.sources.get(name)
    return reading.name(name) if source is None else str(source.get("outlet") or source["title"])


def field_said(field: str) -> str | Promise:
    """What a field is called."""
    return FIELDS.get(field) or field.replace("_", " ")


def value_said(reading: Reading, field: str, value: Any) -> str:
    """A value as a source has it, in words where it is a code of the ledger."""
    if isinstance(value, list):
        return ", ".join(value_said(reading, field.removesuffix("s"), one) for one in value)
    if isinstance(value, dict):
        return _object_said(value)
    if isinstance(value, str):
        return _text_said(reading, field, value)
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return saying.number(value)


def _object_said(value: Json) -> str:
    if {"value", "currency"} <= value.keys():
        return saying.sum_said(value)
    return ", ".join(f"{key.replace('_', ' ')}: {said}" for key, said in value.items())


def _text_said(reading: Reading, field: str, value: str) -> str:
    if field in _DATES:
        return saying.date_said(value)
    if field == "qualifier":
        return str(QUALIFIERS.get(value, value))
    if field in _WORDED:
        return str(WORDS[_WORDED[field]].get(value) or value)
    return reading.name(value) if field in (*_NAMED, "topic") else value


def parties(reading: Reading, entry: Entry, role: str) -> list[str]:
    """The parties of an entry that have a role, with the office spoken from."""
    found = []
    for party in entry.data["parties"]:
        if party["role"] == role:
            office = f", {reading.name(party['as'])}" if party.get("as") else ""
            found.append(f"{reading.name(party['actor'])}{office}")
    return found


def fields(reading: Reading, entry: Entry, rows: Iterable[Json]) -> list[Json]:
    """Each field with what every account gives; those undecided first."""
    number = numbers(entry)
    return [
        {
            **row,
            "name": field_said(row["field"]),
            "of": word(_OF.get(entry.kind, "field"), row["about"]) if row["about"] else "",
            "taken": None
            if row["value"] is None
            else value_said(reading, row["field"], row["value"]),
            "given": [
                (value_said(reading, row["field"], one["value"]), number[one["account"]])
                for one in row["given"]
            ],
            "why": (row["decided"] or {}).get("why"),
        }
        for row in rows
        if row["about"] or (entry.kind, row["field"]) not in _OF_EACH_ACT
    ]


# Each act has its own: that two acts differ in it is no difference between accounts.
_OF_EACH_ACT = {("request", field) for field in ("by", "addressee", "form")}
_OF = {"request": "act", "initiative": "phase", "contact": "state"}


def ties(reading: Reading, story: Json) -> list[Json]:
    """What an entry is tied to, from both ends."""
    found = [
        {"text": word("relation", tie["type"]), "why": tie["why"], **link(reading, tie["to"])}
        for tie in story["names"]
    ]
    back = [
        {"text": _from_the_other_end(tie["type"]), "why": tie["why"]} | link(reading, tie["to"])
        for tie in story["named_by"]
    ]
    return [*found, *back, *_replaced(reading, story)]


def _replaced(reading: Reading, story: Json) -> list[Json]:
    """The entries in whose place it stands; they have no page while it does."""
    titles = {entry.id: str(entry.data["title"]) for entry in reading.book.every}
    return [
        {
            "text": word("relation", "supersedes"), "why": one["why"], "to": None, "kind": "",
            "title": titles.get(one["entry"], one["entry"]),
        }
        for one in story["replaces"]
    ]  # fmt: skip


def _from_the_other_end(relation: str) -> str | Promise:
    said = {
        "part_of": _("has this part"),
        "answers": _("is answered by"),
        "follows_up": _("is followed up by"),
        "about": _("is spoken of in"),
        "contradicts": _("is contradicted by"),
    }
    return said.get(relation) or word("relation", relation)


def matters(reading: Reading, **words: Any) -> list[Json]:
    """Differences between accounts, field by field, unresolved first."""
    found = reading.ask("disagreements", **words)
    by_id = {matter["id"]: matter for matter in reading.book.disagreements}
    entry_of = {a.id: entry for entry in reading.view.entries for a in entry.accounts}
    rows = [
        {
            "id": row["id"],
            "matter": by_id[row["id"]].get("matter") or row["id"],
            "note": by_id[row["id"]].get("note"),
            "field": field_said(row["field"]),
            "settled": row["settled"],
            "sides": [_side(reading, entry_of, row, key) for key in ("a", "b")],
        }
        for row in found
    ]
    return sorted(rows, key=lambda row: row["settled"] is not None)


def _side(reading: Reading, entry_of: dict[str, Entry], row: Json, key: str) -> Json:
    [(name, value)] = row[key].items()
    entry = entry_of[name]
    found = next(a for a in entry.accounts if a.id == name)
    return {
        "account": name,
        "value": value_said(reading, row["field"], value),
        "said": found.values.get("said"),
        "believed": row["settled"] == name,
        "entry": link(reading, entry.id),
        "source": source_link(reading, found.data["source"]),
        "voices": [voice(reading, found.data[k]) for k in _VOICES if found.data.get(k)],
    }
