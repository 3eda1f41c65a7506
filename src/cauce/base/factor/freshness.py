"""How fresh a sign-in is: whether a second factor was shown, and whether that was a moment ago.

if not freshness.stepped_up(request):
    return freshness.step_up(request)      # asks for a code, then comes back here by GET
"""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from cauce.base import clock

STEP_UP_SECONDS = 5 * 60
_AT = "factor_at"


def is_missing(request: HttpRequest) -> bool:
    """Say whether an officer came in by a password alone where that is not enough."""
    return bool(settings.SECOND_FACTOR) and _AT not in request.session


def stepped_up(request: HttpRequest) -> bool:
    """Say whether the second factor was shown within five minutes; for exports, grants and erasures.

    Where none is demanded, whoever set none up is not asked for one.
    """
    shown = request.session.get(_AT)
    if shown is None:
        return not settings.SECOND_FACTOR
    return _now() - int(shown) < STEP_UP_SECONDS


def step_up(request: HttpRequest, back: str = "") -> HttpResponseRedirect:
    """Lead to the page that asks for a code; it leads back to a page, the one asked for by default."""
    query = urlencode({"next": back or request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('office:factor:again')}?{query}")


def mark(request: HttpRequest) -> None:
    """Remember that the second factor was shown just now."""
    request.session[_AT] = _now()


def _now() -> int:
    return int(clock.machine_now().timestamp())
