"""The frozen record of a decision: what was known, what the rules said, on what it rests, what was sent."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cauce.applications import screening
from cauce.base.envelopes import OpenKeys
from cauce.cases.decisions.grounds import Ground
from cauce.cases.decisions.proposal import Proposal
from cauce.cases.decisions.standing import Standing
from cauce.cases.interviews.statements import all_said
from cauce.cases.models import Case
from cauce.notices.letters import Letter
from cauce.people import facts


def frozen(
    case: Case, proposal: Proposal, chosen: Sequence[Ground], found: Standing, letter: Letter
) -> dict[str, Any]:
    """Return what is sealed with a decision and never changed."""
    opened = OpenKeys()
    return {
        "facts": {
            "household": _newest(all_said(case.application, None, opened=opened)),
            "members": [
                {
                    "member": str(member.pk),
                    "number": member.number,
                    "facts": _newest(all_said(case.application, member, opened=opened)),
                }
                for member in screening.members_of(case.application)
            ],
        },
        "findings": found.content["pathways"],
        "screening": {
            "id": str(found.screening.pk),
            "number": found.screening.number,
            "on": found.screening.on.isoformat(),
            "reviewed": found.screening.reviewed,
        },
        "grounds": [ground.id for ground in chosen],
        "reasons": proposal.reasons.strip(),
        "discretion": {name: asdict(view) for name, view in proposal.discretion.items()},
        "letter": {
            "language": letter.language,
            "version": letter.version,
            "text": letter.canonical,
        },
    }


def _newest(said: facts.Facts) -> dict[str, Any]:
    return {key: entries[-1] for key, entries in said.items() if entries}
