"""Finding a file: by reference, document, telephone, e-mail, or by how a name sounds."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.applications.models import Application
from cauce.base import clock, codes, envelopes
from cauce.base.envelopes import Content, OpenKeys
from cauce.base.models import Officer
from cauce.office import names
from cauce.office.pages import first_site, officer_of, page, posted
from cauce.people import actions as persons
from cauce.people import phones, sounds
from cauce.people.models import ContactRoute, Member, Person
from cauce.people.names import full
from cauce.people.tokens import EMAIL, PHONE, Tokens

# Names are opened to be compared: one page of them; whoever finds too many adds a second name.
MOST_SHOWN = 50
REFERENCE, DOCUMENT, ROUTE = "reference", "document", "route"


class SearchForm(forms.Form):
    """One box for everything somebody may say at a counter."""

    what = forms.CharField(
        label=_("Reference, name, document, telephone or e-mail"),
        help_text=_("A name is found by its sound: one surname is enough, two are better."),
        max_length=120,
        error_messages={
            "required": _("Write what the family says: its reference, a name or a number."),
            "max_length": _("That is too long. Write one reference, one name or one number."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A person who was found, and the application of their household."""

    name: str
    born: str
    member: Member
    application: Application
    how_near: int = 0

    @property
    def reference(self) -> str:
        """Return the reference as it is said aloud."""
        return codes.shown(self.application.reference)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of whoever was found, the nearest first, whether there are more, and by what they were found."""

    hits: list[Hit]
    many: bool
    kind: str


@sensitive_post_parameters()
def search(request: HttpRequest) -> HttpResponse:
    """Find files; what was searched stands in no address."""
    officer, found = officer_of(request), None
    form = SearchForm(posted(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data["what"]
        known = _by_reference(officer, said)
        if known is not None:
            _record(officer, REFERENCE, said, [known.pk])
            return redirect("office:file", known.pk)
        found = _find(officer, said)
        _record(officer, found.kind, said, [hit.application.pk for hit in found.hits])
    context = {
        "form": form,
        "hits": found.hits if found else [],
        "searched": found is not None,
        "many": found is not None and found.many,
    }
    status = 422 if form.errors else 200
    return page(request, "search.html", context, site=first_site(officer), status=status)


def _record(officer: Officer, kind: str, said: str, found: list[UUID]) -> None:
    # Also of what found nobody: who looks for whom is worth knowing before anybody is found.
    persons.search_persons(kind=kind, what=said, found=found, by=officer, at=clock.now())


def _by_reference(officer: Officer, said: str) -> Application | None:
    reference = codes.read_reference(said)
    if reference is None:
        return None
    found: Application | None = (
        Application.objects.seen_by(officer).filter(reference=reference).first()
    )
    return found


def _find(officer: Officer, said: str) -> Found:
    tokens, opened = Tokens(), OpenKeys()
    rows, kind = list[Any](), persons.BY_NAME
    for way, exact in ((DOCUMENT, _by_document), (ROUTE, _by_route)):
        if not rows:
            rows = list(exact(officer, said, tokens).order_by("pk")[: MOST_SHOWN + 1])
            kind = way if rows else kind
    many, wanted = len(rows) > MOST_SHOWN, set[str]()
    if not rows:
        wanted, heard = _words(said), _by_sound(officer, said, tokens)
        many = len(heard) > MOST_SHOWN
        rows = list(_members(officer).filter(person__in=heard[:MOST_SHOWN]).order_by("pk"))
    hits = [hit for row in rows[:MOST_SHOWN] if (hit := _hit(row, opened, wanted))]
    hits.sort(key=lambda hit: (-hit.how_near, hit.name))
    return Found(hits=hits, many=many, kind=kind)


def _members(officer: Officer) -> QuerySet[Any]:
    rows: QuerySet[Any] = Member.objects.seen_by(officer).select_related(
        "household__application__site", "person__key"
    )
    return rows.filter(household__application__isnull=False, left_at__isnull=True)


def _by_document(officer: Officer, said: str, tokens: Tokens) -> QuerySet[Any]:
    token = tokens.document(said)
    return _members(officer).filter(person__document_token=token) if token else _nobody(officer)


def _by_route(officer: Officer, said: str, tokens: Tokens) -> QuerySet[Any]:
    site = first_site(officer)
    token = _route_token(said, site.time_zone if site else "", tokens)
    if token is None:
        return _nobody(officer)
    routes = ContactRoute.objects.seen_by(officer).filter(token=token)
    return _members(officer).filter(household__in=routes.values("household"), number=0)


def _route_token(said: str, zone: str, tokens: Tokens) -> bytes | None:
    if "@" in said:
        return tokens.route(EMAIL, said)
    number = phones.read(said, zone)
    return tokens.route(PHONE, number) if number else None


def _nobody(officer: Officer) -> QuerySet[Any]:
    return _members(officer).filter(pk__in=())


def _by_sound(officer: Officer, said: str, tokens: Tokens) -> list[Any]:
    """Return the ids of who sounds like that, the nearest first; of one page, and one more if there are.

    However many share a surname, no more than a page of them is looked at, and a page of names opened.
    """
    heard = [token for name in _names(said) if (token := tokens.surname(name))]
    called = [token for name in _names(said) if (token := tokens.given(name))]
    first, second = Q(surname_token__in=heard), Q(surname2_token__in=heard)
    ways = [first | second]
    if len(heard) > 1:
        ways = [first & second, (first | second) & Q(given_token__in=called), *ways]
    found: dict[Any, None] = {}
    for way in ways:
        if len(found) <= MOST_SHOWN:
            found |= _page_of(officer, way)
    return list(found or _page_of(officer, Q(given_token__in=called)))


def _page_of(officer: Officer, way: Q) -> dict[Any, None]:
    # Not in order: which fifty of thousands are shown is all one, and each would have to be looked at first.
    persons = Person.objects.seen_by(officer).filter(way).order_by()
    return dict.fromkeys(persons.values_list("pk", flat=True)[: MOST_SHOWN + 1])


def _names(said: str) -> list[str]:
    """Return each word, and each two that follow one another: surnames may have a blank in them."""
    words = said.split()
    return [*words, *(" ".join(two) for two in pairwise(words))]


def _words(said: str) -> set[str]:
    return set(sounds.key(said).split())


def _hit(row: Any, opened: OpenKeys, wanted: set[str]) -> Hit | None:
    if envelopes.is_erased(row.person):
        return None
    content: Content = envelopes.read(row.person, "sealed", opened=opened)
    return Hit(
        name=names.listed(content),
        born=content.get("birth", ""),
        member=row,
        application=row.household.application,
        how_near=len(wanted & _words(full(content))),
    )
