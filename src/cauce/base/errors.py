"""Pages for what goes wrong, in three languages at once, with a number that is also in the log."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join

from cauce.base.logs import log

RETRY_SECONDS = "30"
V = TypeVar("V", bound=Callable[..., HttpResponse])
_KEEPS = "keeps_answers"
# Spoken here and not in a catalogue: this page must work when everything else is broken.
_SAYS: dict[int, dict[str, tuple[str, str]]] = {
    400: {
        "es": ("No entendimos lo que se envió", "Vuelva atrás, revise y envíe otra vez."),
        "en": ("We could not read what was sent", "Go back, check it and send it again."),
        "ht": ("Nou pa t ka li sa ki te voye a", "Tounen dèyè, verifye l, epi voye l ankò."),
    },
    413: {
        "es": (
            "Es demasiado para un solo envío",
            "Vuelva atrás: su navegador conserva lo que escribió. Envíelo en partes o como archivo.",
        ),
        "en": (
            "That is too much to send at once",
            "Go back: your browser still holds what you wrote. Send it in parts, or as a file.",
        ),
        "ht": (
            "Sa a twòp pou voye yon sèl kou",
            "Tounen dèyè: navigatè w la kenbe sa w te ekri a. Voye l an moso, oswa kòm fichye.",
        ),
    },
    403: {
        "es": (
            "Esta página no se le puede mostrar",
            "Vuelva al inicio. Si envió un formulario, ábralo otra vez y envíelo de nuevo.",
        ),
        "en": (
            "This page cannot be shown to you",
            "Go back to the start. If you sent a form, open it again and send it once more.",
        ),
        "ht": (
            "Nou pa ka montre w paj sa a",
            "Tounen nan kòmansman an. Si w te voye yon fòm, louvri l ankò epi revoye l.",
        ),
    },
    404: {
        "es": ("Esta página no existe", "Revise la dirección o vuelva al inicio."),
        "en": ("This page does not exist", "Check the address or go back to the start."),
        "ht": ("Paj sa a pa egziste", "Verifye adrès la oswa tounen nan kòmansman an."),
    },
    405: {
        "es": (
            "Aquí no hay nada que leer",
            "Esta dirección solo recibe un botón. Vuelva al inicio.",
        ),
        "en": (
            "There is nothing to read here",
            "This address only takes a button. Go to the start.",
        ),
        "ht": (
            "Pa gen anyen pou li isit la",
            "Adrès sa a pran yon bouton sèlman. Tounen nan kòmansman.",
        ),
    },
    500: {
        "es": ("Algo falló de nuestro lado", "No es culpa suya. Pruebe otra vez en unos minutos."),
        "en": (
            "Something went wrong on our side",
            "It is not your fault. Try again in a few minutes.",
        ),
        "ht": (
            "Gen yon bagay ki pa mache bò kote pa nou",
            "Se pa fòt ou. Eseye ankò nan kèk minit.",
        ),
    },
    503: {
        "es": (
            "No podemos guardar nada en este momento",
            "Deje esta página abierta y pruebe otra vez en un minuto.",
        ),
        "en": (
            "We cannot store anything at this moment",
            "Leave this page open and try again in a minute.",
        ),
        "ht": (
            "Nou pa ka anrejistre anyen kounye a",
            "Kite paj sa a louvri epi eseye ankò nan yon minit.",
        ),
    },
}
_KEPT = {
    "es": "Lo que escribió sigue en esta página y cuenta una sola vez.",
    "en": "What you wrote is still on this page, and counts once.",
    "ht": "Sa w te ekri a toujou sou paj sa a, epi l ap konte yon sèl fwa.",
}
_AGAIN = {"es": "Enviar otra vez", "en": "Send again", "ht": "Voye ankò"}
_START = {"es": "Inicio", "en": "Start", "ht": "Kòmansman"}
_NUMBER = {"es": "Número", "en": "Number", "ht": "Nimewo"}


def keeps_answers(view: V) -> V:
    """Let what was sent to a page stay on the page that says that we failed, to be sent again."""
    setattr(view, _KEEPS, True)
    return view


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what could not be read; a form that was too large is said to be just that."""
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what its reader may not see."""
    return page(request, 403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose secret did not fit."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that does not exist."""
    return page(request, 404)


def not_allowed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Answer whoever opens the address of a button: Django's own answer is an empty page."""
    said = page(request, 405)
    said.headers["Allow"] = answer.headers["Allow"]
    return said


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours; a database that is away is said to be just that."""
    kind = sys.exc_info()[0]
    if kind is not None and issubclass(kind, OperationalError | InterfaceError):
        response = page(request, 503)
        response.headers["Retry-After"] = RETRY_SECONDS
        return response
    return page(request, 500)


def page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page of a status, and write its number into the log."""
    number = str(getattr(request, "error_number", "none"))
    log.warning("error page", status=status, error_number=number, exc_info=status >= 500)
    return HttpResponse(_html(status, number, _again(request, status)), status=status)


def _again(request: HttpRequest, status: int) -> str:
    """Return a form that sends the same once more, for pages that said that they want it."""
    match = request.resolver_match
    if status < 500 or request.method != "POST" or not getattr(match and match.func, _KEEPS, False):
        return ""
    sent = ((name, value) for name, values in request.POST.lists() for value in values)
    return format_html(
        '{said}<form method="post" action="{address}">{fields}<p><button>{button}</button></p></form>',
        said=format_html_join("", '<p lang="{}">{}</p>', _KEPT.items()),
        address=request.path,
        # The form's own secret is among them: it still fits the cookie.
        fields=format_html_join("\n", '<input type="hidden" name="{}" value="{}">', sent),
        button=format_html_join(" · ", '<span lang="{}">{}</span>', _AGAIN.items()),
    )


def _html(status: int, number: str, again: str) -> str:
    parts: Any = (
        (lang, title, text, _NUMBER[lang], number, _START[lang])
        for lang, (title, text) in _SAYS[status].items()
    )
    heading = format_html_join(
        " · ",
        '<span lang="{}">{}</span>',
        ((lang, title) for lang, (title, _) in _SAYS[status].items()),
    )
    sections = format_html_join(
        "\n",
        '<section lang="{}"><h2>{}</h2><p>{}</p><p>{}: <b>{}</b></p>'
        '<p><a href="/">{}</a></p></section>',
        parts,
    )
    return format_html(_PAGE, heading=heading, again=again, sections=sections, style=_style())


def _style() -> str:
    try:
        address = staticfiles_storage.url("base/errors.css")
    except ValueError:
        return ""  # static files were never collected: the page works without
    return format_html('<link rel="stylesheet" href="{}">', address)


_PAGE = """<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>Cauce</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{style}</head>
<body><main><h1>{heading}</h1>
{again}
{sections}
</main></body></html>
"""
