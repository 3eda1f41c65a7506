"""What is safe on a way to a household, and when: asked by the sender, at the moment of sending.

A route says whether anybody may write to it, whether the text must be neutral, and between which hours. What
nobody has verified gets neutral text too: a number that was typed wrongly must tell a stranger nothing.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cauce.base import envelopes
from cauce.notices.models import Delivery, Notice
from cauce.people.models import ContactRoute

# Where the household named no hours: not at night.
DAYTIME = (8, 20)
# What the household asked for at this moment goes at once, within the hours it named itself.
ASKED_FOR = frozenset({"code"})
# Nothing more is to be said once a notice stands so.
DONE_WITH = frozenset({Notice.State.READ, Notice.State.TOLD, Notice.State.LAPSED})
LONGEST_SEARCH_DAYS = 3


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What may be done with a delivery now: hold it back and why, wait, or send, neutrally or not."""

    held: str = ""
    wait_until: datetime | None = None
    neutral: bool = True
    address: str = ""


def judge(delivery: Delivery, *, now: datetime) -> Verdict:
    """Say what may be done with a delivery at a moment of the machine's clock."""
    held = _why_held(delivery, now)
    if held:
        return Verdict(held=held)
    route = _route(delivery)
    said = envelopes.read(route, "sealed")
    if not said.get("address"):
        return Verdict(held="no_address")
    hours = _hours(delivery.notice, said.get("from_hour"), said.get("to_hour"))
    opens = opening(now, ZoneInfo(delivery.notice.site.time_zone), hours)
    until = delivery.notice.until
    if until is not None and opens >= until:
        return Verdict(held="too_late")
    if opens > now:
        return Verdict(wait_until=opens)
    neutral = route.neutral_only or route.state != ContactRoute.State.VERIFIED
    return Verdict(neutral=neutral, address=str(said["address"]))


def opening(now: datetime, zone: ZoneInfo, hours: tuple[int, int]) -> datetime:
    """Return the first moment from now on that lies between two hours of a day at a place.

    The second hour may lie after midnight; two equal hours mean the whole day.
    """
    first, last = hours
    here = now.astimezone(zone)
    if _is_within(here.hour, first, last):
        return now
    for days in range(LONGEST_SEARCH_DAYS):
        day = here.date() + timedelta(days=days)
        opens = datetime.combine(day, time(first), zone)
        if opens > here:
            return opens.astimezone(now.tzinfo)
    raise ValueError("There is no such hour.")


def _is_within(hour: int, first: int, last: int) -> bool:
    if first == last:
        return True
    return first <= hour < last if first < last else hour >= first or hour < last


def _hours(notice: Notice, first: int | None, last: int | None) -> tuple[int, int]:
    if first is None and last is None:
        return (0, 0) if notice.kind in ASKED_FOR else DAYTIME
    return (first or 0) % 24, (24 if last is None else last) % 24


def _why_held(delivery: Delivery, now: datetime) -> str:
    notice, route = delivery.notice, _route(delivery)
    reasons = {
        "erased": notice.key.destroyed_at is not None,
        "told": notice.state in DONE_WITH,
        "too_late": notice.until is not None and now >= notice.until,
        "route_closed": route.state == ContactRoute.State.CLOSED,
        "route_failing": route.state == ContactRoute.State.FAILING,
        "not_safe": not route.may_write,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _route(delivery: Delivery) -> ContactRoute:
    if delivery.route is None:
        raise TypeError("What an officer hands over has no route, and is never sent.")
    return delivery.route
