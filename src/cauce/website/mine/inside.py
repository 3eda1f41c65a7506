"""Who gets in: the family that entered, and, beyond the first page, whoever typed the code again.

The addresses hold nothing of the family but random ids, the titles say nothing, no page is stored. The
pages keep the house's `Referrer-Policy: same-origin`: with `no-referrer` browsers send `Origin: null` with
every form, and the forms would be refused.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cauce.applications.models import Application, Visit
from cauce.base.refusal import Refused
from cauce.website import visits
from cauce.website.mine import knock
from cauce.website.pages import page, speaking

both = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]
# The fields of the door on a page whose visit is over; the rest of the form is kept and comes again.
_DOOR = ("enter-reference", "enter-code", "csrfmiddlewaretoken")


def inside(view: View) -> View:
    """Make a view a page of the family's application: it gets the application."""
    return _page_of(view, inner=False)


def inner(view: View) -> View:
    """Make a view a page that is shown only within ten minutes of typing the code.

    A form that was shown in time is taken as long as the visit lasts: what was written is not lost.
    """
    return _page_of(view, inner=True)


def show(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return one of these pages, with a fresh id for its form."""
    return page(request, f"mine/{name}", {"form": uuid4(), **context}, status=status)


def faulty(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page again with what was typed, and what is wrong with it."""
    return show(request, name, {**context, "form": form_id(request)}, status=422)


def to(name: str, *args: Any, done: str = "") -> HttpResponseRedirect:
    """Lead to one of these pages; the fragment replaces #errors, which browsers would carry over."""
    query = f"?{urlencode({'done': done})}" if done else ""
    address = reverse(name if ":" in name else f"mine:{name}", args=args)
    return HttpResponseRedirect(f"{address}{query}#top")


def form_id(request: HttpRequest) -> UUID:
    """Return the id of the form that was sent, so that it counts once; a fresh one where it has none."""
    try:
        return UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid4()


def text_of(request: HttpRequest, name: str, most: int = 2000) -> str:
    """Return what was typed into a field, without blanks around it and what no text holds."""
    return request.POST.get(name, "").replace("\x00", "").strip()[:most]


def _page_of(view: View, *, inner: bool) -> View:
    @both
    @speaking
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = visits.visit_of(request)
        application = visits.home(visit) if visit else None
        if visit is None or not isinstance(application, Application):
            return _outside(request, lambda found: _answer(view, request, found, *args, **kwargs))
        if inner and not visits.is_deep(visit):
            return _late(
                request, visit, lambda found: _answer(view, request, found, *args, **kwargs)
            )
        return _answer(view, request, application, *args, **kwargs)

    return wrapped


def _answer(
    view: View, request: HttpRequest, application: Application, *args: Any, **kwargs: Any
) -> HttpResponse:
    try:
        return view(request, application, *args, **kwargs)
    except Refused as refused:
        written = [value for value in request.POST.values() if " " in str(value)]
        context = {"sentence": refused.sentence, "written": written}
        return show(request, "refused", context, status=409)


def _late(
    request: HttpRequest, visit: Visit, view: Callable[[Application], HttpResponse]
) -> HttpResponse:
    """Take a form that was shown in time; whatever would show something asks for the code first."""
    if request.method != "POST":
        then = request.resolver_match.url_name if request.resolver_match else ""
        return HttpResponseRedirect(f"{reverse('mine:again')}?{urlencode({'then': then})}")
    application = visits.home(visit)
    if "enter-code" in request.POST or not isinstance(application, Application):
        return _outside(request, view)
    response = view(application) if visit.deep_until is not None else _ask(request)
    # Only what was done, and leads on, says nothing of the file.
    return response if 300 <= response.status_code < 400 else _ask(request)


def _outside(request: HttpRequest, view: Callable[[Application], HttpResponse]) -> HttpResponse:
    """Answer whoever has not entered; what they sent stays on the page, and comes again with the code."""
    if request.method != "POST":
        return to("enter", done="over" if visits.had_cookie(request) else "")
    if "enter-code" not in request.POST:
        return _ask(request)
    tried = knock.knock(
        request, reference=request.POST.get("enter-reference", ""), code=request.POST["enter-code"]
    )
    if not isinstance(tried.home, Application):
        return _ask(request, [("enter-code", knock.why_not(tried))])
    response = view(tried.home)
    visits.begin_visit(response, application=tried.home, deep=True, request=request)
    return response


def _ask(request: HttpRequest, faults: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _DOOR
    ]
    context = {"kept": kept, "address": request.path, "faults": faults}
    return show(request, "over", context, status=422 if faults else 401)
