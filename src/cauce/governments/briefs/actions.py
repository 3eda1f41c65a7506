"""The verbs of a brief: frozen, acknowledged by the incoming side, carried over by it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import desk, shelves
from cauce.governments.briefs import freezing
from cauce.governments.briefs.incoming import incoming
from cauce.governments.briefs.models import REQUESTS, Brief, BriefItem
from cauce.governments.entries.actions import record_act
from cauce.governments.entries.forms_in import ActIn
from cauce.governments.entries.laying import entry_of
from cauce.ledger import brief_items
from cauce.partners.models import Counterpart, Post

_Brief, _Item = Brief.State, BriefItem.State


@verb
def freeze_brief(
    *, side: str, office: str, audience: str, day: date, by: By, at: datetime
) -> Brief:
    """Keep what is known on a day about an office that changes hands; an older brief gives way to it."""
    roles.require(by, Permission.KEEP_LEDGER)
    book = desk.ledger(public=audience == Brief.Audience.INCOMING)
    _refuse_other_office(side, office)
    _refuse_later_day(day, at)
    ask = {"as_of": day, "side": side, "office": office}
    items = brief_items(book.view(known_on=day), ask)
    if not items:
        raise Refused(_("Nothing is known on that day that could be handed over."))
    try:
        with transaction.atomic():
            brief = freezing.keep(book, side, office, audience, day, items, by=by, at=at)
    except IntegrityError:
        raise Refused(
            _("Somebody else froze this brief at the same moment; look at theirs.")
        ) from None
    note(reason=str(brief.pk), body={"items": len(items), "digest": freezing.digest(items)})
    return brief


def _refuse_other_office(side: str, office: str) -> None:
    ours = Counterpart._default_manager.filter(pk=side).first()
    post = Post._default_manager.filter(pk=office).first()
    if ours is None or post is None:
        raise Refused(_("Choose a side and an office that the register knows."))
    if post.country and post.country != ours.country:
        raise Refused(_("That office is none of that side; choose one of its own."))


def _refuse_later_day(day: date, at: datetime) -> None:
    # A day begins in the east before the moment's own date does.
    if day > at.date() + timedelta(days=1):
        raise Refused(
            _("A brief is frozen on a day that has come; choose today or an earlier one.")
        )


@verb
def acknowledge_items(
    *, brief: Brief, keys: Collection[str], person: str, by: By, at: datetime
) -> None:
    """Write down that somebody of the incoming side took note of some items."""
    roles.require(by, Permission.KEEP_LEDGER)
    locked = _open_brief(brief)
    _refuse_outsider(locked, person, at)
    wanted = set(keys)
    waiting = locked.items.filter(key__in=wanted, state=_Item.WAITING)
    done = waiting.update(
        state=_Item.ACKNOWLEDGED,
        acknowledged_by_id=person,
        acknowledged_at=at,
        recorded_by=by if isinstance(by, Officer) else None,
    )
    if not wanted or done != len(wanted):
        raise Refused(
            _("Tick items that wait; one of these was acknowledged meanwhile. Nothing was written.")
        )
    if not locked.items.filter(state=_Item.WAITING).exists():
        Brief._default_manager.filter(pk=locked.pk).update(state=_Brief.ACKNOWLEDGED)
    note(reason=str(locked.pk), body={"items": done})


@verb
def carry_over(*, item: BriefItem, person: str, words: str, by: By, at: datetime) -> None:
    """Write down that the incoming side goes on with a request of the outgoing one: an act of the request."""
    roles.require(by, Permission.KEEP_LEDGER)
    locked = _open_brief(item.brief)
    _refuse_outsider(locked, person, at)
    if item.content["section"] not in REQUESTS:
        raise Refused(_("Only a request is carried over; everything else stands by itself."))
    if not locked.term_is_over(at.date()):
        raise Refused(_("The term is not over; only the incoming side carries a request over."))
    if not words.strip():
        raise Refused(_("Say how the incoming side said that it goes on with this."))
    rows = BriefItem._default_manager.filter(pk=item.pk, state=_Item.ACKNOWLEDGED)
    if not rows.update(state=_Item.CARRIED_OVER, carried_by_id=person, carried_on=at.date()):
        raise Refused(_("Carry over what the incoming side has acknowledged, and once."))
    _record_it(item, person, words, by, at)
    note(reason=str(locked.pk), body={"item": item.position})


def _record_it(item: BriefItem, person: str, words: str, by: By, at: datetime) -> None:
    """Let the ledger know: a request is carried over by this act, and by nothing else."""
    request = item.content["about"]
    shelves.hold()
    act = ActIn(
        act="carried_over",
        actor=person,
        day=at.date().isoformat(),
        seen=len(entry_of(request, "request")["acts"]),
        words=words,
    )
    record_act(request=request, act=act, form_id=item.pk, by=by, at=at)


def _open_brief(brief: Brief) -> Brief:
    """The brief, alone for this verb; refused where a later one took its place."""
    found = Brief._default_manager.select_for_update(of=("self",)).get(pk=brief.pk)
    if found.state == _Brief.SUPERSEDED:
        raise Refused(_("A later brief took the place of this one; work on that."))
    return found


def _refuse_outsider(brief: Brief, person: str, at: datetime) -> None:
    if person not in {one.pk for one in incoming(brief, day=at.date())}:
        raise Refused(_("Choose somebody who holds an office of the incoming side on that day."))
