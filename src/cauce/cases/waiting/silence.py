"""How long a family has heard nothing."""

from datetime import datetime

from cauce.applications.models import Application
from cauce.notices.kinds import NO_LETTER
from cauce.notices.models import Notice


def last_heard(application: Application) -> datetime:
    """Return when a family was last written to, or when its application came."""
    rows = Notice.objects.of(household=application.household).exclude(kind__in=NO_LETTER)
    newest: datetime | None = (
        rows.order_by("-created_at").values_list("created_at", flat=True).first()
    )
    received: datetime = application.received_at
    return max(newest, received) if newest else received
