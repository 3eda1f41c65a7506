"""A pack's examples: what a household should get on one pathway, and whether it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cauce.eligibility import word as ev
from cauce.eligibility.case import Case
from cauce.eligibility.faults import Fault
from cauce.eligibility.merit import merit
from cauce.eligibility.outcomes import outcome
from cauce.eligibility.pack import Pack
from cauce.eligibility.rules import Rules, rules_for
from cauce.eligibility.travel import travellers
from cauce.eligibility.values import Truth

HOLDS, FAILS, UNKNOWN, ABSENT = "holds", "fails", "unknown", "absent"
KINDS = (HOLDS, FAILS, UNKNOWN, ABSENT)
WORDS = (ev.ELIGIBLE, ev.NOT_ELIGIBLE, ev.UNDETERMINED, ev.CLOSED)
_VALUE: dict[Truth, str] = {True: HOLDS, False: FAILS, None: UNKNOWN}


@dataclass(frozen=True)
class Example:
    """One household on one pathway. `criterion` and `kind` are empty where only the word is meant.

    `because` is what the word rests on: criteria, facts, or the reason why the pathway is closed.
    `points` are open points that must be listed; `members` are the words of other persons.
    """

    name: str
    place: tuple[str, int, int]
    pathway: str
    case: Case
    word: str
    because: frozenset[str] = frozenset()
    criterion: str = ""
    kind: str = ""
    points: frozenset[str] = frozenset()
    members: Mapping[int, Any] = field(default_factory=dict)


def faults_of(pack: Pack, example: Example) -> list[Fault]:
    """What comes out otherwise than the example says; none if it is right."""
    rules = rules_for(pack, example.case.on, example.case.filed)
    return [
        Fault(*example.place, f"{example.name}: {what}", "mend the example or the rule")
        for what in differences(example, rules)
    ]


def differences(example: Example, rules: Rules) -> Iterator[str]:
    """Each difference between what the example says and what the rules of its day say."""
    way, case = rules.way(example.pathway), example.case
    if example.kind:
        values = merit(way, case.context(0, 0)).values
        kind = _VALUE[values[example.criterion]] if example.criterion in values else ABSENT
        if kind != example.kind:
            yield f"{example.criterion} should be {example.kind} and is {kind}"
    yield from _of_word(example, outcome(rules, way, case.context(0, 0)))
    if example.members:
        yield from _of_members(example, rules)


def _of_word(example: Example, outcome: ev.Outcome) -> Iterator[str]:
    because = because_of(outcome)
    if (outcome.word, because) != (example.word, example.because):
        yield (
            f"{example.pathway} should be {_said(example.word, example.because)} "
            f"and is {_said(outcome.word, because)}"
        )
    elif missing := example.points - set(outcome.open_points):
        yield f"{', '.join(sorted(missing))} should be left open and is not"


def because_of(outcome: ev.Outcome) -> frozenset[str]:
    """What a word rests on: the criteria, the facts or the reason."""
    reason = [outcome.reason] if outcome.reason else []
    return frozenset([*outcome.criteria, *outcome.facts, *reason])


def _said(word: str, because: frozenset[str]) -> str:
    return f"{word} ({', '.join(sorted(because))})" if because else word


def _of_members(example: Example, rules: Rules) -> Iterator[str]:
    found = {
        travel.person: travel.as_json()
        for travel in travellers(rules, rules.way(example.pathway), example.case, 0)
    }
    for person, expected in example.members.items():
        if _set(found.get(person)) != _set(expected):
            yield f"person {person} should get {expected} and gets {found.get(person)}"


def _set(word: Any) -> Any:
    """Lists of ids are sets: their order says nothing."""
    if isinstance(word, dict):
        return {key: sorted(value) for key, value in word.items()}
    return word
