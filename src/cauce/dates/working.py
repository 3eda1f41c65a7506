"""Working days by country: which days an office is open, and what comes after so many of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_MOST = 2000


class CalendarFault(ValueError):
    """No calendar can be had for a country or a year; its message says so, and what to do."""


def closed_because(day: date, country: str) -> str | None:
    """Why the offices of a country are closed on a day, `weekend` or the holiday's name; None if open."""
    holidays, weekend = _year(country, day.year)
    return holidays.get(day) or ("weekend" if day.weekday() in weekend else None)


def after_working_days(day: date, count: int, country: str) -> date:
    """The day that lies so many working days after another, which does not count itself."""
    if not 0 <= count <= _MOST:
        raise CalendarFault(f"{count} working days cannot be counted; write 0 to {_MOST}")
    for _ in range(count):
        day = next(_open_days(day, country))
    return day


def closed_days(first: date, last: date, country: str) -> list[tuple[date, str]]:
    """The closed days of a period that are no weekend, each with the holiday's name."""
    days = (first + n * _DAY for n in range((last - first).days + 1))
    found = ((day, closed_because(day, country)) for day in days)
    return [(day, why) for day, why in found if why not in (None, "weekend") and why]


def _open_days(day: date, country: str) -> Iterator[date]:
    while True:
        day += _DAY
        if closed_because(day, country) is None:
            yield day


@lru_cache(maxsize=256)
def _year(country: str, year: int) -> tuple[dict[date, str], frozenset[int]]:
    """One year of a country's calendar; the library is loaded late because it is slow to load."""
    import holidays

    try:
        made = holidays.country_holidays(country, years=[year])
    except NotImplementedError:
        raise CalendarFault(
            f"there is no working calendar of {country!r}; count in calendar days, "
            "or name a country by its code"
        ) from None
    if not made.start_year <= year <= made.end_year or not made:
        raise CalendarFault(
            f"the working calendar of {country} does not reach the year {year}; "
            "count in calendar days, or agree a date"
        )
    return {day: str(name) for day, name in made.items()}, frozenset(made.weekend)
