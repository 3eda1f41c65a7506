"""The verbs by which something is said to a household: written as rows, never sent inside a request."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from cauce.base import envelopes, outbox, roles
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.notices.kinds import PAGE_IS_ENOUGH, SEND
from cauce.notices.letters import Letter, Untranslated, Value, compose
from cauce.notices.models import Delivery, Notice
from cauce.people.models import ContactRoute, Household

# A household ought to know within two days of a letter.
TELL_WITHIN = timedelta(days=2)
CALL_AGAIN = timedelta(days=1)
NOT_REACHED = ("no_answer", "wrong_number", "not_safe_now")
BY_HAND = (Delivery.Channel.CALL, Delivery.Channel.PAPER)
TRIED_IN_VAIN = (Delivery.State.GIVEN_UP, Delivery.State.HELD_BACK)
# What stands on the household's page.
SHOWN = (
    Notice.State.WAITING,
    Notice.State.SENT,
    Notice.State.TO_CALL,
    Notice.State.TOLD,
    Notice.State.LAPSED,
)
CHANNELS = {
    ContactRoute.Kind.PHONE.value: Delivery.Channel.SMS,
    ContactRoute.Kind.EMAIL.value: Delivery.Channel.EMAIL,
}


@verb
def write(
    *,
    household: Household,
    letter: Letter,
    about: UUID | None = None,
    letter_id: UUID | None = None,
    not_before: datetime | None = None,
    until: datetime | None = None,
    routes: Iterable[ContactRoute] | None = None,
    by: By,
    at: datetime,
) -> Notice:
    """Write a letter to a household; it stands on its page at once, and the worker sends word of it.

    `routes` names the ways to use: every way that is not closed where it is left out, none where it is
    empty. What is safe on each, and when, the sender decides. `until`: of no use after that moment
    of the machine's clock.
    """
    _may_write(by, household)
    used = _open_routes(household) if routes is None else list(routes)
    notice = _new(household, kind=letter.kind, about=about, until=until, at=at)
    notice.state = _first_state(letter.kind, used, asked=routes is not None)
    notice.letter_id = letter_id or uuid4()
    _keep(notice, letter, used, due=not_before or at)
    return notice


@verb
def tell(
    *,
    household: Household,
    kind: str,
    values: Mapping[str, Value],
    about: UUID | None = None,
    not_before: datetime | None = None,
    by: By,
    at: datetime,
) -> Notice:
    """Write a letter in the household's language; where its text is missing, keep it until it is written."""
    try:
        letter = compose(kind, household.language, values)
    except Untranslated:
        return _block(household, kind=kind, values=values, about=about, by=by, at=at)
    _may_write(by, household)
    used = _open_routes(household)
    notice = _new(household, kind=kind, about=about, until=None, at=at)
    notice.state = _first_state(kind, used, asked=False)
    _keep(notice, letter, used, due=not_before or at)
    return notice


@verb
def unblock(*, notice: Notice, by: By, at: datetime) -> None:
    """Make the letter whose text was missing, now that somebody wrote the text, and send it."""
    _may_write(by, notice.household)
    kept = envelopes.read(notice, "sealed")
    if "values" not in kept:
        raise Refused(_("This letter has its text already."))
    days = {name: date.fromisoformat(kept["values"][name]) for name in kept["days"]}
    letter = compose(notice.kind, notice.language, kept["values"] | days)
    used = _open_routes(notice.household)
    _fill(notice, letter)
    values = {
        "state": _first_state(notice.kind, used, asked=False),
        "language": notice.language,
        "version": notice.version,
        "digest": notice.digest,
        "sealed": notice.sealed,
    }
    if not Notice.objects.itself(notice).filter(state=Notice.State.BLOCKED).update(**values):
        raise Refused(_("This letter has its text already."))
    _put_deliveries(notice, used, at=at)
    note(subject=notice.key_id, body=_body(notice))


@verb
def retry(*, notice: Notice, by: By, at: datetime) -> None:
    """Try every way again that did not work, and the ways that the household named since."""
    _may_write(by, notice.household)
    _move(notice, {Notice.State.TO_CALL}, Notice.State.WAITING)
    again = Delivery.objects.of(notice=notice).filter(state__in=TRIED_IN_VAIN, route__isnull=False)
    known = {row.route_id: row for row in again.exclude(route__state=ContactRoute.State.CLOSED)}
    tried = set(Delivery.objects.of(notice=notice).values_list("route_id", flat=True))
    added = [route for route in _open_routes(notice.household) if route.pk not in tried]
    if not known and not added:
        raise Refused(_("There is no way left that was not tried. Call, or hand it over on paper."))
    for row in known.values():
        Delivery.objects.itself(row).update(
            state=Delivery.State.WAITING, attempts=0, due_at=at, settled_at=None, because=""
        )
        outbox.put(kind=SEND, body={"delivery": str(row.pk)}, at=at)
    _put_deliveries(notice, added, at=at)
    note(subject=notice.key_id, body=_body(notice))


@verb
def mark_told(*, notice: Notice, how: str, by: By, at: datetime) -> None:
    """Record that an officer told the household, by a call or by handing over the paper."""
    _may_write(by, notice.household)
    _by_hand(notice, how, state=Delivery.State.SENT, at=at)
    _move(notice, {Notice.State.TO_CALL, Notice.State.SENT, Notice.State.WAITING}, "told")
    note(subject=notice.key_id, reason=how, body=_body(notice))


@verb
def could_not_reach(*, notice: Notice, because: str, by: By, at: datetime) -> None:
    """Record that nobody was reached; the letter comes up again the next day."""
    _may_write(by, notice.household)
    if because not in NOT_REACHED:
        raise Refused(_("Say why nobody was reached: choose one of the reasons."))
    waits = Notice.objects.itself(notice).filter(state=Notice.State.TO_CALL)
    if not waits.update(due_at=at + CALL_AGAIN):
        raise Refused(_("Nobody need be called for this letter any more. Load the list again."))
    _by_hand(notice, Delivery.Channel.CALL, state="given_up", at=at, because=because)
    note(subject=notice.key_id, reason=because, body=_body(notice))


@verb
def mark_read(*, notice: Notice, by: By, at: datetime) -> None:
    """Record that the household opened a letter; opened again, it stays read since the first time."""
    if by is not Actor.FAMILY:
        raise Refused(_("Only the household itself opens its letters."))
    shown = Notice.objects.itself(notice).filter(state__in=SHOWN, read_at__isnull=True)
    shown.update(state=Notice.State.READ, read_at=at)
    note(subject=notice.key_id, body={"notice": str(notice.pk)})


def _move(notice: Notice, here: set[str], to: str) -> None:
    if not Notice.objects.itself(notice).filter(state__in=here).update(state=to):
        raise Refused(_("This letter stands otherwise by now. Load the page again and look."))


def _by_hand(notice: Notice, how: str, *, state: str, at: datetime, because: str = "") -> None:
    if how not in BY_HAND:
        raise Refused(_("Say how the household was told: by a call, or on paper."))
    # Counted under the notice's lock, so that two officers' entries get two numbers.
    Notice.objects.itself(notice).select_for_update().get()
    number = Delivery.objects.of(notice=notice).count() + 1
    Delivery.objects.create(
        notice=notice,
        number=number,
        channel=how,
        state=state,
        due_at=at,
        settled_at=at,
        because=because,
    )


def _block(
    household: Household,
    *,
    kind: str,
    values: Mapping[str, Value],
    about: UUID | None,
    by: By,
    at: datetime,
) -> Notice:
    _may_write(by, household)
    notice = _new(household, kind=kind, about=about, until=None, at=at)
    notice.state, notice.language = Notice.State.BLOCKED, household.language
    kept = {name: value if isinstance(value, int) else str(value) for name, value in values.items()}
    days = sorted(name for name, value in values.items() if not isinstance(value, str | int))
    notice.sealed = envelopes.close(notice, "sealed", {"values": kept, "days": days})
    notice.save(force_insert=True)
    note(subject=notice.key_id, reason="untranslated", body=_body(notice))
    return notice


def _new(
    household: Household, *, kind: str, about: UUID | None, until: datetime | None, at: datetime
) -> Notice:
    return Notice(
        household=household,
        key=household.key,
        site=household.site,
        kind=kind,
        version=0,
        about=about,
        created_at=at,
        due_at=at + TELL_WITHIN,
        until=until,
        digest=b"",
    )


def _keep(notice: Notice, letter: Letter, used: list[ContactRoute], *, due: datetime) -> None:
    _fill(notice, letter)
    notice.save(force_insert=True)
    _put_deliveries(notice, used, at=due)
    note(subject=notice.key_id, body=_body(notice))


def _fill(notice: Notice, letter: Letter) -> None:
    kept = {
        name: value
        for name, value in asdict(letter).items()
        if name not in {"kind", "language", "version"}
    }
    notice.language, notice.version = letter.language, letter.version
    notice.digest = letter.digest
    notice.sealed = envelopes.close(notice, "sealed", kept)


def _first_state(kind: str, used: list[ContactRoute], *, asked: bool) -> str:
    if used:
        return Notice.State.WAITING
    return Notice.State.SENT if asked or kind in PAGE_IS_ENOUGH else Notice.State.TO_CALL


def _put_deliveries(notice: Notice, used: list[ContactRoute], *, at: datetime) -> None:
    first = Delivery.objects.of(notice=notice).count() + 1
    for number, route in enumerate(used, first):
        delivery = Delivery.objects.create(
            notice=notice, number=number, channel=CHANNELS[route.kind], route=route, due_at=at
        )
        outbox.put(kind=SEND, body={"delivery": str(delivery.pk)}, at=at)


def _open_routes(household: Household) -> list[ContactRoute]:
    routes = ContactRoute.objects.of(household=household).order_by("number")
    return [route for route in routes if route.state != ContactRoute.State.CLOSED]


def _may_write(by: By, household: Household) -> None:
    # A family and the worker come here only from inside a verb that has asked already.
    if isinstance(by, Officer):
        roles.require(by, Permission.WRITE_TO_FAMILIES, household.site)
    if household.key.destroyed_at is not None:
        raise Refused(_("This file was erased; nobody can be written to any more."))


def _body(notice: Notice) -> dict[str, Any]:
    return {
        "notice": str(notice.pk),
        "kind": notice.kind,
        "language": notice.language,
        "version": notice.version,
        "letter": str(notice.letter_id),
        "digest": bytes(notice.digest).hex(),
    }
