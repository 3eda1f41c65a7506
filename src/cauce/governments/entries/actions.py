"""The verbs of entries: a contact logged, an act recorded, a day agreed; sources taken back and restored."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import shelves
from cauce.governments.entries.forms_in import ActIn, ContactIn, RuleIn
from cauce.governments.entries.laying import entry_of, lay, own_note, piece
from cauce.governments.keeping.rows import coded
from cauce.governments.models import Entry, Source
from cauce.governments.work.rows import open_items
from cauce.ledger import CLOSING

Json = dict[str, Any]


@verb
def enter_entry(*, record: Json, by: By, at: datetime) -> list[str]:
    """Write new entries, or accounts of entries that are there, with their sources; return the entries' ids.

    For drafts that somebody accepted. Nothing that is there is changed but by what is added.
    """
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    report, written = lay(record, at=at)
    note(body=written)
    return [name for where, name, _became in report if where == "entries"]


@verb
def log_contact(*, contact: ContactIn, form_id: UUID, by: By, at: datetime) -> str:
    """Write down a call, a meeting or a visit on the desk's own word; return its entry's id.

    The same form sent twice is one entry.
    """
    roles.require(by, Permission.KEEP_LEDGER)
    if not contact.title.strip():
        raise Refused(_("Say in a few words what it was about."))
    if contact.caller == contact.called:
        raise Refused(_("Choose two different sides."))
    shelves.hold()
    name = f"c-{form_id.hex}"
    if not Entry._default_manager.filter(pk=name).exists():
        source = own_note(form_id=form_id, day=at.date(), words=contact.words)
        lay(piece(sources=[source], entries=[_contact(name, contact, source["id"])]), at=at)
    note(body={"entry": name})
    return name


@verb
def record_act(*, request: str, act: ActIn, form_id: UUID, by: By, at: datetime) -> None:
    """Add an act to a request: filed again, acknowledged, answered …; an ending needs what shows it."""
    roles.require(by, Permission.KEEP_LEDGER)
    if act.act in CLOSING and not (act.words.strip() or act.source):
        raise Refused(
            _("An ending needs what shows it: write what was said, or choose the source.")
        )
    shelves.hold()
    entry = entry_of(request, "request")
    name = f"a-{form_id.hex}"
    if name not in {account["id"] for account in entry["accounts"]}:
        if len(entry["acts"]) != act.seen:
            raise Refused(_("Somebody recorded an act meanwhile; look at the request again."))
        lay(_with_act(entry, act, name, form_id, at), at=at)
    note(body={"request": coded(request), "act": act.act})


@verb
def agree_date(
    *, request: str, day: str, agreed_by: str, why: str, before: str | None, by: By, at: datetime
) -> None:
    """Say until when an answer was agreed, for the first time or anew; the former day stays written."""
    roles.require(by, Permission.KEEP_LEDGER)
    if not why.strip():
        raise Refused(_("Say how this day was agreed."))
    shelves.hold()
    entry = entry_of(request, "request")
    clock = entry["clock"] or {}
    if clock.get("expected_by") != before:
        raise Refused(_("Somebody agreed another day meanwhile; look at the request again."))
    anew = {"from": before, "to": day, "by": agreed_by or None, "why": why.strip()}
    extensions = [*(clock.get("extensions") or []), anew | {"on": at.date().isoformat()}]
    entry["clock"] = clock | {"expected_by": day, "basis": "agreed", "extensions": extensions}
    lay(piece(entries=[entry]), at=at)
    note(body={"request": coded(request)})


@verb
def set_clock_rule(
    *, request: str, rule: RuleIn | None, before: Json | None, by: By, at: datetime
) -> None:
    """Say within how many days an answer is due, counted from which act; None takes the rule away.

    A day that was agreed goes before a rule. `before` is the rule that the page showed.
    """
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    entry = entry_of(request, "request")
    there = entry["clock"] or {}
    if (there.get("rule") or None) != (before or None):
        raise Refused(_("Somebody set another rule meanwhile; look at the request again."))
    rest = {key: value for key, value in there.items() if key != "rule"}
    entry["clock"] = rest | ({"rule": rule.said()} if rule else {})
    lay(piece(entries=[entry]), at=at)
    note(body={"request": coded(request), "days": rule.days if rule else None})


@verb
def retract_source(*, source: str, why: str, by: By, at: datetime) -> None:
    """Let nothing rest on a source any more, from today on; what was known before stays known."""
    roles.require(by, Permission.KEEP_LEDGER)
    if not why.strip():
        raise Refused(_("Say why this source no longer counts."))
    rows = Source._default_manager.filter(pk=source, retracted="")
    if not rows.update(retracted=at.date().isoformat(), retracted_why=why.strip()):
        raise Refused(_("This source was taken back already, or is not in the ledger."))
    shelves.turn()
    note(body={"source": coded(source)})


@verb
def restore_source(*, source: str, by: By, at: datetime) -> None:
    """Let a source count again."""
    roles.require(by, Permission.KEEP_LEDGER)
    rows = Source._default_manager.filter(pk=source).exclude(retracted="")
    if not rows.update(retracted="", retracted_why=""):
        raise Refused(_("This source counts already, or is not in the ledger."))
    shelves.turn()
    open_items(at=at)
    note(body={"source": coded(source)})


def _contact(name: str, contact: ContactIn, source: str) -> Json:
    parties = [
        {"actor": side, "role": role, "side": side, "level": contact.level or None}
        for role, side in (("from", contact.caller), ("to", contact.called))
    ]
    said = {"date": contact.day, "mode": contact.mode or None, "topics": list(contact.topics)}
    account = {
        "id": f"{name}.a1",
        "source": source,
        "polarity": "asserts",
        "tense": "happened" if contact.state in ("held", "did_not_happen") else "planned",
        "values": {key: value for key, value in said.items() if value},
    }
    return {
        "id": name,
        "kind": "contact",
        "title": contact.title.strip(),
        "parties": parties,
        "topics": list(contact.topics),
        "date": contact.day,
        "mode": contact.mode or None,
        "level": contact.level or None,
        "state": contact.state,
        "accounts": [account],
    }


def _with_act(entry: Json, act: ActIn, name: str, form_id: UUID, at: datetime) -> Json:
    """The request with one act more, and the note that it rests on where no source was named."""
    sources = [] if act.source else [own_note(form_id=form_id, day=at.date(), words=act.words)]
    account = {
        "id": name,
        "source": act.source or sources[0]["id"],
        "spoken_by": act.actor or None,
        "polarity": "asserts",
        "tense": "happened",
        "values": {"date": act.day},
        "note": act.words.strip() or None,
    }
    step = {"act": act.act, "date": act.day, "by": act.actor or None, "accounts": [name]}
    changed = entry | {
        "acts": [*entry["acts"], step],
        "accounts": [*entry["accounts"], account],
    }
    return piece(sources=sources, entries=[changed])
