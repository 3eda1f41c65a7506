"""The verbs of the worker that sends: each names the one step that is done, so that a kill loses none.

A delivery is *taken* under a token before anything leaves this machine. Where a repetition would be a second
message it is *leaving* while it is handed over: who dies there leaves an *unsure* one to an officer.
Where the gateway knows a repetition by the delivery's id, it is simply handed over again.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F, Q
from django.utils.translation import gettext as _

from cauce.base import envelopes, outbox
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused
from cauce.base.verb import note, verb
from cauce.notices.kinds import NO_SUCH_ADDRESS, PAGE_IS_ENOUGH, SEND
from cauce.notices.models import Delivery, LocalMessage, Notice
from cauce.people.actions import mark_route
from cauce.people.models import ContactRoute

State = Delivery.State
# Longer than any line may take: `channels.DEADLINE`.
LEASE = timedelta(minutes=1)
MOST_TRIES = 12
UNFINISHED = (State.WAITING, State.TAKEN, State.LEAVING)


@verb
def take(*, delivery: Delivery, now: datetime, by: By, at: datetime) -> UUID:
    """Take a delivery that is due, or one whose worker is gone; return the token that holds it."""
    _only_worker(by)
    token = uuid4()
    free = Q(state=State.WAITING, due_at__lte=now) | Q(state=State.TAKEN, held_until__lt=now)
    _change(
        delivery,
        free,
        state=State.TAKEN,
        token=token,
        held_until=now + LEASE,
        attempts=F("attempts") + 1,
    )
    _note(delivery)
    return token


@verb
def let_leave(*, delivery: Delivery, token: UUID, by: By, at: datetime) -> None:
    """Say that from here on nobody can know whether it went, if this worker dies."""
    _only_worker(by)
    _change(delivery, Q(state=State.TAKEN, token=token), state=State.LEAVING)
    _note(delivery)


@verb
def keep_message(
    *, delivery: Delivery, to: str, subject: str, text: str, by: By, at: datetime
) -> None:
    """Write a demonstration's message into the office's own outbox; twice the same is once."""
    _only_worker(by)
    notice = delivery.notice
    message = LocalMessage(
        id=delivery.pk, key=notice.key, site=notice.site, channel=delivery.channel, at=at
    )
    said = {"to": to, "subject": subject, "text": text}
    message.sealed = envelopes.close(message, "sealed", said)
    LocalMessage.objects.bulk_create([message], ignore_conflicts=True)
    _note(delivery)


@verb
def record_sent(*, delivery: Delivery, token: UUID, by: By, at: datetime) -> None:
    """Record that a message went out."""
    _only_worker(by)
    notice = _lock(delivery)
    held = Q(state__in=[State.TAKEN, State.LEAVING], token=token)
    _settle(delivery, held, state=State.SENT, at=at)
    _settle_notice(notice)
    _note(delivery)


@verb
def record_failure(
    *,
    delivery: Delivery,
    token: UUID,
    because: str,
    for_good: bool,
    now: datetime,
    by: By,
    at: datetime,
) -> None:
    """Record that a message did not go out: it is tried again later, or given up for an officer to call."""
    _only_worker(by)
    notice = _lock(delivery)
    held = Q(state__in=[State.TAKEN, State.LEAVING], token=token)
    delivery.refresh_from_db(fields=["attempts"])
    if for_good or delivery.attempts >= MOST_TRIES:
        _settle(delivery, held, state=State.GIVEN_UP, at=at, because=because)
        if because == NO_SUCH_ADDRESS:
            _mark_failing(delivery, at)
        _settle_notice(notice)
    else:
        due = now + outbox.wait_after(attempts=delivery.attempts)
        _let_wait(delivery, held, due=due, because=because)
    _note(delivery, because)


@verb
def record_unsure(
    *, delivery: Delivery, because: str, now: datetime, by: By, at: datetime, token: UUID | None
) -> None:
    """Record that a message may have gone out or not: it is never sent again, an officer asks."""
    _only_worker(by)
    notice = _lock(delivery)
    held = Q(token=token) if token else Q(held_until__lt=now)
    _settle(delivery, held & Q(state=State.LEAVING), state=State.UNSURE, at=at, because=because)
    _settle_notice(notice)
    _note(delivery, because)


@verb
def hold_back(*, delivery: Delivery, because: str, now: datetime, by: By, at: datetime) -> None:
    """Send nothing on a way that is not safe, or not any more."""
    _only_worker(by)
    notice = _lock(delivery)
    free = Q(state=State.WAITING) | Q(state=State.TAKEN, held_until__lt=now)
    _settle(delivery, free, state=State.HELD_BACK, at=at, because=because)
    _settle_notice(notice)
    _note(delivery, because)


@verb
def postpone(
    *, delivery: Delivery, until: datetime, because: str, now: datetime, by: By, at: datetime
) -> None:
    """Wait for an hour that is safe, or for a line that is down."""
    _only_worker(by)
    free = Q(state=State.WAITING) | Q(state=State.TAKEN, held_until__lt=now)
    _let_wait(delivery, free, due=until, because=because)
    _note(delivery, because)


def _mark_failing(delivery: Delivery, at: datetime) -> None:
    # Nobody is there: later letters need not try it, until somebody corrects it.
    rows = ContactRoute.objects.itself(delivery.route).select_for_update()
    alive = rows.exclude(state__in=[ContactRoute.State.FAILING, ContactRoute.State.CLOSED])
    for route in alive.select_related("key"):
        mark_route(route=route, to=ContactRoute.State.FAILING, by=Actor.WORKER, at=at)


def _let_wait(delivery: Delivery, held: Q, *, due: datetime, because: str) -> None:
    _change(
        delivery,
        held,
        state=State.WAITING,
        token=None,
        held_until=None,
        due_at=due,
        because=because,
    )
    outbox.put(kind=SEND, body={"delivery": str(delivery.pk)}, at=due)


def _settle(delivery: Delivery, held: Q, *, state: str, at: datetime, because: str = "") -> None:
    _change(
        delivery,
        held,
        state=state,
        token=None,
        held_until=None,
        settled_at=at,
        because=because,
    )


def _change(delivery: Delivery, held: Q, **values: Any) -> None:
    # The state and the token decide inside one statement: whoever comes late changes nothing.
    if not Delivery.objects.itself(delivery).filter(held).update(**values):
        raise Refused(_("Somebody else has this message in hand, or it is settled already."))


def _lock(delivery: Delivery) -> Notice:
    """Let nobody else settle a delivery of the same notice meanwhile: the last one sees all."""
    found: Notice = Notice.objects.itself(delivery.notice).select_for_update().get()
    return found


def _settle_notice(notice: Notice) -> None:
    rows = list(Delivery.objects.of(notice=notice).values_list("state", "because"))
    to = _standing(notice, {state for state, _why in rows}, {why for _state, why in rows})
    if to:
        waiting = Notice.objects.itself(notice).filter(state=Notice.State.WAITING)
        waiting.update(state=to)


def _standing(notice: Notice, states: set[str], reasons: set[str]) -> str:
    """Say how far a household is told by its deliveries; nothing while the worker has some left."""
    if State.SENT in states:
        return Notice.State.SENT
    if states & set(UNFINISHED):
        return ""
    if notice.until is not None or "erased" in reasons:
        return Notice.State.LAPSED
    return Notice.State.SENT if notice.kind in PAGE_IS_ENOUGH else Notice.State.TO_CALL


def _only_worker(by: By) -> None:
    if by is not Actor.WORKER:
        raise Refused(_("Only the worker sends; nothing is sent inside a request."))


def _note(delivery: Delivery, because: str = "") -> None:
    body = {
        "notice": str(delivery.notice_id),
        "delivery": str(delivery.pk),
        "channel": delivery.channel,
    }
    key = delivery.notice.key
    # Under the house's key where the file was erased: its own can vouch for nothing any more.
    note(subject=None if key.destroyed_at else key.pk, reason=because, body=body)
