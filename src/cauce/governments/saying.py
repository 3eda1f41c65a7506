"""Dates, ages and sums of the ledger in the reader's words: a range stays a range."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cauce.questions import days

Json = dict[str, Any]
_MARKS = str.maketrans("", "", "~?%")
MILLION = 1_000_000


def date_said(text: str | None, *, lasting: bool = False) -> str:
    """Return a date in EDTF in words."""
    if not text:
        return _("date not stated")
    said = _plain(text.translate(_MARKS), lasting=lasting)
    if "~" in text or "%" in text:
        said = _("about %(day)s") % {"day": said}
    if "?" in text or "%" in text:
        said = _("%(day)s (uncertain)") % {"day": said}
    return said


def _plain(text: str, *, lasting: bool) -> str:
    if "/" not in text:
        return days.spoken(text)
    first, last = text.split("/", 1)
    if first in ("", ".."):
        return _("not later than %(day)s") % {"day": days.spoken(last)}
    if last in ("", ".."):
        return _("not before %(day)s") % {"day": days.spoken(first)}
    if lasting:
        return _("%(first)s to %(last)s") % {"first": days.spoken(first), "last": days.spoken(last)}
    return days.spoken(text)


def age_said(age: Json | list[int | None] | None) -> str:
    """Return an age in days, as the ledger answers it: one number, a range, or *at least*."""
    if age is None:
        return _("not known")
    if isinstance(age, dict):
        if "at_least_days" in age:
            return at_least(age["at_least_days"])
        found = age["days"]
        age = found if isinstance(found, list) else [found, found]
    youngest, oldest = age
    if youngest is None:
        return _("not known")
    if oldest is None:
        return at_least(youngest)
    if youngest == oldest:
        return days_said(youngest)
    return _("%(least)s to %(most)s days") % {"least": number(youngest), "most": number(oldest)}


def at_least(count: int) -> str:
    """Return a number of days of which only the least is known."""
    return ngettext("at least %(count)s day", "at least %(count)s days", count) % {
        "count": number(count)
    }


def days_said(count: int) -> str:
    """Return a number of days."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": number(count)}


def number(value: float | int | Decimal) -> str:
    """Return a number as the reader's language writes it, exactly."""
    plain = Decimal(str(value))
    places = max(0, -int(plain.normalize().as_tuple().exponent))
    return str(number_format(plain, decimal_pos=places, force_grouping=True))


def sum_said(amount: Json | None) -> str:
    """Return a sum with its currency, and whether it is more or less than that."""
    if not amount or amount.get("value") is None:
        return _("sum not stated")
    said = _money(amount["value"], str(amount.get("currency") or ""))
    return _qualified(str(amount.get("qualifier") or "exact"), said)


def _money(value: float | int, currency: str) -> str:
    # Millions in every language: a billion is not the same number everywhere.
    if value >= MILLION and Decimal(str(value)) % 1000 == 0:
        millions = Decimal(str(value)) / MILLION
        return _("%(currency)s %(number)s million") % {
            "currency": currency,
            "number": number(millions),
        }
    return f"{currency} {number(value)}".strip()


def _qualified(word: str, said: str) -> str:
    texts = {
        "more_than": _("more than %(sum)s"),
        "at_least": _("at least %(sum)s"),
        "floor": _("at least %(sum)s"),
        "less_than": _("less than %(sum)s"),
        "up_to": _("up to %(sum)s"),
        "ceiling": _("up to %(sum)s"),
        "about": _("about %(sum)s"),
    }
    return texts.get(word, "%(sum)s") % {"sum": said}


def sums_said(sums: Json) -> list[str]:
    """Return added sums, a text for each bound and currency: they are never mixed."""
    found = []
    for bound, added in sums.items():
        for one in added if isinstance(added, list) else [added]:
            found.append(sum_said({**one, "qualifier": bound}))
    return found


# What a template says with; the first page of the house does too.
SAYING = {
    "date_said": date_said,
    "age_said": age_said,
    "sum_said": sum_said,
    "sums_said": sums_said,
    "days_said": days_said,
    "number": number,
}
