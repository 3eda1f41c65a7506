"""The verbs of quick entry: a contact and its next step at once, and the undoing of one's own note."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import shelves
from cauce.governments.entries.actions import log_contact
from cauce.governments.entries.forms_in import ContactIn
from cauce.governments.models import Account, Source, Step
from cauce.governments.work.actions import add_step


@dataclass(frozen=True, kw_only=True)
class StepIn:
    """What is done next, by whom and by when."""

    what: str
    owner: Officer
    day: date


@verb
def log_with_step(
    *, contact: ContactIn, step: StepIn | None, form_id: UUID, by: By, at: datetime
) -> str:
    """Write down a contact, and what is done next about it; the same form sent twice is one of each."""
    name = log_contact(contact=contact, form_id=form_id, by=by, at=at)
    if step is not None:
        add_step(
            entry=name, what=step.what, owner=step.owner, day=step.day,
            form_id=uuid5(form_id, "step"), by=by, at=at,
        )  # fmt: skip
    note(body={"entry": name})
    return name


@verb
def undo_note(*, form_id: UUID, by: By, at: datetime) -> None:
    """Take back what the desk wrote today: nothing rests on that note any more, and its steps are dropped.

    Nothing is deleted: the note stays, taken back.
    """
    roles.require(by, Permission.KEEP_LEDGER)
    own, today = f"own-{form_id.hex}", at.date().isoformat()
    rows = Source._default_manager.filter(pk=own, published=today, retracted="")
    if not rows.update(retracted=today, retracted_why="Undone by the desk on the same day."):
        raise Refused(
            _("Only what was written today can be undone. Take the source back, and say why.")
        )
    entries = Account._default_manager.filter(source=own).values("entry")
    alone = entries.exclude(entry__accounts__source__in=_others(own))
    Step._default_manager.filter(entry__in=alone, state=Step.State.OPEN).update(
        state=Step.State.DROPPED, since=at
    )
    shelves.turn()
    note(body={"source": own})


def _others(own: str) -> QuerySet[Source]:
    """Every source that still counts, but this one."""
    return Source._default_manager.filter(retracted="").exclude(pk=own)
