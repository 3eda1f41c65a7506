"""Shows the ledger's pages in two frames: the public's, and that of the desk between governments.

Both have the same pages. `governments:…` reads what is published, `desk:…` the whole ledger; a view
does not know which.
A page is a view with `@shown` that calls `read` and `page`, a template that extends `frame` and fills the
block `page`, and one line in `urls.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _

from cauce.base import clock, public
from cauce.governments import desk, saying
from cauce.governments.definitions import DEFINITIONS
from cauce.governments.vocabulary import DONE, word
from cauce.ledger import Ledger

Json = dict[str, Any]
PUBLIC, DESK = "governments", "desk"
# What a link to another page of the ledger keeps, and what a change of language keeps.
KEPT = ("known_on", "as_of")
NARROWED = (*KEPT, "other", "level", "mode", "topic", "person", "only", "since", "until")
FIRST_YEAR, LAST_YEAR = 1990, 2100
_PAGE = "<!-- the page -->"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The ledger as one reader may read it, as known on a day; ages are counted to `day`."""

    namespace: str
    book: Ledger
    day: date
    known_on: date | None
    chosen: dict[str, str]
    faults: tuple[tuple[str, str], ...]

    @property
    def public(self) -> bool:
        """Whether only what is published is read."""
        return self.namespace == PUBLIC

    def ask(self, op: str, **words: Any) -> Any:
        """Ask one of the ledger's questions; what is None is not said."""
        return desk.ask(self.book, op, known_on=self.known_on, **words)

    @cached_property
    def view(self) -> Any:
        """What stands of the ledger."""
        return self.book.view(known_on=self.known_on)

    @cached_property
    def names(self) -> dict[str, str]:
        """What actors, offices and topics are called in the ledger."""
        record = self.book.data
        found = {office["id"]: office["title"] for office in record["offices"]}
        found |= {topic["id"]: topic["label"] for topic in record["topics"]}
        return found | {actor["id"]: actor["name"] for actor in record["actors"]}

    @cached_property
    def own(self) -> frozenset[str]:
        """The sides that the desk works for; the public's pages speak for none."""
        return frozenset() if self.public else desk.own_sides()

    def turn(self, on: Iterable[str], between: Iterable[str]) -> str:
        """Whether it is our turn or theirs; empty where no own side takes part, or none is named."""
        if self.own & set(on):
            return _("our turn")
        return _("their turn") if on and self.own & set(between) else ""

    def name(self, code: str | None) -> str:
        """The ledger's own name of an actor, an office or a topic."""
        return self.names.get(code or "", code or "")

    def title(self, entry: str) -> str:
        """The title of an entry that stands."""
        found = self.view.get(entry)
        return str(found.data["title"]) if found else entry

    def to(self, name: str, *args: str, **words: str) -> str:
        """The address of another page of this namespace, as known on the same day."""
        query = urlencode({**self.chosen, **words})
        address = reverse(f"{self.namespace}:{name}", args=args)
        return f"{address}?{query}" if query else address


def read(request: HttpRequest) -> Reading:
    """What the reader of a page may read, as known on the day that was chosen."""
    match = request.resolver_match
    namespace = match.namespace if match else PUBLIC
    known_on, fault = day_of(request, "known_on")
    as_of, other = day_of(request, "as_of")
    # Where days pass, everything that is in the ledger is known; a demonstration knows nothing of its future.
    known = known_on or clock.office_day()
    chosen = {"known_on": known_on, "as_of": as_of}
    return Reading(
        namespace=namespace,
        book=desk.ledger(public=namespace == PUBLIC),
        day=as_of or known_on or clock.today(),
        known_on=known,
        chosen={name: day.isoformat() for name, day in chosen.items() if day},
        faults=tuple(found for found in (fault, other) if found),
    )


def day_of(request: HttpRequest, name: str) -> tuple[date | None, tuple[str, str] | None]:
    """The day that an address names, and what is wrong with it; neither where it names none."""
    asked = request.GET.get(name, "").strip()
    if not asked:
        return None, None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None, (name, _("This is not a day. Write it like 2024-01-12."))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, (name, _("Choose a day between 1990 and 2100."))
    return day, None


def page(
    request: HttpRequest,
    name: str,
    reading: Reading,
    context: Json,
    *,
    title: str,
    foreign: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Return a page of the ledger; `foreign` says that its title is the ledger's own text, in English."""
    faults = (*reading.faults, *context.get("faults", ()))
    code = status if status != 200 or not faults else 422
    said = {**_said(reading), **context, "faults": faults, "title": title}
    said |= {"title_lang": "en" if foreign and public.language() != "en" else ""}
    show = _for_everybody if reading.public else _for_the_desk
    return show(request, f"governments/{name}.html", said, code)


def shown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view of both namespaces: the public's page changes its language by a link."""
    spoken = public.speaking(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match = request.resolver_match
        chosen = spoken if match and match.namespace == PUBLIC else view
        return chosen(request, *args, **kwargs)

    return wrapped


def _said(reading: Reading) -> Json:
    """What every template of the ledger may say."""
    return {
        "reading": reading,
        "public": reading.public,
        "to": reading.to,
        "name": reading.name,
        "turn": reading.turn,
        "word": word,
        "definitions": DEFINITIONS,
        **saying.SAYING,
        "frame": "governments/public_frame.html" if reading.public else "governments/desk_frame.html",
    }  # fmt: skip


def _for_everybody(request: HttpRequest, path: str, said: Json, status: int) -> HttpResponse:
    response = public.render(request, path, said, kept=NARROWED, status=status)
    return public.stored(response) if status == 200 else response


def _for_the_desk(request: HttpRequest, path: str, said: Json, status: int) -> HttpResponse:
    """The page stands in the office's own frame, which is another kind of template."""
    around = {"title": said["title"], "done": DONE.get(request.GET.get("done", ""), "")}
    frame = render(request, "governments/desk.html", around, using="office").content.decode()
    before, after = frame.split(_PAGE)
    inside = {"lang": public.language(), **said}
    text = loader.get_template(path, using="website").render(inside, request)
    return HttpResponse(f"{before}{text}{after}", status=status)
