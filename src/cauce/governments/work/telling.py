"""What a row of work says of itself in a tray and in a reminder: its title, and how its clock stands."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cauce.dates import CalendarFault
from cauce.governments import desk
from cauce.governments.vocabulary import word
from cauce.governments.work import turns
from cauce.governments.work.models import Item, Step
from cauce.ledger.clocks import clock

_WHOSE = {"us": gettext_lazy("our turn"), "them": gettext_lazy("their turn")}


def name(row: Item | Step) -> str:
    """What it is called: the step, or the entry's own title."""
    return row.what if isinstance(row, Step) else row.entry.title


def hint(row: Item | Step, day: date) -> str | Promise:
    """The kind of its entry, and how the clock of a request stands."""
    if isinstance(row, Step):
        return row.entry.title
    kind = word("kind", row.entry.kind)
    said = standing(row.entry_id, day)
    return f"{kind} · {said}" if said else kind


def standing(entry_id: str, day: date) -> str | Promise:
    """How the clock of a request stands on a day; that its sources were taken back, if they were."""
    view = desk.ledger(public=False).view()
    entry = view.get(entry_id)
    if entry is None:
        return _("its sources were taken back")
    if entry.kind != "request":
        return ""
    try:
        made = clock(entry, day)
    except CalendarFault:
        return _("its working calendar is missing")
    if made.state(day) == "paused":
        return _("their question waits for an answer")
    late = made.overdue_days(day)
    if late:
        return ngettext("answer %(n)d day late", "answer %(n)d days late", late[0]) % {"n": late[0]}
    return _WHOSE.get(turns.ours(day).get(entry_id, ""), "")
