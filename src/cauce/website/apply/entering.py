"""Comes back: with reference and code, on this phone or another one, keeping what was being sent."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cauce.applications.access import door
from cauce.applications.access.door import Entered
from cauce.applications.models import Application, Draft
from cauce.base import clock
from cauce.base.address import client_address
from cauce.website import visits
from cauce.website.pages import page, speaking

REFERENCE, CODE = "enter-reference", "enter-code"
OWN = (REFERENCE, CODE, "csrfmiddlewaretoken")


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
@sensitive_post_parameters()
def resume(request: HttpRequest) -> HttpResponse:
    """Open an application that was begun before."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("apply:start"))
    return _entered(request) if REFERENCE in request.POST else ask(request)


def ask(request: HttpRequest) -> HttpResponse:
    """Answer a page whose reader is not in (any more); what was being sent stays on the page."""
    if REFERENCE in request.POST:
        return _entered(request)
    if request.method != "POST" and not visits.had_cookie(request):
        return HttpResponseRedirect(reverse("apply:start"))
    return _page(request, status=401)


def _entered(request: HttpRequest) -> HttpResponse:
    tried = door.enter(
        reference=request.POST.get(REFERENCE, ""),
        code=request.POST.get(CODE, ""),
        address=client_address(request),
        token=visits.token_of(request),
        at=clock.now(),
        now=clock.machine_now(),
    )
    if tried.home is None:
        return _page(request, faults=[(REFERENCE, _wrong(tried))], status=422)
    kept = _kept(request)
    if kept and isinstance(tried.home, Draft):
        response = page(request, "apply/entered", {"kept": kept, "address": request.path})
    elif isinstance(tried.home, Draft):
        response = HttpResponseRedirect(reverse("apply:go-on") + "#top")
    else:
        response = HttpResponseRedirect(reverse("apply:receipt") + "#top")
    _let_in(request, response, tried.home)
    return response


def _let_in(request: HttpRequest, response: HttpResponse, home: Draft | Application) -> None:
    if isinstance(home, Draft):
        visits.begin_visit(response, draft=home, deep=True, request=request)
    else:
        visits.begin_visit(response, application=home, deep=True, request=request)


def _wrong(tried: Entered) -> str:
    if not tried.wait:
        return _(
            "This reference and this code do not fit together. Check both: letters and numbers, as you"
            " wrote them down."
        )
    minutes = -(-tried.wait // 60)
    return ngettext(
        "Too many tries. Wait %(num)d minute, then try again.",
        "Too many tries. Wait %(num)d minutes, then try again.",
        minutes,
    ) % {"num": minutes}


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was being sent, but for what opens the door."""
    if request.resolver_match and request.resolver_match.view_name == "apply:resume":
        return []
    every = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in every if name not in OWN]


def _page(request: HttpRequest, *, status: int, faults: object = ()) -> HttpResponse:
    typed = {name: [request.POST.get(name, "")] for name in (REFERENCE,)}
    context = {
        "kept": _kept(request),
        "address": request.path,
        "faults": faults,
        "typed": typed,
    }
    return page(request, "apply/enter", context, status=status)
