"""Who may see which address: said beside each address, enforced here, and refused where unsaid."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cauce.base import desks
from cauce.base.factor import freshness
from cauce.base.roles import Permission, allowed


class Seen(StrEnum):
    """Who may see a page that needs no permission."""

    PUBLIC = "everybody, and it may be stored on the way"
    ANYONE = "everybody, but it says something of its reader or of this moment: never stored"
    ENTERING = "any officer who has signed in, also by a password alone"
    OFFICER = "any officer who has signed in"


Access: TypeAlias = Seen | Permission


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address of Cauce and who may see it; `access` is None until somebody says."""

    name: str
    route: str
    access: Access | None
    # The desk it belongs to, where its urls module says one as `DESK`: switched off, it is not there.
    desk: str = ""


def addresses() -> Iterator[Address]:
    """Yield every address; each urls module says in its literal `ACCESS` who may see which."""
    yield from _walk(get_resolver(), prefix="", route="")


def unsaid() -> list[str]:
    """Return the addresses that nobody has classified; each of them is refused."""
    return [a.name or a.route for a in addresses() if a.access is None]


@cache
def table() -> Mapping[str, Address]:
    """Return every address by its full name."""
    return {a.name: a for a in addresses()}


def access_of(request: HttpRequest) -> Access | None:
    """Return who may see the page of a request; None where it was never said."""
    found = _address_of(request)
    return found.access if found else None


def _address_of(request: HttpRequest) -> Address | None:
    match = request.resolver_match
    return table().get(match.view_name) if match else None


class AccessGuard:
    """Refuses every page that its reader may not see, and every page that was not classified."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is done once the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Let the reader in, send to sign-in, or refuse."""
        address = _address_of(request)
        if address is not None and not desks.is_open(address.desk):
            raise Http404
        access = address.access if address else None
        if access in {Seen.PUBLIC, Seen.ANYONE}:
            return None
        if access is None:
            raise PermissionDenied
        officer = request.user
        if not officer.is_authenticated:
            return HttpResponseRedirect(reverse("office:home"))
        if access is not Seen.ENTERING and freshness.is_missing(request):
            return HttpResponseRedirect(reverse("office:factor:mine"))
        if isinstance(access, Permission) and not allowed(officer, access):
            raise PermissionDenied
        return None


def _walk(resolver: URLResolver, *, prefix: str, route: str) -> Iterator[Address]:
    said = getattr(resolver.urlconf_module, "ACCESS", {})
    desk = getattr(resolver.urlconf_module, "DESK", "")
    for entry in resolver.url_patterns:
        path = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, prefix=inner, route=path)
        elif isinstance(entry, URLPattern):
            name = entry.name or ""
            yield Address(name=prefix + name, route=path, access=said.get(name), desk=desk)
