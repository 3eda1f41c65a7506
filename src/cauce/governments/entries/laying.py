"""Lays a piece of a record over the ledger: all of it is checked together, or nothing is written."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cauce.base.actors import By
from cauce.base.refusal import Refused
from cauce.governments import shelves
from cauce.governments.keeping.rows import keep_new_entries
from cauce.governments.work.rows import open_items
from cauce.ledger import Faults, canonical, check, merge
from cauce.partners.actions import keep_register

Json = dict[str, Any]


def lay(piece: Json, *, at: datetime, register: Callable[[Json], None] | None = None) -> Any:
    """Write what a piece adds or changes, for a verb; return the report and the rows written.

    `register` writes counterparts, posts and tenures, where the piece may bring some.
    """
    merged, report = merge(shelves.whole(), canonical(piece))
    refuse_faults(merged)
    if register is not None:
        register(merged)
    written = shelves.write(merged)
    keep_new_entries(at=at)
    shelves.turn()
    open_items(at=at)
    return report, written


def registering(by: By, at: datetime) -> Callable[[Json], None]:
    """Return what writes the counterparts, posts and tenures of a record, for `lay`."""

    def register(merged: Json) -> None:
        keep_register(
            counterparts=merged["actors"],
            posts=merged["offices"],
            tenures=merged["tenures"],
            by=by,
            at=at,
        )

    return register


def refuse_faults(merged: Json) -> None:
    """What is right in two records may be wrong in both together, such as two actors with one name."""
    try:
        check(merged)
    except Faults as error:
        first = error.faults[0]
        raise Refused(
            _("Together with the ledger that is here: %(what)s; %(mend)s.")
            % {"what": first.what, "mend": first.mend}
        ) from None


def own_note(*, form_id: UUID, day: date, words: str) -> Json:
    """The source of what an officer writes down: a note of the desk, known from its day on."""
    return {
        "id": f"own-{form_id.hex}",
        "kind": "own note",
        "title": f"Note of the desk, {day.isoformat()}",
        "published": day.isoformat(),
        "note": words or None,
    }


def entry_of(name: str, kind: str | None = None) -> Json:
    """An entry of the ledger as the record has it, to be changed and laid over; refused if missing."""
    for entry in shelves.whole()["entries"]:
        if entry["id"] == name and kind in (None, entry["kind"]):
            found: Json = entry
            return found
    raise Refused(_("There is no such entry in the ledger."))


def piece(**lists: Any) -> Json:
    """A record with nothing in it but these."""
    empty: Json = {name: [] for name in ("topics", "actors", "offices", "tenures", "sources")}
    return empty | {"entries": [], "disagreements": []} | lists
