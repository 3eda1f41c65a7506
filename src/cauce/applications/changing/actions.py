"""The verbs that change a file after it was sent; what stood before always stays readable."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from cauce.applications import checking
from cauce.applications.changing import rights
from cauce.applications.consents import PURPOSES
from cauce.applications.models import Application
from cauce.applications.rows import Pen
from cauce.applications.submission import PersonIn, RouteIn
from cauce.base import envelopes
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.verb import note, verb
from cauce.eligibility import Faults, read_value, words
from cauce.packs import pack
from cauce.people import facts, keeping
from cauce.people.models import Consent, ContactRoute, Household, Member


@verb
def state_facts(
    *,
    application: Application,
    member: Member | None,
    statements: Mapping[str, facts.Statement],
    seen: Mapping[str, int] | None = None,
    by: By,
    at: datetime,
) -> None:
    """Add statements about a member, or about the household; `seen` guards against a stale page.

    The family itself may only add what was never said, and only what everybody is asked.
    """
    rights.require_hand(by, application)
    rights.demand_running(application)
    record = member or application.household
    _demand_readable(application, member, statements)
    if by is Actor.FAMILY:
        _demand_new(record, statements)
    keeping.add_statements(record, _signed(statements, by, at), seen=seen)
    # That such a thing was said at all tells something already, and an Event outlives the file.
    hidden = keeping.hidden_keys(pack(), "person" if member else "household")
    known = [key for key in statements if key not in hidden]
    body = {"application": application.pk, "facts": known, "count": len(statements)}
    note(subject=record.key_id, body=body)


@verb
def correct_person(
    *,
    application: Application,
    member: Member,
    content: Mapping[str, Any],
    why: str,
    before: Mapping[str, Any] | None = None,
    by: By,
    at: datetime,
) -> None:
    """Put somebody's names, birth or papers right; what stood there stays, sealed.

    `content` names the fields as `Person.sealed` has them; `before` is what the page showed: other values
    by now raise ChangedMeanwhile, so that both are shown.
    """
    rights.require_any(by, rights.RECORDING, application)
    rights.demand_running(application)
    checking.demand_correction(content, why, pack())
    officer = str(by.pk) if isinstance(by, Officer) else ""
    person, why = member.person, why.strip()
    changed = keeping.amend_person(person, content, by=officer, why=why, at=at, before=before)
    if "birth" in changed:
        said = facts.statement(
            value=content["birth"] or None,
            how=facts.SAID if content["birth"] else facts.UNKNOWN,
            source=facts.OFFICER,
            by=officer,
            at=at,
            why=why,
        )
        key = pack().facts[pack().relations.birth].key
        for each in Member.objects.of(person=person).select_related("person"):
            keeping.add_statements(each, {key: said})
    note(
        subject=person.key_id,
        body={"application": application.pk, "number": member.number, "fields": changed},
    )


@verb
def add_member(
    *,
    application: Application,
    person: PersonIn,
    number: int | None = None,
    by: By,
    at: datetime,
) -> Member:
    """Add somebody to a household that applied already.

    `number` is the one that the page was made for: a page that comes twice, or after somebody else was
    added, is refused.
    """
    rights.require_any(by, rights.RECORDING, application)
    # Held until the verb ends: whoever adds somebody at the same moment gets the next number.
    rights.demand_running(application)
    checking.demand_member(person, pack())
    household = application.household
    checking.demand_order(_birth_of_head(household), person, pack(), household.size + 1)
    last = Member.objects.of(household=household).aggregate(last=Max("number"))["last"]
    if number is not None and number != last + 1:
        raise Refused(
            _(
                "Somebody was added meanwhile. Look at the list: if this person is not on it, "
                "open the page again and add them."
            )
        )
    pen = Pen(by, at, source=facts.OFFICER)
    own = pen.person(household, person)
    member = pen.member(household, own, person, number=last + 1)
    member.key.save(force_insert=True)
    member.person.save(force_insert=True)
    member.save(force_insert=True)
    Household.objects.itself(household).update(size=F("size") + 1)
    note(subject=member.key_id, body={"application": application.pk, "number": member.number})
    return member


@verb
def member_left(
    *, application: Application, member: Member, why: str = "", by: By, at: datetime
) -> None:
    """Record that somebody is no longer part of the household's application; their answers stay."""
    rights.require_any(by, rights.RECORDING, application)
    rights.demand_running(application)
    if member.number == 0:
        raise Refused(
            _(
                "The main applicant cannot leave. If the family goes on without them, "
                "withdraw this application and help the family send a new one."
            )
        )
    there = Member.objects.itself(member).filter(left_at__isnull=True)
    if not there.update(left_at=at):
        raise Refused(_("This person left the application already."))
    keeping.remark(member, "left", by=by, why=why, at=at)
    Household.objects.itself(application.household).update(size=F("size") - 1)
    note(subject=member.key_id, body={"application": application.pk, "number": member.number})


@verb
def member_returned(*, application: Application, member: Member, by: By, at: datetime) -> None:
    """Take somebody back who was recorded as having left."""
    rights.require_any(by, rights.RECORDING, application)
    rights.demand_running(application)
    gone = Member.objects.itself(member).filter(left_at__isnull=False)
    if not gone.update(left_at=None):
        raise Refused(_("This person is part of the application already."))
    Household.objects.itself(application.household).update(size=F("size") + 1)
    note(subject=member.key_id, body={"application": application.pk, "number": member.number})


@verb
def set_consent(
    *, application: Application, purpose: str, recipient: str, given: bool, by: By, at: datetime
) -> Consent:
    """Record a yes or a no to one purpose and recipient; the newest counts, from now on."""
    rights.require_hand(by, application)
    known = {(line.purpose, line.recipient): line for line in PURPOSES}
    line = known.get((purpose, recipient))
    if line is None:
        raise Refused(_("Nobody asks for this. Load the page again and choose."))
    if line.necessary and not given:
        raise Refused(
            _(
                "Without this nobody may work on your application. If you no longer want that, "
                "withdraw the application; you can undo it for 30 days."
            )
        )
    row: Consent = Consent.objects.create(
        household=application.household,
        purpose=purpose,
        recipient=recipient,
        given=given,
        at=at,
        recorded_by=by if isinstance(by, Officer) else None,
    )
    body = {"purpose": purpose, "recipient": recipient, "given": given}
    note(subject=application.household.key_id, body=body)
    return row


@verb
def add_route(*, application: Application, route: RouteIn, by: By, at: datetime) -> ContactRoute:
    """Add a way to reach the household, with what is safe on it."""
    rights.require_hand(by, application)
    rights.demand_running(application)
    if route.kind not in set(ContactRoute.Kind) or not route.address.strip():
        raise Refused(_("Write a telephone number or an e-mail address."))
    household = application.household
    last = ContactRoute.objects.of(household=household).aggregate(last=Max("number"))["last"]
    pen = Pen(by, at, source=facts.FORM)
    row = pen.route(household, route, number=0 if last is None else last + 1)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("Another way was added at this moment. Open the page again.")) from None
    note(subject=household.key_id, body={"route": row.pk, "kind": row.kind})
    return row


@verb
def close_route(
    *, application: Application, route: ContactRoute, why: str = "", by: By, at: datetime
) -> None:
    """Never use a way again, from this moment on: a lost telephone, an address somebody else reads."""
    rights.require_hand(by, application)
    open_ones = ContactRoute.objects.itself(route).exclude(state=ContactRoute.State.CLOSED)
    if not open_ones.update(state=ContactRoute.State.CLOSED, token=None):
        raise Refused(_("This way was taken off the list already."))
    keeping.remark(route, "closed", by=by, why=why, at=at)
    note(subject=application.household.key_id, body={"route": route.pk, "kind": route.kind})


@verb
def change_route(
    *, application: Application, route: ContactRoute, safe: RouteIn, by: By, at: datetime
) -> None:
    """Say anew what is safe on a way that is known: its hours, calls, messages, neutral text."""
    rights.require_hand(by, application)
    pen = Pen(by, at, source=facts.FORM)
    row = pen.route(application.household, safe, number=route.number, pk=route.pk)
    values: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("may_call", "may_write", "neutral_only", "sealed", "token", "kind")
    }
    if row.kind != route.kind or row.token != bytes(route.token or b""):
        # Another address: nobody knows yet whether messages arrive there, and whose it is.
        values["state"] = ContactRoute.State.UNVERIFIED
    same = ContactRoute.objects.itself(route).exclude(state=ContactRoute.State.CLOSED)
    if not same.update(**values):
        raise Refused(_("This way was taken off the list. Add it again."))
    note(subject=application.household.key_id, body={"route": route.pk, "kind": row.kind})


def _birth_of_head(household: Household) -> str:
    head = Member.objects.of(household=household).select_related("person__key").get(number=0)
    return str(envelopes.read(head.person, "sealed").get("birth", ""))


def _signed(
    statements: Mapping[str, facts.Statement], by: By, at: datetime
) -> dict[str, facts.Statement]:
    """Return statements as of whoever states them now, whatever they say of it themselves."""
    who = str(by.pk) if isinstance(by, Officer) else ""
    signed = {key: said.copy() for key, said in statements.items()}
    for said in signed.values():
        said["by"], said["at"] = who, at.isoformat()
        if by is Actor.FAMILY:
            said["source"] = facts.FORM
    return signed


def _demand_readable(
    application: Application, member: Member | None, statements: Mapping[str, facts.Statement]
) -> None:
    rules = pack()
    known = rules.facts_of("person" if member else "household")
    for key, said in statements.items():
        fact = known.get(key)
        if fact is None:
            raise Refused(_("The rules do not ask this any more. Open the page again."))
        try:
            read_value(rules, fact, said.get("value"))
        except Faults:
            label = words(rules, application.language).fact(fact.name, "label")
            raise Refused(
                _("An answer to “%s” does not fit the question. Open it and answer again.") % label
            ) from None


def _demand_new(record: Household | Member, statements: Mapping[str, facts.Statement]) -> None:
    entity = "person" if isinstance(record, Member) else "household"
    hidden = keeping.hidden_keys(pack(), entity)
    said = keeping.everything_said(keeping.locked(record))
    for key in statements:
        before = facts.latest(said, key)
        if key in hidden and pack().facts_of(entity)[key].asked != "public":
            raise Refused(_("This is asked in the interview only. Say it there."))
        if before is not None and before.get("how") == facts.SAID:
            raise Refused(
                _("You answered this already. Ask for a correction, and an officer looks at it.")
            )
