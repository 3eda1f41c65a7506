"""The verbs of the room: a copy of one's own file, and erasure by two officers."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from cauce.applications.models import Application
from cauce.base import outbox, reads, roles
from cauce.base.actors import Actor, By
from cauce.base.models import Event, Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb, verb_alone
from cauce.people.models import Household
from cauce.privacy import erasing
from cauce.privacy.models import Erasure, FileCopy

SWEEP = "privacy.sweep"
# A proposal waits for its second officer; a copy is made by the worker, and kept for a week.
SIGN_WITHIN = timedelta(days=10)
COPY_WITHIN = timedelta(days=1)
COPY_LASTS = timedelta(days=7)


@verb
def propose_erasure(*, household: Household, reason: str, by: By, at: datetime) -> Erasure:
    """Propose that a household's file be erased; nothing happens until another officer signs."""
    officer = _officer(by, Permission.ASK_ERASURE, household)
    if reason not in Erasure.Reason.values:
        raise Refused(_("Choose why the file is to be erased."))
    proposal = Erasure(
        household=household,
        site=household.site,
        reason=reason,
        last_event=_last_event(household),
        proposed_by=officer,
        proposed_at=at,
        due_at=at + SIGN_WITHIN,
    )
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("The erasure of this file is proposed already, or done.")) from None
    note(subject=household.key_id, body={"erasure": proposal.pk, "reason": reason})
    return proposal


@verb
def decline_erasure(*, erasure: Erasure, by: By, at: datetime) -> None:
    """Decline a proposal; the file stays."""
    officer = _officer(by, Permission.SIGN_ERASURE, erasure.household)
    _settle(erasure, officer, Erasure.State.DECLINED, at)
    note(subject=erasure.household.key_id, body={"erasure": erasure.pk})


@verb_alone
def sign_erasure(*, erasure: Erasure, by: By, at: datetime) -> None:
    """Erase a household's file for good, as the second officer."""
    officer = _officer(by, Permission.SIGN_ERASURE, erasure.household)
    if officer.pk == erasure.proposed_by_id:
        raise Refused(_("You proposed this erasure; another officer signs it."))
    # Alone: whoever was writing under these keys has ended, and is seen here.
    if _last_event(erasure.household) != erasure.last_event:
        raise Refused(
            _("Something was done in this file since. Decline this proposal and look at it again.")
        )
    _settle(erasure, officer, Erasure.State.SIGNED, at)
    homes = erasing.homes_of(erasure.household)
    gone = [key.pk for key in erasing.keys_of(erasure.household) if key.destroyed_at is None]
    files = erasing.destroy(erasure.household, at=at)
    body = {"erasure": str(erasure.pk), "files": files, "homes": homes}
    outbox.put(kind=SWEEP, body=body, at=at)
    # Under the house's key: the file's own keys can no longer vouch for anything.
    note(body={"erasure": erasure.pk, "destroyed": gone})


@verb
def finish_erasure(*, erasure: UUID, by: By, at: datetime) -> None:
    """Record that files and old pages of the database are gone too; the worker says so."""
    done = Erasure.objects.unscoped("the worker finishes what two officers signed").filter(
        pk=erasure, state=Erasure.State.SIGNED
    )
    if not done.update(state=Erasure.State.DONE, done_at=at):
        raise Refused(_("This erasure is finished already, or was never signed."))
    note(body={"erasure": erasure})


@verb
def ask_copy(*, application: Application, form_id: UUID, by: By, at: datetime) -> FileCopy:
    """Ask for the copy of a file: by the family itself, or by an officer with it."""
    household = application.household
    if isinstance(by, Officer):
        roles.require(by, Permission.COPY_FILES, household.site)
    asked = Q(form_id=form_id) | Q(state=FileCopy.State.ASKED)
    before: FileCopy | None = FileCopy.objects.of(household=household).filter(asked).first()
    if before is not None:
        note(subject=household.key_id, reason="again")
        return before
    copy: FileCopy = FileCopy.objects.create(
        household=household,
        key=household.key,
        site=household.site,
        form_id=form_id,
        asked_at=at,
        due_at=at + COPY_WITHIN,
    )
    outbox.put(kind="privacy.copy", body={"copy": str(copy.pk)}, at=at)
    note(subject=household.key_id, body={"copy": copy.pk})
    return copy


@verb
def keep_copy(*, copy: FileCopy, file: str, size: int, by: By, at: datetime) -> None:
    """Record that a copy was made and lies sealed under a random name."""
    asked = FileCopy.objects.itself(copy).filter(state=FileCopy.State.ASKED)
    made = asked.update(
        state=FileCopy.State.READY,
        file=file,
        size=size,
        expires_at=at + COPY_LASTS,
        due_at=at + COPY_LASTS,
    )
    if not made:
        raise Refused(_("This copy is made already."))
    note(subject=copy.key_id, body={"copy": copy.pk})


@verb
def drop_copy(*, copy: FileCopy, by: By, at: datetime) -> None:
    """Record that a copy is gone: its week is over."""
    kept = FileCopy.objects.itself(copy).exclude(state=FileCopy.State.GONE)
    if not kept.update(state=FileCopy.State.GONE, file=""):
        raise Refused(_("This copy is gone already."))
    note(subject=copy.key_id, body={"copy": copy.pk})


@verb
def collect_copy(*, copy: FileCopy, by: By, at: datetime) -> None:
    """Record that a copy was taken home."""
    if copy.state != FileCopy.State.READY or by not in (Actor.FAMILY,):
        raise Refused(_("Only the family takes its copy, while it is kept."))
    note(subject=copy.key_id, body={"copy": copy.pk})


def _officer(by: By, permission: Permission, household: Household) -> Officer:
    if not isinstance(by, Officer):
        raise Refused(_("Only officers propose and sign erasures."))
    roles.require(by, permission, household.site)
    return by


def _settle(erasure: Erasure, officer: Officer, state: str, at: datetime) -> None:
    proposed = Erasure.objects.itself(erasure).filter(state=Erasure.State.PROPOSED)
    if not proposed.exclude(proposed_by=officer).update(
        state=state, signed_by=officer, signed_at=at
    ):
        raise Refused(_("This proposal was answered already, or it is your own."))


def _last_event(household: Household) -> int:
    """Return the newest Event of a file and its persons, apart from looks and from erasure's own."""
    own = Event.objects.filter(subject__in=[key.pk for key in erasing.keys_of(household)])
    own = own.exclude(verb=reads.VERB).exclude(verb__startswith="privacy.")
    return own.aggregate(newest=Max("id"))["newest"] or 0
