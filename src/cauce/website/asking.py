"""One question's page: shows it, takes its form, and never takes one for another question."""

import json
from collections.abc import Callable, Sequence
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


Faulty = Sequence[tuple[str, str]]
COULD_I = Place(template="question", question="question", before="could-i")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question as a page puts it. Names of controls begin with `prefix`: a page may hold several."""

    prefix: str
    question: str
    about: str
    why: str
    hint: str
    list_label: str
    field: Field
    typed: Typed
    faults: Faulty
    entries: int
    form: str


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
    answers = held.answers
    step = min(max(step, 1), max(len(answers.steps), 1))
    q = asked(held, answers.steps[step - 1], typed, faults)
    before = interview.step_before(answers, step - 1)
    context = {
        "q": q,
        "faults": faults,
        "most": MOST_ENTRIES,
        "back": before + 1 if before is not None else None,
        "step": step,
        "then": request.GET.get("then") or request.POST.get("then") or "",
        "left": answers.left,
        "said_some": bool(answers.how),
        "place": place,
        **(more or {}),
    }
    return page(request, place.template, context, status=422 if faults else 200)


def asked(
    held: Holder, ref: Ref, typed: Typed | None = None, faults: Faulty = (), *, prefix: str = ""
) -> Asked:
    """Return a question as a page puts it, with what was typed, or else with what was answered before."""
    answers, lang, field = held.answers, language(), field_of(ref)
    if typed is None:
        typed = fields.typed_from(field, answers.given(pack(), ref), answers.answered(ref))
    said = words(pack(), lang)
    return Asked(
        prefix=prefix,
        question=spoken.question(pack(), answers, ref, lang),
        about=spoken.about(pack(), answers, ref, lang),
        why=said.fact(ref.fact, "why"),
        hint=said.fact(ref.fact, "hint"),
        list_label=said.fact(ref.list_fact or ref.fact, "label"),
        field=field,
        typed={prefix + name: values for name, values in typed.items()},
        faults=[(prefix + name, text) for name, text in faults],
        entries=_entries(field, typed),
        form=interview.new_form(held.form_key, answers, ref),
    )


def take(request: HttpRequest, held: H, change: Change[H]) -> H | None:
    """Take the form of a question; None where what is held is gone by now. Raises Again."""
    form = request.POST.get("form", "")
    ref = interview.form_of(held.form_key, held.answers, form, held.answers.steps)
    if ref is None:
        raise Again(faults=[("v", stale())])
    step, field = held.answers.steps.index(ref) + 1, field_of(ref)
    typed = _typed(request, field, step)
    value, how = _read(held.answers, ref, field, typed, step)
    content = json.dumps(typed, sort_keys=True)

    def edit(latest: H) -> None:
        if ref not in latest.answers.steps:
            raise Again(faults=[("v", stale())])
        if not latest.answers.seen_form(form, content):
            latest.answers.put(pack(), ref, value, how)
            _advance(latest.answers, step, typed)

    return change(edit)


def answer_in_words(answers: Answers, ref: Ref, lang: str) -> str:
    """Return what was answered to a question."""
    fact = pack().facts[ref.fact]
    return spoken.answer(pack(), fact, answers.given(pack(), ref), answers.answered(ref), lang)


def field_of(ref: Ref) -> Field:
    """Return the field of a question in the reader's language."""
    return fields.field_of(pack(), ref.fact, language())


def _typed(request: HttpRequest, field: Field, step: int) -> Typed:
    """Return what the form sent; a name that was never asked is refused, and nothing is taken."""
    sent = {name: list(values) for name, values in request.POST.lists() if name not in AROUND}
    if sent.keys() - field.names(MOST_ENTRIES):
        raise Again(step, faults=[("v", not_asked())])
    if "add" in request.POST:
        raise Again(step, one_more(field, sent))
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
        raise Again(step, typed, [("v", does_not_fit())]) from None


def one_more(field: Field, typed: Typed) -> Typed:
    """Return what was typed in a list, with room for one more entry."""
    return {**typed, "entries": [str(_entries(field, typed) + 1)]}


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


def not_asked() -> str:
    """Say that a form held a name that its page never had."""
    return _("This form held something that was not asked. Answer the question as it stands.")


def does_not_fit() -> str:
    """Say that an answer contradicts what is known already."""
    return _("This answer does not fit. Check it, or choose “I don't know”.")


def stale() -> str:
    """Say that a page was made before the answers changed."""
    return _(
        "This page was older than your last change, so its answer was not taken."
        " Here is the question again."
    )
