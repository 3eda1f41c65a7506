"""Checks the sealed record: every batch is computed again, and one that was touched is named."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from cauce.base import append_only, audit, keys, merkle
from cauce.base.models import AuditRoot, Event, SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.base.sealing import InvalidTag


@dataclass(frozen=True, kw_only=True)
class Tampering:
    """One thing that is not as it was; `batch` is None for Events that no seal covers yet."""

    batch: int | None
    first: int
    last: int
    says: str


@dataclass(kw_only=True)
class Report:
    """What a check of the whole record found."""

    batches: int = 0
    events: int = 0
    unsealed: int = 0
    # Events whose subject was erased: still proven by their leaf, but no longer readable back.
    erased: int = 0
    last_seal: str = audit.GENESIS.hex()
    faults: list[Tampering] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Say whether everything is as it was sealed."""
        return not self.faults

    def as_dict(self) -> dict[str, Any]:
        """Return the report for programs."""
        return {"ok": self.ok, **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class _Span:
    """A run of Events under one seal, or the open end of the record."""

    batch: int | None
    first: int
    last: int

    def fault(self, says: str) -> Tampering:
        return Tampering(batch=self.batch, first=self.first, last=self.last, says=says)


def verify() -> Report:
    """Compute every sealed batch and every leaf again.

    No transaction is held: batches never change, and writers must not wait for a long reading.
    """
    report = Report()
    for name in sorted(append_only.missing()):
        says = f"the trigger {name} is missing"
        report.faults.append(Tampering(batch=None, first=0, last=0, says=says))
    before = _check_sealed(report)
    _check_open_end(report, before.last if before else 0)
    report.last_seal = audit.digest(before).hex()
    report.faults += _keys_destroyed_in_silence()
    return report


def _check_sealed(report: Report) -> AuditRoot | None:
    before: AuditRoot | None = None
    for root in AuditRoot.objects.order_by("n").iterator():
        span = _Span(batch=root.n, first=root.first, last=root.last)
        floor = before.last if before else 0
        events = _between(floor, root.last)
        report.faults += [span.fault(says) for says in _chain_faults(root, before)]
        report.faults += [span.fault(says) for says in _batch_faults(root, events)]
        report.faults += _leaf_faults(report, span, events)
        report.batches += 1
        report.events += len(events)
        before = root
    return before


def _check_open_end(report: Report, floor: int) -> None:
    while events := list(Event.objects.filter(id__gt=floor).order_by("id")[: audit.BATCH]):
        floor = events[-1].pk
        span = _Span(batch=None, first=events[0].pk, last=floor)
        report.faults += _leaf_faults(report, span, events)
        report.events += len(events)
        report.unsealed += len(events)


def _between(floor: int, last: int) -> list[Event]:
    return list(Event.objects.filter(id__gt=floor, id__lte=last).order_by("id"))


def _chain_faults(root: AuditRoot, before: AuditRoot | None) -> Iterator[str]:
    if root.n != (before.n + 1 if before else 1):
        yield "a seal before this one is missing"
    elif bytes(root.previous) != audit.digest(before):
        yield "the seal before this one was changed, or this one was put in its place"


def _batch_faults(root: AuditRoot, events: Sequence[Event]) -> Iterator[str]:
    if len(events) < root.count:
        yield f"{root.count - len(events)} of {root.count} Events are missing"
    elif len(events) > root.count:
        yield f"{len(events) - root.count} Events slipped in after the seal"
    elif merkle.root([bytes(event.leaf) for event in events]) != bytes(root.root):
        yield "the Events do not give the sealed root: one was changed, replaced or moved"


def _leaf_faults(report: Report, span: _Span, events: Sequence[Event]) -> Iterator[Tampering]:
    # One key opens all Events of one subject: sort by subject, ask once.
    ordered = sorted(events, key=lambda event: str(event.subject or ""))
    rows = SubjectKey.objects.in_bulk([event.subject for event in events if event.subject])
    house = SubjectKey.objects.filter(kind=KeyKind.HOUSE).first()
    for subject, group in groupby(ordered, key=lambda event: event.subject):
        row = rows.get(subject, house) if subject else house
        if row is not None and row.wrapped is None:
            report.erased += len(list(group))
        else:
            yield from _faults_under_one_key(span, row, list(group))


def _faults_under_one_key(
    span: _Span, row: SubjectKey | None, events: Sequence[Event]
) -> Iterator[Tampering]:
    try:
        key = keys.open_key(row=row, purpose=keys.AUDIT) if row else None
    except InvalidTag:
        key = None
    if key is None:
        yield span.fault("the key of an Event's subject cannot be opened: it was changed")
        return
    for event in events:
        if audit.leaf_of(event=event, key=key) != bytes(event.leaf):
            yield span.fault(
                f"Event {event.pk} does not say what it said: it was changed or dated anew"
            )


def _keys_destroyed_in_silence() -> Iterator[Tampering]:
    destroyed = set(SubjectKey.objects.filter(wrapped=None).values_list("pk", flat=True))
    if destroyed:
        # Whatever verb destroys a key says so under the house's key: one key, or a list of them.
        # A restore of an older backup names what stays destroyed.
        told = Event.objects.filter(subject=None, body__has_any_keys=["key", "destroyed"])
        for body in told.values_list("body", flat=True):
            destroyed -= {UUID(key) for key in [*body.get("destroyed", ()), body.get("key")] if key}
    for key in sorted(destroyed, key=str):
        yield Tampering(batch=None, first=0, last=0, says=f"the key {key} is gone without an Event")
