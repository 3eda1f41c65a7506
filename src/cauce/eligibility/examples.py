"""A pack's examples: what a household should get on one pathway, and whether it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cauce.eligibility import outcomes as ev
from cauce.eligibility.case import Case
from cauce.eligibility.faults import Fault
from cauce.eligibility.merit import merit
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


def faults_of(example: Example, rules: Rules | None = None) -> list[Fault]:
    """What comes out otherwise than the example says; none if it is right."""
    found = [*differences(example, rules)]
    mend = "mend the example or the rule"
    return [Fault(*example.place, f"{example.name}: {what}", mend) for what in found]


def differences(example: Example, rules: Rules | None = None) -> Iterator[str]:
    """Each difference between what is expected and what the rules say, in words."""
    case = example.case
    if rules is None:
        from_pack = _pack_of(example)
        rules = rules_for(from_pack, case.on, case.filed)
    way = rules.way(example.pathway)
    if example.kind:
        values = merit(way, case.context(0, 0)).values
        kind = _VALUE[values[example.criterion]] if example.criterion in values else ABSENT
        if kind != example.kind:
            yield f"{example.criterion} should be {example.kind}, and is {kind}"
    yield from _of_word(example, ev.outcome(rules, way, case, 0))
    if example.members:
        yield from _of_members(example, rules)
