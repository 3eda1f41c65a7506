"""One question's page: shows it, takes its form, and never takes one for another question."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cauce.eligibility import Faults, words
from cauce.questions import fields, reading, spoken
from cauce.questions.answers import Answers, Holder, Ref
from cauce.questions.fields import MOST_ENTRIES, Field, Typed
from cauce.questions.reading import Unreadable
from cauce.website import interview
from cauce.website.pages import language, pack, page

# Sent with every form beside the answer itself.
AROUND = {"csrfmiddlewaretoken", "form", "then", "add", "stop", "why"}
H = TypeVar("H", bound=Holder)
# Edits what is held in its newest state and stores it; None where it is gone by now.
Change = Callable[[Callable[[H], None]], H | None]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where questions are asked: the page's template, the address of a question, and of what is before."""

    template: str
    question: str
    before: str


COULD_I = Place(template="question", question="question", before="could-i")


class Again(Exception):
    """Nothing was taken: show the question again, with what was typed and what is wrong."""

    def __init__(self, step: int = 0, typed: Typed | None = None, faults: Any = ()) -> None:
        """Keep what to show."""
        self.step, self.typed, self.faults = step, typed, faults
        super().__init__("again")


def show(
    request: HttpRequest,
    held: Holder,
    step: int,
    typed: Typed | None = None,
    faults: Any = (),
    *,
    place: Place = COULD_I,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Return the page of a step, with what was typed or answered before."""
    answers, lang = held.answers, language()
    step = min(max(step, 1), max(len(answers.steps), 1))
    ref = answers.steps[step - 1]
    field = _field(ref, lang)
    if typed is None:
        typed = fields.typed_from(field, answers.given(pack(), ref), answers.answered(ref))
    before = interview.step_before(answers, step - 1)
    context = {
        **_said(answers, ref, lang),
        "field": field,
        "typed": typed,
        "faults": faults,
        "entries": _entries(field, typed),
        "most": MOST_ENTRIES,
        "form": interview.new_form(held.form_key, answers, ref),
        "back": before + 1 if before is not None else None,
        "step": step,
        "then": request.GET.get("then") or request.POST.get("then") or "",
        "left": answers.left,
        "said_some": bool(answers.how),
        "place": place,
        **(more or {}),
    }
    return page(request, place.template, context, status=422 if faults else 200)


def take(request: HttpRequest, held: H, change: Change[H]) -> H | None:
    """Take the form of a question; None where what is held is gone by now. Raises Again."""
    form = request.POST.get("form", "")
    ref = interview.form_of(held.form_key, held.answers, form, held.answers.steps)
    if ref is None:
        raise Again(faults=[("v", _stale())])
    step, field = held.answers.steps.index(ref) + 1, _field(ref, language())
    typed = _typed(request, field, step)
    value, how = _read(held.answers, ref, field, typed, step)
    content = json.dumps(typed, sort_keys=True)

    def edit(latest: H) -> None:
        if ref not in latest.answers.steps:
            raise Again(faults=[("v", _stale())])
        if not latest.answers.seen_form(form, content):
            latest.answers.put(pack(), ref, value, how)
            _advance(latest.answers, step, typed)

    return change(edit)


def answer_in_words(answers: Answers, ref: Ref, lang: str) -> str:
    """Return what was answered to a question."""
    fact = pack().facts[ref.fact]
    return spoken.answer(pack(), fact, answers.given(pack(), ref), answers.answered(ref), lang)


def _said(answers: Answers, ref: Ref, lang: str) -> dict[str, Any]:
    said = words(pack(), lang)
    return {
        "question": spoken.question(pack(), answers, ref, lang),
        "about": spoken.about(pack(), answers, ref, lang),
        "why": said.fact(ref.fact, "why"),
        "hint": said.fact(ref.fact, "hint"),
        "list_label": said.fact(ref.list_fact or ref.fact, "label"),
    }


def _field(ref: Ref, lang: str) -> Field:
    return fields.field_of(pack(), ref.fact, lang)


def _typed(request: HttpRequest, field: Field, step: int) -> Typed:
    """Return what the form sent; a name that was never asked is refused, and nothing is taken."""
    sent = {name: list(values) for name, values in request.POST.lists() if name not in AROUND}
    if sent.keys() - field.names(MOST_ENTRIES):
        told = _("This form held something that was not asked. Answer the question as it stands.")
        raise Again(step, faults=[("v", told)])
    if "add" in request.POST:
        sent["entries"] = [str(_entries(field, sent) + 1)]
        raise Again(step, sent)
    return sent


def _read(answers: Answers, ref: Ref, field: Field, typed: Typed, step: int) -> tuple[Any, str]:
    try:
        on = date.fromisoformat(answers.on)
        return reading.read(pack().facts[ref.fact], field, typed, on)
    except Unreadable as unreadable:
        raise Again(step, typed, unreadable.faults) from None


def _advance(answers: Answers, step: int, typed: Typed) -> None:
    try:
        interview.advance(pack(), answers)
    except Faults:
        told = _("This answer does not fit. Check it, or choose “I don't know”.")
        raise Again(step, typed, [("v", told)]) from None


def _entries(field: Field, typed: Typed) -> int:
    """Return how many entries of a list to show: those filled in, and room for one more."""
    least = 2 if field.shape == "menus" else 1
    filled = [int(n) for n in (_number(name) for name in typed) if n]
    asked = int((typed.get("entries") or ["0"])[0])
    return min(max([least, asked, *(n + 1 for n in filled)]), MOST_ENTRIES)


def _number(name: str) -> str:
    """Return the number of the entry that a name such as `v2` or `2-country` belongs to."""
    number = name.removeprefix("v").partition("-")[0]
    return number if number.isdecimal() else ""


def _stale() -> str:
    return _(
        "This page was older than your last change, so its answer was not taken."
        " Here is the question again."
    )
