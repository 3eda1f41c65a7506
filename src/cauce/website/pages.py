"""Renders a public page: its frame, its language, and how long it may be stored."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from cauce.base.public import View, render
from cauce.base.public import language as language  # the pages say it from here
from cauce.base.public import speaking as speaking
from cauce.base.public import stored as stored
from cauce.base.refusal import Refused
from cauce.packs import pack as pack

KEPT = ("on", "then")


def kindly(view: View) -> View:
    """Show the sentence of whatever was refused."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return page(request, "refused", {"sentence": refused.sentence}, status=409)

    return wrapped


def page(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a page in its frame; `apply/review` is the page of another folder."""
    path = name if "/" in name else f"website/{name}"
    return render(request, f"{path}.html", context, kept=KEPT, status=status)
