"""Leads from the page of an entry to the one that stands in its place."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cauce.governments.showing import read
from cauce.governments.told import page_of

View = Callable[..., HttpResponse]


def or_its_successor(view: View) -> View:
    """Make a view of one entry's page that leads on where another entry stands in its place."""

    @wraps(view)
    def wrapped(request: HttpRequest, name: str) -> HttpResponse:
        reading = read(request)
        new = reading.view.in_place_of(name)
        if new is None:
            return view(request, name)
        said = request.GET.get("done")
        words = {"done": said} if said else {}
        return HttpResponseRedirect(reading.to(page_of(new), new.id, **words))

    return wrapped
