"""The verbs of the family's way in: open a visit and its inner pages, end it; send and use six digits.

A visit and sent digits live by the machine's clock (`until`, `now`), not by the office's day.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from cauce.applications.access import spacing
from cauce.applications.models import Application, Draft, SentCode, Visit
from cauce.base import codes, outbox, roles
from cauce.base.actors import Actor, By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.notices import actions as notices
from cauce.notices import reading
from cauce.notices.letters import Letter, Untranslated, Value, compose
from cauce.people.actions import mark_route
from cauce.people.models import ContactRoute

SEND = "access.send_code"
SENT = "sent code"
ARRIVES = ContactRoute.State.VERIFIED
SENT_LIFE = timedelta(minutes=10)
# Of all networks together; one network has fewer (`counts`).
SENT_TRIES = 8


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


@verb
def ask_code(*, reference: str, entered: bool = False, by: By, at: datetime) -> None:
    """Promise six digits to whoever has this reference, if anybody has, on a route that is safe.

    `entered` says that the asker is inside already, with the code: some messages are kept for these. For an
    unknown reference the same is written down, so that nobody learns which ones there are.
    """
    if by is not Actor.FAMILY:
        raise Refused(_("Only a family asks for its code. An officer gives a new one instead."))
    rows = Application.objects.unscoped("a family names its own by the reference")
    found = rows.filter(reference=reference).values_list("pk", flat=True).first()
    body = {"application": str(found or UUID(int=0)), "entered": entered}
    outbox.put(kind=SEND, body=body, at=at)
    # Under the house's key, whether there is a file or not.
    note()


@verb
def send_code(
    *,
    code: UUID,
    application: Application,
    now: datetime,
    entered: bool = False,
    by: By,
    at: datetime,
) -> SentCode:
    """Make six digits and write them to the household's safe routes; the former ones stay good."""
    if by is not Actor.WORKER:
        raise Refused(_("Codes are sent by the worker, when a family asks for one."))
    before = SentCode.objects.of(application=application).filter(sent_at__gt=now - spacing.DAY)
    sent = list(before.order_by("sent_at").values_list("sent_at", flat=True))
    if not spacing.may_send(sent, now=now, entered=entered):
        raise Refused(_("Digits were sent a short time ago. The next may be sent later."))
    digits, until = codes.new_digits(), now + SENT_LIFE
    row = SentCode(pk=code, application=application, sent_at=now, expires_at=until)
    row.digest = codes.digest(digits, purpose=SENT)
    row.save(force_insert=True)
    values: dict[str, Value] = {"digits": digits, "minutes": int(SENT_LIFE.total_seconds() // 60)}
    notices.write(
        household=application.household,
        letter=_in_some_language(application, values),
        about=application.pk,
        until=until,
        by=by,
        at=at,
    )
    note(subject=application.key_id)
    return row


@verb
def use_code(
    *, application: Application | None, digits: str, now: datetime, by: By, at: datetime
) -> bool:
    """Try six digits that were sent; they are good once. Without an application the same is done."""
    if by is not Actor.FAMILY:
        raise Refused(_("Only a family uses a code that was sent to it."))
    home = application or Application(pk=UUID(int=0))
    rows = SentCode.objects.of(application=home).filter(used_at=None, expires_at__gt=now)
    # Counted first: of many tries at one moment only so many are compared.
    counted = rows.filter(tries__lt=SENT_TRIES).update(tries=F("tries") + 1)
    compared = rows.filter(tries__lte=SENT_TRIES if counted else 0)
    digest = codes.digest(digits, purpose=SENT)
    right = bool(compared.filter(digest=digest).update(used_at=now))
    if right and application is not None:
        _mark_arrived(application, at)
    note(body={"right": right})
    return right


def _mark_arrived(application: Application, at: datetime) -> None:
    """Record that messages arrive on a way, where the digits can have come on no other."""
    way = reading.way_of_last(application.household, "code")
    if way is None:
        return
    route = ContactRoute.objects.itself(way).select_for_update().get()
    if ARRIVES in ContactRoute.MOVES[route.state]:
        mark_route(route=route, to=ARRIVES, by=Actor.FAMILY, at=at)


def _in_some_language(application: Application, values: dict[str, Value]) -> Letter:
    """Return the letter with the digits; they need no language, so any of the site's will do."""
    try:
        return compose("code", application.language, values)
    except Untranslated:
        return compose("code", application.site.languages[0], values)


def _may(by: By, home: Draft | Application) -> None:
    """Let the family in, and the officer who helps it."""
    if by is not Actor.FAMILY:
        roles.require(by, Permission.REGISTER, home.site)


def _home(visit: Visit) -> Draft | Application:
    home: Draft | Application | None = visit.application or visit.draft
    if home is None:  # the database forbids it
        raise Refused(_("This visit leads nowhere. Enter again with your reference and your code."))
    return home
