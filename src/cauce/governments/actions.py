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
from cauce.governments.entries.laying import lay, registering


@verb
def load_ledger(*, record: dict[str, Any], by: By, at: datetime) -> list[tuple[str, str, str]]:
    """Lay a record over the ledger; for each thing in it: where, its id, what became of it."""
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    try:
        with transaction.atomic():
            report, written = lay(record, at=at, register=registering(by, at))
    except IntegrityError:
        raise Refused(
            _("The ledger was changed meanwhile; nothing was written. Load again.")
        ) from None
    note(body=written)
    found: list[tuple[str, str, str]] = report
    return found
