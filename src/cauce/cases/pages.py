"""Renders the room's pages in the office's frame, and leads on after something was done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cauce.base.models import Officer, Site
from cauce.base.refusal import Refused
from cauce.cases import words


def officer_of(request: HttpRequest) -> Officer:
    """Return who is signed in; the access guard let nobody else come here."""
    if not isinstance(request.user, Officer):
        raise TypeError("The access guard lets officers only come here.")
    return request.user


def page(
    request: HttpRequest,
    name: str,
    context: dict[str, Any],
    *,
    site: Site | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return a page, with times as the site's clock shows them."""
    said = words.DONE.get(request.GET.get("done", ""))
    shown = {"site": site, **context, **({"done": said} if said else {})}
    with timezone.override(ZoneInfo(site.time_zone if site else "UTC")):
        return render(request, name, shown, status=status, using="office")


def back(
    name: str, *args: UUID | str, done: str = "", query: str = "", at: str = "main"
) -> HttpResponseRedirect:
    """Lead to a page after something was done, and say there what it was."""
    said = "&".join(filter(None, (f"done={done}" if done else "", query)))
    address = reverse(name, args=args) + (f"?{said}" if said else "")
    return HttpResponseRedirect(f"{address}#{at}")


def refused(
    request: HttpRequest, fault: Refused, address: str, site: Site | None = None
) -> HttpResponse:
    """Say why something was not done, with the way back."""
    context = {"sentence": fault.sentence, "back": address}
    return page(request, "office/refused.html", context, site=site, status=422)


def attempt(
    request: HttpRequest, act: Callable[[], Any], done: Callable[[], HttpResponse], address: str
) -> HttpResponse:
    """Do what one button asks, or say why not."""
    try:
        act()
    except Refused as fault:
        return refused(request, fault, address)
    return done()
