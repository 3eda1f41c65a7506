"""Writes an accepted draft as a piece of a record: an entry with its account, or one account more."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from cauce.governments.drafts.matching import actor_of, side_of
from cauce.governments.drafts.models import DraftEntry, ReadText
from cauce.governments.entries.laying import piece

Json = dict[str, Any]
_PREFIX = {"contact": "c", "request": "r", "commitment": "k", "transaction": "t", "initiative": "i"}
_STATES = {"held": "held", "planned": "planned", "denied": "did_not_happen"}
_NATURES = {
    "total_restated": "running_total",
    "part_of": "part_of",
    "revised": "revised",
    "announced_disbursement": "plan",
    "disbursed": "disbursed",
    "delivered": "delivered",
}
# An act of the reader that the ledger has no word for: the request was filed; a note says the rest.
_ACTS = {"unanswered": "filed"}


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What a person said to the three questions of a card: which act, who says so, when; and who is meant."""

    title: str
    act: str
    giver: str
    receiver: str
    said_by: str = ""
    reported_by: str = ""
    day: str = ""
    year_confirmed: bool = False
    same_as: str = ""
    # As the person says it, empty where no sum is stated; None: as it was read.
    amount: Json | None = None


def kind_of(read: Json) -> str:
    """The kind of entry that a draft becomes: who took an office is said, and kept as a statement."""
    return "statement" if read["kind"] == "office" else str(read["kind"])


def record_of(draft: DraftEntry, said: Accepted, whole: Json) -> tuple[Json, str, str]:
    """The piece that is laid over the ledger, and the ids of its entry and account."""
    names = (said.giver, said.receiver, said.said_by, said.reported_by)
    actors = _newcomers(whole, [name for name in names if name])
    known = whole | {"actors": [*whole["actors"], *actors]}
    account = _account(draft, said, known)
    if said.same_as:
        before = next(entry for entry in whole["entries"] if entry["id"] == said.same_as)
        account["id"] = f"{before['id']}.{draft.pk.hex[:12]}"
        entry = _stepped(before, draft.read, said, account)
        entry = entry | {"accounts": [*before["accounts"], account]}
    else:
        name = f"{_PREFIX.get(draft.read['kind'], 's')}-{draft.pk.hex}"
        account["id"] = f"{name}.a1"
        entry = _entry(name, draft.read, said, known)
        entry = _stepped(entry, draft.read, said, account) | {"accounts": [account]}
    return (
        piece(actors=actors, sources=[source_of(draft.text)], entries=[entry]),
        entry["id"],
        account["id"],
    )


def amount_of(read: Json, said: Accepted) -> Json | None:
    """The sum as the person says it; what was read beside it stays where the sum is the same."""
    before = read["amount"]
    if said.amount is None:
        return dict(before) if before else None
    same = before and all(before.get(key) == value for key, value in said.amount.items())
    return ({**before, **said.amount} if same else said.amount) or None


def source_of(text: ReadText) -> Json:
    """The text as the ledger names it: what it is called and where it stood, never its words."""
    return {
        "id": text.source_id,
        "title": text.title,
        "outlet": text.outlet or None,
        "kind": "news",
        "published": text.published or text.read_at.date().isoformat(),
        "language": text.language,
    }


def _newcomers(whole: Json, names: list[str]) -> list[Json]:
    """Actors whom the ledger does not know yet, each once."""
    found: dict[str, Json] = {}
    taken = {actor["id"] for actor in whole["actors"]}
    for name in names:
        if name in taken or actor_of(whole, name):
            continue
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "actor"
        while key in taken and key not in found:
            key += "-2"
        found[key] = {"id": key, "name": name, "kind": "named_in_text"}
    return list(found.values())


def _id(known: Json, name: str) -> str | None:
    ids = {actor["id"] for actor in known["actors"]}
    return (name if name in ids else actor_of(known, name)) or None


def _account(draft: DraftEntry, said: Accepted, known: Json) -> Json:
    read = draft.read
    values = {"date": said.day, "mode": read["mode"]} | (amount_of(read, said) or {})
    planned = said.act == "planned" or said.act == "announced_disbursement"
    denied = read["kind"] == "contact" and said.act == "denied"
    return {
        "source": draft.text.source_id,
        "spoken_by": _id(known, said.said_by) if said.said_by else None,
        "reported_by": _id(known, said.reported_by) if said.reported_by else None,
        "polarity": "denies" if denied else "hedges" if read["hedged"] else "asserts",
        "tense": "planned" if planned else "happened",
        "values": {key: value for key, value in values.items() if value},
    }


def _entry(name: str, read: Json, said: Accepted, known: Json) -> Json:
    kind = kind_of(read)
    parties = []
    for role, who in (("from", said.giver), ("to", said.receiver)):
        if actor := _id(known, who) if who else None:
            parties.append({"actor": actor, "role": role, "side": side_of(known, actor)})
    entry: Json = {
        "id": name, "kind": kind, "title": said.title.strip(), "parties": parties, "date": said.day or None,
        "date_basis": read["date"]["basis"],
    }  # fmt: skip
    if kind == "contact":
        entry |= {"mode": read["mode"], "state": _STATES[said.act]}
    if kind in ("commitment", "transaction"):
        nature = _NATURES.get(said.act, "new")
        entry |= {"nature": nature, "amount": amount_of(read, said)}
        entry["kind"] = "transaction" if nature in ("disbursed", "delivered") else "commitment"
        if read["hedged"] and entry["kind"] == "commitment":
            entry["condition"] = "conditional in the source"
    if kind == "statement":
        entry["speaker"] = parties[0]["actor"] if parties else None
    return entry


def _stepped(entry: Json, read: Json, said: Accepted, account: Json) -> Json:
    """The entry with the act or the phase that the draft tells."""
    by = next((party["actor"] for party in entry["parties"] if party["role"] == "from"), None)
    step: Json = {"date": said.day or None, "accounts": [account["id"]]}
    if entry["kind"] == "request":
        act = {"act": _ACTS.get(said.act, said.act), "by": by} | step
        if said.act == "unanswered":
            act["note"] = "Said to be unanswered."
        return entry | {"acts": [*entry.get("acts", []), act]}
    if entry["kind"] == "initiative":
        return entry | {"phases": [*entry.get("phases", []), {"phase": said.act} | step]}
    return entry
