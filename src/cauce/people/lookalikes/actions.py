"""The verbs of look-alikes: look for them, decide about a pair, take the decision back."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.people.lookalikes.finding import alike
from cauce.people.models import Household, LookAlike

# Within this time somebody must have compared two persons.
COMPARE_WITHIN = timedelta(days=7)
State = LookAlike.State


@verb
def look_for_look_alikes(*, household: Household, by: By, at: datetime) -> int:
    """Put every pair that looks alike before an officer; a pair that was compared stays decided."""
    if by is not Actor.WORKER:
        roles.require(by, Permission.CHECK_APPLICATIONS, household.site)
    found = alike(household)
    rows = [
        LookAlike(
            site=household.site,
            left_id=left,
            right_id=right,
            reasons=reasons,
            found_at=at,
            due_at=at + COMPARE_WITHIN,
        )
        for (left, right), reasons in found.items()
    ]
    # The constraint knows a pair that was found before; the worker may come twice.
    LookAlike.objects.bulk_create(rows, ignore_conflicts=True)
    note(subject=household.key_id, body={"pairs": len(rows)})
    return len(rows)


@verb
def decide_look_alike(*, look_alike: LookAlike, same: bool, by: By, at: datetime) -> None:
    """Decide whether two persons are one; nothing is joined by it, an officer reads both files."""
    roles.require(by, Permission.CHECK_APPLICATIONS, look_alike.site)
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer decides whether two persons are one."))
    to = State.SAME if same else State.DIFFERENT
    waiting = LookAlike.objects.itself(look_alike).filter(state=State.OPEN)
    if not waiting.update(state=to, decided_by=by, decided_at=at):
        raise Refused(_("Somebody decided this meanwhile. Open it again and look."))
    look_alike.state = to
    note(reason=to, body=_body(look_alike))


@verb
def reopen_look_alike(*, look_alike: LookAlike, by: By, at: datetime) -> None:
    """Take a decision back: two persons are compared again."""
    roles.require(by, Permission.CHECK_APPLICATIONS, look_alike.site)
    decided = LookAlike.objects.itself(look_alike).exclude(state=State.OPEN)
    values = {"state": State.OPEN, "decided_by": None, "decided_at": None}
    if not decided.update(**values, due_at=at + COMPARE_WITHIN):
        raise Refused(_("These two wait to be compared already."))
    look_alike.state = State.OPEN
    note(body=_body(look_alike))


def _body(pair: LookAlike) -> dict[str, object]:
    return {"look_alike": pair.pk, "left": pair.left_id, "right": pair.right_id}
