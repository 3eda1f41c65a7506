"""The tray of briefs: frozen ones, until the incoming side has acknowledged each of their items."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cauce.base.intray import Tray
from cauce.base.roles import Permission
from cauce.governments.briefs.models import Brief


def _frozen() -> QuerySet[Any]:
    return Brief._default_manager.filter(state=Brief.State.FROZEN).select_related("office")


BRIEFS = Tray(
    key="briefs",
    title=_("Briefs to be acknowledged"),
    why=_("The incoming side has not taken note of every item; late once the term is over"),
    empty=_("No brief waits for the incoming side."),
    permission=Permission.KEEP_LEDGER,
    rows=lambda _officer: _frozen(),
    all_rows=_frozen,
    since="frozen_at",
    due="waits_until",
    name=lambda brief: brief.office.title,
    address=lambda brief: reverse("desk:brief", args=[brief.pk]),
)
