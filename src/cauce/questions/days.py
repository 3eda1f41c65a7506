"""Days as people write and read them: three boxes in, words in the reader's language out."""

from calendar import monthrange
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2100


def fault(day: str, month: str, year: str) -> tuple[str, str] | None:
    """Return the box that is wrong and a sentence about it; None where the three fit together."""
    if not _between(year, FIRST_YEAR, LAST_YEAR):
        return "y", _("Write at least the year, with four digits, for example 1988.")
    if month and not _between(month, 1, 12):
        return "m", _("Write the month as a number from 1 to 12, or leave it empty.")
    if day and not month:
        return "m", _("Write the month too, or leave the day empty.")
    if day and not _between(day, 1, monthrange(int(year), int(month))[1]):
        return "d", _("This day is not in the calendar. Check the day and the month.")
    return None


def written(day: str, month: str, year: str) -> str:
    """Return three good boxes as a case file writes them."""
    parts = [f"{int(year):04d}", *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts)


def spoken(day: date | str) -> str:
    """Return a day, or what is known of it, in words."""
    text = day if isinstance(day, str) else day.isoformat()
    if "/" in text:
        first, last = text.split("/")
        return _("between %(first)s and %(last)s") % {"first": spoken(first), "last": spoken(last)}
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return text
    return _spell([int(part) for part in parts])


def _spell(parts: list[int]) -> str:
    if len(parts) == 1:
        return str(parts[0])
    said = {"month": _month(parts[1], get_language() or ""), "year": parts[0]}
    if len(parts) == 2:
        return _("%(month)s %(year)s") % said
    return _("%(day)s %(month)s %(year)s") % {**said, "day": parts[2]}


@lru_cache(maxsize=64)
def _month(number: int, _lang: str) -> str:
    return months()[number - 1]


def months() -> list[str]:
    """Return the twelve months; Django knows none in Haitian Creole."""
    return [
        pgettext("month", "January"),
        pgettext("month", "February"),
        pgettext("month", "March"),
        pgettext("month", "April"),
        pgettext("month", "May"),
        pgettext("month", "June"),
        pgettext("month", "July"),
        pgettext("month", "August"),
        pgettext("month", "September"),
        pgettext("month", "October"),
        pgettext("month", "November"),
        pgettext("month", "December"),
    ]


def _between(text: str, low: int, high: int) -> bool:
    return text.isdecimal() and len(text) <= 4 and low <= int(text) <= high
