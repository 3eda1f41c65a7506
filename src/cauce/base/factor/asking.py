"""Pages that ask for a fresh second factor first: what weighs, and one file after another."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from cauce.base import clock, reads
from cauce.base.factor import freshness
from cauce.base.models import Officer

_View = Callable[..., HttpResponse]


def freshly(view: _View) -> _View:
    """Ask before a page that changes rights, also before its form is shown: nothing typed is lost."""

    @wraps(view)
    def wrapped(request: HttpRequest, **ids: Any) -> HttpResponse:
        if not freshness.stepped_up(request):
            return freshness.step_up(request)
        return view(request, **ids)

    return wrapped


def before_many(view: _View) -> _View:
    """Ask whoever opens one file after another; who looks at a few is not asked."""

    @wraps(view)
    def wrapped(request: HttpRequest, **ids: Any) -> HttpResponse:
        if not freshness.stepped_up(request) and _reads_many(request.user):
            return freshness.step_up(request)
        return view(request, **ids)

    return wrapped


def _reads_many(officer: Any) -> bool:
    return isinstance(officer, Officer) and reads.many_lately(officer=officer, at=clock.now())
