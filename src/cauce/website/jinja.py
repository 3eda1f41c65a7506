"""The Jinja2 environment of the public's pages."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment
from markupsafe import Markup

from cauce.eligibility import Said
from cauce.website import days

_FOREIGN = Markup('<span lang="{}">{}</span>')
_FOREIGN_NOTED = Markup('<span lang="{}">{}</span> <small>({})</small>')


def environment(**options: Any) -> Environment:
    """Return the environment Django asks for."""
    made = Environment(  # noqa: S701 - Django passes autoescape=True
        **options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    made.globals.update(static=static, url=_url)
    made.filters.update(say=say, lang=foreign, day=days.spoken)
    return made


def say(text: str) -> str | Markup:
    """Return a pack's text; one that is in another language than the page says so."""
    other = foreign(text)
    if not other:
        return text
    here = dict(settings.LANGUAGES).get(get_language() or "", "")
    return _FOREIGN_NOTED.format(
        other, text, gettext("not yet in %(language)s") % {"language": here}
    )


def foreign(text: str) -> str:
    """Return the language of a text that is not in the page's own; empty where it is."""
    own = getattr(text, "lang", "") if isinstance(text, Said) else ""
    return own if own != get_language() else ""


def _url(name: str, *args: Any) -> str:
    return reverse(f"website:{name}", args=args)
