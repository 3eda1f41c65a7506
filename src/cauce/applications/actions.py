"""The verbs of applications: send one. What happens to it later lies in the folders beside this file.

Every verb of the room can be called from here, wherever it lies.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from cauce.applications.changing.actions import add_member as add_member
from cauce.applications.changing.actions import add_route as add_route
from cauce.applications.changing.actions import change_route as change_route
from cauce.applications.changing.actions import close_route as close_route
from cauce.applications.changing.actions import correct_person as correct_person
from cauce.applications.changing.actions import member_left as member_left
from cauce.applications.changing.actions import member_returned as member_returned
from cauce.applications.changing.actions import set_consent as set_consent
from cauce.applications.changing.actions import state_facts as state_facts
from cauce.applications.corrections.actions import ask_correction as ask_correction
from cauce.applications.corrections.actions import decide_correction as decide_correction
from cauce.applications.corrections.actions import reopen_correction as reopen_correction
from cauce.applications.filing import File
from cauce.applications.models import Application, Document, Draft
from cauce.applications.ready import Ready, make_ready
from cauce.applications.screening import rescreen as rescreen
from cauce.applications.submission import Receipt, Submission
from cauce.applications.withdrawal.actions import close_withdrawn as close_withdrawn
from cauce.applications.withdrawal.actions import undo_withdrawal as undo_withdrawal
from cauce.applications.withdrawal.actions import withdraw as withdraw
from cauce.applications.work.actions import give_back as give_back
from cauce.applications.work.actions import mark_closed as mark_closed
from cauce.applications.work.actions import mark_in_case as mark_in_case
from cauce.applications.work.actions import mark_urgent as mark_urgent
from cauce.applications.work.actions import new_access_code as new_access_code
from cauce.applications.work.actions import take_oldest_application as take_oldest_application
from cauce.base import codes, envelopes, keys, outbox, roles
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.rows import Change, Question, insert, insert_unless_there
from cauce.base.verb import note, verb
from cauce.people.lookalikes.actions import decide_look_alike as decide_look_alike
from cauce.people.lookalikes.actions import reopen_look_alike as reopen_look_alike
from cauce.people.models import Member

RECEIVED = "applications.received"
_TRIES = 5
_CLOSE = Change(
    lambda draft, version: Draft.objects.itself(draft).filter(
        state=Draft.State.OPEN, version=version
    ),
    state=Draft.State.SENT,
    sealed=b"",
)
_PAPERS = Question[Document](lambda draft: Document.objects.of(draft=draft).select_related("key"))


@verb
def submit(
    *,
    sent: Submission,
    draft: Draft | None = None,
    ready: Ready | None = None,
    by: By,
    at: datetime,
) -> Receipt:
    """File an application, and answer it at once; a form that came before gets its first receipt.

    `ready` is the same form made ready beforehand, so that no other writer waits while it is worked out.
    """
    if by is not Actor.FAMILY:
        roles.require(by, Permission.REGISTER, sent.site)
    ready = ready or make_ready(sent=sent, draft=draft, by=by, at=at)
    if not ready.is_for(sent, draft, by, at):
        raise ValueError("What was made ready is another form.")
    file = ready.file
    before = _claim(file, draft)
    if before is not None:
        return _first_receipt(before, draft)
    _store(file, sent, draft)
    insert(ready.screening)
    outbox.put(kind=RECEIVED, body={"application": str(file.application.pk)}, at=at)
    note(
        key=file.application.key,
        opened=file.opened,
        body={
            "application": file.application.pk,
            "channel": sent.channel,
            "members": len(file.members),
            "law": ready.law,
        },
    )
    return Receipt(
        application_id=file.application.pk,
        reference=file.application.reference,
        code=file.code,
        call_code=file.call_code,
        first=True,
    )


def _claim(file: File, draft: Draft | None) -> Application | None:
    """Store the application itself, or return the one that this form, or this draft, became before."""
    application = file.application
    # The draft is emptied, if it is still what was read back; its key goes on as the household's.
    if draft is not None and not _CLOSE(draft, draft.version):
        return _before(application, draft)
    for _each in range(_TRIES):
        # The constraints decide, whatever thread or process was first; never a look beforehand.
        if insert_unless_there(application):
            return None
        before = _before(application)
        if before is not None:
            return before
        application.reference = codes.new_reference()
    raise Refused(_("No reference was free. Send again."))


def _before(application: Application, draft: Draft | None = None) -> Application | None:
    every = Application.objects.unscoped("the application that the form in hand became")
    rows = every.select_related("key")
    found: Application | None = rows.filter(form_id=application.form_id).first()
    if found is None and draft is not None:
        found = rows.filter(key=draft.key_id).first()
        if found is None:
            raise Refused(
                _("Your answers were changed on another page. Read them again, then send.")
            )
    return found


def _first_receipt(before: Application, draft: Draft | None) -> Receipt:
    if draft is not None and draft.key_id != before.key_id:
        raise Refused(_("This form was sent for another application. Open the page again."))
    erased = envelopes.is_erased(before)
    content = {} if erased else envelopes.read(before, "sealed")
    note(subject=before.key_id, reason="repeated", body={"application": before.pk})
    return Receipt(
        application_id=before.pk,
        reference=before.reference,
        code="",
        call_code=content.get("call_code", ""),
        first=False,
    )


def _store(file: File, sent: Submission, draft: Draft | None) -> None:
    # The master keys may have changed since they were wrapped: then their sweep has gone by already.
    keys.rewrap_all(rows=file.keys)
    insert(*file.keys, file.household, *file.persons, *file.members, *file.consents, *file.routes)
    if draft is not None:
        _move_documents(file, sent, draft)


def _move_documents(file: File, sent: Submission, draft: Draft) -> None:
    """Let the papers of a draft follow it; one statement for each person who has any."""
    papers = _PAPERS(draft)
    places: dict[int | None, Member] = {
        place if person.number is None else person.number: file.members[place]
        for place, person in enumerate(sent.persons)
    }
    of_member: dict[Member | None, list[Document]] = {}
    opened = envelopes.OpenKeys()
    for paper in papers:
        about = envelopes.read(paper, "sealed", opened=opened).get("about")
        of_member.setdefault(places.get(about), []).append(paper)
    for member, rows in of_member.items():
        here = Document.objects.of(draft=draft).filter(pk__in=[row.pk for row in rows])
        here.update(draft=None, application=file.application, member=member, site=sent.site)
