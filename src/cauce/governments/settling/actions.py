"""The verbs of deciding: a value accepted, a difference settled, two entries one event, one for another."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import shelves
from cauce.governments.entries.laying import entry_of, lay, piece
from cauce.governments.keeping.rows import coded
from cauce.governments.models import Disagreement

Json = dict[str, Any]
# What an account may be believed about; everything else of an entry is no single value.
FIELDS = ("date", "mode", "level", "state", "period", "condition", "nature", "stated_on", "outcome")


@verb
def accept_value(
    *, entry: str, field: str, account: str, why: str, before: str | None, by: By, at: datetime
) -> None:
    """Take what one account says as the entry's value, with a reason; the other accounts stay as they are.

    `before` is the account whose value was accepted when the page was read.
    """
    roles.require(by, Permission.KEEP_LEDGER)
    _demand_reason(why)
    if field not in FIELDS:
        raise Refused(_("This cannot be decided here; it stays as its sources have it."))
    shelves.hold()
    found = entry_of(entry)
    if (found["accepted"].get(field) or {}).get("account") != before:
        raise Refused(_("Somebody decided this meanwhile; look at it again."))
    said = {a["id"]: a["values"] for a in found["accounts"]}.get(account, {})
    if field not in said:
        raise Refused(_("This account says nothing of it; choose another."))
    found[field] = said[field]
    found["accepted"] = found["accepted"] | {field: {"account": account, "why": why.strip()}}
    lay(piece(entries=[found]), at=at)
    note(body={"entry": coded(entry), "field": field, "account": coded(account)})


@verb
def settle_disagreement(
    *, disagreement: str, account: str | None, why: str, before: str | None, by: By, at: datetime
) -> None:
    """Say which of two accounts is believed, or that it is open again; both stay listed."""
    roles.require(by, Permission.KEEP_LEDGER)
    _demand_reason(why)
    shelves.hold()
    rows = Disagreement._default_manager.filter(pk=disagreement)
    row = rows.first()
    if row is None or account not in (None, row.a_id, row.b_id):
        raise Refused(_("Choose one of its two accounts."))
    if not rows.filter(settled=before).update(settled=account, note=why.strip()):
        raise Refused(_("Somebody decided this meanwhile; look at it again."))
    shelves.turn()
    note(body={"disagreement": coded(disagreement), "account": coded(account) if account else None})


@verb
def merge_same_event(*, entry: str, other: str, why: str, by: By, at: datetime) -> None:
    """Say that two entries tell of one event; both stay, and count once until somebody undoes it."""
    roles.require(by, Permission.KEEP_LEDGER)
    _demand_reason(why)
    shelves.hold()
    found, told = entry_of(entry), entry_of(other)
    if entry == other or found["kind"] != told["kind"]:
        raise Refused(_("Choose another entry of the same kind."))
    if _tie(found, other) or _tie(told, entry):
        raise Refused(_("They are one event already."))
    tie = {"type": "same_event", "to": other, "status": "accepted", "why": why.strip()}
    rest = [r for r in found["relations"] if not _between(r, other)]
    lay(piece(entries=[found | {"relations": [*rest, tie]}]), at=at)
    note(body={"entry": coded(entry), "other": coded(other)})


@verb
def unmerge_same_event(*, entry: str, other: str, by: By, at: datetime) -> None:
    """Say that two entries are not one event after all; each counts for itself again."""
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    found, told = entry_of(entry), entry_of(other)
    changed = [
        one | {"relations": [r for r in one["relations"] if not _between(r, name)]}
        for one, name in ((found, other), (told, entry))
        if _tie(one, name)
    ]
    if not changed:
        raise Refused(_("They are not one event; nothing is to be undone."))
    lay(piece(entries=changed), at=at)
    note(body={"entry": coded(entry), "other": coded(other)})


@verb
def supersede_entry(*, entry: str, other: str, why: str, by: By, at: datetime) -> None:
    """Put another entry in the place of one: it counts no more while that one stands, and stays written."""
    roles.require(by, Permission.KEEP_LEDGER)
    _demand_reason(why)
    shelves.hold()
    old, new = entry_of(entry), entry_of(other)
    if entry == other or old["kind"] != new["kind"]:
        raise Refused(_("Choose another entry of the same kind."))
    if _in_place_of(new, entry):
        raise Refused(_("That entry stands in its place already."))
    tie = {"type": "supersedes", "to": entry, "status": "accepted", "why": why.strip()}
    lay(piece(entries=[new | {"relations": [*new["relations"], tie]}]), at=at)
    note(body={"entry": coded(entry), "other": coded(other)})


@verb
def reinstate_entry(*, entry: str, other: str, by: By, at: datetime) -> None:
    """Let an entry count again in whose place another stood."""
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    new = entry_of(other)
    if not _in_place_of(new, entry):
        raise Refused(_("No entry stands in its place; nothing is to be undone."))
    rest = [r for r in new["relations"] if not _replaces(r, entry)]
    lay(piece(entries=[new | {"relations": rest}]), at=at)
    note(body={"entry": coded(entry), "other": coded(other)})


def _in_place_of(entry: Json, other: str) -> bool:
    return any(_replaces(relation, other) for relation in entry["relations"])


def _replaces(relation: Json, other: str) -> bool:
    return bool(relation["type"] == "supersedes" and relation["to"] == other)


def _between(relation: Json, other: str) -> bool:
    return bool(relation["type"] == "same_event" and relation["to"] == other)


def _tie(entry: Json, other: str) -> bool:
    """Whether an entry says, as accepted, that it is one event with another."""
    return any(_between(r, other) and r.get("status") == "accepted" for r in entry["relations"])


def _demand_reason(why: str) -> None:
    if not why.strip():
        raise Refused(_("Say why: whoever reads this later must be able to follow."))
