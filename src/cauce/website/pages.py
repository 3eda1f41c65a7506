"""Renders a public page: its frame, its language, and how long it may be stored."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_bidi

from cauce.base import clock
from cauce.base.refusal import Refused
from cauce.packs import pack as pack  # the pages say it from here
from cauce.website.jinja import fragment

STORED = "public, max-age=300"
View = Callable[..., HttpResponse]


def language() -> str:
    """Return the language of the page."""
    return get_language() or settings.LANGUAGE_CODE


def speaking(view: View) -> View:
    """Let every page change its language by a link: the address stays, a cookie keeps the choice."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.GET.get("lang")
        if request.method == "GET" and chosen in dict(settings.LANGUAGES):
            return _speak(request, chosen)
        return view(request, *args, **kwargs)

    return wrapped


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
    template = loader.get_template(f"{path}.html", using="website")
    return HttpResponse(template.render({**_frame(request), **context}, request), status=status)


def stored(response: HttpResponse) -> HttpResponse:
    """Let browsers keep a public page for some minutes, in the language it was read in."""
    response.headers["Cache-Control"] = STORED
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _frame(request: HttpRequest) -> dict[str, Any]:
    here = language()
    kept = {name: value for name, value in request.GET.items() if name in {"on", "then"}}
    query = urlencode(kept)
    around = _around(here, f"{query}&" if query else "", clock.office_day())
    return {
        "lang": here,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "office_day": clock.office_day(),
        **around,
    }


@lru_cache(maxsize=256)
def _around(lang: str, query: str, office_day: date | None) -> dict[str, str]:
    """Return what stands above and below every page; the same for every reader of a language."""
    names = settings.LANGUAGES
    said = {
        "lang": lang,
        "office_day": office_day,
        "languages": [(code, name, f"?{query}lang={code}") for code, name in names],
    }
    return {part: fragment(f"website/{part}.html", said) for part in ("header", "footer")}


def _speak(request: HttpRequest, chosen: str) -> HttpResponse:
    rest = request.GET.copy()
    del rest["lang"]
    query = rest.urlencode()
    # `path` is this host's own, so nobody can be led elsewhere; a second slash would name a host.
    here = "/" + request.path.lstrip("/")
    response = HttpResponseRedirect(f"{here}?{query}" if query else here)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response
