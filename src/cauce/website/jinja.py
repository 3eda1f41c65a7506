"""The Jinja2 environment of the public's pages."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, override
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from cauce.eligibility import Said
from cauce.questions import days
from cauce.questions.fields import Option

_FOREIGN = Markup('<span lang="{}">{}</span>')
_OPTION = Markup('<option value="{}">{}</option>')
_FOREIGN_OPTION = Markup('<option value="{}" lang="{}">{}</option>')
_FOREIGN_NOTED = Markup('<span lang="{}">{}</span> <small>({})</small>')


def environment(**options: Any) -> Environment:
    """Return the environment Django asks for."""
    made = Environment(  # noqa: S701 - Django passes autoescape=True
        **options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    made.globals.update(static=lru_cache(static), url=_url, menu_options=menu_options, _=_gettext)
    made.globals.update(around=pass_context(_around), in_language=in_language)
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


@lru_cache(maxsize=4096)
def _url(name: str, *args: Any) -> str:
    # A name without a room is one of the pages that every visitor knows.
    return reverse(name if ":" in name else f"website:{name}", args=args)


def fragment(name: str, said: dict[str, Any]) -> Markup:
    """Return a part of a page that many pages share, from a template that escapes what is said."""
    return Markup(get_template(name, using="website").render(said))  # noqa: S704 - escaped by it


def in_language(lang: str, name: str, said: dict[str, Any]) -> Markup:
    """Return a part of a page that speaks another language than the page."""
    with override(lang):
        return fragment(name, said)


def _around(context: Context, part: str) -> Markup:
    """Return what stands above or below every page."""
    return _part(part, context["lang"], context["kept_query"], context["office_day"])


@lru_cache(maxsize=256)
def _part(part: str, lang: str, query: str, office_day: date | None) -> Markup:
    # The same for every reader of a language.
    names = settings.LANGUAGES
    said = {
        "lang": lang,
        "office_day": office_day,
        "languages": [(code, name, f"?{query}lang={code}") for code, name in names],
    }
    return fragment(f"website/{part}.html", said)


@pass_context
def _gettext(context: Context, text: str, **values: Any) -> Markup:
    """Return a text of the catalogue in the page's language: looked up once, escaped where it is filled."""
    said = _in_language(context["lang"], text)
    return said % values if values else said


@lru_cache(maxsize=4096)
def _in_language(_lang: str, text: str) -> Markup:
    # The page's language is the one that is active: `pages` took it from there.
    return Markup(gettext(text))  # noqa: S704 - the catalogue is ours


def menu_options(choices: Sequence[Option], chosen: str) -> Markup:
    """Return the options of a menu: a list of all countries is written once, not at every page."""
    html = _options(tuple(choices), get_language() or "")
    if not chosen:
        return html
    mark = Markup('value="{}"').format(chosen)
    return Markup(html.replace(mark, mark + Markup(" selected"), 1))  # noqa: S704 - both are escaped


@lru_cache(maxsize=512)
def _options(choices: tuple[Option, ...], _lang: str) -> Markup:
    return Markup("\n").join(
        _FOREIGN_OPTION.format(option.value, foreign(option.text), option.text)
        if foreign(option.text)
        else _OPTION.format(option.value, option.text)
        for option in choices
    )
