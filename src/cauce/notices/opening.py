"""Opens a letter for an officer of its site: the text, how it went out, and how the family may be called."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from cauce.base import envelopes, reads
from cauce.base.envelopes import OpenKeys
from cauce.base.models import Officer
from cauce.base.roles import Permission, allowed
from cauce.notices import callers, letters, reading, words
from cauce.notices.actions import TRIED_IN_VAIN
from cauce.notices.callers import File
from cauce.notices.kinds import NO_LETTER
from cauce.notices.models import Delivery, Notice
from cauce.people import names
from cauce.people.models import ContactRoute, Member


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to reach the family, as the page says it."""

    address: str
    route: ContactRoute
    whose: str
    hours: tuple[int, int] | None
    note: str


@dataclass(frozen=True, kw_only=True)
class OpenNotice:
    """A letter and all that its page shows."""

    notice: Notice
    letter: reading.Opened | None
    missing: str
    name: str
    file: File | None
    ways: list[Way]
    went: list[tuple[Delivery, Any, Any, Any]]
    may_write: bool

    @property
    def kind(self) -> words.Text:
        """Return what it is about."""
        return words.letter(self.notice.kind)

    @property
    def state(self) -> words.Text:
        """Return where it stands, in words."""
        return words.STATES[self.notice.state]

    @property
    def has_untried_ways(self) -> bool:
        """Say whether a way is left that might take it."""
        failed = any(row.state in TRIED_IN_VAIN and row.route_id for row, *_said in self.went)
        return failed or len(self.ways) > sum(1 for row, *_said in self.went if row.route_id)

    @property
    def digest(self) -> str:
        """Return the first signs of the letter's fingerprint, as they stand on paper."""
        return bytes(self.notice.digest).hex()[:16]


def officer_of(request: HttpRequest) -> Officer:
    """Return who is signed in; the access guard let nobody else come here."""
    if not isinstance(request.user, Officer):
        raise PermissionDenied
    return request.user


def notice_of(officer: Officer, notice_id: UUID) -> Notice:
    """Return a letter of the officer's sites; 404 where there is none, or its file was erased."""
    rows = Notice.objects.seen_by(officer).select_related("key", "site", "household__key")
    found: Notice | None = rows.select_related("household__site").filter(pk=notice_id).first()
    if found is None or found.key.destroyed_at is not None:
        raise Http404
    return found


def opened(officer: Officer, notice_id: UUID, *, at: datetime) -> OpenNotice:
    """Open a letter, and record that this officer looked."""
    notice, keys = notice_of(officer, notice_id), OpenKeys()
    reads.seen(subject=notice.key_id, officer=officer, at=at)
    blocked = notice.state == Notice.State.BLOCKED
    # Digits that open the file are for the family alone: an officer who read them could act as the family.
    secret = notice.kind in NO_LETTER
    return OpenNotice(
        notice=notice,
        letter=None if blocked or secret else reading.read(notice, opened=keys),
        missing=_missing(notice) if blocked else "",
        name=_name(notice, keys),
        file=callers.file_of(notice.household),
        ways=[_way(route, keys) for route in _routes(notice)],
        went=[_said(row) for row in Delivery.objects.of(notice=notice).order_by("number")],
        may_write=allowed(officer, Permission.WRITE_TO_FAMILIES, notice.site),
    )


def _missing(notice: Notice) -> str:
    if letters.speaks(notice.kind, notice.language):
        return ""
    return letters.Untranslated(notice.kind, notice.language).sentence


def _name(notice: Notice, keys: OpenKeys) -> str:
    rows = Member.objects.of(household=notice.household).filter(left_at=None)
    first = rows.select_related("person__key").order_by("number")[:1]
    return next(iter(names.by_number(first, opened=keys).values()), "")


def _routes(notice: Notice) -> list[ContactRoute]:
    rows = ContactRoute.objects.of(household=notice.household).select_related("key")
    return list(rows.exclude(state=ContactRoute.State.CLOSED).order_by("number"))


def _way(route: ContactRoute, keys: OpenKeys) -> Way:
    said = envelopes.read(route, "sealed", opened=keys)
    first, last = said.get("from_hour"), said.get("to_hour")
    known = first is not None or last is not None
    return Way(
        route=route,
        address=said.get("address", ""),
        whose=said.get("whose", ""),
        hours=(first or 0, 24 if last is None else last) if known else None,
        note=said.get("note", ""),
    )


def _said(row: Delivery) -> tuple[Delivery, Any, Any, Any]:
    return (
        row,
        words.CHANNELS[row.channel],
        words.DELIVERIES[row.state],
        words.REASONS.get(row.because, ""),
    )
