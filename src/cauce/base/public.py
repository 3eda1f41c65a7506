"""What every public page shares, whichever room it belongs to: its language, its frame, its cache."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_bidi

from cauce.base import clock

STORED = "public, max-age=300"
View = Callable[..., HttpResponse]


def language() -> str:
    """Return the language of the page."""
    return get_language() or str(settings.LANGUAGE_CODE)


def speaking(view: View) -> View:
    """Let every page change its language by a link: the address stays, a cookie keeps the choice."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.GET.get("lang", "")
        if request.method == "GET" and chosen in dict(settings.LANGUAGES):
            return _speak(request, chosen)
        return view(request, *args, **kwargs)

    return wrapped


def render(
    request: HttpRequest, path: str, context: dict[str, Any], *, kept: Collection[str], status: int
) -> HttpResponse:
    """Return a public page; its links to other languages keep these of its address's words."""
    template = loader.get_template(path, using="website")
    said = {name: values for name, values in request.GET.lists() if name in kept}
    around = {
        "lang": language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "office_day": clock.office_day(),
        "kept_query": f"{urlencode(said, doseq=True)}&" if said else "",
    }
    return HttpResponse(template.render({**around, **context}, request), status=status)


def stored(response: HttpResponse) -> HttpResponse:
    """Let browsers keep a public page for some minutes, in the language it was read in."""
    response.headers["Cache-Control"] = STORED
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


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
