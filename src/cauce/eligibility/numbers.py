"""Ages, anniversaries and sums over values that may be unknown, never, or known in part."""

from datetime import date
from typing import Any

from cauce.dates import age_in_years, years_before
from cauce.eligibility.values import NEVER, Many, Range, Rows

MANY = 10**9


def ends(value: Any) -> tuple[int, int]:
    """First and last of a day or number."""
    return value if type(value) is Range else (value, value)


def span(first: int, last: int) -> int | Range:
    """An exact value where both ends agree."""
    return first if first == last else Range(first, last)


def unknown_or_never(*values: Any) -> Any:
    """None if one is unknown, NEVER if one is never, otherwise False: goes on."""
    if any(value is None for value in values):
        return None
    return NEVER if any(value is NEVER for value in values) else False


def age(born: Any, day: Any) -> Any:
    """Completed years from `born` to `day` (ordinals), as int or Range."""
    if (early := unknown_or_never(born, day)) is not False:
        return early
    (b1, b2), (d1, d2) = ends(born), ends(day)
    return span(_years(b2, d1), _years(b1, d2))


def _years(born: int, day: int) -> int:
    return age_in_years(date.fromordinal(born), date.fromordinal(day))


def anniversary(day: Any, years: int) -> Any:
    """The same calendar day, years earlier."""
    if day is None or day is NEVER:
        return day
    first, last = (years_before(date.fromordinal(d), years).toordinal() for d in ends(day))
    return span(first, last)


def days(first: Any, last: Any) -> Any:
    """Days from first to last."""
    if (early := unknown_or_never(first, last)) is not False:
        return early
    (a1, a2), (b1, b2) = ends(first), ends(last)
    return span(b1 - a2, b2 - a1)


def arith(op: str, a: Any, b: Any) -> Any:
    """`+`, `-` or `*` of whole numbers."""
    if (early := unknown_or_never(a, b)) is not False:
        return early
    (a1, a2), (b1, b2) = ends(a), ends(b)
    if op == "+":
        return span(a1 + b1, a2 + b2)
    if op == "-":
        return span(a1 - b2, a2 - b1)
    corners = (a1 * b1, a1 * b2, a2 * b1, a2 * b2)
    return span(min(corners), max(corners))


def size(value: Any) -> Any:
    """How many entries; an open list has at least so many."""
    if value is None or value is NEVER:
        return value
    if type(value) in (Many, Rows):
        count = len(value.items)
        return count if value.complete else Range(count, MANY)
    return len(value)
