"""Where an answer of an interview belongs: a fact of the household, of a person, or of an entry in a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cauce.applications import screening
from cauce.base.days import day_at
from cauce.cases.interviews.statements import all_said
from cauce.cases.opening import OpenCase, Somebody
from cauce.eligibility import Fact, Faults, Question, ask, case_from, words
from cauce.people import facts
from cauce.people.facts import Statement
from cauce.questions import spoken
from cauce.questions.answers import items

HOUSEHOLD = "h"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A question about somebody; `within` and `row` name an entry of a list of theirs."""

    who: Somebody | None
    fact: Fact
    within: Fact | None = None
    row: int = 0
    said: tuple[Statement, ...] = ()

    @property
    def code(self) -> str:
        """Return how an address names it; nothing of a person is in it."""
        who = str(self.who.member.number) if self.who else HOUSEHOLD
        parts = [who, self.fact.name]
        if self.within is not None:
            parts += [self.within.name, str(self.row)]
        return ":".join(parts)

    @property
    def key(self) -> str:
        """Return the key under which the statement is kept."""
        return (self.within or self.fact).key

    @property
    def now(self) -> tuple[Any, str]:
        """Return the value that stands and how it was said; an empty `how` where nothing was."""
        if not self.said:
            return None, ""
        last = self.said[-1]
        value, how = last.get("value"), last.get("how", facts.SAID)
        if self.within is None or how != facts.SAID:
            return (value, how) if self.within is None else (None, "")
        entries = items(value)
        entry = entries[self.row] if self.row < len(entries) else {}
        known = self.fact.key in entry
        return (entry.get(self.fact.key), facts.SAID) if known else (None, "")

    def stated(self, value: Any, how: str) -> tuple[Any, str]:
        """Return what is kept: the value, or its whole list with this one entry changed."""
        if self.within is None:
            return (self._resized(value), how) if how == facts.SAID else (None, how)
        whole = self.said[-1].get("value") if self.said else []
        entries = [dict(entry) for entry in items(whole)]
        entries[self.row][self.fact.key] = value if how == facts.SAID else None
        kept = {**whole, "items": entries} if isinstance(whole, dict) else entries
        return kept, facts.SAID

    def _resized(self, value: Any) -> Any:
        if self.fact.type.kind != "rows" or not self.fact.type.row or value is None:
            return value
        old, new = items(self.now[0]), items(value)
        kept = [*old[: len(new)], *({} for _each in new[len(old) :])]
        return {**value, "items": kept} if isinstance(value, dict) else kept


@dataclass(frozen=True, kw_only=True)
class Line:
    """A question as a page shows it."""

    place: Place
    about: str
    label: str
    question: str
    why: str
    before: tuple[str, ...]
    interview_only: bool
    pathways: tuple[str, ...] = ()


class Talk:
    """Everything that can be asked of a household, and what was said of it before."""

    def __init__(self, found: OpenCase, on: date) -> None:
        """Read what was said."""
        self.found, self.on = found, on
        self.words = words(found.pack, found.lang)
        application = found.case.application
        self.household = all_said(application, None, opened=found.opened)
        self.of_member = {
            each.member.number: all_said(application, each.member, opened=found.opened)
            for each in found.members
        }

    def wanted(self) -> list[Line]:
        """Return what can still change an outcome and was not asked in a talk already, best first."""
        return [line for line in self._asked() if not _settled(line.place)]

    def unanswered(self) -> list[Line]:
        """Return what was asked in a talk and is still not known, or was not told."""
        return [line for line in self._asked() if _settled(line.place)]

    def place(self, code: str) -> Place | None:
        """Return a question by the name an address gives it; None for one that is none."""
        who, _colon, rest = code.partition(":")
        name, _colon, entry = rest.partition(":")
        within, _colon, row = entry.partition(":")
        fact, outer = self.found.pack.facts.get(name), self.found.pack.facts.get(within)
        somebody = next((s for s in self.found.members if str(s.member.number) == who), None)
        stated = outer or fact
        if fact is None or stated is None or (somebody is None) is not (who == HOUSEHOLD):
            return None
        if stated.of != ("person" if somebody else "household") or fact.asked == "office":
            return None
        place = self._place(somebody, fact, outer, int(row) if row.isdecimal() else 0)
        entries = items(place.said[-1].get("value")) if outer and place.said else []
        if outer is not None and (fact.of != outer.type.row or place.row >= len(entries)):
            return None
        return place

    def line(self, place: Place, pathways: tuple[str, ...] = ()) -> Line:
        """Return a question in words."""
        fact, who = place.fact, place.who
        other = self.words.fact(fact.name, "other") if who and who.member.number else ""
        return Line(
            place=place,
            about=self.about(place),
            label=self.words.fact(fact.name, "label"),
            question=other or self.words.fact(fact.name, "question"),
            why=self.words.fact(fact.name, "why"),
            before=tuple(self.said(place)),
            interview_only=fact.asked != "public" or fact.protective,
            pathways=pathways,
        )

    def about(self, place: Place) -> str:
        """Return whom a question is about."""
        said = [place.who.name or place.who.relation] if place.who else [_("The household")]
        if place.within is not None:
            label = self.words.fact(place.within.name, "label")
            said.append(_("%(list)s, number %(n)d") % {"list": label, "n": place.row + 1})
        return " · ".join(said)

    def said(self, place: Place) -> Iterator[str]:
        """Yield what was said before of a fact, the newest first, with its day and its source."""
        for one in reversed(place.said):
            value = one.get("value")
            if place.within is not None:
                entries = items(value)
                value = entries[place.row].get(place.fact.key) if place.row < len(entries) else None
            yield self.in_words(place.fact, value, one)

    def in_words(self, fact: Fact, value: Any, one: Statement) -> str:
        """Return a statement in words."""
        how = one.get("how", facts.SAID)
        said = spoken.answer(self.found.pack, fact, value, how, self.found.lang)
        why = f" ({one['why']})" if one.get("why") else ""
        day = day_at(self.found.case.site, datetime.fromisoformat(one["at"]))
        short = date_format(day, "SHORT_DATE_FORMAT")
        return f"{said} · {source(one.get('source', ''))}, {short}{why}"

    def everything(self) -> Iterator[tuple[str, list[Line]]]:
        """Yield what was said of each person and of the household, to be read back."""
        for each in self.found.members:
            said = self.of_member[each.member.number]
            yield each.name or each.relation, list(self._lines(each, "person", said))
        yield _("The household"), list(self._lines(None, "household", self.household))

    def contradictions(self) -> list[Line]:
        """Return the facts of which two statements that name a value disagree."""
        return [
            line
            for _who, lines in self.everything()
            for line in lines
            if facts.contradicted({line.place.key: line.place.said})
        ]

    def _lines(self, who: Somebody | None, entity: str, said: facts.Facts) -> Iterator[Line]:
        for key, fact in self.found.pack.facts_of(entity).items():
            if said.get(key) and fact.name != self.found.pack.relations.fact:
                yield self.line(self._place(who, fact))

    def _asked(self) -> Iterator[Line]:
        application = self.found.case.application
        data = screening.case_of(application, self.on, opened=self.found.opened)
        try:
            asked = ask(self.found.pack, case_from(self.found.pack, data))
        except Faults:
            return  # what was said does not fit together: the file says so, and nothing is asked
        for question in asked.questions:
            if question.fact.asked != "office" and question.fact.name != self._relation:
                yield self.line(self._of(question), question.pathways)

    @property
    def _relation(self) -> str:
        return self.found.pack.relations.fact

    def _of(self, question: Question) -> Place:
        who = None if question.person is None else self.found.members[question.person]
        outer = self.found.pack.facts[question.list_fact] if question.list_fact else None
        return self._place(who, question.fact, outer, question.relative or 0)

    def _place(
        self, who: Somebody | None, fact: Fact, within: Fact | None = None, row: int = 0
    ) -> Place:
        said = self.of_member[who.member.number] if who else self.household
        statements = tuple(said.get((within or fact).key, ()))
        return Place(who=who, fact=fact, within=within, row=row, said=statements)


def source(code: str) -> str:
    """Return where a statement came from, in words."""
    return {
        facts.FORM: _("the family's form"),
        facts.OFFICER: _("told to an officer"),
        facts.INTERVIEW: _("interview"),
        facts.CORRECTION: _("correction"),
        facts.IMPORT: _("import"),
    }.get(code, code)


def _settled(place: Place) -> bool:
    """Say whether a talk brought no answer to a question that was put."""
    if not place.said or place.said[-1].get("source") != facts.INTERVIEW:
        return False
    if place.within is None:
        return place.said[-1].get("how") != facts.SAID
    # In an entry of a list, a fact that was asked and is not known stands there without a value.
    entries = items(place.said[-1].get("value"))
    entry = entries[place.row] if place.row < len(entries) else {}
    return place.fact.key in entry and entry[place.fact.key] is None
