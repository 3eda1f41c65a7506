"""The two steps by which an officer comes in: a password, then a code where one is needed."""

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import ngettext

from cauce.base import clock
from cauce.base.models import Officer

HALF_WAY_SECONDS = 5 * 60
_HALF = "half"


def begin(request: HttpRequest, officer: Officer) -> None:
    """Let an officer in."""
    # A new session in any case: whoever used this browser before must not share it.
    request.session.flush()
    login(request, officer)
    request.session["since"] = request.session["seen"] = _now()


def wait_for_code(request: HttpRequest, officer: Officer) -> None:
    """Remember for five minutes whose password was right; nobody is signed in by that."""
    request.session.flush()
    request.session[_HALF] = {
        "officer": str(officer.pk),
        "at": _now(),
        "epoch": officer.get_session_auth_hash(),
    }


def half_way(request: HttpRequest) -> Officer | None:
    """Return whose password was right a moment ago; None once it is too late or the account changed."""
    half = request.session.get(_HALF)
    if not half or _now() - int(half["at"]) > HALF_WAY_SECONDS:
        return None
    officer = Officer.objects.filter(pk=half["officer"], is_active=True).first()
    if officer is None or not constant_time_compare(half["epoch"], officer.get_session_auth_hash()):
        return None
    return officer


def waiting(seconds: int) -> str:
    """Return the sentence for whoever tried too often."""
    minutes = -(-seconds // 60)
    return ngettext(
        "Too many tries. Wait %(minutes)d minute, then try again.",
        "Too many tries. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}


def _now() -> int:
    return int(clock.machine_now().timestamp())
