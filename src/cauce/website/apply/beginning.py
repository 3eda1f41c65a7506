"""Who begins an application behind an address from which very many were begun: asked first, never shut out.

A centre's network, a shelter's or a telephone company's may be one address for hundreds of families. Past
the free ones of an hour the first page comes back once, with what was typed: whoever has begun already is
led to it, and whoever begins presses again after a few seconds. A hundred drafts by a program cost it as
many pauses, and the office a warning in its log; a family loses one tap.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.core import signing
from django.http import HttpRequest

from cauce.base import clock, throttle
from cauce.base.address import client_address, network
from cauce.base.logs import log
from cauce.base.throttle import Policy

PAUSE = 10
TICKET = "turn"
_LASTS = timedelta(hours=1)
# Free ones an hour; then one more every ten minutes, and all others with a turn of their own.
FROM_ADDRESS = Policy(free=120, window=60 * 60, wait=10 * 60)
# A turn counts once.
_ONCE = Policy(free=1, window=throttle.DAY, wait=throttle.DAY)


@dataclass(frozen=True)
class Turn:
    """What the page asks before it goes on: a ticket that counts after some seconds."""

    ticket: str
    seconds: int


def turn_for(request: HttpRequest) -> Turn | None:
    """Return None where an application may begin at once; else the turn that its page waits for."""
    now, address = clock.machine_now().timestamp(), network(client_address(request))
    given = request.POST.get(TICKET, "")
    waits = _left(given, address, now) if given else None
    if given and waits == 0 and not throttle.count([(f"turn|{given}", _ONCE)], now=now):
        return None
    if given and waits:
        return Turn(given, waits)
    if not throttle.count([(f"begin|{address}", FROM_ADDRESS)], now=now):
        return None
    log.warning("many applications begun from one address")
    said = {"at": now, "nonce": secrets.token_hex(8)}
    return Turn(signing.dumps(said, salt=_salt(address)), PAUSE)


def _left(ticket: str, address: str, now: float) -> int | None:
    """Return the seconds until a ticket counts; None where it is no ticket of this address."""
    try:
        said = signing.loads(ticket, salt=_salt(address))
    except signing.BadSignature:
        return None
    since = now - float(said["at"])
    if since > _LASTS.total_seconds():
        return None
    return max(0, ceil(PAUSE - since))


def _salt(address: str) -> str:
    # Good at this address only, without writing the address on the page.
    return f"cauce.apply.turn|{address}"
