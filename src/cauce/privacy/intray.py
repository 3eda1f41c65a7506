"""What waits in the room: erasures that one officer proposed and another has to sign."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cauce.base import codes
from cauce.base.intray import Tray
from cauce.base.roles import Permission
from cauce.privacy import words
from cauce.privacy.models import Erasure


def _proposed(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(state=Erasure.State.PROPOSED).select_related("household__application")


TRAYS = (
    Tray(
        key="erasures-to-sign",
        title=_("Erasures to sign"),
        why=_("One officer proposed that a file be erased; another one reads why, and signs"),
        empty=_("No erasure waits to be signed."),
        permission=Permission.SIGN_ERASURE,
        rows=lambda officer: _proposed(Erasure.objects.seen_by(officer)),
        all_rows=lambda: _proposed(Erasure.objects.unscoped("every record in one tray")),
        since="proposed_at",
        due="due_at",
        name=lambda row: codes.shown(row.household.application.reference),
        hint=lambda row: words.REASONS[row.reason],
        address=lambda row: reverse("office:erasure", args=[row.pk]),
    ),
)
