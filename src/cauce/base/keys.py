"""Subjects' keys in the database: made, opened, wrapped anew, destroyed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid4

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet

from cauce.base import masters, sealing
from cauce.base.models import SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.base.rows import Question, new_row

SEALING = "sealing"
AUDIT = "audit"
TOKENS = "tokens"

_HOUSE = Question[SubjectKey](lambda: SubjectKey.objects.filter(kind=KeyKind.HOUSE))


def make(*, kind: KeyKind) -> SubjectKey:
    """Store a fresh key for a new subject; for verbs, inside their transaction."""
    row = fresh(kind=kind)
    row.save(force_insert=True)
    return row


def fresh(*, kind: KeyKind) -> SubjectKey:
    """Return a fresh key that is not stored yet: many are stored in one statement."""
    return fresh_and_open(kind=kind, pk=uuid4())[0]


def fresh_and_open(*, kind: KeyKind, pk: UUID) -> tuple[SubjectKey, bytes]:
    """Return a fresh key that is not stored yet, and the same as it is derived from; never kept longer."""
    number, master = masters.newest()
    row, key = new_row(SubjectKey, id=pk, kind=kind, master_no=number), sealing.new_key()
    row.wrapped = sealing.wrap(key=key, master=master, master_no=number, subject=row.pk)
    return row, key


def open_key(*, row: SubjectKey, purpose: str) -> bytes:
    """Return a subject's key for one purpose; `Sealed` when it was destroyed."""
    if row.wrapped is None:
        raise sealing.Sealed("The key was destroyed.")
    return sealing.derive(key=_unwrap(row), purpose=purpose)


def house_key(*, purpose: str) -> bytes:
    """Return the house's own key for one purpose; a rotation of the masters does not change it."""
    row = house()
    # The row is read each time, so whatever becomes of it is seen; only the arithmetic is remembered.
    return _derived(
        bytes(row.wrapped or b""), _master(row.master_no), row.master_no, row.pk, purpose
    )


def house() -> SubjectKey:
    """Return the row of the house's own key; its id tells one office from another."""
    return _HOUSE.first() or _make_house()


def subject_or_house_key(*, subject: UUID | None, purpose: str) -> bytes:
    """Return the key of a subject that has one, else the house's."""
    row = SubjectKey.objects.filter(pk=subject).first() if subject else None
    return open_key(row=row, purpose=purpose) if row else house_key(purpose=purpose)


def opens(row: SubjectKey) -> bool:
    """Say whether a key that was not destroyed opens with the master keys that are there."""
    try:
        return bool(_unwrap(row))
    except sealing.InvalidTag:
        return False


def rewrap(*, row: SubjectKey) -> bool:
    """Wrap a key by the newest master; say whether anything was to do."""
    number, master = masters.newest()
    if row.wrapped is None or row.master_no == number:
        return False
    raw = _unwrap(row)
    row.wrapped = sealing.wrap(key=raw, master=master, master_no=number, subject=row.pk)
    # Guarded: a key that is destroyed at this moment must not come back.
    there = SubjectKey.objects.filter(pk=row.pk, master_no=row.master_no, wrapped__isnull=False)
    row.master_no = number
    return bool(there.update(wrapped=row.wrapped, master_no=number))


def rewrap_all(*, rows: Iterable[SubjectKey]) -> int:
    """Wrap those keys by the newest master that an older one wraps; return how many there were."""
    number, _master_key = masters.newest()
    return sum(rewrap(row=row) for row in rows if row.master_no != number)


def under_older_masters() -> QuerySet[SubjectKey]:
    """Return the keys that the newest master key does not wrap yet."""
    return SubjectKey.objects.filter(wrapped__isnull=False).exclude(master_no=masters.newest()[0])


@dataclass(kw_only=True)
class Check:
    """What a look at every subject's key found."""

    under: Counter[int] = field(default_factory=Counter)
    destroyed: int = 0
    missing: Counter[int] = field(default_factory=Counter)
    closed: list[UUID] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Say whether every key that was not destroyed can be opened."""
        return not (self.missing or self.closed)


def check(*, advance: Callable[[float], None] = lambda steps: None) -> Check:
    """Open every subject's key, and count what lies under which master key."""
    found, held = Check(), masters.masters()
    for row in SubjectKey.objects.order_by("pk").iterator(chunk_size=1000):
        advance(1)
        if row.wrapped is None:
            found.destroyed += 1
        elif row.master_no not in held:
            found.missing[row.master_no] += 1
        elif opens(row):
            found.under[row.master_no] += 1
        else:
            found.closed.append(row.pk)
    return found


def destroy(*, row: SubjectKey, at: datetime) -> None:
    """Forget a key for good; for verbs, inside their transaction."""
    row.wrapped = None
    row.destroyed_at = at
    row.save(update_fields=["wrapped", "destroyed_at"])


def _unwrap(row: SubjectKey) -> bytes:
    return sealing.unwrap(
        wrapped=bytes(row.wrapped or b""),
        master=_master(row.master_no),
        master_no=row.master_no,
        subject=row.pk,
    )


@lru_cache(maxsize=16)
def _derived(wrapped: bytes, master: bytes, number: int, subject: UUID, purpose: str) -> bytes:
    key = sealing.unwrap(wrapped=wrapped, master=master, master_no=number, subject=subject)
    return sealing.derive(key=key, purpose=purpose)


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
