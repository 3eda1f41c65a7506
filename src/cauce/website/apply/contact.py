"""How the household can be reached, and what is safe: whose telephone, call or text, when, neutral words."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cauce.questions.fields import Typed
from cauce.questions.reading import Unreadable
from cauce.website.apply import desk as desks
from cauce.website.apply import routes
from cauce.website.apply.desk import Desk
from cauce.website.apply.steps import after, lost, show, step, stops, to, typed_in


@step
def contact(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take up to three ways to reach the household, or none."""
    if request.method != "POST":
        typed = routes.typed_from(desk.said.get("routes", []))
        if desk.said.get("contacted") and not typed:
            typed = {"none": ["1"]}
        return _contact(request, desk, typed)
    if stops(request):
        return to("stopped")
    typed = typed_in(request)
    if "add" in request.POST:
        return _contact(request, desk, typed, room=1)
    try:
        found = routes.read(typed, desk.draft.site, usable=True)
    except Unreadable as unreadable:
        return _contact(request, desk, typed, unreadable.faults)

    def edit(latest: Desk) -> None:
        latest.said |= {"routes": found, "contacted": True}

    changed = desks.change(request, edit)
    return lost(request) if changed is None else after(request, changed, "contact")


def _contact(
    request: HttpRequest, desk: Desk, typed: Typed, faults: Any = (), *, room: int = 0
) -> HttpResponse:
    context = {
        "typed": typed,
        "shown": min(max(routes.filled(typed) + room, 1), routes.MOST),
        "most": routes.MOST,
        "hours": [*routes.HOURS, routes.HOURS.stop],
        "then": request.GET.get("then") or request.POST.get("then") or "",
    }
    return show(request, desk, "contact", context, faults=faults)
