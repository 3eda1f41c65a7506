"""The verbs of look-alikes: look for them, decide about a pair, take the decision back."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.people.lookalikes.finding import alike, alike_elsewhere, sites_of
from cauce.people.models import FarLookAlike, Household, LookAlike

# Within this time somebody must have compared two persons.
COMPARE_WITHIN = timedelta(days=7)
State = LookAlike.State
FarState = FarLookAlike.State
_UNDER_WAY = (FarState.ASKED, FarState.TO_ANSWER)
_ANSWERS = (FarState.SAME, FarState.DIFFERENT, FarState.UNSAID)


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
    elsewhere = _tell_both(household, at)
    note(subject=household.key_id, body={"pairs": len(rows), "elsewhere": elsewhere})
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


@verb
def ask_elsewhere(*, far: FarLookAlike, by: By, at: datetime) -> None:
    """Ask the other site whether the two are one; it then learns who asks, and from where."""
    roles.require(by, Permission.CHECK_APPLICATIONS, far.site)
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer asks another site."))
    asked = {
        "asked_by": by,
        "asked_from": far.site,
        "answered_by": None,
        "due_at": at + COMPARE_WITHIN,
    }
    # The smaller id first, whoever asks: two sites that ask at one moment do not wait for one another.
    for row in sorted((far, _other_side(far)), key=lambda each: each.pk.int):
        own = row.pk == far.pk
        to = FarState.ASKED if own else FarState.TO_ANSWER
        here = FarLookAlike.objects.itself(row).exclude(state__in=_UNDER_WAY)
        if not here.update(state=to, **asked):
            raise Refused(_("One of the two sites asks already. Open the page again."))
    note(body={"far": far.pk})


@verb
def answer_elsewhere(*, far: FarLookAlike, answer: str, by: By, at: datetime) -> None:
    """Answer another site: the same person, two persons, or nothing that may be said."""
    roles.require(by, Permission.CHECK_APPLICATIONS, far.site)
    if not isinstance(by, Officer) or answer not in _ANSWERS:
        raise Refused(_("Choose what the other site is told."))
    theirs = FarLookAlike.objects.itself(far).filter(state=FarState.TO_ANSWER)
    if not theirs.update(state=answer, answered_by=by):
        raise Refused(_("Somebody answered this meanwhile, or nobody asked."))
    FarLookAlike.objects.itself(_other_side(far)).update(state=answer, answered_by=by)
    note(reason=answer, body={"far": far.pk})


def _other_side(far: FarLookAlike) -> FarLookAlike:
    every = FarLookAlike.objects.unscoped("the other site's side of a pair in hand")
    found: FarLookAlike = every.get(person=far.other_id, other=far.person_id)
    return found


def _tell_both(household: Household, at: datetime) -> int:
    found = alike_elsewhere(household)
    sites = sites_of(person for pair in found for person in pair)
    rows = [
        FarLookAlike(
            site=sites[own],
            person_id=own,
            other_id=other,
            reasons=reasons,
            found_at=at,
            due_at=at + COMPARE_WITHIN,
        )
        for pair, reasons in found.items()
        for own, other in (pair, pair[::-1])
    ]
    FarLookAlike.objects.bulk_create(rows, ignore_conflicts=True)
    return len(found)


def _body(pair: LookAlike) -> dict[str, object]:
    return {"look_alike": pair.pk, "left": pair.left_id, "right": pair.right_id}
