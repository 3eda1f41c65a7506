"""The verbs by which something is said to a household: written as rows, never sent inside a request."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from cauce.base import envelopes, outbox, roles
from cauce.base.actors import By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.notices.letters import Letter, Untranslated, Value, compose
from cauce.notices.models import Delivery, Notice
from cauce.people.models import ContactRoute, Household

# A household ought to know within two days of a letter.
TELL_WITHIN = timedelta(days=2)
SEND = "notices.send"
# Letters that say what the household did itself: nobody is called only for these.
PAGE_IS_ENOUGH = frozenset({"received", "withdrawn", "review_received", "code", "copy_ready"})
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
    empty. What is safe on each, and when, the sender decides. `until`: of no use after that moment.
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
    for number, route in enumerate(used, 1):
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
