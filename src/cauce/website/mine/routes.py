"""How the office may reach the household: what it knows and what is safe; add a way, take one away."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.applications.changing import actions
from cauce.applications.models import Application
from cauce.applications.submission import RouteIn
from cauce.base import clock, envelopes
from cauce.base.actors import Actor
from cauce.base.models import Site
from cauce.people import phones
from cauce.people.models import ContactRoute
from cauce.questions.fields import Typed
from cauce.questions.reading import Unreadable, first
from cauce.website.apply import routes as reading
from cauce.website.mine.inside import faulty, inner, show, to

DONE: dict[str, Promise] = {
    "added": gettext_lazy("Saved. From now on we may use it, as you said."),
    "changed": gettext_lazy("Saved. From now on we keep to it."),
    "closed": gettext_lazy("We will not use it any more."),
}


@dataclass(frozen=True)
class Way:
    """A way to reach the household, in words."""

    id: UUID
    address: str
    whose: str
    calls: bool
    messages: bool
    named: bool
    hours: str
    failing: bool


@inner
def routes(request: HttpRequest, application: Application) -> HttpResponse:
    """List the ways to reach the household; take one off the list."""
    if request.method == "POST":
        route = _route(application, request.POST.get("route", ""))
        actions.close_route(application=application, route=route, by=Actor.FAMILY, at=clock.now())
        return to("routes", done="closed")
    context = {
        "ways": [_way(route) for route in _open(application)],
        "call_code": envelopes.read(application, "sealed").get("call_code", ""),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return show(request, "routes", context)


@inner
def new(request: HttpRequest, application: Application) -> HttpResponse:
    """Add a way to reach the household."""
    if request.method != "POST":
        return show(request, "route", _form({"0-write": ["1"]}))
    typed = _typed(request)
    try:
        route = _read(typed, application.site)
    except Unreadable as unreadable:
        return faulty(request, "route", _form(typed) | {"faults": unreadable.faults})
    if not _is_known(application, route):
        actions.add_route(application=application, route=route, by=Actor.FAMILY, at=clock.now())
    return to("routes", done="added")


@inner
def change(request: HttpRequest, application: Application, route: UUID) -> HttpResponse:
    """Say anew what is safe on a way."""
    row = _route(application, str(route))
    if request.method != "POST":
        return show(request, "route", _form(_as_typed(row)) | {"known": row.pk})
    typed = _typed(request)
    try:
        safe = _read(typed, application.site)
    except Unreadable as unreadable:
        return faulty(
            request, "route", _form(typed) | {"known": row.pk, "faults": unreadable.faults}
        )
    actions.change_route(
        application=application, route=row, safe=safe, by=Actor.FAMILY, at=clock.now()
    )
    return to("routes", done="changed")


def _open(application: Application) -> list[ContactRoute]:
    rows = ContactRoute.objects.of(household=application.household)
    return list(
        rows.exclude(state=ContactRoute.State.CLOSED).select_related("key").order_by("number")
    )


def _route(application: Application, named: str) -> ContactRoute:
    found = next((route for route in _open(application) if str(route.pk) == named), None)
    if found is None:
        raise Http404
    return found


def _is_known(application: Application, route: RouteIn) -> bool:
    """Say whether it is on the list already: a form sent twice adds it once."""
    known = [envelopes.read(row, "sealed")["address"] for row in _open(application)]
    return route.address in known


def _way(route: ContactRoute) -> Way:
    said = envelopes.read(route, "sealed")
    phone = route.kind == ContactRoute.Kind.PHONE
    hours = ""
    if said.get("from_hour") is not None:
        between = {"first": said["from_hour"], "last": said["to_hour"]}
        hours = _("between %(first)s:00 and %(last)s:00") % between
    return Way(
        route.pk,
        phones.shown(said["address"]) if phone else said["address"],
        said.get("whose", ""),
        calls=route.may_call,
        messages=route.may_write,
        named=not route.neutral_only,
        hours=hours,
        failing=route.state == ContactRoute.State.FAILING,
    )


def _form(typed: Typed) -> dict[str, Any]:
    return {"typed": typed, "hours": [*reading.HOURS, reading.HOURS.stop]}


def _typed(request: HttpRequest) -> Typed:
    return {name: list(values) for name, values in request.POST.lists() if name != "form"}


def _as_typed(route: ContactRoute) -> Typed:
    said = envelopes.read(route, "sealed")
    return reading.typed_from(
        [
            {
                "address": said["address"],
                "whose": said.get("whose", ""),
                "write": route.may_write,
                "call": route.may_call,
                "named": not route.neutral_only,
                "from": said.get("from_hour"),
                "to": said.get("to_hour"),
            }
        ]
    )


def _read(typed: Typed, site: Site) -> RouteIn:
    if not first(typed, "0-address"):
        raise Unreadable(("0-address", _("Write a telephone number or an e-mail address.")))
    (route,) = reading.read(typed, site)
    return RouteIn(
        kind=route["kind"],
        address=route["address"],
        whose=route["whose"],
        may_call=route["call"],
        may_write=route["write"],
        neutral_only=not route["named"],
        from_hour=route["from"],
        to_hour=route["to"],
    )
