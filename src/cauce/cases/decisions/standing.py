"""What a decision stands on: the newest screening, as long as the rules would say the same today."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cauce.applications import screening
from cauce.applications.models import Screening
from cauce.base import envelopes
from cauce.base.days import day_at
from cauce.base.envelopes import OpenKeys
from cauce.base.refusal import Refused
from cauce.cases.models import Case
from cauce.packs import pack

# Said of each other by everything that changes with the day, and by nothing that does not.
_COMPARED = ("pathways",)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The newest screening with its content."""

    screening: Screening
    content: dict[str, Any]


def newest(case: Case, *, opened: OpenKeys | None = None) -> Standing:
    """Return the newest screening of a case, with its content opened."""
    rows = Screening.objects.of(application=case.application).select_related("key")
    row: Screening = rows.order_by("-number")[0]
    return Standing(screening=row, content=envelopes.read(row, "sealed", opened=opened))


def why_stale(found: Standing, case: Case, at: datetime, *, opened: OpenKeys | None = None) -> str:
    """Return why a screening must be made again first; empty if the rules say the same today."""
    rules = pack()
    if (found.screening.law, found.screening.words) != (rules.law, rules.words):
        return _("The rules changed since this was screened. Screen again, then decide.")
    application = case.application
    on = day_at(application.site, at)
    numbers, now = screening.screened_on(application, on, opened=opened)
    same = all(_plain(now[name]) == found.content.get(name) for name in _COMPARED)
    if not same or numbers != found.content.get("persons"):
        return _("Something changed since this was screened. Screen again, then decide.")
    return ""


def demand_fresh(found: Standing, case: Case, at: datetime) -> None:
    """Refuse to decide on a screening that is not what the rules say today."""
    why = why_stale(found, case, at)
    if why:
        raise Refused(why)


def _plain(content: Any) -> Any:
    return json.loads(json.dumps(content))
