"""One form on one page: shown, checked, done or refused with what was typed still in it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from cauce.base.models import Site
from cauce.base.refusal import Refused
from cauce.cases.pages import page

Cleaned = Mapping[str, Any]


def asked(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[Cleaned], HttpResponse],
    *,
    title: str,
    button: str,
    back: str,
    back_text: str,
    lines: Sequence[str] = (),
    site: Site | None = None,
) -> HttpResponse:
    """Show a form, or do what it asks; a refusal stands on top and nothing that was typed is lost."""
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return act(form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refused.sentence)
        status = 422
    context = {
        "form": form,
        "title": title,
        "button": button,
        "lines": lines,
        "back": back,
        "back_text": back_text,
    }
    return page(request, "office/form.html", context, site=site, status=status)
