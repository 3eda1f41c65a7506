"""The dates to come as a calendar that other programs subscribe to (RFC 5545)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from cauce.ledger import when

Json = dict[str, Any]


def calendar(
    items: Iterable[Json], *, say: Callable[[Json], str], name: str, at: datetime
) -> bytes:
    """Whole days from the first possible one to the last; a date without one of both is left out."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Cauce//governments//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for item in items:
        first, last, _ = when(item["date"])
        if first is not None and last is not None:
            made.add_component(_event(item, first, last, say(item), at))
    written: bytes = made.to_ical()
    return written


def _event(item: Json, first: date, last: date, title: str, at: datetime) -> Any:
    from icalendar import Event

    event = Event()
    # The same date of the same thing keeps its place in a calendar when it is fetched again.
    event.add("uid", f"{item['what']}.{item['about']}@cauce")
    event.add("dtstamp", at)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    return event
