"""How long something waits, as a word and as a bar; whether it is late."""

from datetime import datetime, timedelta

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
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


# Said in Python, not as templates of their own: a list has fifty of each, and including those cost more than
# all else of its lines.
@register.simple_tag
def bar(
    since: datetime | None, now: datetime, most: datetime | None, late: bool = False
) -> SafeString:
    """Return the bar of a wait; the oldest of the list has the widest, and one that is late its colour."""
    wide = 0
    if since is not None and most is not None and now > most:
        wide = max(2, round(WIDEST * (now - since) / (now - most)))
    return format_html(
        '<svg class="age{}" width="{}" height="12" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="12"/></svg> ',
        " past" if late else "",
        wide,
        wide,
    )


@register.simple_tag
def until(due: datetime | None, now: datetime) -> SafeString | str:
    """Return the day until which something should be done; marked where that is over."""
    if not due:
        return _("no date")
    there = timezone.localtime(due)
    return format_html(
        '<time datetime="{}" class="{}">{}</time>',
        there.isoformat(),
        "late" if due < now else "due",
        formats.date_format(there, "SHORT_DATE_FORMAT"),
    )
