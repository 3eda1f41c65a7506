"""Pages of one's own second factor: set it up, come in with it, show it again, take it away."""

from collections.abc import Iterator
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from cauce.base import actions as base
from cauce.base import clock, codes, throttle
from cauce.base.address import client_address
from cauce.base.factor import actions, freshness, holding, totp
from cauce.base.models import Officer, RecoveryCode
from cauce.base.refusal import Refused
from cauce.office import entering
from cauce.office.factor.forms import CodeForm
from cauce.office.pages import back, first_site, officer_of, page
from cauce.office.views import by_form


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show how one's second factor stands, and what can be done."""
    return _home(request)


@by_form
def begin(request: HttpRequest) -> HttpResponse:
    """Make a secret for the telephone."""
    officer = officer_of(request)
    try:
        actions.offer_factor(officer=officer, by=officer, at=clock.now())
    except Refused as refused:
        return _home(request, said=str(refused), status=422)
    return redirect("office:factor:mine")


@by_form
@sensitive_post_parameters("code")
def confirm(request: HttpRequest) -> HttpResponse:
    """Put it in force by a first code, and show the recovery codes: only here, only now."""
    officer, form = officer_of(request), CodeForm(request.POST)
    wait = _tried(request, officer, form)
    if form.errors:
        return _home(request, form=form, status=429 if wait else 422)
    try:
        made = actions.confirm_factor(
            officer=officer,
            code=form.cleaned_data["code"],
            now=clock.machine_now().timestamp(),
            by=officer,
            at=clock.now(),
        )
    except Refused as refused:
        form.add_error("code", str(refused))
        return _home(request, form=form, status=422)
    _right(request, officer)
    freshness.mark(request)
    return _paper(request, made)


@sensitive_post_parameters("code")
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code after the password; whoever waited too long begins anew."""
    officer = entering.half_way(request)
    if officer is None:
        return redirect("office:home")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not _is_right(request, officer, form):
        return _ask(request, "enter.html", form)
    base.sign_in(officer=officer, by=officer, at=clock.now())
    entering.begin(request, officer)
    freshness.mark(request)
    return redirect("office:home")


@sensitive_post_parameters("code")
def again(request: HttpRequest) -> HttpResponse:
    """Ask for a fresh code before something that weighs; then lead back to it."""
    officer = officer_of(request)
    if not holding.is_in_force(officer):
        return redirect("office:factor:mine")
    goal = _within(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not _is_right(request, officer, form):
        return _ask(request, "again.html", form, goal=goal)
    freshness.mark(request)
    return HttpResponseRedirect(goal)


@by_form
def renew(request: HttpRequest) -> HttpResponse:
    """Give ten new codes for paper."""
    if not freshness.stepped_up(request):
        return freshness.step_up(request, "/office/factor")
    officer = officer_of(request)
    try:
        made = actions.renew_recovery_codes(officer=officer, by=officer, at=clock.now())
    except Refused as refused:
        return _home(request, said=str(refused), status=422)
    return _paper(request, made)


@by_form
def remove(request: HttpRequest) -> HttpResponse:
    """Take one's second factor away, for another telephone; every sign-in ends, this one too."""
    if not freshness.stepped_up(request):
        return freshness.step_up(request, "/office/factor")
    officer = officer_of(request)
    try:
        actions.remove_factor(officer=officer, by=officer, at=clock.now())
    except Refused as refused:
        return _home(request, said=str(refused), status=422)
    return back("office:home")


def _home(
    request: HttpRequest, *, form: CodeForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    officer = officer_of(request)
    factor = holding.factor_of(officer)
    context: dict[str, Any] = {
        "factor": factor,
        "form": form or CodeForm(),
        "said": said,
        "demanded": freshness.is_missing(request),
        "fresh": freshness.stepped_up(request),
    }
    if factor and factor.confirmed_at:
        left = RecoveryCode.objects.filter(factor=factor, used_at__isnull=True).count()
        context |= {"left": left, "few": left < 4}
    elif factor:
        secret = holding.secret_of(factor)
        context |= {
            "secret": totp.shown(secret),
            **_qr(totp.address(secret, username=str(officer))),
        }
    return page(request, "factor/home.html", context, site=first_site(officer), status=status)


def _paper(request: HttpRequest, made: list[str]) -> HttpResponse:
    shown = [codes.shown(code) for code in made]
    return page(request, "factor/paper.html", {"codes": shown}, site=None)


def _ask(request: HttpRequest, name: str, form: CodeForm, *, goal: str = "") -> HttpResponse:
    status = getattr(form, "status", 422) if form.is_bound else 200
    return page(request, f"factor/{name}", {"form": form, "goal": goal}, status=status)


def _is_right(request: HttpRequest, officer: Officer, form: CodeForm) -> bool:
    """Use a code up; a wrong one becomes a sentence in the form."""
    _tried(request, officer, form)
    if form.errors:
        return False
    try:
        actions.use_factor(
            officer=officer,
            code=form.cleaned_data["code"],
            now=clock.machine_now().timestamp(),
            by=officer,
            at=clock.now(),
        )
    except Refused as refused:
        form.add_error("code", str(refused))
        return False
    _right(request, officer)
    return True


def _tried(request: HttpRequest, officer: Officer, form: CodeForm) -> int:
    """Count a try before it is looked at; return the seconds to wait, which the form then says."""
    if not form.is_valid():
        return 0
    wait = throttle.enter(**_counted(request, officer))
    if wait:
        form.add_error(None, entering.waiting(wait))
        form.status = 429  # type: ignore[attr-defined]  # for `_ask`
    return wait


def _right(request: HttpRequest, officer: Officer) -> None:
    throttle.leave(**_counted(request, officer))


def _counted(request: HttpRequest, officer: Officer) -> dict[str, Any]:
    return {
        "name": f"factor|{officer.pk}",
        "address": client_address(request),
        "now": clock.machine_now().timestamp(),
    }


def _within(request: HttpRequest) -> str:
    """Return the page to lead back to; one of this office, or its first."""
    goal = request.POST.get("next") or request.GET.get("next") or "/office"
    safe = url_has_allowed_host_and_scheme(goal, allowed_hosts=None)
    return goal if safe and goal.startswith("/") else "/office"


def _qr(said: str) -> dict[str, Any]:
    made = segno.make(said, error="m", micro=False)
    size = made.symbol_size(border=4)[0]
    return {"qr_size": size, "qr_path": " ".join(_dark(made))}


def _dark(made: "segno.QRCode") -> Iterator[str]:
    """Yield a line for every run of dark squares."""
    for y, row in enumerate(made.matrix_iter(border=4)):
        for x, dark in enumerate(row):
            if dark:
                yield f"M{x} {y}h1v1h-1z"
