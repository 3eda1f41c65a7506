"""From what a family sent to the rows of its file: built whole, sealed, and stored by the verb."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cauce.applications import access_codes
from cauce.applications.models import Application, Draft
from cauce.applications.rows import Pen
from cauce.applications.submission import Submission
from cauce.base import codes, envelopes
from cauce.base.actors import By
from cauce.base.envelopes import OpenKeys
from cauce.base.models import SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.base.rows import new_row
from cauce.people import facts
from cauce.people.keeping import split
from cauce.people.models import Consent, ContactRoute, Household, Member, Person

# Within this time an officer must have looked at an application.
LOOK_WITHIN = timedelta(days=7)
_SOURCES = {"web": facts.FORM, "assisted": facts.FORM, "import": facts.IMPORT}


@dataclass
class File:
    """Every row of one household's file, ready to be stored; `keys` are those that are new."""

    keys: list[SubjectKey]
    household: Household
    persons: list[Person]
    members: list[Member]
    consents: list[Consent]
    routes: list[ContactRoute]
    application: Application
    code: str
    call_code: str
    opened: OpenKeys


def file_of(sent: Submission, draft: Draft | None, by: By, at: datetime) -> File:
    """Return every row of the file that a submission becomes; a draft's key goes on as the household's."""
    pen = Pen(by, at, source=_SOURCES[sent.channel])
    key = draft.key if draft else pen.new_key(KeyKind.HOUSEHOLD)
    household = _household(pen, sent, key)
    persons = [pen.person(household, person) for person in sent.persons]
    members = [
        pen.member(household, person, said, number=number)
        for number, (person, said) in enumerate(zip(persons, sent.persons, strict=True))
    ]
    application, code, call_code = _application(pen, sent, household, draft)
    own = [person.key for person in persons]
    return File(
        keys=own if draft else [key, *own],
        household=household,
        persons=persons,
        members=members,
        consents=_consents(pen, sent, household),
        routes=[pen.route(household, r, number=n) for n, r in enumerate(sent.routes)],
        application=application,
        code=code,
        call_code=call_code,
        opened=pen.opened,
    )


def _household(pen: Pen, sent: Submission, key: SubjectKey) -> Household:
    row = new_row(
        Household,
        id=pen.new_id(),
        key=key,
        site=sent.site,
        language=sent.language,
        size=len(sent.persons),
        created_at=pen.at,
    )
    personal, sensitive = split(pen.pack, "household", pen.said(sent.answers))
    content: dict[str, Any] = {"spoken": sent.spoken, "variety": sent.variety}
    if sent.helper_name:
        content["helper"] = {"name": sent.helper_name, "relation": sent.helper_relation}
    pen.seal(row, {**content, "facts": personal}, sensitive)
    return row


def _consents(pen: Pen, sent: Submission, household: Household) -> list[Consent]:
    return [
        new_row(
            Consent,
            id=pen.new_id(),
            household=household,
            purpose=answer.purpose,
            recipient=answer.recipient,
            given=answer.given,
            at=pen.at,
            recorded_by=pen.officer,
        )
        for answer in sent.consents
    ]


def _application(
    pen: Pen, sent: Submission, household: Household, draft: Draft | None
) -> tuple[Application, str, str]:
    key = household.key
    code, call_code = access_codes.first_code(key), codes.new_digits(codes.CALL_DIGITS)
    row = new_row(
        Application,
        id=pen.new_id(),
        household=household,
        key=key,
        site=sent.site,
        reference=draft.reference if draft else codes.new_reference(),
        code_digest=draft.code_digest if draft else access_codes.stored(code),
        form_id=sent.form_id,
        language=sent.language,
        channel=sent.channel,
        received_at=pen.at,
        due_at=pen.at + LOOK_WITHIN,
        assisted_by=sent.assisted_by,
    )
    content: dict[str, Any] = {"call_code": call_code}
    if sent.read_back:
        content["read_back"] = {"by": pen.by, "at": pen.at.isoformat()}
    row.sealed = envelopes.close(row, "sealed", content, opened=pen.opened)
    return row, code, call_code
