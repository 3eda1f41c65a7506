"""The verb that takes over registrations: all lines or none, each line once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cauce.applications.actions import submit
from cauce.applications.registrations.reading import MOST_LINES, Registration
from cauce.applications.submission import Receipt
from cauce.base import roles
from cauce.base.actors import By
from cauce.base.models import Site
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of a line: its receipt; `receipt.first` is false where it was taken over before."""

    line: int
    receipt: Receipt


@verb
def import_registrations(
    *, rows: Sequence[Registration], site: Site, by: By, at: datetime
) -> list[Imported]:
    """Make an application of each line; a line that was taken over before changes nothing."""
    roles.require(by, Permission.REGISTER, site)
    if not rows:
        raise Refused(_("There is no line to take over."))
    if len(rows) > MOST_LINES:
        raise Refused(_("These are too many lines for one step. Part the file."))
    taken = [
        Imported(line=row.line, receipt=submit(sent=row.submission(site), by=by, at=at))
        for row in rows
    ]
    new = sum(each.receipt.first for each in taken)
    note(body={"site": site.pk, "lines": len(taken), "new": new})
    return taken
