"""Who looked at which file: one Event for a file and an officer in ten minutes."""

from datetime import datetime, timedelta
from uuid import UUID

from cauce.base import actions
from cauce.base.models import Event, Officer

AGAIN = timedelta(minutes=10)
# Files that an officer opens within that time without being asked who it is.
MANY = 20
VERB = "base.read_file"


def seen(*, subject: UUID, officer: Officer, at: datetime) -> None:
    """Record that an officer opened a file, unless it was recorded within the last ten minutes.

    `subject` is the id of the key that the file lies under, so that erasing the file un-salts it too.
    """
    before = Event.objects.filter(verb=VERB, subject=subject, officer=officer)
    if not before.filter(at__gt=at - AGAIN, at__lte=at).exists():
        actions.read_file(subject=subject, by=officer, at=at)


def many_lately(*, officer: Officer, at: datetime) -> bool:
    """Say whether an officer opened many files within the last ten minutes."""
    own = Event.objects.filter(verb=VERB, officer=officer).order_by("-id")
    # The newest few are read, not all that somebody opened in a life's work.
    last = list(own.values_list("at", flat=True)[MANY - 1 : MANY])
    return bool(last) and last[0] > at - AGAIN


def readers(*, subject: UUID) -> list[Event]:
    """Return the reads of a file, newest first, with the officers: for the person it is about."""
    return list(
        Event.objects.filter(verb=VERB, subject=subject).select_related("officer").order_by("-id")
    )
