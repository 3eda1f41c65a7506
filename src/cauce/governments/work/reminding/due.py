"""Who is reminded of what on a day: computed from what is due, so that a missed run misses nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from cauce.base import clock, roles
from cauce.base.actors import Actor
from cauce.base.expiry import deletion
from cauce.base.models import Officer
from cauce.base.roles import Permission
from cauce.governments.work import rows
from cauce.governments.work.models import Digest, Item, Step
from cauce.governments.work.reminding import actions

Json = dict[str, Any]
# After so many days of reminders the directors are reminded too.
ESCALATES_AFTER = 3


@deletion("reminders of the ledger")
def remind(_at: Any) -> int:
    """Open what became unfinished, and remind each officer once a day; nothing is deleted by it."""
    now, day = clock.now(), clock.today()
    if rows.unopened(at=now):
        actions.open_unfinished(by=Actor.WORKER, at=now)
    told = Digest._default_manager.filter(day=day).values("officer")
    for officer in Officer._default_manager.filter(is_active=True).exclude(pk__in=told):
        lines = lines_of(officer, day)
        if lines:
            actions.remind_officer(officer=officer, day=day, lines=lines, by=Actor.WORKER, at=now)
    return 0


def lines_of(officer: Officer, day: date) -> list[Json]:
    """What an officer is reminded of on a day, latest first; empty for whoever is not of this desk."""
    if roles.allowed(officer, Permission.KEEP_LEDGER):
        found = [*_own(officer, day), *_nobodys(day)]
    elif roles.allowed(officer, Permission.READ_LEDGER):
        found = [line for line in _everybodys(day) if line["late"] >= ESCALATES_AFTER]
    else:
        found = []
    found += (
        _to_verify(officer, day) if found or roles.allowed(officer, Permission.READ_LEDGER) else []
    )
    return sorted(found, key=lambda line: (-line["late"], line["id"]))


def _own(officer: Officer, day: date) -> Iterator[Json]:
    for row in _due_items(day).filter(entry__keeping__owner=officer):
        yield _line("item", row.pk, _late(row.entry.keeping.next_date, day))
    for step in _due_steps(day).filter(owner=officer):
        yield _line("step", step.pk, _late(step.next_date, day))


def _everybodys(day: date) -> Iterator[Json]:
    """All that is due, whoever owns it."""
    for row in _due_items(day):
        yield _line("item", row.pk, _late(row.entry.keeping.next_date, day))
    for step in _due_steps(day):
        yield _line("step", step.pk, _late(step.next_date, day))
    yield from _nobodys(day)


def _nobodys(day: date) -> Iterator[Json]:
    """What has no owner who works here, or no next date: an error of the whole desk."""
    able = rows.able()
    opened = Item._default_manager.filter(state="open").select_related("entry__keeping")
    for row in opened.exclude(entry__keeping__owner__in=able):
        yield _line("no_owner", row.pk, (day - row.since.date()).days)
    for row in opened.filter(entry__keeping__owner__in=able, entry__keeping__next_date=None):
        yield _line("no_date", row.pk, (day - row.since.date()).days)
    for step in Step._default_manager.filter(state="open").exclude(owner__in=able):
        yield _line("step_no_owner", step.pk, _late(step.next_date, day))


def _to_verify(officer: Officer, day: date) -> Iterator[Json]:
    for model in (Item, Step):
        closing = model._default_manager.filter(state="closing").exclude(closed_by=officer)
        for row in closing:
            line = _line("to_verify", row.pk, (day - row.since.date()).days)
            yield line | {"of": "step" if isinstance(row, Step) else "item"}


def _due_items(day: date) -> Any:
    found = Item._default_manager.filter(state="open", entry__keeping__next_date__lte=day)
    return found.select_related("entry__keeping")


def _due_steps(day: date) -> Any:
    return Step._default_manager.filter(state="open", next_date__lte=day)


def _late(due: date, day: date) -> int:
    return (day - due).days


def _line(what: str, name: Any, late: int) -> Json:
    return {"what": what, "id": str(name), "late": max(late, 0)}
