"""What an erasure takes away: keys first, then everything that stood under them.

Destroying the keys is what erases: backups and disk blocks of any age become unreadable. Emptying envelopes,
tokens and clear columns is for the living database. Decisions, Events and counts stay without their facts.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from cauce.applications.models import Application, Document, SentCode, Visit
from cauce.base import keys
from cauce.base.guarded import GuardedQuerySet
from cauce.base.models import SubjectKey
from cauce.base.privacy import house_models
from cauce.people.models import Household, LookAlike, Member, Person

WHY = "an erasure takes away whatever stood under the destroyed keys"


def keys_of(household: Household) -> list[SubjectKey]:
    """Return the household's key, and those of its persons who belong to no other household."""
    found = [household.key]
    for member in Member.objects.of(household=household).select_related("person__key"):
        elsewhere = Member.objects.of(person=member.person).exclude(household=household)
        if not elsewhere.filter(household__key__destroyed_at__isnull=True).exists():
            found.append(member.person.key)
    return found


def destroy(household: Household, *, at: datetime) -> list[str]:
    """Destroy the keys and empty what stood under them; return the names of files to be removed.

    For a verb, inside its transaction.
    """
    gone = [key for key in keys_of(household) if key.destroyed_at is None]
    for key in gone:
        keys.destroy(row=key, at=at)
    files = forget(gone)
    _close_the_ways_in(household)
    return files


def forget(gone: Sequence[SubjectKey]) -> list[str]:
    """Empty what stood under destroyed keys; return the names of files to be removed.

    Also for a restore: a backup may be older than an erasure.
    """
    files = list(_files_under(gone))
    for model in house_models():
        _empty(model, gone)
    persons = Person.objects.unscoped(WHY).filter(key__in=gone)
    persons.update(birth_year=None, sex="", nationality="")
    pairs = LookAlike.objects.unscoped(WHY)
    (pairs.filter(left__in=persons) | pairs.filter(right__in=persons)).delete()
    return files


def _empty(model: type[Model], gone: Sequence[SubjectKey]) -> None:
    """Empty the sealed fields and the tokens of every row under the destroyed keys."""
    names = {field.name for field in model._meta.concrete_fields}
    if "key" not in names:
        return
    emptied: dict[str, Any] = {name: b"" for name in names if name.startswith("sealed")}
    emptied |= {name: None for name in names if name == "token" or name.endswith("_token")}
    if emptied:
        _every(model).filter(key__in=gone).update(**emptied)


def _files_under(gone: Sequence[SubjectKey]) -> Iterator[str]:
    for document in Document.objects.unscoped(WHY).filter(key__in=gone):
        yield from document.files


def _close_the_ways_in(household: Household) -> None:
    application = Application.objects.of(household=household).first()
    if application is not None:
        Visit.objects.of(application=application).delete()
        SentCode.objects.of(application=application).delete()


def _every(model: type[Model]) -> QuerySet[Any]:
    rows = model._default_manager.all()
    return rows.unscoped(WHY) if isinstance(rows, GuardedQuerySet) else rows
