"""Which of the wanted facts can still change the word? (contract, section 4: a fact is named only then)

The three-valued tree may want a fact that, for this person, no answer can make matter. Each wanted fact is
tried on the criterion that wants it: its answers are cut into classes that the criterion cannot tell apart,
one of each class is put in, alone and then together with answers to what else the criterion wants, and the
criterion is evaluated again. A criterion that changes changes the word, since none of the others is false.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from math import prod
from typing import Any

from cauce.eligibility.case import Case
from cauce.eligibility.context import Context
from cauce.eligibility.values import Rows, Truth
from cauce.eligibility.wants import PARAMETER, Wanted

Key = tuple[str, int]
Given = dict[Key, Any]
Options = Callable[[str, Any], list[Any]]
TRIALS = 600


class Trial:
    """One condition of unknown value, and the facts it wants."""

    def __init__(
        self, value: Callable[[Context], Truth], options: Options, context: Context, wanted: Wanted
    ) -> None:
        """`options(fact, record)` gives one answer of each class."""
        self.value, self.context, self.wanted, self.answers = value, context, wanted, options

    def keys(self) -> Iterable[Key]:
        """The wanted facts that can change the condition; parameters as they are."""
        for key in self.wanted:
            if key[0].startswith(PARAMETER) or self.changes(key):
                yield key

    def changes(self, key: Key) -> bool:
        """Does some answer, alone or after answers to the other facts, change the condition?"""
        own = self.options(key)
        if any(self.with_answers({key: answer}) is not None for answer in own):
            return True
        rest = [
            other for other in self.wanted if other != key and not other[0].startswith(PARAMETER)
        ]
        if any(self.changes_after([other], key, own) for other in rest):
            return True
        return len(rest) > 1 and self.changes_after(rest, key, own)

    def changes_after(self, rest: list[Key], key: Key, own: list[Any]) -> bool:
        """With `rest` answered in every way, does an answer to `key` make a difference?

        Where there are too many ways to try, the fact stays named: to ask once too often is the
        smaller harm.
        """
        options = [self.options(other) for other in rest]
        if prod(map(len, options)) > TRIALS:
            return len(rest) > 1
        for combination in product(*options):
            given = dict(zip(rest, combination, strict=True))
            before = self.with_answers(given)
            if any(self.with_answers({**given, key: answer}) is not before for answer in own):
                return True
        return False

    def options(self, key: Key) -> list[Any]:
        """One answer of each class to a wanted fact."""
        return self.answers(key[0], self.wanted[key])

    def with_answers(self, given: Given) -> Truth:
        """The condition with answers put into copies of the records."""
        return self.value(retried(self.context, given))


def retried(context: Context, given: Given) -> Context:
    """The same context with answers put in."""
    answers = by_record(given)
    principal = changed(context.principal, answers)
    person = principal if context.person is context.principal else changed(context.person, answers)
    members = context.members
    if any(id(member) in answers for member in members):
        members = tuple(changed(member, answers) for member in members)
    household = changed(context.household, answers)
    relative = changed(context.relative, answers) if context.relative is not None else None
    return Context(person, principal, household, members, relative)


def substitute(case: Case, given: Given) -> Case:
    """The case with answers put in; the records themselves stay as they are."""
    answers = by_record(given)
    persons = tuple(_with_rows(person, answers) for person in case.persons)
    return Case(case.id, case.on, changed(case.household, answers), persons, case.filed)


def by_record(given: Given) -> dict[int, dict[str, Any]]:
    """Answers by the record they belong to."""
    answers: dict[int, dict[str, Any]] = {}
    for (name, owner), answer in given.items():
        answers.setdefault(owner, {})[name] = answer
    return answers


def changed(record: Mapping[str, Any], answers: Mapping[int, Mapping[str, Any]]) -> Any:
    """The record, or a copy with its answers."""
    own = answers.get(id(record))
    return {**record, **own} if own else record


def _with_rows(record: Mapping[str, Any], answers: Mapping[int, Mapping[str, Any]]) -> Any:
    rows = {
        name: Rows(tuple(changed(item, answers) for item in value.items), value.complete)
        for name, value in record.items()
        if type(value) is Rows and any(id(item) in answers for item in value.items)
    }
    record_now = changed(record, answers)
    return {**record_now, **rows} if rows else record_now
