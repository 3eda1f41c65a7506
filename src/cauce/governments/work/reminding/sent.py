"""Which reminders were sent of one entry or of its steps: on which day, and to whom."""

import json
from datetime import date
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from cauce.governments.work.models import Digest, Step

Json = dict[str, Any]
MOST = 30


def sent_about(entry: str, *, until: date) -> list[Json]:
    """The reminders that reached an officer until a day, the last ones first: {day, to: [names]}."""
    about = {entry} | {
        str(pk) for pk in Step._default_manager.filter(entry=entry).values_list("pk", flat=True)
    }
    # As text: no index is in a list of a reminder's lines, and both databases write an id alike.
    named = Q(pk=None)
    for name in about:
        named |= Q(text__contains=json.dumps(name))
    rows = Digest._default_manager.annotate(text=Cast("lines", TextField())).filter(
        named, delivered_at__isnull=False, day__lte=until
    )
    found: dict[date, list[str]] = {}
    for digest in rows.select_related("officer").order_by("-day", "officer__display_name"):
        if about & {line["id"] for line in digest.lines}:
            found.setdefault(digest.day, []).append(digest.officer.display_name)
    return [{"day": day, "to": names} for day, names in list(found.items())[:MOST]]
