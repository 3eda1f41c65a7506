"""What happens around every page: a line in the log, the headers, and the life of a sign-in."""

import ipaddress
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import ResponseHeaders

from cauce.base import access, clock, errors, logs
from cauce.base.address import client_address

_Next = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_HEADERS = ResponseHeaders(HEADERS)._store
HSTS = "max-age=31536000; includeSubDomains"

IDLE_SECONDS = 30 * 60
WHOLE_SECONDS = 10 * 60 * 60
# Looking at a page moves the idle limit, but is written down at most once a minute.
NOTICE_SECONDS = 60


class RequestLog:
    """Writes one line for each request: the route's name and never the path."""

    def __init__(self, get_response: _Next) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write down how long it took."""
        started = time.perf_counter()
        request.error_number = secrets.token_hex(4)  # type: ignore[attr-defined]  # ours
        response = self.get_response(request)
        match = request.resolver_match
        if not _is_static(request):
            logs.page(
                route=match.view_name if match else "none",
                method=request.method if request.method in {"GET", "HEAD", "POST"} else "other",
                status=response.status_code,
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
                address=cut(client_address(request)),
            )
        return response


class SecurityHeaders:
    """Sets the headers of every answer; a page that may be stored must be classified as public."""

    def __init__(self, get_response: _Next) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = errors.not_allowed(request, response)
        # Into Django's own store: that each of them may be a header was seen to when they were read.
        said = response.headers._store
        for low, header in _HEADERS.items():
            said.setdefault(low, header)
        if settings.SESSION_COOKIE_SECURE:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        if not _may_be_stored(request, response):
            response.headers["Cache-Control"] = "no-store"
        return response


class SignInLife:
    """Ends a sign-in after half an hour without a page, and after ten hours in any case."""

    def __init__(self, get_response: _Next) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; an outlived sign-in is ended first."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(clock.machine_now().timestamp())
            if outlived(request.session, now):
                logout(request)
            elif now - request.session["seen"] > NOTICE_SECONDS:
                request.session["seen"] = now
        return self.get_response(request)


def outlived(session: dict[str, int], now: int) -> bool:
    """Say whether a sign-in is over; one that does not know its age is."""
    since, seen = session.get("since"), session.get("seen")
    if since is None or seen is None:
        return True
    return now - seen > IDLE_SECONDS or now - since > WHOLE_SECONDS


def cut(address: str) -> str:
    """Return a network's part of an address: a log needs no more."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    # The first three of four bytes, or three of eight words: what is left of the number is its network.
    bits, whole = (24, 32) if parsed.version == 4 else (48, 128)
    network = int(parsed) >> (whole - bits) << (whole - bits)
    return f"{type(parsed)(network)}/{bits}"


def _is_static(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.STATIC_URL)


def _may_be_stored(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code not in {200, 304}:
        return False
    return _is_static(request) or access.access_of(request) is access.Seen.PUBLIC
