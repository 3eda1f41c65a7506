"""The public's pages that are the same for everybody: start, pathways, what we keep, help."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.base import clock, desks
from cauce.eligibility import words
from cauce.governments import front
from cauce.governments.saying import SAYING
from cauce.website import catalogue
from cauce.website.pages import language, pack, page, speaking, stored


@require_safe
@speaking
def home(request: HttpRequest) -> HttpResponse:
    """Show the doors that are open to everybody."""
    found = front.figures() if desks.is_open(desks.GOVERNMENTS) else {}
    return stored(page(request, "home", {"between": found, **SAYING}))


@require_safe
@speaking
def kept(request: HttpRequest) -> HttpResponse:
    """Say what is kept, where and for how long."""
    return stored(page(request, "kept", {}))


@require_safe
@speaking
def help_page(request: HttpRequest) -> HttpResponse:
    """Say where help is, and how to tell a scam."""
    return stored(page(request, "help", {}))


@require_safe
@speaking
def pathways(request: HttpRequest) -> HttpResponse:
    """List every pathway, open or closed on the reader's day."""
    day, fault = _day(request)
    rules, lang = pack(), language()
    spoken = words(rules, lang)
    ways = [
        {
            "id": name,
            "title": spoken.pathway(name, "title"),
            "summary": spoken.pathway(name, "summary"),
            "states": catalogue.states(rules, name, day, lang),
        }
        for name in rules.pathways
    ]
    context = {"ways": ways, "pack": rules, "day": day, "fault": fault}
    return _answer(page(request, "pathways", context, status=422 if fault else 200))


@require_safe
@speaking
def pathway(request: HttpRequest, pathway: str) -> HttpResponse:
    """Show one pathway: in plain words, its rules, what changed when, and where all that was read."""
    rules, lang = pack(), language()
    if pathway not in rules.pathways:
        raise Http404
    day, fault = _day(request)
    way, spoken = rules.pathways[pathway], words(rules, lang)
    criteria = [
        (c, spoken.criterion(c.id, "rule"), list(catalogue.sources(rules, c.sources)))
        for c in way.criteria
    ]
    context = {
        "way": way,
        "title": spoken.pathway(pathway, "title"),
        "summary": spoken.pathway(pathway, "summary"),
        "referral": spoken.pathway(pathway, "referral"),
        "states": catalogue.states(rules, pathway, day, lang),
        "changes": catalogue.changes(rules, pathway, lang),
        "criteria": criteria,
        "sources": list(catalogue.sources(rules, way.sources)),
        "pack": rules,
        "day": day,
        "fault": fault,
    }
    return _answer(page(request, "pathway", context, status=422 if fault else 200))


def _answer(response: HttpResponse) -> HttpResponse:
    return stored(response) if response.status_code == 200 else response


def _day(request: HttpRequest) -> tuple[date, str]:
    """Return the reader's day, and what is wrong with it; the office's day where none was chosen."""
    asked = request.GET.get("on", "").strip()
    if not asked:
        return clock.today(), ""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return clock.today(), _("This is not a day. Write it like 2024-01-12.")
    if not 1990 <= day.year <= 2100:
        return clock.today(), _("Choose a day between 1990 and 2100.")
    return day, ""
