"""The verbs of the room: a ledger is loaded from a record, all of it or nothing."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import shelves
from cauce.governments.keeping.rows import keep_new_entries
from cauce.ledger import Faults, canonical, check, merge
from cauce.partners.actions import keep_register


@verb
def load_ledger(*, record: dict[str, Any], by: By, at: datetime) -> list[tuple[str, str, str]]:
    """Lay a record over the ledger; for each thing in it: where, its id, what became of it."""
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    merged, report = merge(shelves.whole(), canonical(record))
    _refuse_faults(merged)
    try:
        with transaction.atomic():
            keep_register(
                counterparts=merged["actors"],
                posts=merged["offices"],
                tenures=merged["tenures"],
                by=by,
                at=at,
            )
            written = shelves.write(merged)
            keep_new_entries(at=at)
            shelves.turn()
    except IntegrityError:
        raise Refused(
            _("The ledger was changed meanwhile; nothing was written. Load again.")
        ) from None
    note(body=written)
    return report


def _refuse_faults(merged: dict[str, Any]) -> None:
    """What is right in two records may be wrong in both together, such as two actors with one name."""
    try:
        check(merged)
    except Faults as error:
        first = error.faults[0]
        raise Refused(
            _("Together with the ledger that is here: %(what)s; %(mend)s.")
            % {"what": first.what, "mend": first.mend}
        ) from None
