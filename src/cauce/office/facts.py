"""What was said about a household and its persons, as lines of a file: value, source, evidence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from cauce.eligibility import Fact, Pack, words
from cauce.people.facts import (
    CORRECTION,
    FORM,
    IMPORT,
    INTERVIEW,
    OFFICER,
    PRIVATE,
    SAID,
    UNKNOWN,
    Facts,
    Statement,
    contradicted,
)
from cauce.questions import spoken
from cauce.questions.answers import items

# Whoever may not read what is protected sees that there are such facts, never which ones are answered.
PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One statement in words."""

    value: str
    source: str
    who: str
    at: datetime
    evidence: str
    why: str
    rows: tuple[str, ...] = ()


class Rule(NamedTuple):
    """A rule of a pathway that looked at a fact."""

    pathway: str
    criterion: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A fact in a file: what is said of it now, and everything that was said before."""

    name: str
    key: str
    label: str
    now: Said | None
    unknown: bool
    contradicted: bool
    used_by: tuple[str, ...]
    before: tuple[Said, ...] = ()
    protected: bool = field(default=False)

    @property
    def is_said(self) -> bool:
        """Say whether anybody said anything of it."""
        return self.now is not None


def is_protected(fact: Fact) -> bool:
    """Say whether a fact is shown only to whoever may read what is protected."""
    return fact.asked != PUBLIC or fact.protective


def bound(pack: Pack) -> set[str]:
    """Return the facts that a person's own page changes: when they were born, what they are to whom."""
    return {pack.relations.fact, pack.relations.birth}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What lines are made with: the pack, the language, the officers' names and which rule used what."""

    pack: Pack
    lang: str
    names: Mapping[str, str]
    used: Mapping[str, tuple[Rule, ...]]

    def lines(self, of: str, facts: Facts, *, wanted: Iterable[str] = ()) -> Iterator[Line]:
        """Yield the facts of one entity in the pack's order; `wanted` are facts that a rule misses."""
        disputed, missing = set(contradicted(facts)), set(wanted)
        for fact in self.pack.facts.values():
            if fact.of == of and (facts.get(fact.key) or fact.name in missing):
                yield self._line(fact, list(facts.get(fact.key, ())), fact.key in disputed)

    def _line(self, fact: Fact, said: list[Statement], disputed: bool) -> Line:
        told = [self._said(fact, each) for each in reversed(said)]
        return Line(
            name=fact.name,
            key=fact.key,
            label=words(self.pack, self.lang).fact(fact.name, "label"),
            now=told[0] if told else None,
            unknown=not said or said[-1].get("how") != SAID,
            contradicted=disputed,
            used_by=tuple(self._rules(fact.key)),
            before=tuple(told[1:]),
            protected=is_protected(fact),
        )

    def _said(self, fact: Fact, each: Statement) -> Said:
        value = each.get("value")
        return Said(
            value=how_said(self.pack, fact, value, each.get("how", SAID), self.lang),
            source=source(each.get("source", FORM)),
            who=self.names.get(each.get("by", ""), ""),
            at=datetime.fromisoformat(each["at"]),
            evidence=each.get("evidence", ""),
            why=each.get("why", ""),
            rows=tuple(self._rows(fact, value)),
        )

    def _rules(self, key: str) -> Iterator[str]:
        said = words(self.pack, self.lang)
        for rule in self.used.get(key, ()):
            title = said.pathway(rule.pathway, "title")
            yield f"{title}: {said.criterion(rule.criterion, 'rule')}"

    def _rows(self, fact: Fact, value: Any) -> Iterator[str]:
        """Yield the records of a list, each in one line: a number alone would say nothing."""
        if fact.type.kind != "rows" or not fact.type.row:
            return
        own = {f.key: f for f in self.pack.facts.values() if f.of == fact.type.row}
        for row in items(value):
            told = [(own[key], answer) for key, answer in row.items() if key in own]
            yield "; ".join(
                f"{words(self.pack, self.lang).fact(f.name, 'label')}: "
                f"{spoken.answer(self.pack, f, answer, SAID, self.lang)}"
                for f, answer in told
            )


def how_said(pack: Pack, fact: Fact, value: Any, how: str, lang: str) -> str:
    """Return a value in an officer's words: not "I don't know", but that it is not known."""
    if how == PRIVATE:
        return _("not said on a form")
    if how == UNKNOWN or value is None:
        return _("not known")
    return spoken.answer(pack, fact, value, how, lang)


def source(code: str) -> str:
    """Return where a statement came from, in words."""
    return {
        FORM: _("the family's form"),
        OFFICER: _("told to an officer"),
        INTERVIEW: _("interview"),
        CORRECTION: _("correction"),
        IMPORT: _("import"),
    }.get(code, code)


def used_by(pack: Pack, answers: Mapping[str, Any]) -> dict[str, tuple[Rule, ...]]:
    """Return which rules looked at which fact, from a screening's answers by pathway."""
    found: dict[str, dict[Rule, None]] = {}
    for pathway, answer in answers.items():
        for criterion, _value, used in answer.get("findings", ()):
            for name in used:
                rules = found.setdefault(_key(pack, name), {})
                rules[Rule(pathway, str(criterion))] = None
    return {key: tuple(rules) for key, rules in found.items()}


def _key(pack: Pack, name: str) -> str:
    """Return the key under which a fact is stated; one of a record belongs to the list it stands in."""
    fact = pack.facts.get(name)
    if fact is None:
        return name
    lists = (f.key for f in pack.facts.values() if f.type.kind == "rows" and f.type.row == fact.of)
    return fact.key if fact.of in {"person", "household"} else next(lists, fact.key)


def speakers(*facts: Facts) -> set[str]:
    """Return the ids of the officers who made statements."""
    return {s["by"] for each in facts for said in each.values() for s in said if s.get("by")}
