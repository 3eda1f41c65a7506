"""Where a request comes from, past the proxies that the office itself put in front."""

import ipaddress
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.http import HttpRequest

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(request: HttpRequest) -> str:
    """Return the address that throttles count: what a stranger writes into a header is not believed."""
    said = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return behind_proxies(request.META.get("REMOTE_ADDR", ""), said.split(",") if said else ())


def network(address: str) -> str:
    """Return whose an address is: one house has a single IPv4 address, or 2^64 of IPv6."""
    parsed = _parsed(address)
    if not isinstance(parsed, ipaddress.IPv6Address):
        return address
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))


def behind_proxies(peer: str, hops: Sequence[str]) -> str:
    """Return the nearest address that is no proxy of ours, read from the end that we wrote ourselves."""
    address = peer
    # Each proxy adds at the end whom it saw; everything before our own first entry is hearsay.
    for hop in _from_the_end(hops):
        if not _is_proxy(address):
            break
        address = hop
    return address


def _from_the_end(hops: Sequence[str]) -> Iterator[str]:
    for hop in reversed(hops):
        parsed = _parsed(hop.strip())
        if parsed is None:
            return
        yield str(parsed)


def _is_proxy(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in settings.CAUCE_PROXIES)


def _parsed(text: str) -> _Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
