"""What a draft holds, as the pages write it; emptied when it is sent.

`people` are in the order in which the family named them, the main applicant first; each has a `number` that
is never given again, so that papers and pages stay with the person when somebody else leaves the list.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cauce.applications.models import Draft
from cauce.base import envelopes
from cauce.base.envelopes import Content, OpenKeys


class Named(NamedTuple):
    """A person of a draft: the number that papers name them by, and what to call them."""

    number: int
    name: str


def read(draft: Draft, *, opened: OpenKeys | None = None) -> Content:
    """Return what a draft holds. Raises Sealed when its key was destroyed."""
    return envelopes.read(draft, "sealed", opened=opened)


def people(content: Content) -> list[Named]:
    """Return the persons of a draft's content by their numbers and names."""
    return [Named(person["number"], name_of(person)) for person in content.get("people", [])]


def name_of(person: Mapping[str, Any]) -> str:
    """Return a person's name as one writes it; one name is enough."""
    parts = (person.get(part, "") for part in ("given", "surname1", "surname2"))
    return " ".join(filter(None, parts))
