"""Who looked at which file: one Event for a file and an officer in ten minutes."""

from datetime import datetime, timedelta
from uuid import UUID

from cauce.base import actions
from cauce.base.models import Event, Officer

AGAIN = timedelta(minutes=10)
VERB = "base.read_file"


def seen(*, subject: UUID, officer: Officer, at: datetime) -> None:
    """Record that an officer opened a file, unless it was recorded within the last ten minutes.

    `subject` is the id of the key that the file lies under, so that erasing the file un-salts it too.
    """
    before = Event.objects.filter(verb=VERB, subject=subject, officer=officer)
    if not before.filter(at__gt=at - AGAIN, at__lte=at).exists():
        actions.read_file(subject=subject, by=officer, at=at)


def readers(*, subject: UUID) -> list[Event]:
    """Return the reads of a file, newest first, with the officers: for the person it is about."""
    return list(
        Event.objects.filter(verb=VERB, subject=subject).select_related("officer").order_by("-id")
    )
