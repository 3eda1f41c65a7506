"""What the pages of the application share: their order, what stands around them, and who gets in."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cauce.applications import access_codes
from cauce.applications.models import Application, Draft
from cauce.base import codes
from cauce.base.errors import keeps_answers
from cauce.base.refusal import Refused
from cauce.questions.fields import Typed
from cauce.website.apply import entering
from cauce.website.apply.desk import Desk, opened
from cauce.website.apply.forms import AROUND
from cauce.website.pages import page, speaking

both = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]
PARTS = ("consent", "people", "contact", "questions", "papers", "review")


def step(view: View) -> View:
    """Make a view a page of the application: it gets the family's opened draft."""

    @keeps_answers
    @both
    @speaking
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            desk = opened(request)
            if isinstance(desk, Desk):
                return view(request, desk, *args, **kwargs)
        except Refused as refused:
            return page(request, "apply/refused", {"sentence": refused.sentence}, status=409)
        return lost(request)

    return wrapped


def lost(request: HttpRequest) -> HttpResponse:
    """Answer where there is no draft (any more): it was sent, or nobody entered."""
    if isinstance(opened(request), Application):
        return to("receipt")
    return entering.ask(request)


def show(
    request: HttpRequest,
    desk: Desk,
    name: str,
    context: dict[str, Any],
    *,
    faults: Any = (),
) -> HttpResponse:
    """Return a page of the application in its frame."""
    said = {**around(desk, name), **context, "faults": faults}
    return page(request, f"apply/{name}", said, status=422 if faults else 200)


def around(desk: Desk, name: str) -> dict[str, Any]:
    """Return what every page says of an opened draft."""
    return around_draft(desk.draft, name)


def around_draft(draft: Draft, name: str) -> dict[str, Any]:
    """Return what every page says of the draft: which part, when it was saved, until when it is kept."""
    here = {"person": "people", "question": "questions"}.get(name, name)
    return {
        "part": PARTS.index(here) + 1 if here in PARTS else None,
        "parts": len(PARTS),
        "saved_at": at_site(draft.saved_at, draft),
        "kept_until": at_site(draft.expires_at, draft).date(),
        "helper": draft.assisted_by.display_name if draft.assisted_by else "",
        "draft_form": str(draft.pk),
    }


def way_back(draft: Draft) -> dict[str, str]:
    """Return the reference and the code that open a draft from another phone."""
    return {
        "reference": codes.shown(draft.reference),
        "code": codes.shown(access_codes.first_code(draft.key)),
    }


def at_site(moment: datetime, record: Draft | Application) -> datetime:
    """Return a moment as the clock of a record's site shows it."""
    return moment.astimezone(ZoneInfo(record.site.time_zone))


def typed_in(request: HttpRequest) -> Typed:
    """Return what a form sent."""
    return {name: list(values) for name, values in request.POST.lists()}


def stops(request: HttpRequest) -> bool:
    """Does the family press "save and stop" on a page that it left as it was?"""
    typed = (vs for n, vs in request.POST.lists() if n not in AROUND and not n.endswith("-form"))
    filled = (value for values in typed for value in values)
    return "stop" in request.POST and not any(value.strip() for value in filled)


def after(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Lead on from a page that was saved: to a stop, back to the read-back, or to the next part."""
    if "stop" in request.POST:
        return to("stopped")
    if request.POST.get("then") == "review":
        return to("review")
    return next_after(desk, name)


def next_after(desk: Desk, name: str) -> HttpResponse:
    """Lead to the part after one; the questions lead to whichever question waits."""
    following = PARTS[PARTS.index(name) + 1]
    if following == "questions":
        now = desk.answers.now
        return to("question", now + 1) if now is not None else next_after(desk, "questions")
    if following == "papers":
        return _led(papers_address())
    return to(following)


def resume(desk: Desk) -> HttpResponse:
    """Lead to the first part that is not complete."""
    if not desk.said.get("consented"):
        return to("consent")
    if not desk.people or not all(person["given"] for person in desk.people):
        return to("people")
    if not desk.said.get("contacted"):
        return to("contact")
    now = desk.answers.now
    return to("question", now + 1) if now is not None else to("review")


def papers_address() -> str:
    """Return where papers are added to a draft."""
    return reverse("documents:apply")


def to(name: str, *args: Any) -> HttpResponse:
    """Lead to a page of the application."""
    return _led(_address(get_script_prefix(), name, args))


@lru_cache(maxsize=256)
def _address(_prefix: str, name: str, args: tuple[Any, ...]) -> str:
    # Addresses do not change while a server runs, unless what stands before all of them does.
    return reverse(f"apply:{name}", args=args)


def _led(address: str) -> HttpResponse:
    # The fragment replaces #errors, which browsers would carry over.
    return HttpResponseRedirect(address + "#top")
