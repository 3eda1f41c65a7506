"""Rows about a household, built and sealed from plain values: for a new file, and for what is added to one.

Which fact says the relation and which the birth date, the pack binds; every other is only a key here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from cauce.applications.submission import Answer, PersonIn, RouteIn
from cauce.base import envelopes, ids
from cauce.base.actors import By
from cauce.base.envelopes import OpenKeys
from cauce.base.models import Officer, SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.base.rows import new_row
from cauce.packs import pack
from cauce.people import facts
from cauce.people.keeping import birth_year, split
from cauce.people.models import ContactRoute, Household, Member, Person
from cauce.people.tokens import Tokens


class Pen:
    """Writes rows on behalf of somebody at a moment, with every key opened once."""

    def __init__(self, by: By, at: datetime, *, source: str) -> None:
        """Take the rules in force."""
        self.pack, self.opened, self.at, self.source = pack(), OpenKeys(), at, source
        self.by = str(by.pk) if isinstance(by, Officer) else ""
        self.officer = by if isinstance(by, Officer) else None
        self._tokens: Tokens | None = None

    @property
    def tokens(self) -> Tokens:
        """Return the maker of tokens; the house's key is opened when the first one is made."""
        if self._tokens is None:
            self._tokens = Tokens()
        return self._tokens

    def new_id(self) -> UUID:
        """Return the id of a row that is made now."""
        return ids.ordered(self.at)

    def new_key(self, kind: KeyKind) -> SubjectKey:
        """Return a fresh key that is not stored yet, opened."""
        return self.opened.fresh(kind=kind, at=self.at)

    def person(self, household: Household, sent: PersonIn) -> Person:
        """Return a person under a fresh key that is not stored yet."""
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
        key = self.new_key(KeyKind.PERSON)
        row = new_row(
            Person,
            id=self.new_id(),
            key=key,
            site=household.site,
            birth_year=birth_year(sent.birth),
            **self.tokens.of_person(content),
        )
        row.sealed = envelopes.close(row, "sealed", content, opened=self.opened)
        return row

    def member(
        self, household: Household, person: Person, sent: PersonIn, *, number: int
    ) -> Member:
        """Return a person's place in a household; the one with number 0 is the main applicant."""
        relations = self.pack.relations
        relation = sent.relation if number else relations.principal
        bound = {
            self.pack.facts[relations.birth].key: _answer(sent.birth),
            self.pack.facts[relations.fact].key: _answer(relation),
        }
        personal, sensitive = split(self.pack, "person", self.said({**sent.answers, **bound}))
        row = new_row(
            Member,
            id=self.new_id(),
            household=household,
            person=person,
            key=person.key,
            number=number,
            relation=relation,
        )
        self.seal(row, {"facts": personal}, sensitive)
        return row

    def route(
        self, household: Household, sent: RouteIn, *, number: int, pk: UUID | None = None
    ) -> ContactRoute:
        """Return a way to reach a household, or what becomes of the one with this id."""
        row = new_row(
            ContactRoute,
            id=pk or self.new_id(),
            household=household,
            key=household.key,
            kind=sent.kind,
            number=number,
            may_call=sent.may_call,
            may_write=sent.may_write,
            neutral_only=sent.neutral_only,
            token=self.tokens.route(sent.kind, sent.address),
        )
        content = {
            "address": sent.address,
            "whose": sent.whose,
            "from_hour": sent.from_hour,
            "to_hour": sent.to_hour,
        }
        row.sealed = envelopes.close(row, "sealed", content, opened=self.opened)
        return row

    def said(self, answers: Mapping[str, Answer]) -> facts.Facts:
        """Return answers as statements."""
        same = facts.statement(value=None, source=self.source, by=self.by, at=self.at)
        return {
            key: [
                {
                    **same,
                    "value": answer.value if answer.how == facts.SAID else None,
                    "how": answer.how,
                }
            ]
            for key, answer in answers.items()
        }

    def seal(self, row: Household | Member, personal: Any, sensitive: facts.Facts) -> None:
        """Close a record's two envelopes."""
        row.sealed = envelopes.close(row, "sealed", personal, opened=self.opened)
        if sensitive:
            row.sealed_sensitive = envelopes.close(
                row, "sealed_sensitive", {"facts": sensitive}, opened=self.opened
            )


def _answer(value: str) -> Answer:
    return Answer(value=value or None, how=facts.SAID if value else facts.UNKNOWN)
