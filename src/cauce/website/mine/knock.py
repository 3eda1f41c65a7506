"""Trying a reference and a code at the door, and the sentences for what did not fit."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cauce.applications.access import door
from cauce.base import clock
from cauce.base.address import client_address
from cauce.website import visits


def knock(request: HttpRequest, *, reference: str, code: str) -> door.Entered:
    """Try a reference and a code."""
    return door.enter(
        reference=reference,
        code=code,
        address=client_address(request),
        token=visits.token_of(request),
        at=clock.now(),
        now=clock.machine_now(),
    )


def why_not(entered: door.Entered) -> str:
    """Say that they do not fit, and no word of which of the two is wrong."""
    if entered.wait:
        return wait_words(entered.wait)
    return _(
        "This reference and this code do not go together. Check both on your receipt, sign by sign."
    )


def wrong_code(wait: int) -> str:
    """Say that a code does not fit the application in hand."""
    if wait:
        return wait_words(wait)
    return _("This is not the code of this application. Check it on your receipt, sign by sign.")


def mistyped() -> str:
    """Say that a reference cannot be one; its own check sign tells, not the records."""
    return _(
        "A sign of this reference is wrong or missing. Check it on your receipt, sign by sign."
    )


def wait_words(seconds: int) -> str:
    """Say how long to wait."""
    minutes = -(-seconds // 60)
    if minutes <= 1:
        return _("There were many wrong tries. Wait a minute, then try again.")
    return ngettext(
        "There were many wrong tries. Wait %(num)d minute, or ask for six digits below.",
        "There were many wrong tries. Wait %(num)d minutes, or ask for six digits below.",
        minutes,
    ) % {"num": minutes}
