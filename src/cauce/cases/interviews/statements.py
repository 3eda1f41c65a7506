"""What was said before about a fact, and when another answer needs a reason."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cauce.applications.models import Application
from cauce.base import envelopes
from cauce.base.envelopes import OpenKeys
from cauce.base.refusal import Refused
from cauce.people import facts
from cauce.people.facts import Statement
from cauce.people.models import Member


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer as the page sends it. `seen` counts the statements its reader saw; None: not looked."""

    key: str
    value: Any
    how: str = facts.SAID
    evidence: str = ""
    why: str = ""
    seen: int | None = None


class Overtaken(Refused):
    """Somebody else answered meanwhile; `before` is what stands now, so that a page shows both."""

    def __init__(self, before: list[Statement]) -> None:
        """Keep what stands now."""
        self.before = before
        super().__init__(
            _(
                "Somebody else answered this meanwhile. Both answers are shown here: "
                "keep theirs, or save yours again with a reason."
            )
        )


class NeedsReason(Refused):
    """Another answer than before, and no reason for it yet."""


def all_said(
    application: Application, member: Member | None, *, opened: OpenKeys | None = None
) -> facts.Facts:
    """Return every statement about a member, or about the household, of both privacy classes."""
    record = member or application.household
    if envelopes.is_erased(record):
        return {}
    opened = opened or OpenKeys()
    found: facts.Facts = {}
    for column in ("sealed", "sealed_sensitive"):
        found |= envelopes.read(record, column, opened=opened).get("facts", {})
    return found


def said_before(application: Application, member: Member | None, key: str) -> list[Statement]:
    """Return the statements about one fact as they stand in the database now."""
    if member is not None:
        member = Member.objects.itself(member).select_related("key").get()
    else:
        application.household.refresh_from_db()
    return list(all_said(application, member).get(key, []))


def demand_newest(before: list[Statement], said: Said) -> None:
    """Refuse an answer that was given on a page older than the newest statement."""
    if said.seen is not None and len(before) > said.seen:
        raise Overtaken(before)


def demand_reason(before: list[Statement], said: Said) -> None:
    """Refuse another value than before without a reason; unknown before is no contradiction."""
    if said.how == facts.SAID and contradicts(before, said.value) and not said.why.strip():
        raise NeedsReason(
            _("Before, another answer was given. Write why this one is kept, or leave the first.")
        )


def contradicts(before: list[Statement], value: Any) -> bool:
    """Say whether a value is another than the newest one that was said."""
    named = [one for one in before if one.get("how") == facts.SAID]
    return bool(named) and named[-1].get("value") != value
