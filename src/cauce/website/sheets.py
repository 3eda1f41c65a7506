"""From the cookie of a reader to their sealed answers, and back."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cauce.base import clock, sealing
from cauce.base.actors import Actor
from cauce.questions.answers import Answers, answers_from
from cauce.website import actions
from cauce.website.models import AnswerSheet
from cauce.website.pages import pack

# The worker looks every five minutes: with this, an hour after the last answer nothing is left.
LIFE = timedelta(minutes=50)
COOKIE_BYTES = 32
TRIES = 5
_TABLE, _COLUMN = "website_answersheet", "sealed"


@dataclass
class Sheet:
    """An opened sheet: the answers, and the keys that the cookie gives."""

    id: UUID
    secret: bytes
    answers: Answers
    version: int = 0

    @property
    def form_key(self) -> bytes:
        """Return the key that binds a page's form to this sheet."""
        return sealing.derive(key=self.secret, purpose="could-i forms")

    def sealed(self) -> bytes:
        """Return the answers as they are stored."""
        key = _key(self.secret)
        text = self.answers.as_json()
        return sealing.seal(text=text, key=key, table=_TABLE, column=_COLUMN, pk=self.id)


def begin(answers: Answers) -> Sheet:
    """Store new answers under a fresh secret; the caller gives the secret to the browser."""
    secret = secrets.token_bytes(COOKIE_BYTES)
    sheet = Sheet(_id(secret), secret, answers)
    until = clock.machine_now() + LIFE
    actions.begin(
        sheet=sheet.id, sealed=sheet.sealed(), until=until, by=Actor.FAMILY, at=clock.now()
    )
    return sheet


def opened(request: HttpRequest) -> Sheet | None:
    """Return the reader's sheet; None where there is none, its hour is over, or the rules changed."""
    secret = _secret(request)
    if secret is None:
        return None
    row = AnswerSheet.objects.filter(pk=_id(secret), expires_at__gt=clock.machine_now()).first()
    if row is None:
        return None
    text = sealing.unseal(
        envelope=bytes(row.sealed), key=_key(secret), table=_TABLE, column=_COLUMN, pk=row.pk
    )
    answers = answers_from(text)
    return Sheet(row.pk, secret, answers, row.version) if answers.law == pack().law else None


def change(request: HttpRequest, edit: Callable[[Sheet], None]) -> Sheet | None:
    """Edit the reader's answers; tried again when another page of theirs was faster."""
    for _each in range(TRIES):
        sheet = opened(request)
        if sheet is None:
            return None
        edit(sheet)
        try:
            _store(sheet)
        except actions.Overtaken:
            continue
        return sheet
    raise actions.Overtaken(_("Too many pages at once. Open the question again."))


def forget(request: HttpRequest) -> None:
    """Delete the reader's sheet, if there is one."""
    secret = _secret(request)
    if secret is not None and AnswerSheet.objects.filter(pk=_id(secret)).exists():
        actions.forget(sheet=_id(secret), by=Actor.FAMILY, at=clock.now())


def give_cookie(response: HttpResponse, sheet: Sheet) -> None:
    """Give the secret to the browser, until it is closed."""
    response.set_cookie(
        cookie_name(),
        sheet.secret.hex(),
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def take_cookie(response: HttpResponse) -> None:
    """Take the secret from the browser."""
    response.delete_cookie(cookie_name(), samesite="Lax")


def cookie_name() -> str:
    """Return the cookie's name; over https it is bound to this very host."""
    return "__Host-cauce-answers" if settings.SESSION_COOKIE_SECURE else "cauce-answers"


def had_cookie(request: HttpRequest) -> bool:
    """Say whether the reader had begun once in this browser."""
    return bool(request.COOKIES.get(cookie_name()))


def _store(sheet: Sheet) -> None:
    actions.answer(
        sheet=sheet.id,
        version=sheet.version,
        sealed=sheet.sealed(),
        until=clock.machine_now() + LIFE,
        by=Actor.FAMILY,
        at=clock.now(),
    )


def _secret(request: HttpRequest) -> bytes | None:
    try:
        raw = bytes.fromhex(request.COOKIES.get(cookie_name(), ""))
    except ValueError:
        return None
    return raw if len(raw) == COOKIE_BYTES else None


def _id(secret: bytes) -> UUID:
    return UUID(bytes=hashlib.sha256(b"cauce could-i " + secret).digest()[:16])


def _key(secret: bytes) -> bytes:
    return sealing.derive(key=secret, purpose="could-i answers")
