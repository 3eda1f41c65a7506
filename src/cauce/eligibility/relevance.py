"""Which of the wanted facts can still change the word? (contract, section 4: a fact is named only then)

The three-valued tree may want a fact that, for this person, no answer can make matter. Each wanted fact is
tried on the criterion that wants it: its answers are cut into classes that the criterion cannot tell apart,
one of each class is put in, alone and then together with answers to what else the criterion wants, and the
criterion is evaluated again. Where it takes other answers for a fact to matter (its *conditions*), they must
not themselves make the person fail: that is seen on the whole pathway (merit.py).
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any, NamedTuple

from cauce.eligibility.case import Case
from cauce.eligibility.context import Context
from cauce.eligibility.values import Rows, Truth
from cauce.eligibility.wants import Wanted, is_parameter

Key = tuple[str, int]
Given = dict[Key, Any]
Options = Callable[[str, Any, Mapping[str, Any]], list[Any]]
TRIALS = 600


class Condition(NamedTuple):
    """Under these answers to other facts, these answers to a fact change a criterion.

    `sure`: one of them makes the criterion fail, or the fact is not to be tried further.
    `passes`: none of them can make it fail; they can only fulfil it.
    """

    given: Given
    answers: tuple[Any, ...]
    sure: bool
    passes: bool = False


ALONE = Condition({}, (), True)


class Trial:
    """One condition of unknown value, and the facts it wants."""

    def __init__(
        self,
        value: Callable[[Context], Truth],
        options: Options,
        context: Context,
        wanted: Wanted,
        conjunct: bool,
    ) -> None:
        """`options(fact, record, everything known)` gives one answer of each class.

        `conjunct`: the criterion fails where this condition does.
        """
        self.conjunct = conjunct
        self.value, self.context, self.wanted, self.answers = value, context, wanted, options
        self.known = known(context)

    def keys(self) -> Iterator[tuple[Key, Iterable[Condition]]]:
        """Each wanted fact, with the conditions under which it matters."""
        for key in self.wanted:
            yield key, (ALONE,) if is_parameter(key) else self.conditions(key)

    def conditions(self, key: Key) -> Iterator[Condition]:
        """Answers to other facts, and those to `key` that then change the condition; fewest first."""
        own = self.options(key)
        changing: list[tuple[Any, Truth]] = []
        for answer in own:
            truth = self.with_answers({key: answer})
            if truth is False and self.conjunct:
                # Sure, and under no condition: the fact matters, whatever else would change it too.
                yield Condition({}, (answer,), True)
                return
            if truth is not None:
                changing.append((answer, truth))
        yield from self.condition({}, changing)
        rest = [other for other in self.wanted if other != key and not is_parameter(other)]
        for other in rest:
            yield from self.after([other], key, own)
        if len(rest) > 1:
            yield from self.after(rest, key, own)

    def after(self, rest: list[Key], key: Key, own: list[Any]) -> Iterator[Condition]:
        """With `rest` answered in every way: the answers after which `key` makes a difference.

        Where there are too many ways to try, the fact stays named: to ask once too often is the
        smaller harm.
        """
        options = [self.options(other) for other in rest]
        if prod(map(len, options)) > TRIALS:
            if len(rest) > 1:
                yield ALONE
            return
        for combination in product(*options):
            given = dict(zip(rest, combination, strict=True))
            before = self.with_answers(given)
            if self.conjunct and before is False:
                continue
            truths = [(answer, self.with_answers({**given, key: answer})) for answer in own]
            yield from self.condition(given, [(a, t) for a, t in truths if t is not before])

    def condition(self, given: Given, changing: list[tuple[Any, Truth]]) -> Iterator[Condition]:
        """One condition, if some answer changes anything; sure of it where an answer makes it fail."""
        if changing:
            sure = self.conjunct and any(truth is False for _, truth in changing)
            passes = self.conjunct and not sure
            yield Condition(given, tuple(answer for answer, _ in changing), sure, passes)

    def options(self, key: Key) -> list[Any]:
        """One answer of each class to a wanted fact."""
        return self.answers(key[0], self.wanted[key], self.known)

    def with_answers(self, given: Given) -> Truth:
        """The condition with answers put into copies of the records."""
        return self.value(retried(self.context, given))


def trying(value: Callable[[Context], Truth], context: Context) -> Callable[[Given], Truth]:
    """The value with answers put in."""
    return lambda given: value(retried(context, given) if given else context)


def known(context: Context) -> Mapping[str, Any]:
    """Everything said of the person, the relative in focus, the principal and the household."""
    records: list[Any] = [
        context.relative or {},
        context.person,
        context.principal,
        context.household,
    ]
    return ChainMap(*records)


def retried(context: Context, given: Given) -> Context:
    """The same context with answers put in."""
    if len(given) == 1:
        return _retried_once(context, given)
    answers = by_record(given)
    principal = changed(context.principal, answers)
    person = principal if context.person is context.principal else changed(context.person, answers)
    members = context.members
    if any(id(member) in answers for member in members):
        members = tuple(changed(member, answers) for member in members)
    household = changed(context.household, answers)
    relative = changed(context.relative, answers) if context.relative is not None else None
    return Context(person, principal, household, members, relative)


def _retried_once(context: Context, given: Given) -> Context:
    """The commonest case, for speed: one answer."""
    (((name, owner), answer),) = given.items()
    person, principal, household = context.person, context.principal, context.household
    members, relative = context.members, context.relative
    if owner == id(household):
        household = {**household, name: answer}
    elif relative is not None and owner == id(relative):
        relative = {**relative, name: answer}
    else:
        everybody = (person, principal, *members)
        now = next(({**one, name: answer} for one in everybody if id(one) == owner), None)
        if now is not None:
            person = now if id(person) == owner else person
            principal = now if id(principal) == owner else principal
            members = tuple([now if id(one) == owner else one for one in members])
    return Context(person, principal, household, members, relative)


def whole(context: Context, given: Given) -> Context:
    """The same, with answers put into the lists of relatives too: for reading a whole pathway again."""
    answers = by_record(given)
    principal = with_rows(context.principal, answers)
    person = (
        principal if context.person is context.principal else with_rows(context.person, answers)
    )
    members = tuple(with_rows(member, answers) for member in context.members)
    return Context(person, principal, changed(context.household, answers), members)


def substitute(case: Case, given: Given) -> Case:
    """The case with answers put in; the records themselves stay as they are."""
    answers = by_record(given)
    # Nothing is looked for in the lists of relatives where every answer is somebody's own.
    own = answers.keys() <= {id(case.household), *map(id, case.persons)}
    put_in = changed if own else with_rows
    persons = tuple(put_in(person, answers) for person in case.persons)
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


def with_rows(record: Mapping[str, Any], answers: Mapping[int, Mapping[str, Any]]) -> Any:
    """The record, or a copy with its answers and those of the relatives on its lists."""
    rows = {
        name: Rows(tuple(changed(item, answers) for item in value.items), value.complete)
        for name, value in record.items()
        if type(value) is Rows and any(id(item) in answers for item in value.items)
    }
    now = changed(record, answers)
    return {**now, **rows} if rows else now
