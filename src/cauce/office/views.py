"""Pages of the office: sign-in, home, and what was recorded about oneself."""

import functools
from collections.abc import Callable
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from cauce.base import actions, clock, signin
from cauce.base.address import client_address
from cauce.base.factor import freshness, holding
from cauce.base.models import Event, Grant, Officer
from cauce.office import entering, words
from cauce.office.forms import SignInForm
from cauce.office.today import today

PER_PAGE = 25
_View = Callable[[HttpRequest], HttpResponse]


def by_form(view: _View) -> _View:
    """Do something for a form only; whoever comes by a link or a reload is led home."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        return view(request) if request.method == "POST" else redirect("office:home")

    return wrapped


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the sign-in, or what a signed-in officer may do today."""
    officer = request.user
    if not isinstance(officer, Officer):
        return _page(request, "sign-in.html", {"form": SignInForm()})
    if freshness.is_missing(request):
        return redirect("office:factor:mine")
    return today(request, officer)


@by_form
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let an officer in whose name and password fit."""
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, "sign-in.html", {"form": form}, status=422)
    attempt = signin.attempt(
        username=form.cleaned_data["username"],
        password=form.cleaned_data["password"],
        address=client_address(request),
        now=clock.machine_now().timestamp(),
    )
    if attempt.officer is None:
        return _not_let_in(request, form, attempt.wait)
    if holding.is_in_force(attempt.officer):
        entering.wait_for_code(request, attempt.officer)
        return redirect("office:factor:enter")
    actions.sign_in(officer=attempt.officer, by=attempt.officer, at=clock.now())
    entering.begin(request, attempt.officer)
    return redirect("office:home")


@by_form
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this sign-in."""
    officer = _officer(request)
    actions.sign_out(officer=officer, by=officer, at=clock.now())
    return _leave(request)


@by_form
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every sign-in of this officer, on every machine."""
    officer = _officer(request)
    actions.end_sessions(officer=officer, by=officer, at=clock.now())
    return _leave(request)


@by_form
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language of the office's pages in a cookie."""
    response = redirect("office:home")
    asked = request.POST.get("language", "")
    if asked in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            asked,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response


@require_safe
def my_events(request: HttpRequest) -> HttpResponse:
    """Show what this officer did, and what others did to this officer's account."""
    officer = _officer(request)
    found = (
        Event.objects.filter(Q(officer=officer) | Q(subject=officer.pk))
        .select_related("officer")
        .order_by("-id")
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(event.at, words.deed(event.verb), words.doer(event, officer)) for event in page]
    grants = _grants(officer)
    site = grants[0].site if grants else None
    with timezone.override(ZoneInfo(site.time_zone) if site else UTC):
        return _page(request, "events.html", {"page": page, "lines": lines, "site": site})


def _grants(officer: Officer) -> list[Grant]:
    return list(officer.grants.select_related("site").order_by("site__name", "role"))


def _officer(request: HttpRequest) -> Officer:
    if not isinstance(request.user, Officer):
        raise TypeError("The access guard lets officers only come here.")
    return request.user


def _leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = HttpResponseRedirect(reverse("office:home"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _not_let_in(request: HttpRequest, form: SignInForm, wait: int) -> HttpResponse:
    if not wait:
        form.add_error(None, _("User name or password is not right. Check both and try again."))
        return _page(request, "sign-in.html", {"form": form}, status=422)
    form.add_error(None, entering.waiting(wait))
    response = _page(request, "sign-in.html", {"form": form}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    frame = {"office_day": clock.office_day(), "languages": settings.LANGUAGES}
    return render(request, f"office/{name}", frame | context, status=status, using="office")
