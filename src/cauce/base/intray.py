"""What waits in a room: each room lists its trays in `intray.py`, and the office's home shows them.

Every record that is not finished lies in exactly one tray, with an owner where somebody took it and a
next date; age and lateness are computed from these, never stored.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Model, Q, QuerySet
from django.utils.functional import Promise

from cauce.base.models import Officer
from cauce.base.roles import Permission, allowed

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Tray:
    """One tray of one room.

    `rows(officer)` are the waiting records that this officer may see, already scoped;
    `all_rows()` are those of every site, for the test that finds each record in exactly one tray.
    `since`, `due`, `owner` name fields of a row (lookups allowed); `address(row)` is where one works on it.
    `take` is the address (or its name, "cases:take") that gives the officer the oldest one, chosen by
    rule and never by hand. `hint(row)` says in a few words why the row is here, without naming anybody.
    """

    key: str
    title: Text
    why: Text
    empty: Text
    permission: Permission
    rows: Callable[[Officer], QuerySet[Any]]
    all_rows: Callable[[], QuerySet[Any]]
    since: str
    due: str
    address: Callable[[Any], str]
    owner: str = ""
    name: Callable[[Any], str] = str
    hint: Callable[[Any], Text] | None = None
    take: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a tray stands at a moment."""

    tray: Tray
    waiting: int
    oldest: datetime | None
    late: int
    next_due: datetime | None


def standing(tray: Tray, officer: Officer, *, at: datetime) -> Standing:
    """Count a tray: how many wait, since when the oldest, how many are late, what is due next."""
    counted = tray.rows(officer).aggregate(
        waiting=Count("pk"),
        oldest=Min(tray.since),
        late=Count("pk", filter=late_at(tray, at)),
        next_due=Min(tray.due),
    )
    return Standing(tray=tray, **counted)


def late_at(tray: Tray, at: datetime) -> Q:
    """Return the condition under which a row of a tray is late at a moment."""
    return Q(**{f"{tray.due}__lt": at})


def oldest_first(tray: Tray, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows by what is due first, then by age: failing first, and the order never jumps."""
    due = F(tray.due).asc(nulls_last=True) if _may_have_no_date(tray, rows) else F(tray.due).asc()
    return rows.order_by(due, tray.since, "pk")


def _may_have_no_date(tray: Tray, rows: QuerySet[Any]) -> bool:
    # Asked because no index is in that order: where every row has a date, the index of the tray is.
    fields = {field.name: field for field in rows.model._meta.concrete_fields}
    return tray.due not in fields or fields[tray.due].null


def open_to(trays: Iterable[Tray], officer: Officer) -> list[Tray]:
    """Return the trays that an officer may work on."""
    return [tray for tray in trays if allowed(officer, tray.permission)]


def trays_holding(trays: Iterable[Tray], record: Model) -> list[Tray]:
    """Return the trays of any site in which a record lies; exactly one for one that is not finished."""
    return [
        tray
        for tray in trays
        if tray.all_rows().model is type(record) and tray.all_rows().filter(pk=record.pk).exists()
    ]
