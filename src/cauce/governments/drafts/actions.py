"""The verbs of the reading desk: a text read, and each of its drafts accepted, rejected or taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cauce.base import envelopes, keys, roles
from cauce.base.actions import destroy_subject_key
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.models.keys import KeyKind
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import shelves
from cauce.governments.drafts.matching import actor_of
from cauce.governments.drafts.models import DraftEntry, ReadText
from cauce.governments.drafts.writing import Accepted, record_of
from cauce.governments.entries.laying import entry_of, lay, own_note, piece
from cauce.governments.keeping.rows import coded
from cauce.reading import ReadFault, Source, read, source_of
from cauce.reading.text import sentences

Json = dict[str, Any]
_State = DraftEntry.State
MOST_DRAFTS = 200


@verb
def read_text(
    *, title: str, outlet: str, published: str, language: str, text: str, form_id: UUID,
    by: Officer, at: datetime,
) -> UUID:  # fmt: skip
    """Read a text into drafts; nothing of it enters the ledger. The same form sent twice is one text."""
    roles.require(by, Permission.KEEP_LEDGER)
    if not title.strip():
        raise Refused(_("Say what the text is called."))
    source = _source(text, published, language)._replace(title=title, outlet=outlet)
    if not ReadText._default_manager.filter(pk=form_id).exists():
        row = ReadText(
            pk=form_id, title=title.strip(), outlet=outlet.strip(), published=published,
            language=source.lang, read_by=by, read_at=at,
        )  # fmt: skip
        try:
            with transaction.atomic():
                _keep(row, source, at)
        except IntegrityError:
            # The same form came twice at one moment: it is one text.
            if not ReadText._default_manager.filter(pk=form_id).exists():
                raise
    note(body={"text": str(form_id)})
    return form_id


def _keep(row: ReadText, source: Source, at: datetime) -> None:
    """Store a text under a key of its own, and its drafts: statements, most of what it says, at the end."""
    row.key = keys.make(kind=KeyKind.TEXT)
    row.sealed = envelopes.close(row, "sealed", {"text": source.text})
    row.save(force_insert=True)
    found = sorted(read(source), key=lambda draft: (draft.layer, draft.evidence[0].start))
    opened = envelopes.OpenKeys()
    DraftEntry._default_manager.bulk_create(
        _draft(row, n, draft.as_json(), at, opened=opened)
        for n, draft in enumerate(found[:MOST_DRAFTS], 1)
    )


def _draft(
    text: ReadText, number: int, said: Json, at: datetime, *, by_hand: bool = False,
    opened: envelopes.OpenKeys | None = None,
) -> DraftEntry:  # fmt: skip
    draft = DraftEntry(text=text, number=number, layer=said["layer"], by_hand=by_hand, since=at)
    draft.sealed = envelopes.close(draft, "sealed", said, opened=opened)
    return draft


@verb
def forget_text(*, text: ReadText, by: By, at: datetime) -> None:
    """Throw the words of a text away, and what was read from them; how its drafts were decided stays."""
    if by is not Actor.WORKER:
        raise Refused(_("Only the worker throws texts away, when their time is over."))
    rows = ReadText._default_manager.filter(pk=text.pk, forgotten_at=None)
    if not rows.update(forgotten_at=at, sealed=b""):
        raise Refused(_("This text was thrown away already."))
    DraftEntry._default_manager.filter(text=text).update(sealed=b"")
    destroy_subject_key(subject=text.key, by=by, at=at)
    note(body={"text": str(text.pk)})


@verb
def add_draft(
    *, text: UUID, kind: str, act: str, start: int, end: int, by: Officer, at: datetime
) -> UUID:
    """Make a draft of a passage that the reader missed, or that holds two things."""
    roles.require(by, Permission.KEEP_LEDGER)
    row = (
        ReadText._default_manager.select_for_update(of=("self",)).select_related("key").get(pk=text)
    )
    if row.forgotten_at:
        raise Refused(_("The words of this text were thrown away. Paste it again."))
    if (start, end) not in {(s.start, s.end) for s in sentences(row.text)}:
        raise Refused(_("Choose a sentence of the text."))
    number = row.drafts.count() + 1
    if number > MOST_DRAFTS:
        raise Refused(_("This text has as many drafts as one text may have."))
    said: Json = {
        "kind": kind, "act": act, "from": [], "to": [], "amount": None, "mode": None, "said_by": "article",
        "on_behalf_of": None, "reported_by": None, "hedged": False, "layer": "entry",
        "date": {"text": None, "edtf": None, "basis": "not stated"},
        "evidence": [{"start": start, "end": end}],
    }  # fmt: skip
    draft = _draft(row, number, said, at, by_hand=True)
    draft.save(force_insert=True)
    note(body={"draft": str(draft.pk)})
    return draft.pk


@verb
def accept_draft(*, draft: UUID, said: Accepted, by: Officer, at: datetime) -> str:
    """Write a draft into the ledger as the person says it: a new entry, or an account of another."""
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    row = _waiting(draft)
    if not said.title.strip():
        raise Refused(_("Say in a few words what it is about."))
    if row.guessed and not said.year_confirmed:
        raise Refused(_("The year is guessed. Confirm it, or write the right one."))
    whole = shelves.whole()
    if said.same_as and said.same_as not in {entry["id"] for entry in whole["entries"]}:
        raise Refused(_("The entry that this is said to be the same as is not in the ledger."))
    if not said.same_as and not (said.giver and (said.receiver or row.read["kind"] in _ALONE)):
        raise Refused(_("Say who acts, and towards whom."))
    if said.giver and _meant(whole, said.giver) == _meant(whole, said.receiver):
        raise Refused(_("Choose two different sides."))
    record, entry, account = record_of(row, said, whole)
    lay(record, at=at)
    _decide(row, by, at, state=_State.ACCEPTED, entry=entry, account=account)
    note(body={"draft": str(row.pk), "entry": coded(entry)})
    return entry


_ALONE = ("statement", "office", "initiative")


@verb
def reject_draft(*, draft: UUID, reason: str, by: Officer, at: datetime) -> None:
    """Say that a draft is no entry, and why: the reason is kept, and measures the reader."""
    roles.require(by, Permission.KEEP_LEDGER)
    if reason not in DraftEntry.Reason.values:
        raise Refused(_("Choose why this is no entry."))
    row = _waiting(draft)
    _decide(row, by, at, state=_State.REJECTED, reason=reason)
    note(body={"draft": str(row.pk), "reason": reason})


@verb
def undo_draft(*, draft: UUID, by: Officer, at: datetime) -> None:
    """Take a decision back on the day it was made; what was written rests on nothing any more."""
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    row = DraftEntry._default_manager.exclude(state=_State.WAITING).filter(pk=draft).first()
    if row is None:
        raise Refused(_("Nothing was decided about this draft."))
    if row.since.date() != at.date():
        raise Refused(
            _("A decision can be taken back on its own day only; correct the entry instead.")
        )
    if row.state == _State.ACCEPTED:
        _take_back(row, at)
    fields = {"state": _State.WAITING, "entry": "", "account": "", "reason": "", "decided_by": None}
    moved = DraftEntry._default_manager.filter(pk=draft, state=row.state, since=row.since)
    if not moved.update(**fields, since=at):
        raise Refused(_("Somebody else decided about this draft meanwhile."))
    note(body={"draft": str(draft)})


def _take_back(row: DraftEntry, at: datetime) -> None:
    """Let the account stand on a note that is retracted: nothing is deleted, nothing rests on it."""
    entry = entry_of(row.entry)
    source = own_note(form_id=row.pk, day=at.date(), words="Accepted by mistake.") | {
        "retracted": at.date().isoformat(),
        "retracted_why": "The draft was taken back on its day.",
    }
    accounts = [
        account | ({"source": source["id"]} if account["id"] == row.account else {})
        for account in entry["accounts"]
    ]
    lay(piece(sources=[source], entries=[entry | {"accounts": accounts}]), at=at)


def _meant(whole: Json, name: str) -> str:
    return actor_of(whole, name) or name


def _waiting(draft: UUID) -> DraftEntry:
    row = DraftEntry._default_manager.select_related("text__key").filter(pk=draft).first()
    if row is None or row.state != _State.WAITING or row.text.forgotten_at:
        raise Refused(_("Somebody decided about this draft already."))
    return row


def _decide(row: DraftEntry, by: Officer, at: datetime, **fields: Any) -> None:
    waiting = DraftEntry._default_manager.filter(pk=row.pk, state=_State.WAITING)
    if not waiting.update(**fields, decided_by=by, since=at):
        raise Refused(_("Somebody decided about this draft already."))


def _source(text: str, published: str, language: str) -> Source:
    """The text as the reader takes it, or the reader's sentence."""
    if text.lstrip().startswith("{"):
        raise Refused(_("This is a file for programs. Paste the text itself."))
    try:
        return source_of(text, published=published or None, lang=language or None)
    except ReadFault as fault:
        raise Refused(_("The text cannot be read: %(why)s.") % {"why": fault}) from None
