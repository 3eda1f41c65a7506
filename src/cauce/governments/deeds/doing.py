"""One form of the desk from first look to done: faults, refusals, and what somebody changed meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cauce.base.models import Officer
from cauce.base.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What a form does, and what it would lay itself over.

    `stamp` stands for what is there now, and `now` says it in words, each with what the form has of it.
    """

    title: str
    button: str
    back: str
    done: str
    form: Form
    stamp: str
    now: Sequence[tuple[str, str, str]]
    act: Callable[[dict[str, Any]], None]
    lines: Sequence[str] = ()


def officer_of(request: HttpRequest) -> Officer:
    """Return who is signed in; the access guard let nobody else come here."""
    if not isinstance(request.user, Officer):
        raise TypeError("The access guard lets officers only come here.")
    return request.user


def form_page(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Show the form, or do what it says; unless somebody changed the same thing since it was shown."""
    changed: list[tuple[str, str, str]] = []
    if request.method == "POST" and deed.form.is_valid():
        if request.POST.get("stamp", "") != deed.stamp:
            changed = [(name, now, _typed(deed.form, field)) for name, now, field in deed.now]
            deed.form.add_error(None, _("Somebody else changed this while you were writing."))
        else:
            try:
                deed.act(deed.form.cleaned_data)
            except Refused as refused:
                deed.form.add_error(None, refused.sentence)
            else:
                return HttpResponseRedirect(f"{deed.back}?done={deed.done}#main")
    context = {
        "title": deed.title,
        "heading": deed.title,
        "form": deed.form,
        "button": deed.button,
        "back": deed.back,
        "back_text": _("Back"),
        "stamp": deed.stamp,
        "changed": changed,
        "lines": deed.lines,
    }
    status = 422 if deed.form.errors else 200
    return render(request, "office/form.html", context, status=status, using="office")


def _typed(form: Form, field: str) -> str:
    """What somebody typed, as the form shows it."""
    value = form[field].value()
    choices = getattr(form.fields[field], "choices", ())
    return str(dict((str(code), text) for code, text in choices).get(str(value), value or ""))


def button(
    request: HttpRequest, act: Callable[[Officer], None], *, back: str, done: str
) -> HttpResponse:
    """Do what a button says, or say why it was not done."""
    try:
        act(officer_of(request))
    except Refused as refused:
        context = {"sentence": refused.sentence, "back": back}
        return render(request, "office/refused.html", context, status=422, using="office")
    return HttpResponseRedirect(f"{back}?done={done}#main")
