"""Makes everything of a decision but the decision: the preview and the verb come here, and read the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cauce.base.days import day_at
from cauce.cases import clock
from cauce.cases.decisions import standing
from cauce.cases.decisions.grounds import Ground
from cauce.cases.decisions.proposal import Proposal, checked
from cauce.cases.decisions.standing import Standing
from cauce.cases.letter import Basis, decision_letter
from cauce.cases.models import Case
from cauce.notices.letters import Letter
from cauce.packs import pack


@dataclass(frozen=True, kw_only=True)
class Made:
    """A proposal that holds, on what it stands, and its letter."""

    found: Standing
    grounds: Sequence[Ground]
    letter: Letter


def make(case: Case, proposal: Proposal, at: datetime, *, language: str = "") -> Made:
    """Check a proposal and write its letter, in the family's language or in the reader's."""
    found = standing.newest(case)
    chosen = checked(proposal, found.content)
    application = case.application
    basis = Basis(
        pack=pack(),
        content=found.content,
        reviewed=found.screening.reviewed,
        reference=application.reference,
        decided_on=day_at(case.site, at),
        review_until=day_at(case.site, clock.review_until(decided_at=at)),
    )
    letter = decision_letter(proposal, chosen, basis, language or application.household.language)
    return Made(found=found, grounds=chosen, letter=letter)
