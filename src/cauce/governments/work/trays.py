"""What waits at the desk between governments: items and steps by owner and date, closings to verify."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import DateTimeField, F, Func, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cauce.base import clock
from cauce.base.intray import Tray
from cauce.base.roles import Permission
from cauce.governments.work import telling, turns
from cauce.governments.work.models import Item, Step
from cauce.governments.work.rows import able

Rows = QuerySet[Any]


class DayOver(Func):
    """The moment at which a day is over: what was to be done on it is late from then on."""

    output_field: ClassVar[Any] = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Return SQLite's text of the next midnight."""
        template = "datetime(%(expressions)s, '+1 day')"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Return PostgreSQL's next midnight."""
        template = "((%(expressions)s + 1)::timestamptz)"
        return self.as_sql(compiler, connection, template=template, **more)


def items() -> Rows:
    """Items with what a tray shows of them."""
    rows = Item._default_manager.select_related("entry__keeping__owner")
    return rows.annotate(due_at=DayOver(F("entry__keeping__next_date")))


def steps() -> Rows:
    """Steps with what a tray shows of them."""
    rows = Step._default_manager.select_related("entry")
    return rows.annotate(due_at=DayOver(F("next_date")))


def _items_open(owned: bool, dated: bool | None = None) -> Callable[[], Rows]:
    def rows() -> Rows:
        found = items().filter(state=Item.State.OPEN)
        has_owner = Q(entry__keeping__owner__in=able())
        found = found.filter(has_owner if owned else ~has_owner)
        if dated is None:
            return found
        return found.filter(entry__keeping__next_date__isnull=not dated)

    return rows


def _on_us() -> Rows:
    return _items_open(owned=True, dated=True)().filter(_ours())


def _on_others() -> Rows:
    return _items_open(owned=True, dated=True)().exclude(_ours())


def _ours() -> Q:
    # With no name at all Django knows the answer without the database, and a count of it is no number.
    return Q(pk__in=[*turns.on_us(clock.today()), ""])


def _steps_open(owned: bool) -> Callable[[], Rows]:
    def rows() -> Rows:
        has_owner = Q(owner__in=able())
        return steps().filter(has_owner if owned else ~has_owner, state=Step.State.OPEN)

    return rows


def _tray(
    key: str,
    rows: Callable[[], Rows],
    *,
    title: Promise,
    why: Promise,
    empty: Promise,
    due: str = "due_at",
    owner: str = "",
) -> Tray:
    return Tray(
        key=f"ledger-{key}",
        title=title,
        why=why,
        empty=empty,
        permission=Permission.KEEP_LEDGER,
        rows=lambda _officer: rows(),
        all_rows=rows,
        since="since",
        due=due,
        owner=owner,
        name=telling.name,
        hint=lambda row: telling.hint(row, clock.today()),
        address=_address,
    )


def _verify(key: str, rows: Callable[[], Rows], title: Promise) -> Tray:
    def closing() -> Rows:
        return rows().filter(state="closing")

    return Tray(
        key=f"ledger-{key}",
        title=title,
        why=_("One officer says that it is finished; another one looks whether it is"),
        empty=_("Nothing waits for a second officer."),
        permission=Permission.READ_LEDGER,
        rows=lambda officer: closing().exclude(closed_by=officer),
        all_rows=closing,
        since="since",
        due="due_at",
        name=telling.name,
        address=_address,
    )


def _address(row: Any) -> str:
    return reverse("desk:work", args=[row.entry_id])


TRAYS = (
    _tray(
        "without-owner",
        _items_open(owned=False),
        title=_("Without an owner"),
        why=_(
            "Nobody looks after these requests and promises: take them, or give them to somebody"
        ),
        empty=_("Every open request and promise has an owner."),
        due="since",
    ),
    _tray(
        "without-date",
        _items_open(owned=True, dated=False),
        title=_("Without a next date"),
        why=_("Nobody said when to look at these again"),
        empty=_("Every open request and promise has a next date."),
        due="since",
        owner="entry__keeping__owner",
    ),
    _tray(
        "on-us",
        _on_us,
        title=_("Requests that wait on us"),
        why=_("The next act is our own side's"),
        empty=_("No request waits on us, or nobody has said which side is ours."),
        owner="entry__keeping__owner",
    ),
    _tray(
        "items",
        _on_others,
        title=_("Requests and promises"),
        why=_("Open, with an owner and the day on which it is looked at again"),
        empty=_("No request and no promise is open."),
        owner="entry__keeping__owner",
    ),
    _tray(
        "steps-without-owner",
        _steps_open(owned=False),
        title=_("Steps whose owner left"),
        why=_("Whoever was to do these works here no more: give them to somebody"),
        empty=_("Every open step has an owner who works here."),
        due="since",
    ),
    _tray(
        "steps",
        _steps_open(owned=True),
        title=_("Next steps"),
        why=_("What was said to be done next, and by when"),
        empty=_("No step is open."),
        owner="owner",
    ),
    _verify("to-verify", items, _("Closings to verify")),
    _verify("steps-to-verify", steps, _("Finished steps to verify")),
)
