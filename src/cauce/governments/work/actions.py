"""The verbs of work: steps planned, moved, dropped; items and steps closed by one, verified by another."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import desk
from cauce.governments.keeping.rows import coded
from cauce.governments.models import Entry
from cauce.governments.work import evidence
from cauce.governments.work.models import MOST_SIGNS, Item, Step

_Closable = Item | Step


@verb
def add_step(
    *, entry: str, what: str, owner: Officer, day: date, form_id: UUID, by: By, at: datetime
) -> UUID:
    """Plan what is done next about an entry, by whom and by when; the same form sent twice is one step."""
    officer = _of_the_desk(by)
    words = " ".join(what.split())
    if not words or len(words) > MOST_SIGNS:
        raise Refused(_("Write what is to be done, in up to 300 signs."))
    _refuse_owner(owner)
    _refuse_past(day, at)
    if not Entry._default_manager.filter(pk=entry).exists():
        raise Refused(_("There is no such entry in the ledger."))
    step = Step(pk=form_id, entry_id=entry, what=words, owner=owner, next_date=day, since=at)
    step.made_by = officer
    try:
        with transaction.atomic():
            step.save(force_insert=True)
    except IntegrityError:
        if not Step._default_manager.filter(pk=form_id, entry_id=entry).exists():
            raise
    note(body={"step": form_id, "entry": coded(entry)})
    return form_id


@verb
def move_step(*, step: UUID, owner: Officer, day: date, by: By, at: datetime) -> None:
    """Give an open step to somebody, and another day."""
    _of_the_desk(by)
    _refuse_owner(owner)
    _refuse_past(day, at)
    rows = Step._default_manager.filter(pk=step, state=Step.State.OPEN)
    if not rows.update(owner=owner, next_date=day):
        raise Refused(_moved())
    note(body={"step": step, "owner": owner.pk, "next": day})


@verb
def drop_step(*, step: UUID, why: str, by: By, at: datetime) -> None:
    """Do a step no more, and say why; it stays written."""
    _of_the_desk(by)
    reason = _reason(why, _("Say why this step is dropped."))
    rows = Step._default_manager.filter(pk=step, state=Step.State.OPEN)
    if not rows.update(state=Step.State.DROPPED, since=at, why=reason):
        raise Refused(_moved())
    note(body={"step": step})


@verb
def finish_step(*, step: UUID, why: str, by: By, at: datetime) -> None:
    """Say what came of a step; a second officer verifies it."""
    officer = _of_the_desk(by)
    reason = _reason(why, _("Say what came of this step."))
    rows = Step._default_manager.filter(pk=step, state=Step.State.OPEN)
    if not rows.update(state=Step.State.CLOSING, since=at, why=reason, closed_by=officer):
        raise Refused(_moved())
    note(body={"step": step})


@verb
def close_item(*, entry: str, account: str, why: str, by: By, at: datetime) -> None:
    """Say that a request or a promise is finished, and by what that is shown; a second officer verifies it.

    Without an account only where the entry itself rests on nothing any more.
    """
    officer = _of_the_desk(by)
    reason = _reason(why, _("Say why this is finished."))
    evidence.refuse_without(desk.ledger(public=False), entry, account, day=at.date())
    rows = Item._default_manager.filter(pk=entry, state=Item.State.OPEN)
    changed = rows.update(
        state=Item.State.CLOSING,
        since=at,
        why=reason,
        closed_by=officer,
        shown_by_id=account or None,
    )
    if not changed:
        raise Refused(_moved())
    note(body={"entry": coded(entry)})


@verb
def verify_closing(*, item: _Closable, by: By, at: datetime) -> None:
    """Agree that what another officer closed is finished."""
    officer = _second(item, by)
    _decide(item, state="closed", since=at, second=officer)
    note(body=_named(item))


@verb
def send_back(*, item: _Closable, why: str, by: By, at: datetime) -> None:
    """Open again what another officer closed, and say what is missing."""
    _second(item, by)
    reason = _reason(why, _("Say what is missing."))
    _decide(item, state="open", since=at, why=reason, closed_by=None)
    if isinstance(item, Item):
        Item._default_manager.filter(pk=item.pk).update(shown_by=None)
    note(body=_named(item))


def _decide(item: _Closable, **changes: object) -> None:
    model: Any = type(item)
    rows = model._default_manager.filter(
        pk=item.pk, state="closing", closed_by=item.closed_by_id, since=item.since
    )
    if not rows.update(**changes):
        raise Refused(_moved())


def _named(item: _Closable) -> dict[str, object]:
    return {"step": item.pk} if isinstance(item, Step) else {"entry": coded(item.pk)}


def _second(item: _Closable, by: By) -> Officer:
    roles.require(by, Permission.READ_LEDGER)
    officer = _officer(by)
    if item.closed_by_id == officer.pk:
        raise Refused(_("You closed this yourself; another officer verifies it."))
    return officer


def _of_the_desk(by: By) -> Officer:
    roles.require(by, Permission.KEEP_LEDGER)
    return _officer(by)


def _officer(by: By) -> Officer:
    if isinstance(by, Actor):
        raise Refused(_("Work is an officer's: sign in."))
    return by


def _refuse_owner(owner: Officer) -> None:
    if not roles.allowed(owner, Permission.KEEP_LEDGER):
        raise Refused(_("Choose an officer of the governments' desk."))


def _refuse_past(day: date, at: datetime) -> None:
    if day < at.date():
        raise Refused(_("That day is past; choose today or a later one."))


def _reason(words: str, otherwise: str) -> str:
    kept = words.strip()
    if not kept:
        raise Refused(otherwise)
    return kept


def _moved() -> str:
    return _("Somebody moved this meanwhile; look at it again.")
