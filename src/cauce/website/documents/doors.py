"""Who stands before a page of papers: the family of a draft, or of an application."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect

from cauce.applications.models import Application, Draft, Visit
from cauce.applications.papers.keeping import Home
from cauce.website import visits
from cauce.website.apply import entering, steps
from cauce.website.mine.inside import inside


@dataclass(frozen=True)
class Door:
    """One of the two ways to the same pages."""

    name: str
    home: type[Draft] | type[Application]
    frame: str  # what surrounds its pages
    before: str  # where "Back" leads
    after: str  # where "Go on" leads
    ask: Callable[[HttpRequest], HttpResponse]  # the answer to somebody without a visit

    def address(self, page: str = "", *args: object) -> str:
        """Return the address of one of this door's pages."""
        return reverse(f"documents:{self.name}{page}", args=args)

    def around(self, home: Home) -> Mapping[str, Any]:
        """Return what the frame of this door says besides."""
        return steps.around_draft(home, "papers") if isinstance(home, Draft) else {}


def _list_of_application(_request: HttpRequest, _application: Application) -> HttpResponse:
    return HttpResponseRedirect(MY.address())


APPLY = Door(
    "apply",
    Draft,
    frame="documents/in-apply.html",
    before="apply:contact",
    after="apply:review",
    ask=csrf_protect(entering.ask),
)
MY = Door(
    "my",
    Application,
    frame="documents/in-my.html",
    before="mine:home",
    after="mine:home",
    ask=csrf_protect(inside(_list_of_application)),
)


def entered(request: HttpRequest, door: Door) -> Home | HttpResponse:
    """Return the home that a browser opens by this door, or the answer to whoever is not in."""
    visit = visits.visit_of(request)
    if visit is None:
        return door.ask(request)
    home = visits.home(visit)
    if not isinstance(home, door.home):
        # A draft that was sent meanwhile, or an address that was kept from then.
        return HttpResponseRedirect((MY if door is APPLY else APPLY).address())
    if not _may_look_deeper(request, visit):
        return HttpResponseRedirect(reverse("mine:again") + "?then=documents:my")
    return home


def _may_look_deeper(request: HttpRequest, visit: Visit) -> bool:
    # A form that was shown in time is taken as long as the visit lasts: no photo is lost.
    if request.method == "POST" and visit.deep_until is not None:
        return True
    return visits.is_deep(visit)
