"""The questions that the rules still need an answer to, one topic of one person a page, saved into the draft.

Every question brings a form of its own, as in *Could I?*: an answer is never taken for another question,
and a page that comes twice changes nothing. Whatever can be read is saved, even beside what cannot.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cauce.eligibility import Faults, case_from, words
from cauce.packs import pack
from cauce.questions import reading, spoken
from cauce.questions.answers import Answers, Ref, answers_from
from cauce.questions.fields import MOST_ENTRIES, Typed
from cauce.questions.reading import Unreadable
from cauce.website import asking, interview
from cauce.website.apply import desk as desks
from cauce.website.apply import topics
from cauce.website.apply.desk import Desk
from cauce.website.apply.forms import AROUND
from cauce.website.apply.steps import after, lost, next_after, show, step, stops, to
from cauce.website.apply.topics import Page
from cauce.website.pages import language

_NAMED = re.compile(r"(q\d+-)(.+)")
_ELEMENT = {"date": "d", "menus": "v0"}


@dataclass
class Sent:
    """What a page sent about one question: what was typed, and what came of reading it."""

    prefix: str
    form: str
    typed: Typed
    ref: Ref | None = None
    read: tuple[Any, str] | None = None
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Was nothing typed and nothing ticked?"""
        return not any(value.strip() for values in self.typed.values() for value in values)


@step
def first(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Lead to the page that waits, or past the questions."""
    return next_after(desk, "contact")


@step
def question(request: HttpRequest, desk: Desk, step: int) -> HttpResponse:
    """Ask the questions of one page, or take their answers."""
    page = topics.page_of(pack(), desk.answers, step) if step <= len(desk.answers.steps) else None
    if request.method == "POST":
        return _take(request, desk, page)
    if page is None or not topics.shown(desk.answers, page):
        return to("questions")
    return _show(request, desk, page)


def _take(request: HttpRequest, desk: Desk, page: Page | None) -> HttpResponse:
    if stops(request):
        return to("stopped")
    sent = list(_sent(request, desk))
    fault = _strange(request, sent)
    if fault:
        there = page is not None and topics.shown(desk.answers, page)
        return _show(request, desk, page, top=fault) if page and there else to("questions")
    for one in sent:
        _read(desk.answers, one)
    changed = desks.change(request, lambda latest: _keep(latest, sent))
    if changed is None:
        return lost(request)
    adds = request.POST.get("add", "")
    wrong = _wrong(changed.answers, sent, stop="stop" in request.POST)
    place = _place(changed.answers, sent)
    now = topics.page_of(pack(), changed.answers, place + 1) if adds or wrong else None
    if now is not None and place >= 0:
        return _show(request, changed, now, sent, adds=adds)
    return after(request, changed, "contact")


def _place(answers: Answers, sent: list[Sent]) -> int:
    """Return where the page that was sent stands by now; -1 where it is about somebody who left."""
    return next((answers.steps.index(_ref(o)) for o in sent if _ref(o) in answers.steps), -1)


def _sent(request: HttpRequest, desk: Desk) -> Iterator[Sent]:
    """Yield what came about each question of the page; `ref` is None where its form fits none."""
    typed: dict[str, Typed] = {}
    for name, values in request.POST.lists():
        if found := _NAMED.fullmatch(name):
            typed.setdefault(found[1], {})[found[2]] = list(values)
    for prefix, names in typed.items():
        form = (names.pop("form", None) or [""])[0]
        ref = interview.form_of(desk.form_key, desk.answers, form, desk.answers.steps)
        yield Sent(prefix, form, names, ref)


def _strange(request: HttpRequest, sent: list[Sent]) -> str:
    """Say what is wrong with a form as a whole: older than the answers, or with a name never asked."""
    if not sent or any(one.ref is None for one in sent):
        return asking.stale()
    around = {name for name in request.POST if not _NAMED.fullmatch(name)} - AROUND
    known = [asking.field_of(_ref(one)).names(MOST_ENTRIES) for one in sent]
    if around or any(one.typed.keys() - names for one, names in zip(sent, known, strict=True)):
        return asking.not_asked()
    return ""


def _read(answers: Answers, one: Sent) -> None:
    ref = _ref(one)
    try:
        on = date.fromisoformat(answers.on)
        one.read = reading.read(pack().facts[ref.fact], asking.field_of(ref), one.typed, on)
    except Unreadable as unreadable:
        one.faults = list(unreadable.faults)


def _keep(desk: Desk, sent: list[Sent]) -> None:
    """Save what could be read in the newest state of the draft, and notice what stopped mattering by it."""
    answers, changed = desk.answers, False
    for one in sent:
        ref = _ref(one)
        if one.read is None or ref not in answers.steps:
            continue
        if answers.seen_form(one.form, json.dumps(one.typed, sort_keys=True)):
            continue
        changed |= bool(answers.answered(ref)) and _was(answers, ref) != one.read
        if _fits(answers, ref, one.read):
            answers.put(pack(), ref, *one.read)
        else:
            shape = asking.field_of(ref).shape
            one.faults = [(_ELEMENT.get(shape, "v"), asking.does_not_fit())]
    topics.advance(pack(), answers)
    # Looking costs a question to the engine for every answer: only where one was changed, or at the end.
    if changed or (desk.said.get("idle") and answers.now is None):
        desk.said["idle"] = [list(ref) for ref in interview.idle(pack(), answers)]


def _was(answers: Answers, ref: Ref) -> tuple[Any, str]:
    return answers.given(pack(), ref), answers.answered(ref)


def _fits(answers: Answers, ref: Ref, read: tuple[Any, str]) -> bool:
    """Does an answer fit what is known already? Tried on a copy."""
    trial = answers_from(answers.as_json())
    trial.put(pack(), ref, *read)
    try:
        case_from(pack(), trial.case())
    except Faults:
        return False
    return True


def _wrong(answers: Answers, sent: list[Sent], *, stop: bool) -> bool:
    """Is there anything to say? What was left empty may be, where it matters no more or the family stops."""
    for one in sent:
        if one.empty and (stop or _ref(one) in answers.moot):
            one.faults = []
    return any(one.faults for one in sent)


def _ref(one: Sent) -> Ref:
    assert one.ref is not None  # noqa: S101 - pages with such forms are shown again before
    return one.ref


def _show(
    request: HttpRequest,
    desk: Desk,
    page: Page,
    sent: list[Sent] | None = None,
    *,
    top: str = "",
    adds: str = "",
) -> HttpResponse:
    """Return a page of questions, with what was typed or answered before."""
    answers = desk.answers
    came = {_ref(one): one for one in sent or ()}
    asked = []
    for ref in topics.shown(answers, page):
        number = answers.steps.index(ref) + 1
        one, typed, faults = came.get(ref), None, []
        if one is not None:
            more = bool(adds) and adds == one.prefix
            typed = asking.one_more(asking.field_of(ref), one.typed) if more else one.typed
            # Somebody who only wants another line is told nothing yet.
            faults = [] if adds else one.faults
        asked.append(asking.asked(desk, ref, typed, faults, prefix=f"q{number}-"))
    earlier = topics.before(pack(), answers, page)
    # Above the page a sentence stands apart from its question: it says which one it is about.
    every = [(name, f"{q.question} {text}") for q in asked for name, text in q.faults]
    context = {
        "asked": asked,
        "topic": words(pack(), language()).topic(page.topic.name) if page.topic.name else "",
        "whom": _whom(desk, page),
        "page": page,
        "pages": _pages(answers),
        "most": MOST_ENTRIES,
        "back": earlier.step if earlier else None,
        "then": request.GET.get("then") or request.POST.get("then") or "",
        "lists": any(q.field.shape in ("menus", "rows") for q in asked),
    }
    return show(request, desk, "question", context, faults=[("top", top)] if top else every)


def _whom(desk: Desk, page: Page) -> str:
    """Return whom a page is about, and which record of theirs."""
    ref = page.refs[0]
    if ref.person is None:
        return _("All of you") if len(desk.people) > 1 else ""
    name = spoken.person(pack(), desk.answers, ref.person, language())
    about = spoken.about(pack(), desk.answers, ref, language())
    return about if name in about else " · ".join(filter(None, (name, about)))


def _pages(answers: Answers) -> int:
    """Return about how many pages of questions there are in all."""
    waits = topics.page_of(pack(), answers, answers.now + 1) if answers.now is not None else None
    if waits is None:
        return len(topics.pages(pack(), answers))
    return waits.number + answers.pages_left
