"""What was said before about a fact, and when another answer needs a reason."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cauce.applications.models import Application
from cauce.base import envelopes
from cauce.base.envelopes import OpenKeys
from cauce.base.refusal import Refused
from cauce.people import facts, keeping
from cauce.people.facts import Facts, Statement
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


class NeedsReason(Refused):
    """Another answer than before, and no reason for it yet."""


def all_said(
    application: Application, member: Member | None, *, opened: OpenKeys | None = None
) -> Facts:
    """Return every statement about a member, or about the household; nothing of whoever was erased."""
    record = member or application.household
    if envelopes.is_erased(record):
        return {}
    return keeping.everything_said(record, opened=opened)


def said_before(application: Application, member: Member | None, key: str) -> list[Statement]:
    """Return the statements about one fact as they stand now, held until the verb ends."""
    record = keeping.locked(member or application.household)
    return list(keeping.everything_said(record).get(key, ()))


def demand_reason(before: list[Statement], said: Said) -> None:
    """Refuse another value than before without a reason; unknown before is no contradiction."""
    if said.how == facts.SAID and contradicts(before, said.value) and not said.why.strip():
        raise NeedsReason(
            _("Before, another answer was given. Write why this one is kept, or leave the first.")
        )


def contradicts(before: list[Statement], value: Any) -> bool:
    """Say whether a value is another than the newest one that was said."""
    named = [one for one in before if one.get("how") == facts.SAID]
    return bool(named) and facts.disagree(named[-1].get("value"), value)
