"""Which entries have to be brought to an end: asked of the ledger whenever it changed."""

from datetime import datetime

from django.db.models import QuerySet

from cauce.base import clock
from cauce.base.models import Grant, Officer
from cauce.base.roles import PERMISSIONS, Permission
from cauce.governments import desk
from cauce.governments.work.models import Item
from cauce.ledger import Ledger, answer

# A sum that is only said again, added up, or part of another is nobody's item of its own.
TO_ARRIVE = frozenset({"new", "plan", "requested", "in_kind", "revised"})

KEEPERS = [role.value for role, held in PERMISSIONS.items() if Permission.KEEP_LEDGER in held]


def able() -> QuerySet[Officer]:
    """Officers who work at this desk: whoever left it owns nothing any more."""
    here = Grant._default_manager.filter(role__in=KEEPERS).values("officer")
    return Officer._default_manager.filter(is_active=True, pk__in=here)


def unopened(*, at: datetime) -> list[str]:
    """The unfinished entries for which no item is open yet."""
    there = set(Item._default_manager.values_list("entry_id", flat=True))
    return [name for name in unfinished_of(desk.ledger(public=False), at=at) if name not in there]


def open_items(*, at: datetime) -> int:
    """Open an item for each unfinished entry that has none, and again for what came back; for a verb."""
    book = desk.ledger(public=False)
    unfinished = unfinished_of(book, at=at)
    there = dict(Item._default_manager.values_list("entry_id", "state"))
    new = [name for name in unfinished if name not in there]
    Item._default_manager.bulk_create(Item(entry_id=name, since=at) for name in new)
    back = [name for name in unfinished if there.get(name) == "closed" and name in _asked(book, at)]
    Item._default_manager.filter(pk__in=back, state="closed").update(
        state="open", since=at, closed_by=None, second=None, shown_by=None
    )
    return len(new) + len(back)


def unfinished_of(book: Ledger, *, at: datetime) -> list[str]:
    """The requests that are open, and the commitments that somebody asserts and that can still arrive."""
    asked = _asked(book, at)
    return [
        entry.id
        # A demonstration knows nothing of its future.
        for entry in book.view(known_on=clock.office_day()).entries
        if entry.id in asked
        or (entry.kind == "commitment" and entry.asserted() and entry.value("nature") in TO_ARRIVE)
    ]


def _asked(book: Ledger, at: datetime) -> set[str]:
    ask = {"op": "open_requests", "as_of": at.date(), "known_on": clock.office_day()}
    found = answer(book, ask)
    return {request["request"] for request in found}
