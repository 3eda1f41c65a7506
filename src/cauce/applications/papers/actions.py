"""The verbs of papers: keep one, say that it can be read, remove it, bring it back, send it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from cauce.applications.changing.rights import demand_not_erased, require_hand
from cauce.applications.models import Application, Document, Draft
from cauce.applications.papers import limits, sentences, telling
from cauce.applications.papers.keeping import Home, home_of, rows_of
from cauce.applications.papers.kinds import Because, PaperKind
from cauce.base import envelopes, outbox, roles
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.people.models import Member

UNLINK = "papers.unlink"
_State = Document.State
_THERE = (_State.RECEIVED, _State.READY, _State.REFUSED)


class Repeated(Refused):
    """The same form came before; the paper it brought is there."""


@verb
def keep_document(
    *,
    home: Home,
    document: UUID,
    kind: str,
    files: Sequence[str],
    size: int,
    content: Mapping[str, Any],
    by: By,
    at: datetime,
) -> Document:
    """Keep a paper whose sealed pages lie on the disk; `document` is made from its form and its bytes."""
    _may_bring(by, home)
    if kind not in set(PaperKind):
        raise Refused(_("Say what kind of paper it is."))
    site = _lock(home).site
    row = Document(pk=document, key=home.key, site=site, kind=kind, size=size, sent_at=at)
    row.draft = home if isinstance(home, Draft) else None
    row.application = home if isinstance(home, Application) else None
    row.files = list(files)
    row.member = _member(home, content.get("about"))
    row.sealed = envelopes.close(row, "sealed", content)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Repeated(_("This paper was sent already; look at the list.")) from None
    _demand_room(home)
    note(subject=home.key_id, body={"document": str(row.pk), "kind": kind, "pages": len(files)})
    return row


@verb
def confirm_document(*, document: Document, by: By, at: datetime) -> None:
    """Record that whoever sent a paper looked at it and can read it."""
    _may_bring(by, home_of(document))
    _move(
        document,
        (_State.RECEIVED,),
        _("Look at the list again: this paper changed."),
        state=_State.READY,
    )
    note(subject=document.key_id, body={"document": str(document.pk)})


@verb
def remove_document(*, document: Document, by: By, at: datetime) -> None:
    """Take a paper from the list; it can be brought back for a day, then its pages are swept."""
    home = home_of(document)
    _may_bring(by, home)
    there = _lock(home)
    if by is Actor.FAMILY and _is_worked_on(there):
        raise Refused(
            _("An officer works with your papers already. Ask the office to take this one away.")
        )
    _move(
        document, _THERE, _("This paper was removed already."), state=_State.REMOVED, removed_at=at
    )
    note(subject=document.key_id, body={"document": str(document.pk)})


@verb
def restore_document(*, document: Document, by: By, at: datetime) -> None:
    """Bring a removed paper back, as long as its pages are there."""
    home = home_of(document)
    _may_bring(by, home)
    _lock(home)
    there = Document.objects.itself(document).filter(
        state=_State.REMOVED, removed_at__gt=at - limits.UNDO, refused_because=""
    )
    if not there.update(state=_State.RECEIVED, removed_at=None):
        raise Refused(_("This paper cannot be brought back any more; send it again."))
    _demand_room(home)
    note(subject=document.key_id, body={"document": str(document.pk)})


@verb
def refuse_document(*, document: Document, because: str, by: By, at: datetime) -> None:
    """Send a paper back to the family, with the reason that they will read."""
    roles.require(by, Permission.READ_FILES, document.site)
    if because not in set(Because):
        raise Refused(_("Say why the paper goes back."))
    _move(
        document,
        (_State.RECEIVED, _State.READY),
        _("This paper was removed or sent back already."),
        state=_State.REFUSED,
        refused_because=because,
    )
    telling.sent_back(document, because=because, at=at)
    note(subject=document.key_id, reason=because, body={"document": str(document.pk)})


@verb
def forget_documents(*, home: Home, by: By, at: datetime) -> int:
    """Delete all papers of a draft that ends or of a file that is erased; the worker removes the files."""
    if isinstance(home, Draft) and by is not Actor.WORKER:
        _may_bring(by, home)
    else:
        roles.require(by, _forgetting(by), home.site)
    rows = rows_of(home)
    names = [name for names in rows.values_list("files", flat=True) for name in names]
    if names:
        outbox.put(kind=UNLINK, body={"files": names}, at=at)
    gone, _each = rows.delete()
    note(subject=home.key_id, body={"documents": gone})
    return int(gone)


def _forgetting(by: By) -> Permission:
    return Permission.ERASE if isinstance(by, Actor) else Permission.SIGN_ERASURE


def _may_bring(by: By, home: Home) -> None:
    # A family acts on its own file: which one that is, its visit says.
    if isinstance(home, Application):
        require_hand(by, home)
    elif by is not Actor.FAMILY:
        roles.require(by, Permission.REGISTER, home.site)


def _member(home: Home, number: int | None) -> Member | None:
    # A draft has no members yet; there the number lies sealed until it is sent.
    if isinstance(home, Draft) or number is None:
        return None
    found: Member | None = Member.objects.of(household=home.household).filter(number=number).first()
    return found


def _is_worked_on(home: Home) -> bool:
    return isinstance(home, Application) and home.state != Application.State.RECEIVED


def _lock(home: Home) -> Home:
    """Hold the home still: what is counted stays counted, and a draft cannot be sent meanwhile."""
    row: Home | None = type(home).objects.itself(home).select_for_update().first()
    if row is None:
        raise Refused(_("These answers are not here any more."))
    if isinstance(row, Draft) and row.state != Draft.State.OPEN:
        raise Refused(
            _("This application was sent already. Open it with its reference to add papers.")
        )
    if isinstance(row, Application):
        _demand_running(row)
    return row


def _demand_running(application: Application) -> None:
    demand_not_erased(application)
    if application.state in {Application.State.WITHDRAWN, Application.State.CLOSED}:
        raise Refused(_("This application is closed; nothing can be added to it."))


def _demand_room(home: Home) -> None:
    found = (
        rows_of(home).filter(~Q(state=_State.REMOVED)).aggregate(n=Count("pk"), size=Sum("size"))
    )
    if found["n"] > limits.MOST_FILES:
        raise sentences.too_many()
    if (found["size"] or 0) > limits.MOST_ALL_BYTES:
        raise sentences.too_much()


def _move(document: Document, states: Sequence[str], otherwise: str, **change: Any) -> None:
    if not Document.objects.itself(document).filter(state__in=states).update(**change):
        raise Refused(otherwise)
