"""Every tray of every room, and how full those of an officer are."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from django.db.models import F, Func, IntegerField, QuerySet, Subquery, prefetch_related_objects
from django.urls import reverse

from cauce.base.intray import Standing, Text, Tray, oldest_first, open_to
from cauce.base.models import Officer
from cauce.office import words

LATELY_SECONDS = 30
MOST_REMEMBERED = 500
# In the order in which a family's file passes through them.
ROOMS = ("applications", "people", "cases", "notices", "privacy", "governments")


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room of an officer's desk, with how many records wait there."""

    name: str
    title: Text
    waiting: int


_LATELY: dict[UUID, tuple[float, list[Room]]] = {}


@cache
def every_tray() -> tuple[Tray, ...]:
    """Return the trays of all rooms, in the order of the rooms."""
    return tuple(tray for room in ROOMS for tray in _of(room))


def room_of(tray: Tray) -> str:
    """Return the room that a tray belongs to."""
    return next(room for room in ROOMS if tray in _of(room))


def mine(officer: Officer, room: str = "") -> list[Tray]:
    """Return the trays that an officer may work on, of one room where one is named."""
    prefetch_related_objects([officer], "grants")
    found = open_to(every_tray(), officer)
    return [tray for tray in found if not room or room_of(tray) == room]


def rooms_of(officer: Officer) -> list[Room]:
    """Return an officer's rooms with what waits in them, all counted by one statement."""
    own = mine(officer)
    if not own:
        return []
    counts = Officer.objects.filter(pk=officer.pk).values_list(
        *(_count(tray, officer) for tray in own)
    )[0]
    return _rooms(dict(zip((tray.key for tray in own), counts, strict=True)), own)


def _rooms(waiting: dict[str, int], own: list[Tray]) -> list[Room]:
    full: dict[str, int] = {}
    for tray in own:
        room = room_of(tray)
        full[room] = full.get(room, 0) + waiting[tray.key]
    return [Room(name=r, title=words.ROOMS[r], waiting=n) for r, n in full.items()]


def rooms_lately(officer: Officer, *, now: float) -> list[Room]:
    """Return an officer's rooms as they were counted within the last half minute, or count them."""
    # The first page counts its trays in any case; around every other page a recent count will do.
    at, rooms = _LATELY.get(officer.pk, (0.0, []))
    return rooms if 0 <= now - at < LATELY_SECONDS else rooms_now(officer, now=now)


def rooms_now(officer: Officer, *, now: float) -> list[Room]:
    """Count an officer's rooms, and remember it."""
    return _remembered(officer, rooms_of(officer), now)


def remember(officer: Officer, standings: list[Standing], *, now: float) -> None:
    """Remember how full an officer's rooms are, where every tray was counted for a page already."""
    own = [each.tray for each in standings]
    waiting = {each.tray.key: each.waiting for each in standings}
    _remembered(officer, _rooms(waiting, own), now)


def _remembered(officer: Officer, rooms: list[Room], now: float) -> list[Room]:
    if len(_LATELY) > MOST_REMEMBERED:
        _LATELY.clear()
    _LATELY[officer.pk] = (now, rooms)
    return rooms


def in_hand(officer: Officer, *, most: int) -> Iterator[tuple[Tray, Any]]:
    """Yield what an officer took and has not finished; of each tray so many."""
    for tray in mine(officer):
        if tray.owner:
            own = tray.rows(officer).filter(**{tray.owner: officer})
            for row in listed(tray, own, most=most):
                yield tray, row


def listed(tray: Tray, rows: QuerySet[Any], *, most: int, skip: int = 0) -> list[Any]:
    """Return so many rows in the order of their tray, each knowing since when it waits and until when."""
    # Put in order by what the tray's index holds; what a page shows is read of its own rows only.
    ids = list(oldest_first(tray, rows).values_list("pk", flat=True)[skip : skip + most])
    if not ids:
        return []
    if tray.owner:
        rows = rows.select_related(tray.owner)
    told = {"waits_since": tray.since, "waits_until": tray.due}
    # A row may have a field of just that name already.
    named = {name: F(field) for name, field in told.items() if name != field}
    found = rows.annotate(**named).filter(pk__in=ids)
    return sorted(found, key=lambda row: ids.index(row.pk))


def oldest(tray: Tray, officer: Officer) -> Any | None:
    """Return what should be done first in a tray."""
    return next(iter(listed(tray, tray.rows(officer), most=1)), None)


def take_address(tray: Tray) -> str:
    """Return the address of the button that takes the oldest; empty where one opens it instead."""
    take = str(tray.take)
    return reverse(take) if ":" in take else take


def _count(tray: Tray, officer: Officer) -> Subquery:
    rows = tray.rows(officer).order_by()
    # COUNT without GROUP BY: an aggregate of Django's would group by the row.
    counted = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.annotate(counted=counted).values("counted"))


@cache
def _of(room: str) -> tuple[Tray, ...]:
    name = f"cauce.{room}.intray"
    return tuple(import_module(name).TRAYS) if find_spec(name) else ()
