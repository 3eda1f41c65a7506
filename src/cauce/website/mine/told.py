"""What a household told so far, in the form in which the pages of *Could I?* ask: one question a step.

Only what everybody is asked. What protects somebody is not shown again: others may hold this phone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from cauce.applications.models import Application
from cauce.base import envelopes, keys
from cauce.base.days import day_at
from cauce.eligibility import Fact
from cauce.packs import pack
from cauce.people import facts, keeping, names
from cauce.people.models import Household, Member
from cauce.questions.answers import SAID, UNKNOWN, Answers, Ref, items
from cauce.website import interview

FORMS = "my forms"


@dataclass
class Told:
    """An opened household: its answers, and who each place on the list is."""

    application: Application
    members: list[Member]
    answers: Answers

    @property
    def form_key(self) -> bytes:
        """Return the key that binds a page's form to this application."""
        return keys.open_key(row=self.application.key, purpose=FORMS)

    def record(self, ref: Ref) -> Household | Member:
        """Return whom a question is about."""
        return self.application.household if ref.person is None else self.members[ref.person]

    def statement(self, ref: Ref) -> tuple[Fact, Any, str]:
        """Return the fact that an answer belongs to, its value, and how it was said: a list goes whole."""
        fact = pack().facts[ref.list_fact or ref.fact]
        whole = Ref(ref.person, fact.name)
        how = SAID if ref.list_fact else self.answers.answered(ref)
        return fact, self.answers.given(pack(), whole), how

    def step_of(
        self, member: int | None, fact: str, list_fact: str = "", row: int | None = None
    ) -> int:
        """Return the step of a question about a member's number; 0 where it cannot be answered here."""
        numbers = {one.number: place for place, one in enumerate(self.members)}
        ref = Ref(None if member is None else numbers.get(member), fact, list_fact, row)
        return self.answers.steps.index(ref) + 1 if ref in self.answers.steps else 0


def opened(application: Application, at: Any) -> Told:
    """Read what a household told. Raises Sealed when it was erased."""
    rows = Member.objects.of(household=application.household).filter(left_at__isnull=True)
    # Of somebody who was erased alone nothing can be read; the others go on.
    members = [
        member
        for member in rows.select_related("key", "person__key").order_by("number")
        if not (envelopes.is_erased(member) or envelopes.is_erased(member.person))
    ]
    keyring = envelopes.OpenKeys()
    said = keeping.everything_said(application.household, opened=keyring)
    of_members = [keeping.everything_said(member, opened=keyring) for member in members]
    answers = Answers(
        on=day_at(application.site, at).isoformat(),
        law=pack().law,
        household=facts.current(said),
        persons=[facts.current(one) for one in of_members],
        names=[
            names.by_number([member], opened=keyring).get(member.number, "") for member in members
        ],
        # A page about "the second person" fits no other list of persons.
        edition=crc32(b"".join(member.pk.bytes for member in members)),
    )
    answers.steps = list(interview.every_ref(pack(), answers))
    for ref in answers.steps:
        how = _how(answers, ref, said if ref.person is None else of_members[ref.person])
        if how:
            answers.how[json.dumps(ref)] = how
    return Told(application, members, answers)


def shown(told: Told) -> Iterator[tuple[int, Ref]]:
    """Yield the steps whose answers were given, with their questions."""
    for step, ref in enumerate(told.answers.steps, 1):
        if told.answers.answered(ref):
            yield step, ref


def is_protective(ref: Ref) -> bool:
    """Say whether an answer protects somebody, so that it is not shown again."""
    rules = pack()
    return rules.facts[ref.fact].protective or (
        bool(ref.list_fact) and rules.facts[ref.list_fact].protective
    )


def _how(answers: Answers, ref: Ref, said: facts.Facts) -> str:
    rules = pack()
    if ref.row is not None:
        record = items(answers.persons[ref.person or 0].get(rules.facts[ref.list_fact].key))[
            ref.row
        ]
        if rules.facts[ref.fact].key not in record:
            return ""
        return SAID if record[rules.facts[ref.fact].key] is not None else UNKNOWN
    latest = facts.latest(said, rules.facts[ref.fact].key)
    return latest.get("how", "") if latest else ""
