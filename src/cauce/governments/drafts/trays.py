"""The in-tray of the reading desk: texts whose drafts nobody has decided on yet."""

from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cauce.base.intray import Tray
from cauce.base.roles import Permission
from cauce.governments.drafts.models import DraftEntry

# After so long a draft is late: what a text says should not be known to one person alone.
TO_DECIDE = timedelta(days=2)


def waiting() -> QuerySet[Any]:
    """Drafts of entries that wait; statements are a second layer, and wait for nobody."""
    found = DraftEntry._default_manager.filter(state=DraftEntry.State.WAITING, layer="entry")
    return found.select_related("text__key").annotate(
        due_at=ExpressionWrapper(F("since") + TO_DECIDE, output_field=DateTimeField())
    )


def _name(row: Any) -> str:
    return f"{row.text.title}, {row.number}"


def _address(row: Any) -> str:
    return f"{reverse('desk:reading', args=[row.text_id])}#card-{row.number}"


TRAYS = (
    Tray(
        key="ledger-drafts",
        title=_("Drafts to decide"),
        why=_("Read from a text: nothing of it is in the ledger before somebody accepts it"),
        empty=_("Every draft is decided."),
        permission=Permission.KEEP_LEDGER,
        rows=lambda _officer: waiting(),
        all_rows=waiting,
        since="since",
        due="due_at",
        name=_name,
        address=_address,
    ),
)
