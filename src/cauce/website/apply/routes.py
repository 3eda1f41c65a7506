"""Ways to reach the household, as the contact page takes them: what is safe on each, and when."""

import re
from typing import Any

from django.utils.translation import gettext as _

from cauce.base.models import Site
from cauce.people import phones
from cauce.questions.fields import Typed
from cauce.questions.reading import Unreadable, first
from cauce.website.apply.forms import only, text

MOST = 3
HOURS = range(6, 22)
PARTS = ("address", "whose", "write", "call", "from", "to", "named")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def typed_from(routes: list[dict[str, Any]]) -> Typed:
    """Return the contact page as it was filled in."""
    typed: Typed = {}
    for index, route in enumerate(routes):
        typed[f"{index}-address"] = [route["address"]]
        typed[f"{index}-whose"] = [route["whose"]]
        for part in ("from", "to"):
            typed[f"{index}-{part}"] = ["" if route[part] is None else str(route[part])]
        for part in ("write", "call", "named"):
            if route[part]:
                typed[f"{index}-{part}"] = ["1"]
    return typed


def read(typed: Typed, site: Site, *, usable: bool = False) -> list[dict[str, Any]]:
    """Return the ways to reach the household; an empty list where none is safe. Raises Unreadable.

    `usable` demands that something is safe on each: a number on which nothing is helps nobody.
    """
    only(typed, {f"{i}-{part}" for i in range(MOST) for part in PARTS} | {"none"})
    faults: list[tuple[str, str]] = []
    found = [_route(typed, index, site, faults) for index in range(MOST)]
    routes = [route for route in found if route is not None]
    if usable:
        faults += [(f"{i}-write", _nothing_safe()) for i, r in enumerate(found) if _is_idle(r)]
    if routes and first(typed, "none"):
        faults.append(("none", _("You wrote a way to reach you and also ticked this. Keep one.")))
    if not routes and not faults and not first(typed, "none"):
        faults.append(
            (
                "0-address",
                _("Write a telephone number or an e-mail address, or tick the last line."),
            )
        )
    if faults:
        raise Unreadable(*faults)
    return routes


def _is_idle(route: dict[str, Any] | None) -> bool:
    return route is not None and not (route["write"] or route["call"])


def _nothing_safe() -> str:
    return _(
        "Tick what is safe here: messages, calls, or both. If neither is, take the number away and"
        " tick the last line."
    )


def filled(typed: Typed) -> int:
    """Return how many ways the page has to show."""
    return sum(any(first(typed, f"{i}-{part}") for part in PARTS) for i in range(MOST))


def _route(
    typed: Typed, index: int, site: Site, faults: list[tuple[str, str]]
) -> dict[str, Any] | None:
    address = first(typed, f"{index}-address")
    if not address:
        if any(first(typed, f"{index}-{part}") for part in PARTS):
            faults.append((f"{index}-address", _("Write the number or the address.")))
        return None
    kind = "email" if "@" in address else "phone"
    try:
        address = _mail(address) if kind == "email" else phones.e164(address, site.time_zone)
    except ValueError as fault:
        faults.append((f"{index}-address", str(fault)))
    hours = {part: _hour(typed, f"{index}-{part}", faults) for part in ("from", "to")}
    if (hours["from"] is None) != (hours["to"] is None):
        faults.append((f"{index}-from", _("Choose both hours, or none.")))
    return {
        "kind": kind,
        "address": address,
        "whose": text(typed, f"{index}-whose", faults),
        **{part: bool(first(typed, f"{index}-{part}")) for part in ("write", "call", "named")},
        **hours,
    }


def _mail(address: str) -> str:
    if not _MAIL.fullmatch(address) or len(address) > 200:
        raise ValueError(_("This e-mail address is not complete. Write it like name@example.org."))
    return address


def _hour(typed: Typed, name: str, faults: list[tuple[str, str]]) -> int | None:
    value = first(typed, name)
    if not value:
        return None
    if not value.isdecimal() or int(value) not in {*HOURS, HOURS.stop}:
        faults.append((name, _("Choose an hour on the list.")))
        return None
    return int(value)
