"""What waits in the room: persons who look like one another, for somebody to compare."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.base.intray import Tray
from cauce.base.roles import Permission
from cauce.people.models import LookAlike

# What made the machine ask, in words; a person decides.
REASONS = {
    "document": gettext_lazy("same document number"),
    "phone": gettext_lazy("same telephone"),
    "name_and_birth": gettext_lazy("same name and date of birth"),
    "name_sound": gettext_lazy("names that sound alike"),
}


def reasons(row: LookAlike) -> str:
    """Return why two persons may be one."""
    return ", ".join(str(REASONS.get(code, code)) for code in row.reasons)


def _open(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(state=LookAlike.State.OPEN)


TRAYS = (
    Tray(
        key="look-alikes",
        title=gettext_lazy("Same person?"),
        why=gettext_lazy("Two persons look alike; somebody compares them and decides"),
        empty=gettext_lazy("No two persons wait to be compared."),
        permission=Permission.CHECK_APPLICATIONS,
        rows=lambda officer: _open(LookAlike.objects.seen_by(officer)),
        all_rows=lambda: _open(LookAlike.objects.unscoped("every record in one tray")),
        since="found_at",
        due="due_at",
        name=lambda _row: _("Two persons"),
        hint=reasons,
        address=lambda row: reverse("office:look-alike", args=[row.pk]),
    ),
)
