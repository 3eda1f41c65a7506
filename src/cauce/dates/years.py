"""Completed years and calendar anniversaries, by the rules of the screening contract."""

from datetime import date


def years_before(day: date, years: int) -> date:
    """The same calendar day, `years` earlier; 29 February becomes 28 February in other years."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def age_in_years(born: date, day: date) -> int:
    """Completed years from `born` to `day`; a birthday on 29 February counts as 1 March elsewhere."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
