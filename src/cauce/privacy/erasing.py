"""What an erasure takes away: keys first, then everything that stood under them.

Destroying the keys is what erases: backups and disk blocks of any age become unreadable. Emptying envelopes,
tokens and clear columns is for the living database. Decisions, Events and counts stay without their facts,
and whatever was still under way is settled, so that nothing waits for anybody for ever.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from cauce.applications.models import Application, Correction, Document, Draft, SentCode, Visit
from cauce.base import keys
from cauce.base.guarded import GuardedQuerySet
from cauce.base.models import SubjectKey
from cauce.base.privacy import PERSONAL, SENSITIVE, house_models
from cauce.cases.models import Case, Interview, Referral, Review
from cauce.notices.models import Notice
from cauce.people.models import ContactRoute, FarLookAlike, Household, LookAlike, Member, Person
from cauce.privacy.models import FileCopy

WHY = "an erasure takes away whatever stood under the destroyed keys"

# Where the records under a destroyed key come to rest, and from which states.
RESTS: tuple[tuple[Any, set[str], dict[str, Any]], ...] = (
    (
        Application,
        {"received", "in_case", "withdrawn"},
        {"state": Application.State.CLOSED, "withdrawn_at": None},
    ),
    (ContactRoute, {"unverified", "verified", "failing"}, {"state": ContactRoute.State.CLOSED}),
    (Correction, {"open"}, {"state": Correction.State.DECLINED}),
    (
        Case,
        {"to_interview", "interviewing", "to_decide", "waiting", "to_refer", "decided"},
        {"state": Case.State.CLOSED},
    ),
    (Interview, {"planned", "running", "read_back"}, {"state": Interview.State.CANCELLED}),
    (Review, {"open"}, {"state": Review.State.DROPPED}),
    (Referral, {"waiting", "accepted"}, {"state": Referral.State.ENDED}),
    # Deliveries are the sender's: it holds back whatever is about an erased file.
    (Notice, {"blocked", "waiting", "to_call"}, {"state": Notice.State.LAPSED}),
    (
        Document,
        {"received", "ready", "refused", "removed"},
        {"state": Document.State.REMOVED, "files": [], "size": 0},
    ),
    (FileCopy, {"asked", "ready"}, {"state": FileCopy.State.GONE, "file": "", "size": 0}),
)


def keys_of(household: Household) -> list[SubjectKey]:
    """Return the household's key, and those of its persons who belong to no other household."""
    found = [household.key]
    for member in Member.objects.of(household=household).select_related("person__key"):
        elsewhere = Member.objects.of(person=member.person).exclude(household=household)
        if not elsewhere.filter(household__key__destroyed_at__isnull=True).exists():
            found.append(member.person.key)
    return found


def homes_of(household: Household) -> list[str]:
    """Return the ids under whose name parts of files may lie on the disk: the application and its draft."""
    rows = [*_under(Application, [household.key]), *_under(Draft, [household.key])]
    return [str(row.pk) for row in rows]


def destroy(household: Household, *, at: datetime) -> list[str]:
    """Destroy the keys and empty what stood under them; return the names of files to be removed.

    For a verb, inside its transaction.
    """
    gone = [key for key in keys_of(household) if key.destroyed_at is None]
    for key in gone:
        keys.destroy(row=key, at=at)
    return forget(gone)


def forget(gone: Sequence[SubjectKey]) -> list[str]:
    """Empty what stood under destroyed keys; return the names of files to be removed.

    Also for a restore: a backup may be older than an erasure.
    """
    files = list(_files_under(gone))
    for model in house_models():
        _empty(model, gone)
    for model, here, rest in RESTS:
        _under(model, gone).filter(state__in=here).update(**rest)
    _forget_persons(gone)
    _close_the_ways_in(gone)
    return files


def _empty(model: type[Model], gone: Sequence[SubjectKey]) -> None:
    """Empty every field that only the person's office may read: envelopes, tokens, digests of codes."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    classes = getattr(model, "PRIVACY", {})
    if "key" not in fields:
        return
    emptied: dict[str, Any] = {
        name: None if field.null else b""
        for name, field in fields.items()
        if classes[name] in (PERSONAL, SENSITIVE)
    }
    if emptied:
        _under(model, gone).update(**emptied)


def _forget_persons(gone: Sequence[SubjectKey]) -> None:
    persons = _under(Person, gone)
    persons.update(birth_year=None, sex="", nationality="")
    pairs = LookAlike.objects.unscoped(WHY)
    pairs.filter(Q(left__in=persons) | Q(right__in=persons)).delete()
    far = FarLookAlike.objects.unscoped(WHY)
    far.filter(Q(person__in=persons) | Q(other__in=persons)).delete()
    # Whoever lives on in another household keeps their key; what was said in this one goes all the same.
    said = Member.objects.unscoped(WHY).filter(household__key__in=gone)
    said.update(sealed=b"", sealed_sensitive=b"", relation="")


def _files_under(gone: Sequence[SubjectKey]) -> Iterator[str]:
    for document in _under(Document, gone):
        yield from document.files
    yield from _under(FileCopy, gone).exclude(file="").values_list("file", flat=True)


def _close_the_ways_in(gone: Sequence[SubjectKey]) -> None:
    visits = Visit.objects.unscoped(WHY)
    visits.filter(Q(application__key__in=gone) | Q(draft__key__in=gone)).delete()
    SentCode.objects.unscoped(WHY).filter(application__key__in=gone).delete()


def _under(model: type[Model], gone: Sequence[SubjectKey]) -> QuerySet[Any]:
    """Return the rows that lie under some keys, of whatever site."""
    rows = model._default_manager.all()
    every = rows.unscoped(WHY) if isinstance(rows, GuardedQuerySet) else rows
    return every.filter(key__in=gone)
