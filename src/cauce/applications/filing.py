"""From what a family sent to the rows of its file: built whole, sealed, and stored by the verb.

Which fact says the relation and which the birth date, the pack binds; every other is only a key here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from cauce.applications import access_codes
from cauce.applications.models import Application, Draft
from cauce.applications.submission import Answer, PersonIn, Submission
from cauce.base import codes, envelopes, keys
from cauce.base.actors import By
from cauce.base.envelopes import OpenKeys
from cauce.base.models import Officer, SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.eligibility import Pack
from cauce.packs import pack
from cauce.people import facts
from cauce.people.models import Consent, ContactRoute, Household, Member, Person
from cauce.people.tokens import Tokens

# Within this time an officer must have looked at an application.
LOOK_WITHIN = timedelta(days=7)
_SOURCES = {"web": facts.FORM, "assisted": facts.FORM, "import": facts.IMPORT}


@dataclass
class File:
    """Every row of one household's file, ready to be stored."""

    keys: list[SubjectKey]
    household: Household
    persons: list[Person]
    members: list[Member]
    consents: list[Consent]
    routes: list[ContactRoute]
    application: Application
    code: str
    call_code: str


@lru_cache(maxsize=8)
def hidden_keys(rules: Pack, entity: str) -> frozenset[str]:
    """Return the keys of the facts that lie in the sensitive envelope: protective, or not asked of all."""
    return frozenset(
        key
        for key, fact in rules.facts_of(entity).items()
        if fact.protective or fact.asked != "public"
    )


def split(rules: Pack, entity: str, said: facts.Facts) -> tuple[facts.Facts, facts.Facts]:
    """Return facts by envelope: the personal ones, and the sensitive ones."""
    hidden = hidden_keys(rules, entity)
    return (
        {key: entries for key, entries in said.items() if key not in hidden},
        {key: entries for key, entries in said.items() if key in hidden},
    )


class Filing:
    """Builds the file of one submission."""

    def __init__(self, sent: Submission, draft: Draft | None, by: By, at: datetime) -> None:
        """Make the keys, and open each once."""
        self.sent, self.draft, self.at = sent, draft, at
        self.pack, self.opened = pack(), OpenKeys()
        self.by = str(by.pk) if isinstance(by, Officer) else ""
        self.officer = by if isinstance(by, Officer) else None
        self.source = _SOURCES[sent.channel]
        self.key = draft.key if draft else keys.fresh(kind=KeyKind.HOUSEHOLD)

    def file(self) -> File:
        """Return the rows."""
        household = self._household()
        own = [keys.fresh(kind=KeyKind.PERSON) for _ in self.sent.persons]
        house = keys.house()
        tokens = Tokens(keys.open_key(row=house, purpose=keys.TOKENS))
        persons, members = [], []
        for number, (person, key) in enumerate(zip(self.sent.persons, own, strict=True)):
            persons.append(self._person(person, key, tokens))
            members.append(self._member(household, persons[-1], person, number))
        application, code, call_code = self._application(household)
        return File(
            keys=own if self.draft else [self.key, *own],
            household=household,
            persons=persons,
            members=members,
            consents=self._consents(household),
            routes=[self._route(household, n, tokens) for n in range(len(self.sent.routes))],
            application=application,
            code=code,
            call_code=call_code,
        )

    def _household(self) -> Household:
        sent = self.sent
        row = Household(
            key=self.key,
            site=sent.site,
            language=sent.language,
            size=len(sent.persons),
            created_at=self.at,
        )
        personal, sensitive = split(self.pack, "household", self._said(sent.answers))
        content: dict[str, Any] = {"spoken": sent.spoken, "variety": sent.variety}
        if sent.helper_name:
            content["helper"] = {"name": sent.helper_name, "relation": sent.helper_relation}
        self._seal(row, {**content, "facts": personal}, {"facts": sensitive} if sensitive else {})
        return row

    def _person(self, sent: PersonIn, key: SubjectKey, tokens: Tokens) -> Person:
        content = {
            "given": sent.given,
            "surname1": sent.surname1,
            "surname2": sent.surname2,
            "birth": sent.birth,
            "birth_approximate": sent.birth_approximate,
            "papers": [
                {"kind": paper.kind, "number": paper.number, "issuer": paper.issuer}
                for paper in sent.papers
            ],
        }
        row = Person(key=key, site=self.sent.site, birth_year=birth_year(sent.birth))
        for column, token in tokens.of_person(content).items():
            setattr(row, column, token)
        row.sealed = envelopes.close(row, "sealed", content, opened=self.opened)
        return row

    def _member(self, household: Household, person: Person, sent: PersonIn, number: int) -> Member:
        relations = self.pack.relations
        relation = sent.relation if number else relations.principal
        bound = {
            self.pack.facts[relations.birth].key: _answer(sent.birth_known),
            self.pack.facts[relations.fact].key: _answer(relation),
        }
        said = self._said({**sent.answers, **bound})
        personal, sensitive = split(self.pack, "person", said)
        row = Member(
            household=household, person=person, key=person.key, number=number, relation=relation
        )
        self._seal(row, {"facts": personal}, {"facts": sensitive} if sensitive else {})
        return row

    def _consents(self, household: Household) -> list[Consent]:
        return [
            Consent(
                household=household,
                purpose=answer.purpose,
                recipient=answer.recipient,
                given=answer.given,
                at=self.at,
                recorded_by=self.officer,
            )
            for answer in self.sent.consents
        ]

    def _route(self, household: Household, number: int, tokens: Tokens) -> ContactRoute:
        sent = self.sent.routes[number]
        row = ContactRoute(
            household=household,
            key=self.key,
            kind=sent.kind,
            number=number,
            may_call=sent.may_call,
            may_write=sent.may_write,
            neutral_only=sent.neutral_only,
            token=tokens.route(sent.kind, sent.address),
        )
        content = {
            "address": sent.address,
            "whose": sent.whose,
            "from_hour": sent.from_hour,
            "to_hour": sent.to_hour,
        }
        row.sealed = envelopes.close(row, "sealed", content, opened=self.opened)
        return row

    def _application(self, household: Household) -> tuple[Application, str, str]:
        sent, draft = self.sent, self.draft
        code, call_code = access_codes.first_code(self.key), codes.new_digits(codes.CALL_DIGITS)
        row = Application(
            household=household,
            key=self.key,
            site=sent.site,
            reference=draft.reference if draft else codes.new_reference(),
            code_digest=draft.code_digest if draft else access_codes.stored(code),
            form_id=sent.form_id,
            language=sent.language,
            channel=sent.channel,
            received_at=self.at,
            due_at=self.at + LOOK_WITHIN,
            assisted_by=sent.assisted_by,
        )
        content: dict[str, Any] = {"call_code": call_code}
        if sent.read_back:
            content["read_back"] = {"by": self.by, "at": self.at.isoformat()}
        row.sealed = envelopes.close(row, "sealed", content, opened=self.opened)
        return row, code, call_code

    def _said(self, answers: Mapping[str, Answer]) -> facts.Facts:
        return {
            key: [
                facts.statement(
                    value=answer.value if answer.how == facts.SAID else None,
                    how=answer.how,
                    source=self.source,
                    by=self.by,
                    at=self.at,
                )
            ]
            for key, answer in answers.items()
        }

    def _seal(self, row: Household | Member, personal: Any, sensitive: Any) -> None:
        row.sealed = envelopes.close(row, "sealed", personal, opened=self.opened)
        if sensitive:
            row.sealed_sensitive = envelopes.close(
                row, "sealed_sensitive", sensitive, opened=self.opened
            )


def birth_year(edtf: str) -> int | None:
    """Return the year that a birth date certainly lies in; None where it is not certain."""
    first, _, last = edtf.partition("/")
    year = first[:4]
    certain = year.isdigit() and (not last or last[:4] == year)
    return int(year) if certain else None


def _answer(value: str) -> Answer:
    return Answer(value=value or None, how=facts.SAID if value else facts.UNKNOWN)
