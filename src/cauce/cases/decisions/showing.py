"""What a decision's page shows of a screening: each pathway with its findings, as they may be ticked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cauce.cases.decisions import grounds
from cauce.cases.decisions.grounds import MET, NOT_MET, OPEN, Ground
from cauce.cases.decisions.proposal import View, carries
from cauce.cases.decisions.reading import Typed
from cauce.cases.letter import fact_named
from cauce.cases.opening import OpenCase, Somebody
from cauce.eligibility import CLOSED, ELIGIBLE, Fact, words
from cauce.people import facts
from cauce.questions import spoken, told

TAGS = {MET: "yes", NOT_MET: "stop", OPEN: "ask"}
WORDS = {ELIGIBLE: "yes", "undetermined": "ask", "not_eligible": "plain", CLOSED: "note"}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One ground as it may be ticked."""

    id: str
    rule: str
    who: str
    value: str
    tag: str
    said: tuple[str, ...]
    sources: tuple[Any, ...]
    ticked: bool
    # Ticked, and cannot carry what is decided.
    unfit: bool


@dataclass(frozen=True, kw_only=True)
class Point:
    """A question that the rules leave to a person, on a pathway that is open to them."""

    criterion: str
    rule: str
    view: View | None


@dataclass(frozen=True, kw_only=True)
class Way:
    """A pathway on the page of a decision."""

    id: str
    title: str
    word: str
    tag: str
    eligible: bool
    ticked: bool
    findings: tuple[Finding, ...]
    points: tuple[Point, ...]
    missing: tuple[str, ...]
    some_ticked: bool


@dataclass(frozen=True, kw_only=True)
class Left:
    """A fact that only an officer can answer, and that a pathway still misses."""

    key: str
    who: Somebody | None
    question: str
    why: str


class Shown:
    """The newest screening, in words, with what was ticked."""

    def __init__(self, found: OpenCase, content: Mapping[str, Any], typed: Typed) -> None:
        """Keep what it is made from."""
        self.found, self.content, self.typed = found, content, typed
        self.words = words(found.pack, found.lang)
        self.ticked = set(typed.ticked("grounds"))
        self.all = list(grounds.grounds_of(content).values())

    def ways(self) -> list[Way]:
        """Return every pathway: those open to them first."""
        found = [self._way(name, answer) for name, answer in grounds.answers(self.content).items()]
        order = list(told.ORDER)
        return sorted(found, key=lambda way: order.index(way.word))

    def left_to_officer(self) -> list[Left]:
        """Return the facts that only an officer can answer, each once."""
        found: dict[tuple[str, int | None], Left] = {}
        for answer in grounds.answers(self.content).values():
            for name, person, *_rest in answer.get("missing", []):
                fact = self.found.pack.facts.get(name)
                if fact is not None and fact.asked == "office":
                    found[(name, person)] = self._left(fact, person)
        return list(found.values())

    def _left(self, fact: Fact, person: int | None) -> Left:
        who = None if person is None else self._member(person)
        return Left(
            key=fact.key,
            who=who,
            question=self.words.fact(fact.name, "question"),
            why=self.words.fact(fact.name, "why"),
        )

    def _way(self, name: str, answer: Mapping[str, Any]) -> Way:
        findings = tuple(self._findings(name))
        return Way(
            id=name,
            title=self.words.pathway(name, "title"),
            word=answer["word"],
            tag=told.tag(answer["word"]),
            eligible=answer["word"] == ELIGIBLE,
            ticked=name in self.typed.ticked("pathways"),
            findings=findings,
            points=tuple(self._points(answer)),
            missing=tuple(dict.fromkeys(self._missing(answer))),
            some_ticked=any(finding.ticked for finding in findings),
        )

    def _findings(self, pathway: str) -> Iterator[Finding]:
        for ground in self.all:
            if ground.pathway == pathway:
                yield self._finding(ground)

    def _finding(self, ground: Ground) -> Finding:
        if ground.criterion:
            rule: str = self.words.criterion(ground.criterion, "rule")
            keys = self.found.pack.criteria[ground.criterion].sources
        elif ground.closed:
            rule, keys = self.words.closed(ground.closed, "title"), ()
        else:
            rule, keys = _("A fact is missing on this pathway"), ()
        return Finding(
            id=ground.id,
            rule=rule,
            who=self._member(ground.person).name if ground.person else "",
            value={
                MET: _("holds"),
                NOT_MET: _("does not hold"),
                OPEN: _("not known"),
            }[ground.value],
            tag=TAGS[ground.value],
            said=tuple(self._said(ground)),
            sources=tuple(told.sources(self.found.pack, keys)),
            ticked=ground.id in self.ticked,
            unfit=ground.id in self.ticked and not carries(self.typed.outcome, ground),
        )

    def _said(self, ground: Ground) -> Iterator[str]:
        for name, value in ground.facts.items():
            fact = fact_named(self.found.pack, name)
            if fact.of != "case":
                how = facts.SAID if value is not None else facts.UNKNOWN
                answer = spoken.answer(self.found.pack, fact, value, how, self.found.lang)
                yield f"{self.words.fact(fact.name, 'label')}: {answer}"

    def _points(self, answer: Mapping[str, Any]) -> Iterator[Point]:
        for criterion in answer.get("open_points", []):
            rule = self.words.criterion(criterion, "rule")
            yield Point(criterion=criterion, rule=rule, view=self.typed.views.get(criterion))

    def _missing(self, answer: Mapping[str, Any]) -> Iterator[str]:
        for name, *_place in answer.get("missing", []):
            if name in self.found.pack.facts:
                yield self.words.fact(name, "label")
            else:
                yield self.words.parameter(name.partition(":")[2])

    def _member(self, person: int) -> Somebody:
        return self.found.members[person]
