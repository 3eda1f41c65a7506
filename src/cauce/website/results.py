"""The answer of *Could I?*: for each pathway the word, and whatever it rests on, ready to be shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cauce.eligibility import (
    CLOSED,
    ELIGIBLE,
    NOT_ELIGIBLE,
    UNDETERMINED,
    Case,
    Fact,
    Outcome,
    Pack,
    Rules,
    Travel,
    case_from,
    evaluate_all,
    rules_for,
    travellers,
    words,
)
from cauce.eligibility.screen import facts_used, pathway_findings
from cauce.questions import spoken
from cauce.questions.answers import SAID, Answers, Ref
from cauce.questions.told import ORDER, Closing, Source, closing, sources
from cauce.questions.told import tag as tag  # the page says it from here
from cauce.website.interview import new_form

PARAMETER = "parameter:"
ASK, OFFICE, INTERVIEW = "ask", "office", "interview"


@dataclass(frozen=True)
class Reason:
    """A rule that is not met, with the reader's own answers."""

    rule: str
    reason: str
    change: str
    said: tuple[tuple[str, str, int | None], ...]
    sources: tuple[Source, ...]
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Missing:
    """What is not known yet, and who can say it."""

    kind: str
    text: str
    about: str = ""
    step: int | None = None
    form: str = ""
    how: str = ""


@dataclass(frozen=True)
class Member:
    """What another person of the household gets on a pathway."""

    who: str
    word: str
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Way:
    """The answer for one pathway."""

    id: str
    title: str
    word: str
    referral: str = ""
    points: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    reasons: tuple[Reason, ...] = ()
    closing: Closing | None = None
    members: tuple[Member, ...] = field(default=())

    @property
    def only_interview(self) -> bool:
        """Is there nothing that its reader could add here?"""
        return bool(self.missing) and all(m.kind == INTERVIEW for m in self.missing)


class Result:
    """The whole answer, with one of the household as main applicant."""

    def __init__(self, pack: Pack, answers: Answers, key: bytes, lang: str, principal: int) -> None:
        """Screen the household."""
        self.pack, self.answers, self.key, self.lang = pack, answers, key, lang
        self.principal, self.words = principal, words(pack, lang)
        self.case: Case = case_from(pack, answers.case())
        self.rules: Rules = rules_for(pack, self.case.on)
        outcomes = evaluate_all(pack, self.case, principal=principal)
        ways = [self._way(outcome) for outcome in outcomes]
        self.ways = sorted(ways, key=lambda way: ORDER.index(way.word))

    def count(self, word: str) -> int:
        """Return how many pathways have a word."""
        return sum(way.word == word for way in self.ways)

    def _way(self, outcome: Outcome) -> Way:
        name = outcome.pathway
        shut = None
        if outcome.word == CLOSED:
            person = self.case.persons[self.principal]
            shut = closing(self.rules, name, person, outcome.reason, self.lang)
        return Way(
            name,
            self.words.pathway(name, "title"),
            outcome.word,
            referral=self.words.pathway(name, "referral"),
            points=tuple(self.words.criterion(point, "rule") for point in outcome.open_points),
            missing=tuple(self._missing(outcome.wanted)),
            reasons=tuple(self._reasons(outcome)),
            closing=shut,
            members=tuple(self._members(outcome)),
        )

    def _reasons(self, outcome: Outcome) -> Iterator[Reason]:
        if outcome.word != NOT_ELIGIBLE:
            return
        way = self.rules.way(outcome.pathway)
        found = pathway_findings(self.rules, way, self.case, self.principal)
        used = {finding["criterion"]: finding["facts"] for finding in found}
        for name in outcome.criteria:
            yield self._reason(name, used.get(name, {}), self.principal)

    def _reason(self, name: str, used: dict[str, Any], person: int) -> Reason:
        criterion = self.pack.criteria[name]
        return Reason(
            self.words.criterion(name, "rule"),
            self.words.criterion(name, "reason"),
            self.words.criterion(name, "change"),
            said=tuple(self._said(used, person)),
            sources=tuple(sources(self.pack, criterion.sources)),
            first=criterion.first,
            last=criterion.last,
        )

    def _said(self, used: dict[str, Any], person: int) -> Iterator[tuple[str, str, int | None]]:
        """Yield the reader's own answers that a rule looked at, each with the step to change it."""
        for name, value in used.items():
            fact = self._fact(name)
            if value is None or fact.asked != "public" or fact.of == "case":
                continue
            text = spoken.answer(self.pack, fact, value, SAID, self.lang)
            yield self.words.fact(fact.name, "label"), text, self._step(fact, person)

    def _fact(self, name: str) -> Fact:
        """Return a fact by the name that a case file uses: a list goes by its key."""
        facts = self.pack.facts
        return facts[name] if name in facts else next(f for f in facts.values() if f.key == name)

    def _step(self, fact: Fact, person: int) -> int | None:
        owner = None if fact.of == "household" else person
        steps = self.answers.steps
        refs = (Ref(owner, fact.name), *(r for r in steps if r[:2] == (owner, fact.name)))
        return next((steps.index(ref) + 1 for ref in refs if ref in steps), None)

    def _missing(self, wanted: Iterable[tuple[str, int]]) -> Iterator[Missing]:
        for name, owner in wanted:
            if name.startswith(PARAMETER):
                yield Missing(OFFICE, self.words.parameter(name.removeprefix(PARAMETER)))
                continue
            ref = self._owner(name, owner)
            fact = self.pack.facts[name]
            if fact.asked != "public":
                text = self.words.fact(name, "label")
                yield Missing(INTERVIEW if fact.asked == "interview" else OFFICE, text)
            else:
                yield self._to_ask(ref)

    def _to_ask(self, ref: Ref) -> Missing:
        answers = self.answers
        return Missing(
            ASK,
            spoken.question(self.pack, answers, ref, self.lang),
            about=spoken.about(self.pack, answers, ref, self.lang),
            step=answers.steps.index(ref) + 1 if ref in answers.steps else None,
            form="" if ref.fact == self.pack.relations.fact else new_form(self.key, answers, ref),
            how=answers.answered(ref),
        )

    def _owner(self, name: str, owner: int) -> Ref:
        """Return the question about a record that the engine names by its identity."""
        for index, person in enumerate(self.case.persons):
            if id(person) == owner:
                return Ref(index, name)
            for list_fact, value in person.items():
                for row, record in enumerate(getattr(value, "items", ())):
                    if id(record) == owner:
                        return Ref(index, name, list_fact, row)
        return Ref(None, name)

    def _members(self, outcome: Outcome) -> Iterator[Member]:
        way = self.rules.way(outcome.pathway)
        alone = len(self.case.persons) < 2 or not way.has_each
        if alone or outcome.word not in (ELIGIBLE, UNDETERMINED):
            return
        for travel in travellers(self.rules, way, self.case, self.principal):
            yield self._member(travel)

    def _member(self, travel: Travel) -> Member:
        person = self.case.persons[travel.person]
        reasons = []
        for name in travel.criteria:
            node = self.pack.criteria[name].node
            used = facts_used(self.pack, node, [person, self.case.household])
            reasons.append(self._reason(name, used, travel.person))
        return Member(
            spoken.person(self.pack, self.answers, travel.person, self.lang),
            travel.word,
            tuple(reasons),
            tuple(self._missing(travel.wanted)),
        )
