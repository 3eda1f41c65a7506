"""Which of the wanted facts can still change the word? (contract, section 4: a fact is named only then)

The three-valued tree may want a fact that, for this person, no answer can make matter. Each wanted fact is
tried: its answers are cut into classes that no part of the pathway can tell apart, one of each class is put
in, alone and together with answers to the other wanted facts, and the pathway is evaluated again.
"""

from itertools import product
from math import prod
from typing import Any

from cauce.eligibility.answers import answers
from cauce.eligibility.case import Case
from cauce.eligibility.merit import merit
from cauce.eligibility.rules import Rules, Way
from cauce.eligibility.values import Rows, Truth
from cauce.eligibility.wants import PARAMETER, Wanted

Key = tuple[str, int]
TRIALS = 400


def matters(rules: Rules, way: Way, case: Case, principal: int, wanted: Wanted) -> list[Key]:
    """The keys of `wanted` that can still change the word, parameters included."""
    parameters = [key for key in wanted if key[0].startswith(PARAMETER)]
    facts = [key for key in wanted if not key[0].startswith(PARAMETER)]
    trial = _Trial(rules, way, case, principal, wanted)
    return parameters + [
        key for key in facts if key[0] == way.relatives or trial.changes(key, facts)
    ]


class _Trial:
    """Evaluates the pathway with some answers put in."""

    def __init__(self, rules: Rules, way: Way, case: Case, principal: int, wanted: Wanted) -> None:
        self.rules, self.way, self.case, self.principal, self.wanted = (
            rules,
            way,
            case,
            principal,
            wanted,
        )
        self.now = self.value({})

    def changes(self, key: Key, others: list[Key]) -> bool:
        """Does some answer to `key`, alone or after answers to the others, change the word?"""
        own = self.options(key)
        if any(self.value({key: answer}) != self.now for answer in own):
            return True
        rest = [other for other in others if other != key]
        if not rest:
            return False
        for other in rest:
            if self.changes_after([other], key, own):
                return True
        return self.changes_after(rest, key, own)

    def changes_after(self, rest: list[Key], key: Key, own: list[Any]) -> bool:
        """With `rest` answered in every way, does an answer to `key` make a difference?

        Where there are too many ways to try, the fact stays named: to ask once too often is the smaller harm.
        """
        options = [self.options(other) for other in rest]
        if prod(map(len, options)) > TRIALS:
            return len(rest) > 1
        for combination in product(*options):
            given = dict(zip(rest, combination, strict=True))
            before = self.value(given)
            if before[1] is not False and any(
                self.value({**given, key: answer}) != before for answer in own
            ):
                return True
        return False

    def options(self, key: Key) -> list[Any]:
        return answers(self.rules, self.way, key[0], self.wanted[key])

    def value(self, given: dict[Key, Any]) -> tuple[bool, Truth]:
        """Is it known to be open, and the merit, with answers put into copies of the records."""
        case = substitute(self.case, given)
        context = case.context(self.principal, self.principal)
        state = self.way.state(context.person)
        found = merit(self.way, context).value
        return state is None and found is not False, found


def substitute(case: Case, given: dict[Key, Any]) -> Case:
    """The case with answers put in; the records themselves stay as they are."""
    if not given:
        return case
    by_record: dict[int, dict[str, Any]] = {}
    for (name, owner), answer in given.items():
        by_record.setdefault(owner, {})[name] = answer
    return Case(
        case.id,
        case.on,
        _changed(case.household, by_record),
        tuple(_changed(person, by_record) for person in case.persons),
        case.filed,
    )


def _changed(record: Any, by_record: dict[int, dict[str, Any]]) -> Any:
    own = by_record.get(id(record), {})
    rows = {
        name: Rows(tuple(_changed(item, by_record) for item in value.items), value.complete)
        for name, value in record.items()
        if type(value) is Rows and any(id(item) in by_record for item in value.items)
    }
    return {**record, **rows, **own} if own or rows else record
