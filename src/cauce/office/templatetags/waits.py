"""How long something waits, as a word and as a bar; whether it is late."""

from datetime import datetime, timedelta

from django import template
from django.utils.translation import gettext as _

register = template.Library()
WIDEST = 64  # pixels of the oldest bar of a list


@register.filter
def age(since: datetime | None, now: datetime) -> str:
    """Return how long something waits: hours on the first day, days from then on."""
    if since is None:
        return ""
    waited = max(now - since, timedelta(0))
    if waited < timedelta(days=1):
        return _("%(hours)d h") % {"hours": waited // timedelta(hours=1)}
    return _("%(days)d d") % {"days": waited.days}


@register.filter
def past(due: datetime | None, now: datetime) -> bool:
    """Say whether something should have been done by now."""
    return due is not None and due < now


@register.simple_tag
def bar(since: datetime | None, now: datetime, most: datetime | None) -> int:
    """Return the width of a bar in pixels; the oldest of the list has the widest."""
    if since is None or most is None or now <= most:
        return 0
    return max(2, round(WIDEST * (now - since) / (now - most)))
