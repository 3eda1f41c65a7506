"""Who stands before a page of papers: the family of a draft, or of an application."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cauce.applications.models import Application, Draft
from cauce.applications.papers.keeping import Home
from cauce.website import visits


@dataclass(frozen=True)
class Door:
    """One of the two ways to the same pages; `start` is where somebody without a visit enters."""

    name: str
    home: type[Draft] | type[Application]
    start: str
    onward: str

    def address(self, page: str = "", *args: object) -> str:
        """Return the address of one of this door's pages."""
        return reverse(f"documents:{self.name}{page}", args=args)


APPLY = Door("apply", Draft, start="/apply", onward="/apply/review")
MY = Door("my", Application, start="/my", onward="/my/home")


def entered(request: HttpRequest, door: Door) -> Home | HttpResponse:
    """Return the home that a browser opens by this door, or where its reader should go instead."""
    visit = visits.visit_of(request)
    if visit is None:
        return HttpResponseRedirect(door.start)
    home = visits.home(visit)
    if not isinstance(home, door.home):
        # A draft that was sent meanwhile, or an address that was kept from then.
        other = MY if door is APPLY else APPLY
        return HttpResponseRedirect(other.address())
    if not visits.is_deep(visit):
        return HttpResponseRedirect(door.start)
    return home
