"""What the worker does with one delivery: ask what is safe, take it, hand it over, record what came of it.

Every step is a verb of its own (`sending/actions.py`); the worker may be killed between any two of them and
inside each. Only here are messages sent; nothing that answers a request comes here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cauce.base import clock, envelopes
from cauce.base.actors import Actor
from cauce.base.outbox import handler
from cauce.base.refusal import Refused
from cauce.notices import letters, safety
from cauce.notices.channels import Failed, Line, Message, Unreachable, Unsure, line_of
from cauce.notices.kinds import SEND
from cauce.notices.models import Delivery
from cauce.notices.sending import actions

WHY = "the worker sends for every site"
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(minutes=30)
BUSY = (Delivery.State.TAKEN, Delivery.State.LEAVING)


class StillHeld(Exception):
    """Another worker has it, or one that was killed a moment ago; the outbox comes back."""


@dataclass
class Rest:
    """How long a line that was down is left alone."""

    until: datetime
    length: timedelta


# A line that is down stops one message for its deadline, not a hundred: forgotten with the process.
RESTING: dict[str, Rest] = {}


@handler(SEND)
def carry_out(_key: UUID, body: Mapping[str, Any]) -> None:
    """Send one delivery, for the outbox."""
    send(UUID(body["delivery"]), now=clock.machine_now(), at=clock.now())


def send(delivery_id: UUID, *, now: datetime, at: datetime) -> None:
    """Do what is to be done for a delivery: `now` by the machine's clock, `at` by the office's."""
    delivery = _load(delivery_id)
    if delivery is None or not _is_due(delivery, now):
        return
    said: dict[str, Any] = {"delivery": delivery, "by": Actor.WORKER, "at": at}
    if delivery.state == Delivery.State.LEAVING:
        actions.record_unsure(**said, because="worker_died", now=now, token=None)
        return
    verdict = safety.judge(delivery, now=now)
    line = line_of(delivery.channel)
    rest = RESTING.get(delivery.channel)
    held = verdict.held or ("no_line" if line is None else "") or _kills_workers(delivery)
    if held or line is None:
        actions.hold_back(**said, because=held, now=now)
    elif verdict.wait_until:
        actions.postpone(**said, until=verdict.wait_until, because="quiet_hours", now=now)
    elif rest is not None and rest.until > now:
        actions.postpone(**said, until=rest.until, because="line_down", now=now)
    else:
        _hand_over(line, _message(delivery, verdict), said, now)


def _kills_workers(delivery: Delivery) -> str:
    died = delivery.state == Delivery.State.TAKEN and delivery.attempts >= actions.MOST_TRIES
    return "worker_died" if died else ""


def _load(delivery_id: UUID) -> Delivery | None:
    rows = Delivery.objects.unscoped(WHY).select_related(
        "notice__key", "notice__site", "route__key"
    )
    found: Delivery | None = rows.filter(pk=delivery_id).first()
    return found


def _is_due(delivery: Delivery, now: datetime) -> bool:
    if delivery.state in BUSY:
        if delivery.held_until is not None and delivery.held_until >= now:
            raise StillHeld
        return True
    # Put off meanwhile: then another row of the outbox stands for it.
    return delivery.state == Delivery.State.WAITING and delivery.due_at <= now


def _message(delivery: Delivery, verdict: safety.Verdict) -> Message:
    said = envelopes.read(delivery.notice, "sealed")
    if verdict.neutral:
        subject, text = said["neutral_subject"], said["neutral"]
    elif delivery.channel == Delivery.Channel.EMAIL and said["whole_by_mail"]:
        subject, text = said["subject"], letters.plain(said["body"])
    else:
        subject, text = said["short_subject"], said["short"]
    return Message(
        to=verdict.address, subject=subject, text=text, language=delivery.notice.language
    )


def _hand_over(line: Line, message: Message, said: dict[str, Any], now: datetime) -> None:
    delivery: Delivery = said["delivery"]
    token = _take(said, now)

    def leaving() -> None:
        actions.let_leave(**said, token=token)

    try:
        line.send(delivery, message, leaving)
    except Unsure:
        actions.record_unsure(**said, because="line_broke", now=now, token=token)
    except Failed as failed:
        _let_rest(delivery.channel, failed, clock.machine_now())
        actions.record_failure(
            **said, token=token, because=failed.because, for_good=failed.for_good, now=now
        )
    else:
        RESTING.pop(delivery.channel, None)
        actions.record_sent(**said, token=token)


def _take(said: dict[str, Any], now: datetime) -> UUID:
    try:
        return actions.take(**said, now=now)
    except Refused:
        raise StillHeld from None  # another worker was quicker


def _let_rest(channel: str, failed: Failed, now: datetime) -> None:
    if isinstance(failed, Unreachable):
        before = RESTING.get(channel)
        length = min(before.length * 2, LONGEST_REST) if before else FIRST_REST
        RESTING[channel] = Rest(until=now + length, length=length)
