"""The verbs of corrections: ask for one, answer it, take the answer back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cauce.applications import screening
from cauce.applications.changing import actions as changing
from cauce.applications.changing import rights
from cauce.applications.models import Application, Correction
from cauce.base import envelopes, roles
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.notices import actions as notices
from cauce.people import facts
from cauce.people.models import Member

# Within this time an officer must have answered.
ANSWER_WITHIN = timedelta(days=14)
LONGEST = 4000
State = Correction.State


@verb
def ask_correction(
    *,
    application: Application,
    form_id: UUID,
    said: str,
    about: int | None = None,
    fact: str = "",
    why: str = "",
    by: By,
    at: datetime,
) -> Correction:
    """Ask that something be corrected or added; `about` is a member's number, `fact` a fact's key.

    A form that came before changes nothing and returns what it asked.
    """
    rights.require_hand(by, application)
    if not said.strip():
        raise Refused(_("Write what is wrong or missing, and how it is right."))
    if len(said) > LONGEST or len(why) > LONGEST:
        raise Refused(_("This is too long for one page. Write the most important part."))
    rights.demand_running(application)
    row = Correction(
        application=application,
        key=application.key,
        site=application.site,
        form_id=form_id,
        asked_at=at,
        due_at=at + ANSWER_WITHIN,
    )
    content = {"about": about, "fact": fact, "said": said.strip(), "why": why.strip()}
    row.sealed = envelopes.close(row, "sealed", content)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _asked_before(application, form_id)
    note(subject=application.key_id, body={"correction": row.pk, "application": application.pk})
    return row


@verb
def decide_correction(
    *,
    correction: Correction,
    accept: bool,
    answer: str,
    member: Member | None = None,
    statements: Mapping[str, facts.Statement] | None = None,
    by: By,
    at: datetime,
) -> None:
    """Answer a correction; an accepted one may bring statements, and the rules are asked again.

    The answer goes to the family as it is written here.
    """
    roles.require(by, Permission.CHECK_APPLICATIONS, correction.site)
    if not answer.strip():
        raise Refused(_("Write the answer that the family will read."))
    application = correction.application
    row = Correction.objects.itself(correction).select_related("key").get()
    content = envelopes.read(row, "sealed") | {"answer": answer.strip()}
    to = State.ACCEPTED if accept else State.DECLINED
    values = {
        "state": to,
        "sealed": envelopes.close(row, "sealed", content),
        "decided_by": by if isinstance(by, Officer) else None,
        "decided_at": at,
    }
    if not Correction.objects.itself(correction).filter(state=State.OPEN).update(**values):
        raise Refused(_("Somebody answered this meanwhile. Open it again and read the answer."))
    correction.state = to
    if accept and statements:
        changing.state_facts(
            application=application, member=member, statements=statements, by=by, at=at
        )
        screening.rescreen(application=application, why="corrected", by=by, at=at)
    _tell(application, accept, answer.strip(), at)
    note(subject=correction.key_id, reason=to, body={"correction": correction.pk})


@verb
def reopen_correction(*, correction: Correction, by: By, at: datetime) -> None:
    """Take a refusal back, because it was a mistake or something new came; it is answered again."""
    roles.require(by, Permission.CHECK_APPLICATIONS, correction.site)
    declined = Correction.objects.itself(correction).filter(state=State.DECLINED)
    due = at + ANSWER_WITHIN
    if not declined.update(state=State.OPEN, decided_by=None, decided_at=None, due_at=due):
        raise Refused(_("Only a correction that was declined can be opened again."))
    correction.state = State.OPEN
    note(subject=correction.key_id, body={"correction": correction.pk})


def _asked_before(application: Application, form_id: UUID) -> Correction:
    rows = Correction.objects.of(application=application)
    found: Correction | None = rows.filter(form_id=form_id).first()
    if found is None:
        raise Refused(_("This form was sent for another application. Open the page again."))
    note(subject=application.key_id, reason="repeated", body={"correction": found.pk})
    return found


def _tell(application: Application, accept: bool, answer: str, at: datetime) -> None:
    with override(application.household.language):
        outcome = _("We corrected it.") if accept else _("We did not change it.")
    notices.tell(
        household=application.household,
        kind="correction_decided",
        values={"paragraphs": f"{outcome}\n\n{answer}"},
        about=application.pk,
        by=Actor.WORKER,
        at=at,
    )
