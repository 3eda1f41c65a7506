"""Everything that can be worked out about a form before anybody waits at the write gate for it.

Checked, answered by the rules, and sealed: what is left to the verb is to store it, once.
"""

from dataclasses import dataclass
from datetime import datetime

from cauce.applications import checking, screening
from cauce.applications.filing import File, file_of
from cauce.applications.models import Draft, Screening
from cauce.applications.submission import Submission
from cauce.base import keys
from cauce.base.actors import By
from cauce.base.days import day_at
from cauce.eligibility import Faults
from cauce.packs import pack


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A form with the rows it becomes, on behalf of somebody at a moment; nothing is stored yet."""

    sent: Submission
    draft: Draft | None
    by: By
    at: datetime
    law: str
    file: File
    screening: Screening

    def is_for(self, sent: Submission, draft: Draft | None, by: By, at: datetime) -> bool:
        """Say whether it was made of this very form."""
        return self.sent is sent and self.draft is draft and (self.by, self.at) == (by, at)


def make_ready(*, sent: Submission, draft: Draft | None = None, by: By, at: datetime) -> Ready:
    """Return a form ready to be stored. Refuses what cannot be filed, saying what to do about it."""
    rules = pack()
    checking.demand(sent, rules)
    data = screening.case_of_submission(sent, rules, day_at(sent.site, at))
    try:
        answer = screening.screened(data, rules)
    except Faults:
        raise checking.unreadable(sent, rules, sent.language) from None
    file = file_of(sent, draft, by, at)
    # The Event's key as well: opened here, nobody waits for it at the gate.
    file.opened.of(file.application.key, keys.AUDIT)
    row = screening.row_of(
        file.application,
        answer,
        numbers=range(len(file.members)),
        number=1,
        why=Screening.Why.SENT,
        at=at,
        opened=file.opened,
    )
    return Ready(sent=sent, draft=draft, by=by, at=at, law=rules.law, file=file, screening=row)
