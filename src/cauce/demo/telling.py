"""What the worker would have sent on the past days of the demonstration, in safe hours."""

from datetime import datetime, time, timedelta

from cauce.base import clock
from cauce.notices import sender
from cauce.notices.models import Delivery

WHY = "the demonstration's worker sends for every site"
# Noon or so at every site of the demonstration: no quiet hour anywhere.
NOON_UTC = time(18)
SOON = timedelta(minutes=10)


def send_what_was_written(*, today: datetime) -> None:
    """Send every letter that was written before today; today's are left to the worker that starts now."""
    machine = clock.machine_now()
    # Tries live by the machine's clock, so that a demonstration's fixed day never stops them.
    noon = datetime.combine(machine.date() + timedelta(days=1), NOON_UTC, machine.tzinfo)
    waiting = Delivery.objects.unscoped(WHY).filter(state=Delivery.State.WAITING)
    old = waiting.filter(notice__created_at__lt=today - timedelta(days=1))
    for row in old.select_related("notice").order_by("notice__created_at", "pk"):
        sender.send(row.pk, now=noon, at=row.notice.created_at + SOON)
