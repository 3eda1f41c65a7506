"""The verbs of the family's way in: open a visit, open its inner pages, end it, end every visit.

A visit lives by the machine's clock (`until`, `deep_until`), not by the office's day: it is a time limit.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cauce.applications.models import Application, Draft, Visit
from cauce.base import roles
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb


@verb
def open_visit(
    *,
    visit: UUID,
    home: Draft | Application,
    until: datetime,
    deep_until: datetime | None = None,
    by: By,
    at: datetime,
) -> Visit:
    """Let one browser in to a draft or an application; its code or its beginning was seen before."""
    _may(by, home)
    row = Visit(pk=visit, expires_at=until, deep_until=deep_until)
    row.draft = home if isinstance(home, Draft) else None
    row.application = home if isinstance(home, Application) else None
    row.save(force_insert=True)
    note(subject=home.key_id, body={"deep": deep_until is not None})
    return row


@verb
def open_inner_pages(*, visit: Visit, deep_until: datetime, by: By, at: datetime) -> None:
    """Let a visit read letters, routes and papers for some minutes: the code was typed again."""
    home = _home(visit)
    _may(by, home)
    if not Visit.objects.itself(visit).update(deep_until=deep_until):
        raise Refused(_("This visit is over. Enter again with your reference and your code."))
    note(subject=home.key_id)


@verb
def end_visit(*, visit: Visit, by: By, at: datetime) -> None:
    """End a visit, because its reader leaves."""
    home = _home(visit)
    _may(by, home)
    if not Visit.objects.itself(visit).delete()[0]:
        raise Refused(_("This visit is over already."))
    note(subject=home.key_id)


@verb
def end_visits(*, home: Draft | Application, by: By, at: datetime) -> int:
    """End every visit to a draft or an application, on every phone; return how many there were."""
    if by is not Actor.FAMILY:
        roles.require(by, Permission.GIVE_CODES, home.site)
    known = {"draft": home} if isinstance(home, Draft) else {"application": home}
    ended: int = Visit.objects.of(**known).delete()[0]
    if isinstance(home, Application):
        # One that began before it was sent opens what the draft became.
        rows = Visit.objects.unscoped("the application in hand was this draft")
        ended += rows.filter(draft_id=home.form_id).delete()[0]
    note(subject=home.key_id, body={"visits": ended})
    return ended


def _may(by: By, home: Draft | Application) -> None:
    """Let the family in, and the officer who helps it."""
    if by is not Actor.FAMILY:
        roles.require(by, Permission.REGISTER, home.site)


def _home(visit: Visit) -> Draft | Application:
    home: Draft | Application | None = visit.application or visit.draft
    if home is None:  # the database forbids it
        raise Refused(_("This visit leads nowhere. Enter again with your reference and your code."))
    return home
