"""*Could I?*: one question a page, driven by the rules; nothing is kept and nothing is in an address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cauce.base.refusal import Refused
from cauce.eligibility import Faults, words
from cauce.questions import spoken, told
from cauce.questions.answers import Answers
from cauce.questions.reading import Unreadable
from cauce.website import asking, interview, opening, results, sheets, visits
from cauce.website.pages import kindly, language, pack, page, speaking
from cauce.website.settling import Numbers, settling
from cauce.website.sheets import Sheet

both = require_http_methods(["GET", "HEAD", "POST"])
# Where the quick exit leads: any page that says nothing about its reader.
LEAVE_TO = "https://www.weather.com/"


@both
@speaking
@sensitive_post_parameters()
@kindly
def start(request: HttpRequest) -> HttpResponse:
    """Choose the day, and who the answers are about."""
    sheet = sheets.opened(request)
    if request.method != "POST":
        typed = opening.typed_from(sheet.answers) if sheet else opening.fresh()
        return _start(request, sheet, typed)
    typed = {name: list(values) for name, values in request.POST.lists()}
    try:
        chosen = opening.read(typed)
        sheet = _begun(request, chosen)
    except Unreadable as unreadable:
        return _start(request, sheet, typed, unreadable.faults)
    response = _go_on(sheet.answers, ask_people=True)
    sheets.give_cookie(response, sheet)
    return response


@both
@speaking
@sensitive_post_parameters()
@kindly
def people(request: HttpRequest) -> HttpResponse:
    """Say what each other person is to the main applicant."""
    sheet = sheets.opened(request)
    if sheet is None:
        return _gone(request)
    if request.method != "POST":
        return _people(request, sheet, opening.typed_people(pack(), sheet.answers))
    typed = {name: list(values) for name, values in request.POST.lists()}
    try:
        relations = opening.read_people(pack(), sheet.answers, typed)
    except Unreadable as unreadable:
        return _people(request, sheet, typed, unreadable.faults)
    changed = sheets.change(request, lambda s: _set_people(s.answers, relations))
    return _gone(request) if changed is None else _go_on(changed.answers)


@both
@speaking
@sensitive_post_parameters()
@kindly
def question(request: HttpRequest, step: int) -> HttpResponse:
    """Ask one question, or take its answer."""
    sheet = sheets.opened(request)
    if sheet is None:
        return _gone(request)
    if request.method == "POST":
        return _take(request, sheet, step)
    if not 1 <= step <= len(sheet.answers.steps):
        return _go_on(sheet.answers)
    return asking.show(request, sheet, step)


@require_POST
@sensitive_post_parameters()
@kindly
def ask_now(request: HttpRequest) -> HttpResponse:
    """Open a question that the answer page said is missing."""
    sheet = sheets.opened(request)
    if sheet is None:
        return _gone(request)
    every = interview.every_ref(pack(), sheet.answers)
    ref = interview.form_of(sheet.form_key, sheet.answers, request.POST.get("form", ""), every)
    if ref is None:
        return _to("result")
    changed = sheets.change(request, lambda s: _show(s.answers, ref))
    if changed is None:
        return _gone(request)
    return _to("question", changed.answers.steps.index(ref) + 1)


@require_safe
@speaking
def review(request: HttpRequest) -> HttpResponse:
    """Show every answer, each with a link to change it."""
    sheet = sheets.opened(request)
    if sheet is None:
        return _gone(request)
    answers, lang = sheet.answers, language()
    lines = [
        {
            "step": number,
            "about": spoken.about(pack(), answers, ref, lang),
            "question": spoken.question(pack(), answers, ref, lang),
            "answer": asking.answer_in_words(answers, ref, lang),
        }
        for number, ref in enumerate(answers.steps, 1)
        if answers.answered(ref)
    ]
    others = [spoken.person(pack(), answers, i, lang) for i in range(1, len(answers.persons))]
    return page(request, "review", {"answers": answers, "lines": lines, "others": others})


@require_safe
@speaking
def result(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Show the answer for every pathway, with one of the household as main applicant."""
    sheet = sheets.opened(request)
    if sheet is None:
        return _gone(request)
    answers, lang = sheet.answers, language()
    if not 1 <= number <= len(answers.persons):
        return _to("result")
    found = results.Result(pack(), answers, sheet.form_key, lang, number - 1)
    who = [spoken.person(pack(), answers, i, lang) for i in range(len(answers.persons))]
    settled = settling(found.ways)
    context = {
        "result": found,
        "settled": settled,
        "numbers": Numbers(settled),
        "answers": answers,
        "who": who,
        "number": number,
        "pack": pack(),
        "tag": results.tag,
        "at_a_glance": told.at_a_glance,
        "status": words(pack(), lang).status,
    }
    return page(request, "result", context)


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the answers now."""
    if request.method != "POST":
        return _to("could-i")
    _forget(request)
    response = page(request, "gone", {"asked": True})
    sheets.take_cookie(response)
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Delete the answers, end the visit, clear the browser, go somewhere harmless: by a plain link."""
    _forget(request)
    response = HttpResponseRedirect(getattr(settings, "LEAVE_TO", LEAVE_TO))
    visits.end_visit(request, response)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    for name in request.COOKIES:
        response.delete_cookie(name)
    return response


def _forget(request: HttpRequest) -> None:
    try:
        sheets.forget(request)
    except Refused:
        return  # another page of theirs was faster: gone is gone


def _begun(request: HttpRequest, chosen: opening.Chosen) -> Sheet:
    """Return the sheet with what was chosen: the reader's own if there is one, else a new one."""
    sheet = sheets.change(request, lambda s: _choose(s.answers, chosen))
    if sheet is None:
        answers = Answers(on=chosen.on, law=pack().law)
        _choose(answers, chosen)
        sheet = sheets.begin(answers)
    return sheet


def _choose(answers: Answers, chosen: opening.Chosen) -> None:
    answers.on, answers.own_day, answers.mine = chosen.on, chosen.own_day, chosen.mine
    key = pack().facts[pack().relations.fact].key
    known = [person.get(key) for person in answers.persons[1:]][: chosen.others]
    answers.set_people([*known, *[None] * (chosen.others - len(known))], key)
    _advance(answers, "d")


def _set_people(answers: Answers, relations: list[Any]) -> None:
    if len(relations) != len(answers.persons) - 1:
        raise Unreadable(("p1", _("The number of people changed. Look at the list again.")))
    answers.set_people(relations, pack().facts[pack().relations.fact].key)
    _advance(answers, "p1")


def _advance(answers: Answers, element: str) -> None:
    try:
        interview.advance(pack(), answers)
    except Faults:
        day = _("With this day, one of your answers lies in the future. Check both.")
        raise Unreadable((element, day)) from None


def _show(answers: Answers, ref: Any) -> None:
    if ref not in interview.every_ref(pack(), answers):
        raise Refused(_("This question is about somebody who is not on the list any more."))
    interview.show(answers, ref)


def _take(request: HttpRequest, sheet: Sheet, step: int) -> HttpResponse:
    try:
        changed = asking.take(request, sheet, lambda edit: sheets.change(request, edit))
    except asking.Again as again:
        return asking.show(request, sheet, again.step or step, again.typed, again.faults)
    if changed is None:
        return _gone(request)
    then = request.POST.get("then", "")
    if then in {"review", "result"}:
        return _to(then)
    return _go_on(changed.answers)


def _go_on(answers: Answers, *, ask_people: bool = False) -> HttpResponse:
    """Lead to the people, the next question, or the answer."""
    if ask_people and len(answers.persons) > 1:
        return _to("people")
    return _to("question", answers.now + 1) if answers.now is not None else _to("result")


def _to(name: str, *args: int) -> HttpResponse:
    # The fragment replaces #errors, which browsers would carry over.
    return HttpResponseRedirect(reverse(f"website:{name}", args=args) + "#top")


def _gone(request: HttpRequest) -> HttpResponse:
    """Say that the answers are not here any more; somebody who never began is led to the start."""
    if request.method != "POST" and not sheets.had_cookie(request):
        return _to("could-i")
    response = page(request, "gone", {"asked": False}, status=410)
    sheets.take_cookie(response)
    return response


def _start(request: HttpRequest, sheet: Sheet | None, typed: Any, faults: Any = ()) -> HttpResponse:
    context = {
        "typed": typed,
        "faults": faults,
        "begun": sheet is not None,
        "most": opening.MOST_OTHERS,
        "today": opening.today(),
        "resume": _go_on(sheet.answers).headers["Location"] if sheet else "",
    }
    return page(request, "start", context, status=422 if faults else 200)


def _people(request: HttpRequest, sheet: Sheet, typed: Any, faults: Any = ()) -> HttpResponse:
    context = {
        "typed": typed,
        "faults": faults,
        "choices": opening.relations(pack(), language()),
        "others": range(1, len(sheet.answers.persons)),
        "mine": sheet.answers.mine,
    }
    return page(request, "people", context, status=422 if faults else 200)
