"""The office's clock: only the rim (views, command line, worker) may read it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from cauce.base.models import Site


def machine_now() -> datetime:
    """Return the machine's time: for timeouts, retries and seals, never for a rule or a file."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the office's time; a demonstration lives on one day, at the machine's hour."""
    moment, day = machine_now(), office_day()
    return moment if day is None else datetime.combine(day, moment.timetz())


def today(site: Site | None = None) -> date:
    """Return the day it is at a site; a demonstration's day is the same everywhere."""
    day = office_day()
    if day is not None:
        return day
    return now().astimezone(ZoneInfo(site.time_zone) if site else UTC).date()


def office_day() -> date | None:
    """Return the day a demonstration lives on, or None where days pass."""
    day: date | None = settings.OFFICE_DAY
    return day
