"""Renders an officers' page: its frame, whose it is, the site's clock, and what a refusal says."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cauce.base.models import Officer, Site
from cauce.base.roles import PERMISSIONS, Permission, Role

PER_PAGE = 50


def officer_of(request: HttpRequest) -> Officer:
    """Return who is signed in; the access guard let nobody else come here."""
    if not isinstance(request.user, Officer):
        raise TypeError("The access guard lets officers only come here.")
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, be it nothing at all; None where a page is only looked at."""
    return request.POST if request.method == "POST" else None


def rights(officer: Officer, site: Site) -> frozenset[Permission]:
    """Return everything an officer may do at a site: one question for a whole page."""
    prefetch_related_objects([officer], "grants")
    roles = [grant.role for grant in officer.grants.all() if grant.site_id == site.pk]
    held = [PERMISSIONS.get(Role(role), frozenset()) for role in roles]
    return frozenset().union(*held) if officer.is_active else frozenset()


def first_site(officer: Officer) -> Site | None:
    """Return the site whose clock an officer's pages show."""
    grant = officer.grants.select_related("site").order_by("site__name", "role").first()
    return grant.site if grant else None


def page(
    request: HttpRequest,
    name: str,
    context: dict[str, Any],
    *,
    site: Site | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return a page of the office, with times as the site's clock shows them."""
    with timezone.override(ZoneInfo(site.time_zone if site else "UTC")):
        return render(
            request, f"office/{name}", {"site": site, **context}, status=status, using="office"
        )


def back(name: str, *args: Any, done: str = "", at: str = "main") -> HttpResponseRedirect:
    """Lead to a page after something was done, and say there what it was."""
    query = f"?done={done}" if done else ""
    return HttpResponseRedirect(f"{reverse(name, args=args)}{query}#{at}")
