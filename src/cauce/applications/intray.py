"""What waits in the room: applications to check, and what families ask to have corrected."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cauce.applications.models import Application, Correction
from cauce.base import codes
from cauce.base.intray import Tray
from cauce.base.models import Officer
from cauce.base.roles import Permission


def _received(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(state=Application.State.RECEIVED).select_related("household")


def _open(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(state=Correction.State.OPEN).select_related("application")


def _to_check(officer: Officer) -> QuerySet[Any]:
    return _received(Application.objects.seen_by(officer))


def _corrections(officer: Officer) -> QuerySet[Any]:
    return _open(Correction.objects.seen_by(officer))


def _who(row: Application) -> str:
    size = row.household.size
    persons = ngettext("%(count)d person", "%(count)d persons", size) % {"count": size}
    if row.household.priority:
        return _("%(persons)s, marked urgent") % {"persons": persons}
    return persons


def _what(_row: Correction) -> Promise:
    return gettext_lazy("The family asks for a correction")


TRAYS = (
    Tray(
        key="applications-to-check",
        title=gettext_lazy("Applications to check"),
        why=gettext_lazy("Sent by families, entered with them or imported: nobody has looked yet"),
        empty=gettext_lazy("No application waits to be checked."),
        permission=Permission.CHECK_APPLICATIONS,
        rows=_to_check,
        all_rows=lambda: _received(Application.objects.unscoped("every record in one tray")),
        since="received_at",
        due="due_at",
        owner="owner",
        name=lambda row: codes.shown(row.reference),
        hint=_who,
        address=lambda row: reverse("office:file", args=[row.pk]),
        take="office:take-application",
    ),
    Tray(
        key="corrections",
        title=gettext_lazy("Corrections to answer"),
        why=gettext_lazy("A family says that something about it is wrong or missing"),
        empty=gettext_lazy("No family waits for a correction."),
        permission=Permission.CHECK_APPLICATIONS,
        rows=_corrections,
        all_rows=lambda: _open(Correction.objects.unscoped("every record in one tray")),
        since="asked_at",
        due="due_at",
        name=lambda row: codes.shown(row.application.reference),
        hint=_what,
        address=lambda row: reverse("office:correction", args=[row.pk]),
    ),
)
