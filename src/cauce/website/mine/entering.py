"""The way in and out: reference and code, six digits by a message, the code once more, leaving."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.applications.access import actions, door
from cauce.applications.models import Application, Draft
from cauce.base import clock, codes
from cauce.base.actors import Actor
from cauce.base.address import client_address
from cauce.website import visits
from cauce.website.mine.inside import both, inside, show, to
from cauce.website.mine.knock import knock, mistyped, wait_words, why_not, wrong_code
from cauce.website.pages import speaking

# What was typed to ask for a code, for as long as the code is good: a reference is no secret.
ASKED, ASKED_SECONDS = "cauce-asked", 600
AFTER_AGAIN = {
    "documents:my": "documents:my",
    "letter": "mine:letters",
    "said-one": "mine:said",
    "copy-file": "mine:copy",
    "route": "mine:routes",
    "route-new": "mine:route-new",
    **{
        name: f"mine:{name}"
        for name in (
            "home", "letters", "answer", "said", "correct", "add", "routes", "consent", "readers",
            "copy",
            "withdraw", "review",
        )
    },
}  # fmt: skip


@both
@speaking
@sensitive_post_parameters()
def enter(request: HttpRequest) -> HttpResponse:
    """Let a family in that knows its reference and its code."""
    if request.method != "POST":
        return _door(request)
    typed = {"reference": request.POST.get("reference", ""), "code": request.POST.get("code", "")}
    faults = _unreadable(**typed)
    if faults:
        return _enter_again(request, typed, faults)
    entered = knock(request, **typed)
    if entered.home is None:
        return _enter_again(request, typed, [("code", why_not(entered))], wait=entered.wait)
    return _let_in(request, entered.home)


@both
@speaking
def code(request: HttpRequest) -> HttpResponse:
    """Send six digits to a route the office knows, if there is a file with this reference."""
    if request.method != "POST":
        return show(request, "code", {"typed": request.COOKIES.get(ASKED, "")[:20]})
    typed = request.POST.get("reference", "")
    reference = codes.read_reference(typed)
    if reference is None:
        context = {"typed": typed, "faults": [("reference", mistyped())]}
        return show(request, "code", context, status=422)
    wait = door.ask(address=client_address(request), now=clock.machine_now())
    if wait:
        context = {"typed": typed, "faults": [("reference", wait_words(wait))]}
        return show(request, "code", context, status=429)
    visit = visits.visit_of(request)
    entered = visit is not None and visits.home(visit).reference == reference
    actions.ask_code(reference=reference, entered=entered, by=Actor.FAMILY, at=clock.now())
    response = to("again" if visit else "enter", done="asked")
    response.set_cookie(
        ASKED, codes.shown(reference), max_age=ASKED_SECONDS, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


@inside
def again(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask for the code once more before letters, routes and papers are shown."""
    then = request.POST.get("then") or request.GET.get("then", "")
    context: dict[str, Any] = {
        "then": then if then in AFTER_AGAIN else "home",
        "asked": request.GET.get("done") == "asked",
    }
    if request.method != "POST":
        return show(request, "again", context)
    entered = knock(request, reference=application.reference, code=request.POST.get("code", ""))
    if entered.home != application:
        context["faults"] = [("code", wrong_code(entered.wait))]
        return show(request, "again", context, status=429 if entered.wait else 422)
    visit = visits.visit_of(request)
    if visit is not None:
        visits.open_inner_pages(visit)
    return HttpResponseRedirect(reverse(AFTER_AGAIN[context["then"]]) + "#top")


@both
@speaking
def lost(request: HttpRequest) -> HttpResponse:
    """Say what to do when the code is lost: six digits, or an officer."""
    return show(request, "lost", {})


@both
@speaking
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit; whoever finds this phone later finds nothing."""
    if request.method != "POST":
        return to("enter")
    response = to("enter", done="left")
    visits.end_visit(request, response)
    response.delete_cookie(ASKED, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _door(request: HttpRequest) -> HttpResponse:
    visit = visits.visit_of(request)
    home = visits.home(visit) if visit else None
    if isinstance(home, Application):
        return to("home")
    context = {
        "draft": home,
        "done": request.GET.get("done", ""),
        "typed": {"reference": request.COOKIES.get(ASKED, "")[:20]},
    }
    return show(request, "enter", context)


def _let_in(request: HttpRequest, home: Draft | Application) -> HttpResponse:
    response: HttpResponse
    if isinstance(home, Draft):
        response = HttpResponseRedirect(reverse("apply:start") + "#top")
        visits.begin_visit(response, draft=home, deep=True, request=request)
    else:
        # Not deep: whoever made the family type its code sees where it stands, and no more.
        response = to("home")
        visits.begin_visit(response, application=home, request=request)
    response.delete_cookie(ASKED, samesite="Lax")
    return response


def _unreadable(*, reference: str, code: str) -> list[tuple[str, str]]:
    """Say what can be said without looking: nothing here tells which references there are."""
    faults = []
    if codes.read_reference(reference) is None:
        faults.append(("reference", mistyped()))
    if len(codes.normal(code)) not in {codes.CODE_SIGNS, codes.SENT_DIGITS}:
        faults.append(
            (
                "code",
                _("The code has ten signs, or six digits if we sent it. Check what you wrote."),
            )
        )
    return faults


def _enter_again(
    request: HttpRequest, typed: dict[str, str], faults: list[tuple[str, str]], wait: int = 0
) -> HttpResponse:
    context = {"typed": typed, "faults": faults}
    return show(request, "enter", context, status=429 if wait else 422)
