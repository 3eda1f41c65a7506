"""The first pages of the application: where and in which language, what is agreed to, stop and come back."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cauce.applications.consents import PURPOSES
from cauce.applications.drafts import actions
from cauce.applications.models import Application
from cauce.base import clock, roles
from cauce.base.actors import Actor, By
from cauce.base.errors import keeps_answers
from cauce.base.models import Officer, Site
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.packs import pack
from cauce.questions import tongues
from cauce.questions.answers import Answers
from cauce.questions.fields import Typed
from cauce.questions.reading import Unreadable, first
from cauce.website import sheets, visits
from cauce.website.apply import desk as desks
from cauce.website.apply import forms, newer, topics, wording
from cauce.website.apply.beginning import turn_for
from cauce.website.apply.desk import Desk
from cauce.website.apply.steps import (
    after,
    both,
    resume,
    show,
    step,
    stops,
    to,
    typed_in,
    way_back,
)
from cauce.website.pages import language, page, speaking

FROM_COULD_I = "could-i"


@keeps_answers
@both
@speaking
@sensitive_post_parameters()
def start(request: HttpRequest) -> HttpResponse:
    """Choose the office and the language, or go on with what was begun."""
    return _start(request, Actor.FAMILY, list(Site.objects.order_by("name")), at="apply:start")


@keeps_answers
@both
@speaking
@sensitive_post_parameters()
def assist(request: HttpRequest) -> HttpResponse:
    """Begin an application with a family at the desk: the same pages, and who helps is recorded."""
    officer = cast(Officer, request.user)  # the address is for officers who register
    sites = list(roles.sites_where(officer, Permission.REGISTER).order_by("name").distinct())
    return _start(request, officer, sites, at="apply:assist")


@step
def consent(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say what the data is for, purpose by purpose; show the way back to this application."""
    said = desk.said.get("consents", {})
    if request.method != "POST":
        typed = {name: [forms.YES if given else forms.NO] for name, given in said.items()}
        return _consent(request, desk, typed)
    if stops(request):
        return to("stopped")
    typed = typed_in(request)
    try:
        given = forms.read_consents(typed)
    except Unreadable as unreadable:
        return _consent(request, desk, typed, unreadable.faults)

    def edit(latest: Desk) -> None:
        latest.said |= {"consents": given, "consented": True}

    changed = desks.change(request, edit)
    return after(request, changed, "consent") if changed else to("start")


@step
def declined(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say what happens where the necessary is refused: nothing, and the draft can be deleted."""
    return show(request, desk, "declined", {})


@step
def stopped(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say how to come back, on this phone or another one."""
    return show(request, desk, "stopped", way_back(desk.draft))


@step
def go_on(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Lead to the first part that is not complete."""
    return resume(desk)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the application on this device; it stays, and opens with its code."""
    response = to("start")
    try:
        visits.end_visit(request, response)
    except Refused:  # pressed twice: it is closed already
        response.delete_cookie(visits.cookie_name(), samesite="Lax")
    return response


@step
def delete(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Delete the draft, its papers and its key, because the family asks."""
    if request.method != "POST" or request.POST.get("form") != str(desk.draft.pk):
        return show(request, desk, "delete", {})
    by = desks.who(request, desk.draft)
    actions.delete_draft(draft=desk.draft, by=by, at=clock.now())
    response = page(request, "apply/gone", {})
    response.delete_cookie(visits.cookie_name(), samesite="Lax")
    return response


def _start(request: HttpRequest, by: By, sites: list[Site], *, at: str) -> HttpResponse:
    if not sites:
        return page(request, "apply/no-office", {})
    here = desks.opened(request)
    desk = here if isinstance(here, Desk) and at == "apply:start" else None
    context = {
        "at": at,
        "sites": sites,
        "desk": desk,
        "sent": isinstance(here, Application),
        "tongues": tongues.TONGUES,
        "other": tongues.OTHER,
        "languages": settings.LANGUAGES,
        "with": _with(request),
    }
    if request.method != "POST":
        return page(request, "apply/start", {**context, "typed": _typed(desk, sites)})
    typed = typed_in(request)
    try:
        chosen = forms.read_start(typed, sites)
        turn = turn_for(request) if by is Actor.FAMILY and desk is None else None
        if turn is not None:
            asked = {**context, "typed": typed, "turn": turn, "resuming": True}
            return page(request, "apply/start", asked, status=429)
        return _moved(request, chosen) if desk else _begun(request, chosen, by)
    except Unreadable as unreadable:
        shown = {**context, "typed": typed, "faults": unreadable.faults}
        return page(request, "apply/start", shown, status=422)
    except Refused as refused:
        return page(request, "apply/refused", {"sentence": refused.sentence}, status=409)


def _begun(request: HttpRequest, chosen: forms.Start, by: By) -> HttpResponse:
    said, answers = _said(chosen), desks.fresh(chosen.site)
    if _with(request):
        sheet = sheets.opened(request)
        if sheet is not None:
            _take_along(said, answers, sheet.answers)
    answers.mine = not chosen.helper_name and by is Actor.FAMILY
    topics.advance(pack(), answers)
    draft = desks.begin(chosen.site, chosen.language, said, answers, by)
    response = to("consent")
    visits.begin_visit(response, draft=draft, deep=True, by=by, request=request)
    return _speak(response, chosen.language) if by is Actor.FAMILY else response


def _moved(request: HttpRequest, chosen: forms.Start) -> HttpResponse:
    """Change the first page of a draft that was begun."""

    def edit(latest: Desk) -> None:
        latest.said |= _said(chosen)
        latest.answers.mine = not chosen.helper_name and latest.draft.assisted_by_id is None

    changed = desks.change(request, edit, site=chosen.site, language=chosen.language)
    return _speak(resume(changed), chosen.language) if changed else to("start")


def _take_along(said: dict[str, Any], answers: Answers, known: Answers) -> None:
    """Take over what was answered in *Could I?*: nothing is asked twice."""
    birth = pack().facts[pack().relations.birth]
    # *Could I?* may have been asked for another day: what does not fit this one is asked anew.
    taken = newer.moved(pack(), known, answers.on)
    answers.household, answers.persons, answers.how = taken.household, taken.persons, taken.how
    answers.steps = [ref for ref in taken.steps if ref.fact != birth.name]
    said["people"] = [
        {"number": place, "given": "", "birth": _one_day(person.get(birth.key))}
        for place, person in enumerate(taken.persons)
    ]
    said["next"] = len(taken.persons)


def _one_day(value: Any) -> str:
    return value if isinstance(value, str) and "/" not in value else ""


def _said(chosen: forms.Start) -> dict[str, Any]:
    return {
        "spoken": chosen.spoken,
        "variety": chosen.variety,
        "helper": {"name": chosen.helper_name, "relation": chosen.helper_relation},
    }


def _typed(desk: Desk | None, sites: list[Site]) -> Typed:
    if desk is None:
        return {"site": [str(sites[0].pk)], "language": [language()]}
    said, helper = desk.said, desk.said.get("helper", {})
    return {
        "site": [str(desk.draft.site_id)],
        "language": [desk.draft.language],
        "spoken": [said.get("spoken", "")],
        "variety": [said.get("variety", "")],
        "helped": [forms.YES if helper.get("name") else forms.NO],
        "helper": [helper.get("name", "")],
        "relation": [helper.get("relation", "")],
    }


def _with(request: HttpRequest) -> str:
    """Return the mark of a start that takes along what was answered in *Could I?*."""
    asked = first({"with": request.GET.getlist("with") or request.POST.getlist("with")}, "with")
    return FROM_COULD_I if asked == FROM_COULD_I and sheets.had_cookie(request) else ""


def _speak(response: HttpResponse, chosen: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


def _consent(request: HttpRequest, desk: Desk, typed: Typed, faults: Any = ()) -> HttpResponse:
    lines = [
        {
            "name": forms.consent_name(purpose),
            "necessary": purpose.necessary,
            "text": wording.purpose(purpose),
            "to": wording.recipient(purpose),
        }
        for purpose in PURPOSES
    ]
    choices = [{"value": forms.NO, "text": _("No")}, {"value": forms.YES, "text": _("Yes")}]
    context = {
        "lines": lines,
        "choices": choices,
        "typed": typed,
        "then": request.GET.get("then") or request.POST.get("then") or "",
        **way_back(desk.draft),
    }
    return show(request, desk, "consent", context, faults=faults)
