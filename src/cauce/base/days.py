"""The day it is at a site, at a moment: what verbs need, who are told the moment and read no clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from cauce.base.models import Site


def day_at(site: Site, at: datetime) -> date:
    """Return the site's day at a moment: 23:30 in one place is the next day in another.

    A demonstration's day is the same everywhere, as its clock says (`clock.today`).
    """
    office: date | None = settings.OFFICE_DAY
    if office is not None and at.date() == office:
        return office
    return at.astimezone(ZoneInfo(site.time_zone)).date()
