"""The next question: the fact that can still change an outcome, best first.

Best is the fact that leaves the fewest pathways open, expected over the classes of its answers (one step of
look-ahead); ties go to the fact that more pathways want, then to the order of the dictionary. Protective
questions come first whatever the score, interview-only ones last. What is missing from a table is the
office's to supply and never asked.
"""

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cauce.eligibility.case import Case
from cauce.eligibility.merit import Merit, merit
from cauce.eligibility.outcomes import evaluate_all, word
from cauce.eligibility.pack import Pack
from cauce.eligibility.relevance import Key, retried, substitute
from cauce.eligibility.rules import Rules, Way, rules_for, spoken
from cauce.eligibility.travel import travellers
from cauce.eligibility.types import Fact
from cauce.eligibility.values import Rows, Truth
from cauce.eligibility.wants import PARAMETER
from cauce.eligibility.word import ELIGIBLE, UNDETERMINED, Outcome

LOOK_AHEAD = 6
SAMPLE = 6
WAYS = 8


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask. `person` is None for a fact of the household; `relative` counts within a list."""

    person: int | None
    fact: Fact
    name: str
    pathways: tuple[str, ...]
    list_fact: str = ""
    relative: int | None = None

    @property
    def interview(self) -> bool:
        """Only an interviewer may ask it."""
        return self.fact.asked != "public"


@dataclass(frozen=True, slots=True)
class Asked:
    """`open` are the pathways still undetermined; `done` when no question is left."""

    open: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def done(self) -> bool:
        """Is there nothing left to ask?"""
        return not self.questions


def ask(pack: Pack, case: Case, *, principal: int = 0, interview: bool = True) -> Asked:
    """Every question that can still change an outcome, best first. Without `interview`, only public ones."""
    rules = rules_for(pack, case.on, case.filed)
    outcomes = evaluate_all(pack, case, principal=principal, rules=rules)
    wanting = _wanting(rules, case, principal, outcomes)
    open_ways = {o.pathway: None for o in outcomes if o.word == UNDETERMINED}
    open_ways.update({way: None for ways in wanting.values() for way in ways})
    questions = [_question(rules, case, key, tuple(ways)) for key, ways in wanting.items()]
    if not interview:
        questions = [question for question in questions if not question.interview]
    ranked = _ranked(rules, case, principal, wanting, questions)
    return Asked(tuple(open_ways), tuple(ranked))


def _wanting(
    rules: Rules, case: Case, principal: int, outcomes: list[Outcome]
) -> dict[Key, dict[str, None]]:
    """Which pathways want which fact of whom."""
    wanting: dict[Key, dict[str, None]] = {}
    for outcome in outcomes:
        for key in outcome.wanted:
            if not key[0].startswith(PARAMETER):
                wanting.setdefault(key, {})[outcome.pathway] = None
    for key, pathway in _of_members(rules, case, principal, outcomes):
        wanting.setdefault(key, {})[pathway] = None
    return wanting


def _of_members(
    rules: Rules, case: Case, principal: int, outcomes: list[Outcome]
) -> Iterator[tuple[Key, str]]:
    """Facts that the travellers' own words hang on, on the ways that the principal may go."""
    if len(case.persons) < 2:
        return
    for outcome in outcomes:
        way = rules.way(outcome.pathway)
        if way.has_each and outcome.word in (ELIGIBLE, UNDETERMINED):
            for travel in travellers(rules, way, case, principal):
                if travel.word == UNDETERMINED:
                    yield from (
                        (key, way.id) for key in travel.wanted if not key[0].startswith(PARAMETER)
                    )


def _question(rules: Rules, case: Case, key: Key, ways: tuple[str, ...]) -> Question:
    name, owner = key
    fact = rules.fact(name)
    if owner == id(case.household):
        return Question(None, fact, spoken(rules.pack, name), ways)
    for index, person in enumerate(case.persons):
        if owner == id(person):
            return Question(index, fact, spoken(rules.pack, name), ways)
        for list_fact, value in person.items():
            if type(value) is Rows:
                for position, record in enumerate(value.items):
                    if owner == id(record):
                        return Question(index, fact, name, ways, list_fact, position)
    raise LookupError(name)


def _ranked(
    rules: Rules,
    case: Case,
    principal: int,
    wanting: dict[Key, dict[str, None]],
    questions: list[Question],
) -> list[Question]:
    keys = {
        _place(question): key
        for question, key in zip(
            [_question(rules, case, key, ()) for key in wanting], wanting, strict=True
        )
    }
    by_need = sorted(
        questions, key=lambda q: (q.interview, not q.fact.protective, -len(q.pathways), *_order(q))
    )
    first = [q for q in by_need if q.fact.protective and not q.interview]
    rest = [q for q in by_need if q not in first]
    ahead, after = rest[:LOOK_AHEAD], rest[LOOK_AHEAD:]
    merits = _Merits(rules, case, principal)
    scores = {
        _place(q): _left_open(rules, case, principal, keys[_place(q)], q, merits) for q in ahead
    }
    ahead.sort(key=lambda q: (q.interview, scores[_place(q)], -len(q.pathways), *_order(q)))
    return first + ahead + after


def _place(question: Question) -> tuple[int | None, str, int | None]:
    return question.person, question.fact.name, question.relative


def _order(question: Question) -> tuple[int, int, int]:
    """The order of a form: person by person, as the dictionary goes, relative by relative."""
    person = -1 if question.person is None else question.person
    return person, question.fact.order, -1 if question.relative is None else question.relative


def _left_open(
    rules: Rules, case: Case, principal: int, key: Key, question: Question, merits: "_Merits"
) -> float:
    """Expected change in the number of open pathways if this is asked: more negative is better."""
    record = _record(case, question)
    records: list[Any] = [record, case.persons[principal], case.household]
    known = ChainMap(*records)
    saved = 0.0
    ways = _sample(list(question.pathways), WAYS)
    for name in ways:
        way = rules.way(name)
        options = _sample(rules.way_options(name, key[0], record, known), SAMPLE)
        settled = _Settling(way, case, principal, key, merits[name])
        saved += sum(map(settled.by, options)) / max(len(options), 1)
    return -saved * len(question.pathways) / len(ways)


def _sample(items: list[Any], most: int) -> list[Any]:
    """At most so many, evenly: enough to compare questions by."""
    step = -(-len(items) // most)
    return items[::step] if step > 1 else items


class _Merits(dict[str, Merit]):
    """The merit of each pathway as things stand, read once for all questions."""

    def __init__(self, rules: Rules, case: Case, principal: int) -> None:
        super().__init__()
        self.rules, self.context = rules, case.context(principal, principal)

    def __missing__(self, name: str) -> Merit:
        self[name] = merit(self.rules.way(name), self.context)
        return self[name]


class _Settling:
    """Would an answer settle a pathway? Only the unknown criteria that read the fact need another look."""

    def __init__(self, way: Way, case: Case, principal: int, key: Key, found: Merit) -> None:
        self.way, self.case, self.principal, self.key = way, case, principal, key
        self.context = case.context(principal, principal)
        own = found.readings[0] if found.undecided_block and len(found.readings) == 1 else None
        candidates = list(found.unknown)
        self.about_relative = (
            own is not None and own.record is not None and id(own.record) == key[1]
        )
        if own is not None and self.about_relative:
            self.context.relative = own.record
            candidates = [
                rule for rule in way.block if rule.ask and own.values.get(rule.id, True) is None
            ]
        self.reading = [rule for rule in candidates if rule.reads(key[0])]
        self.whole = (
            found.undecided_block
            or way.by == key[0]
            or way.state(self.context.person) is None
            or found.value is not None
        )
        self.apart = (
            found.undecided_block
            and key[0] != way.relatives
            and not any(rule.reads(key[0]) for rule in way.block)
        )
        self.only = len(self.reading) == len(found.unknown)

    def by(self, answer: object) -> bool:
        """Is the word no longer undetermined after this answer?"""
        truths = self.truths(answer)
        if False in truths:
            return True
        if self.apart or (self.about_relative and None in truths):
            return False
        if not self.whole:
            return self.only and None not in truths
        tried = substitute(self.case, {self.key: answer})
        return word(self.way, tried.context(self.principal, self.principal)) != UNDETERMINED

    def truths(self, answer: object) -> list[Truth]:
        """The values of the criteria that read the fact, after this answer."""
        if not self.reading:
            return []
        context = retried(self.context, {self.key: answer})
        return [rule.value(context) for rule in self.reading]


def _record(case: Case, question: Question) -> Any:
    if question.person is None:
        return case.household
    person = case.persons[question.person]
    if question.relative is None:
        return person
    return person[question.list_fact].items[question.relative]
