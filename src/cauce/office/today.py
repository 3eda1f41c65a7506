"""The first page of an officer: what waits, what is in one's own hands, and the sheet of the day."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cauce.base import clock
from cauce.base.intray import Standing, Tray, standing
from cauce.base.models import Officer, Outbox, WorkerTick
from cauce.base.roles import Permission, allowed
from cauce.governments.work.reminding import telling
from cauce.office import trays, words
from cauce.office.pages import PER_PAGE, first_site, officer_of, page

ON_A_SHEET = 20
IN_HAND = 20
# A worker ticks every few seconds; one that is silent so long is not at work.
SILENT = timedelta(minutes=5)


def today(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Show what waits for an officer, late trays first."""
    room = request.GET.get("room", "")
    now, site = clock.now(), first_site(officer)
    standings = [standing(tray, officer, at=now) for tray in trays.mine(officer, room)]
    if not room:
        trays.remember(officer, standings, now=clock.machine_now().timestamp())
    standings.sort(key=lambda each: not each.late)
    context: dict[str, Any] = {
        "today": clock.today(site),
        "room": words.ROOMS.get(room, ""),
        "lines": [_line(each, officer) for each in standings],
        "most": min((s.oldest for s in standings if s.oldest), default=None),
        "in_hand": [(each, _row(each, row)) for each, row in _in_hand(officer)],
        "work": [(words.role(g.role), g.site.name, clock.today(g.site)) for g in _grants(officer)],
        "may": {each.name: allowed(officer, each) for each in Permission},
    }
    if context["may"]["SEE_OUTBOX"]:
        context |= _machine()
    if context["may"]["READ_LEDGER"] and not room:
        context |= {
            "reminded": telling.TITLE,
            "reminders": telling.reminders_of(officer, clock.today()),
        }
    return page(request, "today.html", context, site=site)


def _machine() -> dict[str, Any]:
    """Return whether the machine's own work goes on: what it gave up, and when the worker was seen."""
    given_up = Outbox.objects.filter(state=Outbox.State.GIVEN_UP).count()
    tick = WorkerTick.objects.order_by("-at").first()
    silent = tick is None or clock.machine_now() - tick.at > SILENT
    return {"given_up": given_up, "tick": tick, "silent": silent, "sees_machine": True}


@require_safe
def tray(request: HttpRequest, key: str) -> HttpResponse:
    """List what waits in one tray: what is due first, then what is oldest."""
    officer, now = officer_of(request), clock.now()
    found = _tray(officer, key)
    stands = standing(found, officer, at=now)
    # The heading has counted them already; the page is cut out of that many.
    shown = Paginator(range(stands.waiting), PER_PAGE).get_page(request.GET.get("page"))
    skip = (shown.number - 1) * PER_PAGE
    rows = trays.listed(found, found.rows(officer), most=PER_PAGE, skip=skip)
    context = {
        "tray": found,
        "standing": stands,
        "take": trays.take_address(found),
        "page": shown,
        "lines": [_row(found, row) for row in rows],
        "most": min((row.waits_since for row in rows), default=None),
    }
    return page(request, "tray.html", context, site=first_site(officer))


@require_safe
def day_sheet(request: HttpRequest) -> HttpResponse:
    """Show what should be done first in every tray, to be printed and worked through on paper."""
    officer, now = officer_of(request), clock.now()
    site = first_site(officer)
    sheets = []
    for each in trays.mine(officer):
        rows = trays.listed(each, each.rows(officer), most=ON_A_SHEET)
        lines = [_row(each, row) for row in rows]
        if lines:
            sheets.append((standing(each, officer, at=now), lines))
    context = {"today": clock.today(site), "sheets": sheets}
    return page(request, "day-sheet.html", context, site=site)


def _tray(officer: Officer, key: str) -> Tray:
    for each in trays.mine(officer):
        if each.key == key:
            return each
    raise Http404


def _line(each: Standing, officer: Officer) -> dict[str, Any]:
    take = trays.take_address(each.tray)
    first = None if take or not each.waiting else trays.oldest(each.tray, officer)
    return {
        "standing": each,
        "take": take,
        "open": each.tray.address(first) if first else "",
    }


def _row(tray: Tray, row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "name": tray.name(row),
        "address": tray.address(row),
        "hint": tray.hint(row) if tray.hint else "",
        "owner": _owner(row, tray.owner) if tray.owner else None,
    }


def _owner(row: Any, path: str) -> Officer | None:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _in_hand(officer: Officer) -> Iterator[tuple[Tray, Any]]:
    return islice(trays.in_hand(officer, most=IN_HAND), IN_HAND)


def _grants(officer: Officer) -> list[Any]:
    return list(officer.grants.select_related("site").order_by("site__name", "role"))
