"""What the family told: shown answer by answer, answered where nothing was said, corrected where it was.

What was never said counts at once, and the rules are asked again. What was said before stays as it is until
an officer accepts the correction: an answer may have been relied on since.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.applications import screening
from cauce.applications.changing import actions as changing
from cauce.applications.corrections import actions as corrections
from cauce.applications.models import Application, Correction, Screening
from cauce.base import clock, envelopes
from cauce.base.actors import Actor
from cauce.base.days import day_at
from cauce.eligibility import Faults, words
from cauce.packs import pack
from cauce.people import facts
from cauce.people.models import Member
from cauce.questions.answers import SAID, Ref
from cauce.questions.fields import Typed
from cauce.website import asking, interview
from cauce.website.mine.inside import inner, show, text_of, to
from cauce.website.mine.told import Told, is_protective, opened, shown
from cauce.website.pages import language

DONE: dict[str, Promise] = {
    "answered": gettext_lazy("Saved. The rules were asked again with it."),
    "asked": gettext_lazy("We have your correction. An officer answers it, and you get a letter."),
    "same": gettext_lazy("That is what you had told us already. Nothing was changed."),
}
PLACE = asking.Place(template="mine/question", question="mine:said-one", before="mine:said")


@inner
def said(request: HttpRequest, application: Application) -> HttpResponse:
    """List what was told, whom it is about, and what was asked to be corrected."""
    told = opened(application, clock.now())
    groups: dict[str, list[dict[str, Any]]] = {}
    for step, ref in shown(told):
        who = _("The household") if ref.person is None else told.answers.names[ref.person]
        groups.setdefault(who, []).append(_line(told, step, ref))
    context = {
        "next": _next(told),
        "groups": list(groups.items()),
        "corrections": [
            {"state": row.state, "day": day_at(application.site, row.asked_at), **words}
            for row, words in corrections_of(application)
        ],
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return show(request, "said", context)


@inner
def one(request: HttpRequest, application: Application, step: int) -> HttpResponse:
    """Ask one question again, or take its answer."""
    told = opened(application, clock.now())
    if not 1 <= step <= len(told.answers.steps):
        return to("said")
    if request.method == "POST":
        return _take(request, told, step)
    return _ask(request, told, step)


def _next(told: Told) -> int:
    """Return the step of the question that can change most, of those never answered; 0 where none can."""
    try:
        interview.advance(pack(), told.answers)
    except Faults:
        return 0  # two answers contradict each other: an officer has to look at them first
    return 0 if told.answers.now is None else told.answers.now + 1


def corrections_of(application: Application) -> list[tuple[Correction, dict[str, Any]]]:
    """Return what the family asked to be corrected, the newest first, with its words."""
    rows = Correction.objects.of(application=application).select_related("key")
    return [(row, envelopes.read(row, "sealed")) for row in rows.order_by("-asked_at", "-pk")]


def _line(told: Told, step: int, ref: Ref) -> dict[str, Any]:
    protective = is_protective(ref)
    return {
        "step": step,
        "label": words(pack(), language()).fact(ref.fact, "label"),
        "entry": "" if ref.row is None else str(ref.row + 1),
        "hidden": protective,
        "value": "" if protective else asking.answer_in_words(told.answers, ref, language()),
    }


def _ask(
    request: HttpRequest, told: Told, step: int, typed: Typed | None = None, faults: Any = ()
) -> HttpResponse:
    ref = told.answers.steps[step - 1]
    known = _answered(told, ref) == SAID
    if typed is None and known and is_protective(ref):
        typed = {}  # what protects somebody is asked again, and never shown
    more = {"back": None, "known": known, "why_typed": text_of(request, "why")}
    return asking.show(request, told, step, typed, faults, place=PLACE, more=more)


def _take(request: HttpRequest, told: Told, step: int) -> HttpResponse:
    form = request.POST.get("form", "")
    ref = interview.form_of(told.form_key, told.answers, form, told.answers.steps)
    try:
        changed = asking.take(request, told, lambda edit: _edited(told.application, edit))
    except asking.Again as again:
        return _ask(request, told, again.step or step, again.typed, again.faults)
    if changed is None or ref is None:
        return to("said")
    return to("said", done=_keep(request, told, changed, ref))


def _edited(application: Application, edit: Callable[[Told], None]) -> Told:
    told = opened(application, clock.now())
    edit(told)
    return told


def _keep(request: HttpRequest, before: Told, after: Told, ref: Ref) -> str:
    """Keep an answer: at once where nothing was said, as a correction where something was."""
    application = before.application
    fact, value, how = after.statement(ref)
    was = before.answers.given(pack(), Ref(ref.person, fact.name))
    if (value, how) == (was, _answered(before, ref)):
        return "same"
    if _answered(before, ref) == SAID:
        corrections.ask_correction(
            application=application,
            # Made from the page's own form, so that the same page sent twice asks once.
            form_id=uuid5(application.pk, request.POST.get("form", "")),
            said=_in_words(after, ref),
            about=None if ref.person is None else before.members[ref.person].number,
            fact=fact.key,
            why=text_of(request, "why"),
            by=Actor.FAMILY,
            at=clock.now(),
        )
        return "asked"
    record, at = before.record(ref), clock.now()
    statement = facts.statement(
        value=value if how == SAID else None, how=how, source=facts.FORM, at=at
    )
    changing.state_facts(
        application=application,
        member=record if isinstance(record, Member) else None,
        statements={fact.key: statement},
        by=Actor.FAMILY,
        at=at,
    )
    screening.rescreen(application=application, why=Screening.Why.CORRECTED, by=Actor.FAMILY, at=at)
    return "answered"


def _answered(told: Told, ref: Ref) -> str:
    """Return how the fact was told that an answer belongs to: a list counts whole."""
    return told.answers.answered(Ref(ref.person, ref.list_fact or ref.fact))


def _in_words(told: Told, ref: Ref) -> str:
    label = words(pack(), language()).fact(ref.fact, "label")
    entry = "" if ref.row is None else f" {ref.row + 1}"
    return f"{label}{entry}: {asking.answer_in_words(told.answers, ref, language())}"
