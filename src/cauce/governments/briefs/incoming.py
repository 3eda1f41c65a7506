"""Who is on the incoming side: whoever holds a public office of that side, and not who goes."""

from datetime import date

from cauce.governments.briefs.models import Brief
from cauce.ledger import when
from cauce.partners.models import Counterpart, Tenure


def incoming(brief: Brief, *, day: date) -> list[Counterpart]:
    """Holders of an office of that side's country who are not certainly gone on a day, by name."""
    rows = Tenure._default_manager.select_related("holder").filter(post__country=brief.side.country)
    people = {
        tenure.holder_id: tenure.holder
        for tenure in rows.exclude(holder=brief.goes_id).exclude(post__country="")
        if (when(tenure.ends or None).last or day) >= day
    }
    return sorted(people.values(), key=lambda person: person.name)
