"""Read back, send once, and the receipt that the family keeps."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.applications import access_codes
from cauce.applications.actions import submit
from cauce.applications.models import Application, Visit
from cauce.applications.ready import make_ready
from cauce.base import clock, codes, envelopes
from cauce.base.refusal import Refused
from cauce.website import visits
from cauce.website.apply import desk as desks
from cauce.website.apply import readback
from cauce.website.apply.desk import Desk
from cauce.website.apply.steps import at_site, lost, papers_address, show, step, to
from cauce.website.apply.submitting import submission
from cauce.website.pages import page, speaking

READ = "read"


@step
def review(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show everything that would be sent, each line with a link to change it."""
    return _review(request, desk)


@step
def send(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the application: once, whatever is pressed how often."""
    if request.method != "POST" or request.POST.get("form") != str(desk.draft.pk):
        return to("review")
    if request.POST.get("version") != str(desk.draft.version):
        told = _("Something was changed on another page since. Read it again, then send.")
        return _review(request, desk, [("read-back", told)])
    if not request.POST.get(READ):
        told = _("Tick that this was read, then send.")
        return _review(request, desk, [(READ, told)])
    by = desks.who(request, desk.draft)
    try:
        sent, now = submission(desk, read_back=True), clock.now()
        ready = make_ready(sent=sent, draft=desk.draft, by=by, at=now)
        submit(sent=sent, draft=desk.draft, ready=ready, by=by, at=now)
    except Refused as refused:
        return _review(request, desk, [("read-back", refused.sentence)])
    return to("receipt")


@require_safe
@speaking
def receipt(request: HttpRequest) -> HttpResponse:
    """Show what the family keeps; as often as it is opened, it is the same."""
    visit = visits.visit_of(request)
    home = visits.home(visit) if visit else None
    if visit is None or not isinstance(home, Application):
        return to("go-on") if visit else lost(request)
    return page(request, "apply/receipt", _receipt(home, _code(home, visit)))


def _review(request: HttpRequest, desk: Desk, faults: Any = ()) -> HttpResponse:
    now = desk.answers.now
    context = {
        "sections": readback.sections(desk),
        "version": desk.draft.version,
        "left": readback.unanswered(desk),
        "go_on": now + 1 if now is not None else None,
        "ready": bool(desk.people) and bool(desk.said.get("consented")),
        "papers": papers_address(),
    }
    return show(request, desk, "review", context, faults=faults)


def _receipt(application: Application, code: str) -> dict[str, Any]:
    return {
        "reference": codes.shown(application.reference),
        "code": codes.shown(code),
        "call_code": envelopes.read(application, "sealed").get("call_code", ""),
        "received": at_site(application.received_at, application),
        "due": at_site(application.due_at, application).date(),
        "size": application.household.size,
        "site": application.site,
        "mine": reverse("mine:home"),
    }


def _code(application: Application, visit: Visit) -> str:
    """Return the code for whoever was there when it was given; there may be another one by now.

    Never for whoever came back: six digits open the file for once, and must not tell what opens it always.
    """
    first = access_codes.first_code(application.key)
    still = access_codes.fits(first, bytes(application.code_digest))
    return first if visit.draft_id is not None and still else ""
