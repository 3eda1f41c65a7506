"""A reminder in words, as the officer's first page shows it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cauce.base.models import Officer
from cauce.governments.work import telling
from cauce.governments.work.models import Digest, Item, Step

Json = dict[str, Any]
TITLE = _("Reminders of today, between governments")
_WHAT: dict[str, str | Promise] = {
    "item": _("to look at again"),
    "step": _("to be done"),
    "no_owner": _("nobody looks after it"),
    "no_date": _("no next date"),
    "step_no_owner": _("its owner works here no more"),
    "to_verify": _("waits for a second officer"),
}


def reminders_of(officer: Officer, day: date) -> list[Json]:
    """What an officer was reminded of today and is still so, once the reminder was delivered."""
    digest = Digest._default_manager.filter(
        officer=officer, day=day, delivered_at__isnull=False
    ).first()
    if digest is None:
        return []
    names = [line["id"] for line in digest.lines]
    rows: dict[str, Item | Step] = {
        row.pk: row
        for row in Item._default_manager.filter(pk__in=names).select_related("entry")
        if row.state in ("open", "closing")
    }
    uuids = [line["id"] for line in digest.lines if line["id"] not in rows and _is_step(line)]
    steps = Step._default_manager.filter(pk__in=uuids, state__in=["open", "closing"])
    rows |= {str(step.pk): step for step in steps.select_related("entry")}
    return [_said(line, rows[line["id"]]) for line in digest.lines if line["id"] in rows]


def _is_step(line: Json) -> bool:
    return bool(line["what"] in ("step", "step_no_owner") or line.get("of") == "step")


def _said(line: Json, row: Item | Step) -> Json:
    late = line["late"]
    return {
        "name": telling.name(row),
        "address": reverse("desk:work", args=[row.entry_id]),
        "what": _WHAT[line["what"]],
        "late": ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late} if late else "",
    }
