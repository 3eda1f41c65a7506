"""The worker's verbs: what became unfinished is opened, officers are reminded, reminders delivered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cauce.base import outbox
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.verb import note, verb
from cauce.governments.work.models import Digest
from cauce.governments.work.rows import open_items

DIGEST = "governments.digest"


@verb
def open_unfinished(*, by: By, at: datetime) -> None:
    """Open an item for what became unfinished as days passed."""
    _worker(by)
    note(body={"opened": open_items(at=at)})


@verb
def remind_officer(
    *, officer: Officer, day: date, lines: Sequence[dict[str, Any]], by: By, at: datetime
) -> None:
    """Keep what an officer is reminded of today, and have it delivered; one a day."""
    _worker(by)
    digest = Digest(officer=officer, day=day, lines=list(lines), made_at=at)
    try:
        with transaction.atomic():
            digest.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("This officer was reminded today already.")) from None
    outbox.put(kind=DIGEST, body={"digest": str(digest.pk)}, at=at)
    note(body={"officer": officer.pk, "lines": len(lines)})


@verb
def deliver_digest(*, digest: Digest, by: By, at: datetime) -> None:
    """Put a reminder on the officer's first page; a second time changes nothing."""
    _worker(by)
    Digest._default_manager.filter(pk=digest.pk, delivered_at=None).update(delivered_at=at)
    note(body={"digest": digest.pk})


def _worker(by: By) -> None:
    if by is not Actor.WORKER:
        raise Refused(_("Only the worker reminds."))
