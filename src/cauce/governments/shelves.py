"""The ledger as rows, and back as a record: one list of columns for both directions."""

from typing import Any
from uuid import UUID, uuid4

from cauce.base.shelf import Shelf
from cauce.governments.models import (
    Account,
    Commitment,
    Contact,
    Disagreement,
    Entry,
    Initiative,
    PartnerRequest,
    Preface,
    Source,
    Statement,
    Topic,
    Transaction,
)
from cauce.ledger import canonical
from cauce.partners.register import COUNTERPARTS, POSTS, TENURES

Json = dict[str, Any]
_PREFACE = ("title", "about", "rights", "conventions")


def _same(*keys: str, **other: str) -> dict[str, str]:
    """Columns that are called as their keys, and those that are not."""
    return {key: key for key in keys} | other


TOPICS = Shelf(Topic, _same("label", parent="parent_id"))
SOURCES = Shelf(
    Source,
    _same("title", "outlet", "kind", "address", "published", "language", "note")
    | _same("retracted", "retracted_why")
    | {"derived_from": "derived_from_id"},
)
ENTRIES = Shelf(
    Entry,
    _same("kind", "title", "parties", "topics", "date", "span", "date_basis", "relations")
    | _same("accepted", "note"),
)
KINDS = {
    "contact": Shelf(Contact, _same("mode", "mode_note", "level", "state", "events"), "entry_id"),
    "request": Shelf(
        PartnerRequest, _same("acts", "mode", "outcome", "contested", "clock"), "entry_id"
    ),
    "commitment": Shelf(
        Commitment,
        _same("nature", "amount", "source_of_money", "period", "condition", "overlap", "stated_on"),
        "entry_id",
    ),
    "transaction": Shelf(
        Transaction, _same("nature", "amount", "quantity", "period", state="reported"), "entry_id"
    ),
    "initiative": Shelf(Initiative, _same("names", "phases", "planned_end"), "entry_id"),
    "statement": Shelf(Statement, _same("speaker", "subject"), "entry_id"),
}
ACCOUNTS = Shelf(
    Account,
    _same("spoken_by", "on_behalf_of", "reported_by", "retold_by", "chain", "polarity", "tense")
    | _same(
        "said_on", "note", entry="entry_id", tenure="tenure_id", source="source_id", values="said"
    ),
)
DISAGREEMENTS = Shelf(
    Disagreement, _same("matter", "field", "note", a="a_id", b="b_id", settled="settled_id")
)


def hold() -> None:
    """Let one load at a time go on, so that none lays old rows over those of another."""
    list(Preface._default_manager.select_for_update())


def turn() -> None:
    """Say that something of the ledger changed; every verb of the room does, at its end."""
    if not Preface._default_manager.update(revision=uuid4()):
        Preface._default_manager.create(id=1)


def revision() -> UUID | None:
    """What the ledger's last change is called; None where nothing was ever loaded."""
    return Preface._default_manager.values_list("revision", flat=True).first()


def own_sides() -> list[str]:
    """The sides that this desk works for; none where nobody has said so."""
    return Preface._default_manager.values_list("own_sides", flat=True).first() or []


def whole() -> Json:
    """The office's ledger as a canonical record."""
    accounts = ACCOUNTS.read()
    of_entries, of_tenures = _by_owner(accounts, "entry"), _by_owner(accounts, "tenure")
    details = {item["id"]: item for shelf in KINDS.values() for item in shelf.read()}
    preface = Preface._default_manager.values(*_PREFACE).first() or {}
    return canonical(
        {
            **preface,
            "topics": TOPICS.read(),
            "actors": COUNTERPARTS.read(),
            "offices": POSTS.read(),
            "tenures": [t | {"accounts": of_tenures.get(t["id"], [])} for t in TENURES.read()],
            "sources": SOURCES.read(),
            "entries": [
                entry | details[entry["id"]] | {"accounts": of_entries.get(entry["id"], [])}
                for entry in ENTRIES.read()
            ],
            "disagreements": DISAGREEMENTS.read(),
        }
    )


def write(record: Json) -> dict[str, int]:
    """Write a canonical record's own rows, the register being there; how many of each were written."""
    entries = record["entries"]
    owned = [(entry, "entry") for entry in entries]
    owned += [(tenure, "tenure") for tenure in record["tenures"]]
    accounts = [account | {key: o["id"]} for o, key in owned for account in o["accounts"]]
    counts = {
        "topics": TOPICS.write(record["topics"]),
        "sources": SOURCES.write(record["sources"]),
        "entries": ENTRIES.write(entries),
        "details": sum(
            shelf.write(entry for entry in entries if entry["kind"] == kind)
            for kind, shelf in KINDS.items()
        ),
        "accounts": ACCOUNTS.write(accounts),
        "disagreements": DISAGREEMENTS.write(record["disagreements"]),
    }
    preface = {key: record[key] or ("" if key != "conventions" else None) for key in _PREFACE}
    Preface._default_manager.update_or_create(id=1, defaults=preface)
    return counts


def _by_owner(accounts: list[Json], owner: str) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for account in accounts:
        if account[owner] is not None:
            found.setdefault(account[owner], []).append(account)
    return found
