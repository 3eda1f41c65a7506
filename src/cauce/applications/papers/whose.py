"""Whose a paper may be: the persons of a draft or of an application, by number and name."""

from cauce.applications.drafts import content
from cauce.applications.drafts.content import Named
from cauce.applications.models import Draft
from cauce.applications.papers.keeping import Home
from cauce.base import envelopes
from cauce.base.envelopes import OpenKeys
from cauce.people.models import Member


def people(home: Home) -> list[Named]:
    """Return the persons whom a paper may be about; whoever left or was erased is not named."""
    if isinstance(home, Draft):
        return content.people(content.read(home))
    rows = Member.objects.of(household=home.household).filter(left_at=None)
    rows = rows.select_related("person__key").order_by("number")
    opened = OpenKeys()
    return [
        Named(row.number, content.name_of(envelopes.read(row.person, "sealed", opened=opened)))
        for row in rows
        if not envelopes.is_erased(row.person)
    ]


def number_of(home: Home, said: str) -> int | None:
    """Return the number that a form chose, if there is such a person."""
    return {str(number): number for number, _name in people(home)}.get(said)
