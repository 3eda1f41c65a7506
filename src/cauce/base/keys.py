"""Subjects' keys in the database: made, opened, wrapped anew, destroyed."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from cauce.base import masters, sealing
from cauce.base.models import SubjectKey
from cauce.base.models.keys import KeyKind

SEALING = "sealing"
AUDIT = "audit"
TOKENS = "tokens"


def make(*, kind: KeyKind) -> SubjectKey:
    """Store a fresh key for a new subject; for verbs, inside their transaction."""
    number, master = masters.newest()
    row = SubjectKey(kind=kind, master_no=number)
    row.wrapped = sealing.wrap(
        key=sealing.new_key(), master=master, master_no=number, subject=row.pk
    )
    row.save(force_insert=True)
    return row


def open_key(*, row: SubjectKey, purpose: str) -> bytes:
    """Return a subject's key for one purpose; `Sealed` when it was destroyed."""
    if row.wrapped is None:
        raise sealing.Sealed("The key was destroyed.")
    raw = sealing.unwrap(
        wrapped=bytes(row.wrapped),
        master=_master(row.master_no),
        master_no=row.master_no,
        subject=row.pk,
    )
    return sealing.derive(key=raw, purpose=purpose)


def house_key(*, purpose: str) -> bytes:
    """Return the house's own key for one purpose; a rotation of the masters does not change it."""
    row = SubjectKey.objects.filter(kind=KeyKind.HOUSE).first() or _make_house()
    return open_key(row=row, purpose=purpose)


def subject_or_house_key(*, subject: UUID | None, purpose: str) -> bytes:
    """Return the key of a subject that has one, else the house's."""
    row = SubjectKey.objects.filter(pk=subject).first() if subject else None
    return open_key(row=row, purpose=purpose) if row else house_key(purpose=purpose)


def rewrap(*, row: SubjectKey) -> bool:
    """Wrap a key by the newest master; say whether anything was to do."""
    number, master = masters.newest()
    if row.wrapped is None or row.master_no == number:
        return False
    raw = sealing.unwrap(
        wrapped=bytes(row.wrapped),
        master=_master(row.master_no),
        master_no=row.master_no,
        subject=row.pk,
    )
    row.wrapped = sealing.wrap(key=raw, master=master, master_no=number, subject=row.pk)
    row.master_no = number
    row.save(update_fields=["wrapped", "master_no"])
    return True


def destroy(*, row: SubjectKey, at: datetime) -> None:
    """Forget a key for good; for verbs, inside their transaction."""
    row.wrapped = None
    row.destroyed_at = at
    row.save(update_fields=["wrapped", "destroyed_at"])


def _master(number: int) -> bytes:
    found = masters.masters()
    if number not in found:
        raise ImproperlyConfigured(
            f"CAUCE_KEY_FILE: master key {number} is missing, and records lie under it; add it."
        )
    return found[number]


def _make_house() -> SubjectKey:
    from cauce.base.gate import writing

    with writing():
        # Another process may have been first; the constraint allows one only.
        return SubjectKey.objects.filter(kind=KeyKind.HOUSE).first() or make(kind=KeyKind.HOUSE)
