"""The verbs of the public's pages: begin an answer sheet, change it, forget it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cauce.base.actors import By
from cauce.base.refusal import Refused
from cauce.base.verb import note, verb
from cauce.website.models import AnswerSheet


class Overtaken(Refused):
    """Another page of the same reader was faster; read the sheet again and repeat."""


# The Events of these verbs name no subject: that somebody asked is counted, who it was is not kept.


@verb
def begin(*, sheet: UUID, sealed: bytes, until: datetime, by: By, at: datetime) -> None:
    """Keep a new sheet of answers for a while."""
    AnswerSheet.objects.create(id=sheet, sealed=sealed, expires_at=until)
    note()


@verb
def answer(
    *, sheet: UUID, version: int, sealed: bytes, until: datetime, by: By, at: datetime
) -> None:
    """Replace the answers on a sheet, if nobody changed it since it was read as `version`."""
    same = AnswerSheet.objects.filter(pk=sheet, version=version)
    if not same.update(sealed=sealed, version=version + 1, expires_at=until):
        raise Overtaken(_("Your answers were changed on another page. Open the question again."))
    note()


@verb
def forget(*, sheet: UUID, by: By, at: datetime) -> None:
    """Delete a sheet now, because its reader asked."""
    gone, _each = AnswerSheet.objects.filter(pk=sheet).delete()
    if not gone:
        raise Refused(_("These answers are deleted already."))
    note()
