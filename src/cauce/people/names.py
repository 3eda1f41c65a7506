"""What somebody is called, from what lies sealed in their record; a name may have one part or six."""

from collections.abc import Iterable, Mapping
from typing import Any

from cauce.base import envelopes
from cauce.base.envelopes import OpenKeys
from cauce.people.models import Member

PARTS = ("given", "surname1", "surname2")


def full(content: Mapping[str, Any]) -> str:
    """Return a name as its bearer says it."""
    return " ".join(filter(None, (content.get(part, "") for part in PARTS)))


def by_number(members: Iterable[Member], *, opened: OpenKeys | None = None) -> dict[int, str]:
    """Return the names of members (read with `person__key`) by their numbers; the erased have none."""
    opened = opened or OpenKeys()
    return {
        member.number: full(envelopes.read(member.person, "sealed", opened=opened))
        for member in members
        if not envelopes.is_erased(member.person)
    }
