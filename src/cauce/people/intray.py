"""What waits in the room: persons who look like one another, for somebody to compare."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.base.intray import Tray
from cauce.base.roles import Permission
from cauce.people.models import FarLookAlike, LookAlike

# What made the machine ask, in words; a person decides.
REASONS = {
    "document": gettext_lazy("same document number"),
    "phone": gettext_lazy("same telephone"),
    "name_and_birth": gettext_lazy("same name and date of birth"),
    "name_sound": gettext_lazy("names that sound alike"),
}


def reasons(row: LookAlike | FarLookAlike) -> str:
    """Return why two persons may be one."""
    return ", ".join(str(REASONS.get(code, code)) for code in row.reasons)


def _open(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(state=LookAlike.State.OPEN)


# States of a pair at two sites in which somebody here has something to do or to wait for.
FAR_WAITS = {
    "open": gettext_lazy("nobody has asked yet"),
    "asked": gettext_lazy("you asked; the other site has not answered"),
    "to_answer": gettext_lazy("another site asks you"),
}


def _far(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(state__in=FAR_WAITS)


def _far_hint(row: FarLookAlike) -> str:
    return f"{FAR_WAITS[row.state]} · {reasons(row)}"


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
    Tray(
        key="look-alikes-elsewhere",
        title=gettext_lazy("A possible duplicate at another site"),
        why=gettext_lazy(
            "Somebody here may have a file at another site too; one site asks, the other answers"
        ),
        empty=gettext_lazy("Nobody here seems to have a file at another site."),
        permission=Permission.CHECK_APPLICATIONS,
        rows=lambda officer: _far(FarLookAlike.objects.seen_by(officer)),
        all_rows=lambda: _far(FarLookAlike.objects.unscoped("every record in one tray")),
        since="found_at",
        due="due_at",
        name=lambda _row: _("A person of yours"),
        hint=_far_hint,
        address=lambda row: reverse("office:elsewhere", args=[row.pk]),
    ),
)
