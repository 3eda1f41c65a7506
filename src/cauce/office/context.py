"""What surrounds every officers' page, whichever room it belongs to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cauce.base import clock, desks
from cauce.base.factor import freshness
from cauce.base.models import Officer
from cauce.base.roles import Permission, allowed
from cauce.office import trays, words


def _rooms(request: HttpRequest, officer: Officer) -> list[trays.Room]:
    # Whoever just did something sees that it is done.
    counted = "done" in request.GET
    now = clock.machine_now().timestamp()
    return (trays.rooms_now if counted else trays.rooms_lately)(officer, now=now)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame shows: the office day, the languages, the rooms and what was just done."""
    said: dict[str, Any] = {
        "office_day": clock.office_day(),
        "languages": settings.LANGUAGES,
        "done": words.done(request.GET.get("done", "")),
    }
    officer = getattr(request, "user", None)
    # Whoever came in by a password alone where that is not enough sees not even a count.
    if isinstance(officer, Officer) and not freshness.is_missing(request):
        said |= {
            "rooms": _rooms(request, officer),
            "may_search": allowed(officer, Permission.READ_FILES),
            "may_read_ledger": desks.is_open(desks.GOVERNMENTS)
            and allowed(officer, Permission.READ_LEDGER),
            "now": clock.now(),
        }
    return said
