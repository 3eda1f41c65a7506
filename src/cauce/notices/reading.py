"""A household's letters as its own page shows them; `/my` and the officer's file read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cauce.base import envelopes
from cauce.base.actors import Actor
from cauce.base.envelopes import OpenKeys
from cauce.notices import actions
from cauce.notices.kinds import NO_LETTER
from cauce.notices.letters import Block, blocks
from cauce.notices.models import Delivery, Notice
from cauce.people.models import ContactRoute, Household


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A letter in clear, for a page; never kept."""

    notice: Notice
    subject: str
    blocks: Sequence[Block]
    language: str

    @property
    def unread(self) -> bool:
        """Say whether the household has not opened it yet."""
        return self.notice.read_at is None


def letters_of(household: Household) -> list[Opened]:
    """Return every letter of a household, newest first; what was erased shows nothing."""
    if household.key.destroyed_at is not None:
        return []
    rows = Notice.objects.of(household=household).exclude(state=Notice.State.BLOCKED)
    rows = rows.exclude(kind__in=NO_LETTER).select_related("key", "site")
    opened = OpenKeys()
    return [read(row, opened=opened) for row in rows.order_by("-created_at", "-pk")]


def letter_of(household: Household, notice_id: UUID) -> Opened | None:
    """Return one letter of this household; None where there is none, or it is another's."""
    return next((one for one in letters_of(household) if one.notice.pk == notice_id), None)


def open_letter(letter: Opened, *, at: datetime) -> Opened:
    """Record that the household opened a letter, at the first time only."""
    if letter.unread:
        actions.mark_read(notice=letter.notice, by=Actor.FAMILY, at=at)
    return letter


def unread_by(household: Household) -> int:
    """Return how many letters a household has not opened."""
    rows = Notice.objects.of(household=household).filter(read_at__isnull=True)
    count: int = rows.exclude(state=Notice.State.BLOCKED).exclude(kind__in=NO_LETTER).count()
    return count


def way_of_last(household: Household, kind: str) -> ContactRoute | None:
    """Return the way on which the last message of a kind went, where it went on one way only."""
    last = Notice.objects.of(household=household).filter(kind=kind).order_by("-created_at").first()
    if last is None:
        return None
    sent = Delivery.objects.of(notice=last).filter(state=Delivery.State.SENT, route__isnull=False)
    ways = [row.route for row in sent.select_related("route__household__site")[:2]]
    return ways[0] if len(ways) == 1 else None


def read(notice: Notice, *, opened: OpenKeys | None = None) -> Opened:
    """Open a notice that was not erased and has a text."""
    said = envelopes.read(notice, "sealed", opened=opened)
    return Opened(
        notice=notice,
        subject=said["subject"],
        blocks=blocks(said["body"]),
        language=notice.language,
    )
