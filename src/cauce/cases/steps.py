"""How a case moves: one guarded statement, so that of two officers at once exactly one moves it."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.cases import clock
from cauce.cases.models import Case


def step(
    *,
    case: Case,
    to: str,
    at: datetime,
    owner: Officer | None = None,
    due_at: datetime | None = None,
    only_from: Collection[str] = (),
) -> None:
    """Move a case, and say it in the record in hand; refuse if it does not stand where it must."""
    froms = [state for state, later in Case.MOVES.items() if to in later]
    if only_from:
        froms = [state for state in froms if state in only_from]
    due = due_at or clock.step_due(state=to, since=at, urgent=urgent(case))
    moved = Case.objects.itself(case).filter(state__in=froms)
    if not moved.update(state=to, since=at, due_at=due, owner=owner):
        raise Refused(moved_meanwhile())
    case.state, case.since, case.due_at, case.owner = to, at, due, owner


def urgent(case: Case) -> bool:
    """Say whether the household is marked as urgent."""
    return bool(case.application.household.priority)


def moved_meanwhile() -> str:
    """Return what is said to whoever acts on a case that stands elsewhere by now."""
    return _("This case stands elsewhere by now: somebody else moved it. Open the file again.")
