"""The page where two officers together take a lost second factor from a third."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.base import clock
from cauce.base.factor import actions, freshness
from cauce.base.models import Officer, SecondFactor
from cauce.base.refusal import Refused
from cauce.base.roles import Permission, sites_where
from cauce.office.pages import back, first_site, officer_of, page
from cauce.office.views import by_form

HERE = "/office/factor/colleagues"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show which colleagues have a second factor, and who asked for whose to be taken away."""
    return _home(request)


@by_form
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a colleague's second factor to be taken away."""
    return _do(request, actions.ask_factor_reset, "factor-reset-asked")


@by_form
def agree(request: HttpRequest) -> HttpResponse:
    """Agree, and take it away."""
    return _do(request, actions.reset_factor, "factor-reset")


def _do(request: HttpRequest, verb: Any, done: str) -> HttpResponse:
    if not freshness.stepped_up(request):
        return freshness.step_up(request, HERE)
    asking = officer_of(request)
    colleague = get_object_or_404(Officer, pk=_id(request.POST.get("officer", "")))
    try:
        verb(officer=colleague, by=asking, at=clock.now())
    except Refused as refused:
        return _home(request, said=str(refused), status=422)
    return back("office:factor:colleagues", done=done)


def _home(request: HttpRequest, *, said: str = "", status: int = 200) -> HttpResponse:
    officer = officer_of(request)
    sites = sites_where(officer, Permission.RESET_FACTORS)
    found = (
        SecondFactor.objects.filter(confirmed_at__isnull=False, officer__grants__site__in=sites)
        .exclude(officer=officer)
        .select_related("officer", "reset_asked_by")
        .order_by("officer__display_name", "pk")
        .distinct()
    )
    lines = [(factor, _why_not(factor, officer)) for factor in found]
    return page(
        request,
        "factor/colleagues.html",
        {"lines": lines, "said": said},
        site=first_site(officer),
        status=status,
    )


def _why_not(factor: SecondFactor, officer: Officer) -> str:
    """Say why this officer may not agree; empty when they may."""
    if factor.reset_asked_by_id == officer.pk:
        return _("You asked for this: another officer has to agree.")
    return ""


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
