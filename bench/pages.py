"""Pages of the questionnaire a second: Cauce's own beside Django's form rendering of the same questions.

Both render every public question of the shipped pack, in a frame, in one run and one thread. Neither reads
a database: what is compared is the making of the page. Goal: at least ten times as many pages.
"""

import os
import tempfile
from collections.abc import Iterable
from functools import partial
from typing import Any

os.environ.setdefault("CAUCE_DATA", tempfile.mkdtemp(prefix="cauce-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cauce.settings")

import django

django.setup()

from django import forms
from django.core.management import call_command
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from bench.figures import Figure, per_second, show
from cauce.eligibility import Fact, Pack, words
from cauce.questions import fields
from cauce.questions.answers import Answers, Ref
from cauce.website import asking, sheets
from cauce.website.pages import pack

LANG = "en"
# Shapes that hold the names of all countries.
LONG = {"menu", "menus", "rows"}
FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="/static/page.css"></head><body><header><a href="/">Cauce</a></header><main>
<form method="post">{% csrf_token %}<h1>{{ title }}</h1><p>{{ hint }}</p>{{ form.as_div }}<p>{{ why }}</p>
<button>Go on</button></form></main><footer><p>Everything is free.</p></footer></body></html>"""


def questions(rules: Pack) -> list[Ref]:
    """Every public question about one person and the household."""
    public = [f for f in rules.facts.values() if f.asked == "public"]
    owners: dict[str, int | None] = {"person": 0, "household": None}
    return [
        Ref(owners[f.of], f.name)
        for f in public
        if f.of in owners and f.name != rules.relations.fact
    ]


def django_form(rules: Pack, fact: Fact) -> type[forms.Form]:
    """The same controls as Cauce shows, by Django's own fields and widgets."""
    field = fields.field_of(rules, fact.name, LANG)
    options = [(option.value, str(option.text)) for option in field.options]
    made: dict[str, Any] = {}
    if field.shape == "radio":
        made["v"] = forms.ChoiceField(choices=options, widget=forms.RadioSelect)
    elif field.shape == "checks":
        made["v"] = forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, required=False
        )
    elif field.shape == "menu":
        made["v"] = forms.ChoiceField(choices=[("", "Choose"), *options], required=False)
    elif field.shape == "menus":
        for index in range(2):
            made[f"v{index}"] = forms.ChoiceField(
                choices=[("", "Choose"), *options], required=False
            )
    elif field.shape == "date":
        made |= {box: forms.IntegerField(required=False) for box in "dmy"}
    elif field.shape == "rows":
        made |= _entry(field)
    else:
        made["v"] = forms.IntegerField(required=False)
    if field.may_be_more:
        made["more"] = forms.BooleanField(required=False)
    if field.escapes:
        made["how"] = forms.MultipleChoiceField(
            choices=[(option.value, str(option.text)) for option in field.escapes],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    made["form"] = forms.CharField(widget=forms.HiddenInput, initial="0" * 48)
    return type("QuestionForm", (forms.Form,), made)


def _entry(field: fields.Field) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for part in field.parts:
        if part.shape == "date":
            made |= {f"0-{part.key}-{box}": forms.IntegerField(required=False) for box in "dmy"}
        else:
            choices = [
                ("", "Choose"),
                *((option.value, str(option.text)) for option in part.options),
            ]
            made[f"0-{part.key}"] = forms.ChoiceField(choices=choices, required=False)
    return made


def main() -> None:
    """Render, compare, print."""
    call_command("collectstatic", verbosity=0, interactive=False)
    rules, request = pack(), RequestFactory().get("/could-i/1")
    refs = questions(rules)
    secret = bytes(sheets.COOKIE_BYTES)
    answers = Answers(on="2024-01-12", law=rules.law, steps=refs, left=(4, len(refs)))
    sheet = sheets.Sheet(sheets._id(secret), secret, answers)
    template = engines["office"].from_string(FRAME)
    spoken = words(rules, LANG)
    made = [(ref, django_form(rules, rules.facts[ref.fact])) for ref in refs]

    long = [i for i, ref in enumerate(refs) if _field(rules, ref).shape in LONG]

    def ours(steps: Iterable[int]) -> list[int]:
        return [len(asking.show(request, sheet, step + 1).content) for step in steps]

    def theirs(steps: Iterable[int]) -> list[int]:
        return [
            len(
                template.render(
                    {
                        "form": made[step][1](),
                        "title": spoken.fact(refs[step].fact, "question"),
                        "hint": spoken.fact(refs[step].fact, "hint"),
                        "why": spoken.fact(refs[step].fact, "why"),
                    },
                    request,
                )
            )
            for step in steps
        ]

    figures = []
    with override(LANG):
        for what, steps in (("all questions", list(range(len(refs)))), ("country menus", long)):
            assert all(size > 500 for size in (*ours(steps), *theirs(steps)))
            own = per_second(partial(ours, steps), items=len(steps))
            other = per_second(partial(theirs, steps), items=len(steps))
            figures += _pair(what, own, other)
    show(figures)


def _field(rules: Pack, ref: Ref) -> fields.Field:
    return fields.field_of(rules, ref.fact, LANG)


def _pair(what: str, own: float, other: float) -> list[Figure]:
    beside = "Django's form"
    return [
        Figure(name=f"{what}: Django form, as_div", value=other, unit="pages/s"),
        Figure(
            name=f"{what}: Cauce, Jinja2 macros",
            value=own,
            unit="pages/s",
            beside=beside,
            ratio=own / other,
            goal=">= 10 ×",
        ),
    ]


if __name__ == "__main__":
    main()
