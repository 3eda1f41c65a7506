"""From the cookie of a family's browser to its draft or application, and back.

    visit = visits.visit_of(request)              None: nobody entered, or the twenty minutes are over
    visits.home(visit)                            the Draft or the Application it opens
    visits.begin_visit(response, draft=draft)     gives the cookie; ends nothing else
    visits.is_deep(visit)                         letters, routes and papers may be shown
    visits.end_visit(request, response)

The cookie is 32 random bytes; the row's id is made from it by a hash, so whoever has the rows has no
cookie. A visit to a draft that was sent meanwhile opens the application that it became.

An officer who helps gets no cookie: the visit hangs on their sign-in, and is over with it. The next one at
that machine finds no family's application open.
"""

import hashlib
import secrets
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cauce.applications.access import actions, devices, lasting
from cauce.applications.models import Application, Draft, Visit
from cauce.base import clock
from cauce.base.actors import Actor, By
from cauce.base.rows import Question

COOKIE_BYTES = 32
HELPING = "helping"
_VISIT = Question[Visit](
    lambda pk, now: (
        Visit.objects.unscoped("the secret of the browser's cookie names one row")
        .select_related("draft__key", "draft__site")
        .filter(pk=pk, expires_at__gt=now)
    )
)
# Asked for only where there is one: a family that still writes has none, and it is the one that waits.
_SENT = Question[Application](
    lambda pk: (
        Application.objects.unscoped("the visit in hand opens this application")
        .select_related("key", "site", "household__key")
        .filter(pk=pk)
    )
)


def visit_of(request: HttpRequest) -> Visit | None:
    """Return the visit of a browser, and let it last; None where there is none, or it is over."""
    helping = _helping(request)
    secret = _secret(request)
    if helping is None and secret is None:
        return None
    now = clock.machine_now()
    visit = _VISIT.first(helping or _id(secret or b""), now)
    if visit is None:
        return None
    if visit.application_id is not None:
        visit.application = _SENT.first(visit.application_id)
    _follow(visit)
    if home(visit).key.destroyed_at is not None:
        return None
    if helping is not None and not _helps(request, home(visit)):
        return None
    lasting.keep(visit, now=now)
    return visit


def home(visit: Visit) -> Draft | Application:
    """Return what a visit opens: the application, or the draft that was not sent yet."""
    found = visit.application or visit.draft
    assert found is not None  # noqa: S101 - a constraint of the database says so
    return found


def is_deep(visit: Visit) -> bool:
    """Say whether the inner pages may be shown; a draft has none that its own pages do not show."""
    if visit.application is None:
        return True
    return visit.deep_until is not None and visit.deep_until > clock.machine_now()


def begin_visit(
    response: HttpResponse,
    *,
    draft: Draft | None = None,
    application: Application | None = None,
    deep: bool = False,
    by: By = Actor.FAMILY,
    request: HttpRequest | None = None,
) -> Visit:
    """Let the browser that gets this answer in; `deep` where it just showed or typed the code.

    With its `request`, the visit of an officer who helps with this very application ends with their sign-in.
    """
    opened = application or draft
    if opened is None:
        raise ValueError("A visit opens a draft or an application.")
    secret, now = secrets.token_bytes(COOKIE_BYTES), clock.machine_now()
    visit = actions.open_visit(
        visit=_id(secret),
        home=opened,
        until=now + lasting.IDLE,
        deep_until=now + lasting.DEEP if deep else None,
        by=by,
        at=clock.now(),
    )
    if request is not None and _helps(request, opened):
        request.session[HELPING] = visit.pk.hex
        return visit
    if request is not None and _helping(request):
        del request.session[HELPING]
    _give(response, cookie_name(), secret.hex())
    if by is Actor.FAMILY:
        _give(response, known_name(), devices.token(opened.reference))
    return visit


def open_inner_pages(visit: Visit) -> None:
    """Open the inner pages for ten minutes, because the code was typed again."""
    now = clock.machine_now()
    actions.open_inner_pages(
        visit=visit, deep_until=now + lasting.DEEP, by=Actor.FAMILY, at=clock.now()
    )


def end_visit(request: HttpRequest, response: HttpResponse) -> None:
    """End the visit of a browser, if there is one, and take its cookie."""
    visit = visit_of(request)
    if visit is not None:
        actions.end_visit(visit=visit, by=Actor.FAMILY, at=clock.now())
    if _helping(request):
        del request.session[HELPING]
    response.delete_cookie(cookie_name(), samesite="Lax")
    response.delete_cookie(known_name(), samesite="Lax")


def had_cookie(request: HttpRequest) -> bool:
    """Say whether somebody entered from this browser before: then its visit is over."""
    return bool(request.COOKIES.get(cookie_name()))


def cookie_name() -> str:
    """Return the cookie's name; over https it is bound to this very host."""
    return "__Host-cauce-visit" if settings.SESSION_COOKIE_SECURE else "cauce-visit"


def known_name() -> str:
    """Return the name of the cookie that says that this browser was let in before, until it closes."""
    return "__Host-cauce-known" if settings.SESSION_COOKIE_SECURE else "cauce-known"


def token_of(request: HttpRequest) -> str:
    """Return what a browser holds from an earlier visit; it opens nothing."""
    return request.COOKIES.get(known_name(), "")


def _give(response: HttpResponse, name: str, value: str) -> None:
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(name, value, httponly=True, samesite="Lax", secure=secure)


def _follow(visit: Visit) -> None:
    draft = visit.draft
    if visit.application is not None or draft is None or draft.state != Draft.State.SENT:
        return
    sent = Application.objects.unscoped("the draft in hand became this application")
    visit.application = (
        sent.select_related("key", "site", "household__key").filter(form_id=draft.pk).first()
    )


def _helps(request: HttpRequest, opened: Draft | Application) -> bool:
    """Is this browser that of the officer who helps with what is opened?"""
    return opened.assisted_by_id is not None and opened.assisted_by_id == request.user.pk


def _helping(request: HttpRequest) -> UUID | None:
    """Return the visit that hangs on an officer's sign-in."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None  # a family's request: no session is read for it
    found = request.session.get(HELPING)
    return UUID(hex=found) if found else None


def _secret(request: HttpRequest) -> bytes | None:
    try:
        raw = bytes.fromhex(request.COOKIES.get(cookie_name(), ""))
    except ValueError:
        return None
    return raw if len(raw) == COOKIE_BYTES else None


def _id(secret: bytes) -> UUID:
    return UUID(bytes=hashlib.sha256(b"cauce visit " + secret).digest()[:16])
