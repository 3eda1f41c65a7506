"""The verbs of keeping: published, taken inside again, held, given an owner and a next date."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import shelves
from cauce.governments.keeping.rows import coded
from cauce.governments.models import Keeping, Preface
from cauce.partners.models import Counterpart

_State = Keeping.State


@verb
def publish(*, entries: Sequence[str], by: By, at: datetime) -> None:
    """Let everybody read some entries, with the accounts and sources that they rest on."""
    roles.require(by, Permission.PUBLISH_LEDGER)
    _move(entries, (_State.INTERNAL,), _State.PUBLIC)


@verb
def take_inside(*, entry: str, by: By, at: datetime) -> None:
    """Let only the desk read an entry again."""
    roles.require(by, Permission.PUBLISH_LEDGER)
    _move([entry], (_State.PUBLIC,), _State.INTERNAL)


@verb
def hold(*, entry: str, by: By, at: datetime) -> None:
    """Keep an entry inside until a second officer lets it go."""
    officer = _officer(by)
    _move([entry], (_State.INTERNAL, _State.PUBLIC), _State.HELD, held_by=officer)


@verb
def release_hold(*, entry: str, by: By, at: datetime) -> None:
    """Let an entry go that another officer holds; it stays inside until somebody publishes it."""
    officer = _officer(by)
    rows = Keeping._default_manager.filter(pk=entry, state=_State.HELD)
    if rows.filter(held_by=officer).exists():
        raise Refused(_("You hold this entry yourself; another officer lets it go."))
    _move([entry], (_State.HELD,), _State.INTERNAL, held_by=None)


@verb
def set_owner(
    *, entry: str, owner: Officer | None, before: Officer | None, by: By, at: datetime
) -> None:
    """Say who looks after an entry; `before` is who did when the page was read."""
    roles.require(by, Permission.KEEP_LEDGER)
    if owner is not None and not roles.allowed(owner, Permission.KEEP_LEDGER):
        raise Refused(_("Choose an officer of the governments' desk."))
    rows = Keeping._default_manager.filter(pk=entry, owner=before)
    if not rows.update(owner=owner):
        raise Refused(_("Somebody else gave this entry an owner meanwhile; look at it again."))
    shelves.turn()
    note(body={"entry": coded(entry), "owner": owner.pk if owner else None})


@verb
def set_next_date(*, entry: str, day: date, before: date | None, by: By, at: datetime) -> None:
    """Say on which day the owner looks at an entry again; `before` is the day that the page showed."""
    roles.require(by, Permission.KEEP_LEDGER)
    if day < at.date():
        raise Refused(_("That day is past; choose today or a later one."))
    rows = Keeping._default_manager.filter(pk=entry)
    if not rows.exists():
        raise Refused(_("There is no such entry in the ledger."))
    if not rows.filter(next_date=before).update(next_date=day):
        raise Refused(_("Somebody else set another day meanwhile; look at it again."))
    shelves.turn()
    note(body={"entry": coded(entry), "next": day})


@verb
def name_own_sides(*, sides: Sequence[str], by: By, at: datetime) -> None:
    """Say for which sides of the register this desk works: pages then say whose turn is ours."""
    roles.require(by, Permission.PUBLISH_LEDGER)
    wanted = sorted(set(sides))
    known = Counterpart._default_manager.filter(pk__in=wanted, kind="government")
    if known.count() != len(wanted):
        raise Refused(_("Choose governments that the register knows."))
    shelves.turn()
    Preface._default_manager.update(own_sides=wanted)
    note(body={"sides": [coded(name) for name in wanted]})


def _officer(by: By) -> Officer:
    roles.require(by, Permission.PUBLISH_LEDGER)
    if isinstance(by, Actor):
        raise Refused(_("A hold is an officer's: sign in."))
    return by


def _move(entries: Sequence[str], here: tuple[str, ...], to: str, **more: Officer | None) -> None:
    """Move some entries, all or none; whoever was slower is told so."""
    wanted = set(entries)
    rows = Keeping._default_manager.filter(pk__in=wanted, state__in=here)
    if not wanted or rows.update(state=to, **more) != len(wanted):
        raise Refused(
            _("This entry was moved meanwhile, or is not in the ledger; look at it again.")
        )
    shelves.turn()
    note(body={"entries": [coded(name) for name in sorted(wanted)]})
