"""A kept screening in words: what each pathway's answer is, why, what is missing, and where it is written.

The words are those of *Could I?*. What only an interview asks and what protects somebody is shown to whoever
may read it; to anyone else it is said that something is hidden. A rule that looks at such a fact is veiled
whole, whatever was said: that it is not met would tell as much as the answer. To a family a rule on what it
said itself is told, without the answer that protects somebody.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cauce.applications import answering, kept
from cauce.applications.models import Screening
from cauce.base.envelopes import OpenKeys
from cauce.eligibility import CLOSED, NOT_ELIGIBLE, Fact, Pack, words
from cauce.packs import pack
from cauce.questions import spoken, told
from cauce.questions.answers import SAID
from cauce.questions.told import Source, sources

ASK, OFFICE, INTERVIEW = "ask", "office", "interview"
PARAMETER = "parameter:"
_VALUES = {"true": True, "false": False, "unknown": None}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule that was looked at: whether it is met (None: not known), and the answers that it used.

    `said` are (label, answer) pairs that this reader may see; `hidden` says that there are others. Of one
    that is `veiled` nothing else is told at all.
    """

    id: str
    met: bool | None
    rule: str
    reason: str
    change: str
    said: tuple[tuple[str, str], ...]
    hidden: bool
    sources: tuple[Source, ...]
    first: date | None = None
    last: date | None = None
    veiled: bool = False


_VEILED = Finding(
    id="", met=None, rule="", reason="", change="", said=(), hidden=True, sources=(), veiled=True
)


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What is not known yet: who can say it (ask: the family; office; interview), and about whom.

    `member` is a member's number, None the household; `list_fact` and `row` name an entry of a list.
    """

    kind: str
    fact: str
    text: str
    about: str = ""
    member: int | None = None
    list_fact: str = ""
    row: int | None = None


@dataclass(frozen=True, kw_only=True)
class MemberWord:
    """What another person of the household gets on a pathway."""

    member: int
    who: str
    word: str
    tag: str
    reasons: tuple[Finding, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """The answer for one pathway. `reasons` are the findings that explain it; `findings` are all."""

    id: str
    title: str
    word: str
    tag: str
    line: str
    referral: str
    closed: str = ""
    points: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    reasons: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    members: tuple[MemberWord, ...] = ()


def explained(
    row: Screening,
    lang: str,
    *,
    names: Mapping[int, str] | None = None,
    protected: bool = False,
    own: bool = False,
    principal: int = 0,
    opened: OpenKeys | None = None,
) -> list[Pathway]:
    """Return a screening's answers in words, those that lead somewhere first. Raises Sealed.

    `names` are the members' names by number (`people.names.by_number`); `protected` says that the reader
    may see what only an interview asks and what protects somebody, `own` that it is the family. With another
    member as `principal` it is worked out anew, and the list is empty once the law is another: then screen
    again.
    """
    content = kept.content(row, opened=opened)
    teller = _Teller(lang, content["persons"], names or {}, protected, own)
    answers = content["pathways"]
    if principal:
        place = content["persons"].index(principal)
        lawful = row.law == pack().law
        answers = answering.answers_with(content, pack(), principal=place) if lawful else {}
    found = [teller.pathway(name, answer) for name, answer in answers.items()]
    return sorted(found, key=lambda pathway: told.ORDER.index(pathway.word))


class _Teller:
    """Puts kept answers into the words of a language."""

    def __init__(
        self,
        lang: str,
        numbers: list[int],
        names: Mapping[int, str],
        protected: bool,
        own: bool,
    ) -> None:
        self.rules: Pack = pack()
        self.lang, self.words = lang, words(self.rules, lang)
        self.numbers, self.names = numbers, names
        self.protected, self.own = protected, own
        self.by_key = {fact.key: fact for fact in self.rules.facts.values()}

    def pathway(self, name: str, answer: kept.Json) -> Pathway:
        word = answer["word"]
        failing = set(answer.get("criteria", ())) if word == NOT_ELIGIBLE else set()
        every = [(kept[0], self._finding(*kept)) for kept in answer.get("findings", ())]
        missing = tuple(self._missing(answer.get("missing", ())))
        shut = self.words.closed(answer["reason"], "title") if word == CLOSED else ""
        return Pathway(
            id=name,
            title=self.words.pathway(name, "title"),
            word=word,
            tag=told.tag(word),
            line=told.line(
                word,
                missing=len(missing),
                interview=bool(missing) and all(m.kind == INTERVIEW for m in missing),
                closed=shut,
            ),
            referral=self.words.pathway(name, "referral"),
            closed=self.words.closed(answer["reason"], "meaning") if word == CLOSED else "",
            points=tuple(self.words.criterion(p, "rule") for p in answer.get("open_points", ())),
            missing=missing,
            reasons=tuple(finding for rule, finding in every if rule in failing),
            findings=tuple(finding for _rule, finding in every),
            members=tuple(self._members(answer.get("members", {}))),
        )

    def _members(self, members: Mapping[str, kept.Json]) -> Iterator[MemberWord]:
        for place, answer in members.items():
            number = self.numbers[int(place)]
            yield MemberWord(
                member=number,
                who=self._who(number),
                word=answer["word"],
                tag=told.travels(answer["word"]),
                reasons=tuple(self._finding(*kept) for kept in answer.get("findings", ())),
                missing=tuple(self._missing(answer.get("missing", ()))),
            )

    def _finding(self, name: str, value: str, used: Mapping[str, Any]) -> Finding:
        # A rule that is gone from the pack keeps its name; its words are gone with it.
        criterion = self.rules.criteria.get(name)
        facts = [fact for fact in map(self._fact, used) if fact is not None]
        if any(self._is_veiled(fact) for fact in facts):
            return _VEILED
        return Finding(
            id=name,
            met=_VALUES[value],
            rule=self.words.criterion(name, "rule"),
            reason=self.words.criterion(name, "reason"),
            change=self.words.criterion(name, "change"),
            said=tuple(self._said(used)),
            hidden=any(self._is_hidden(fact) for fact in facts),
            sources=tuple(sources(self.rules, criterion.sources if criterion else ())),
            first=criterion.first if criterion else None,
            last=criterion.last if criterion else None,
        )

    def _is_hidden(self, fact: Fact) -> bool:
        return not self.protected and (fact.protective or fact.asked != "public")

    def _is_veiled(self, fact: Fact) -> bool:
        return self._is_hidden(fact) and not (self.own and fact.asked == "public")

    def _said(self, used: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in used.items():
            fact = self._fact(name)
            if value is None or fact is None or fact.of == "case" or self._is_hidden(fact):
                continue
            text = spoken.answer(self.rules, fact, value, SAID, self.lang)
            yield self.words.fact(fact.name, "label"), text

    def _fact(self, name: str) -> Fact | None:
        """Return a fact by the name that a case file uses: a list goes by its key."""
        return self.rules.facts.get(name) or self.by_key.get(name)

    def _missing(self, places: Iterable[list[Any]]) -> Iterator[Missing]:
        for name, place, list_fact, row in places:
            if name.startswith(PARAMETER):
                text = self.words.parameter(name.removeprefix(PARAMETER))
                yield Missing(kind=OFFICE, fact=name, text=text)
                continue
            fact = self.rules.facts.get(name)
            asked = fact.asked if fact else "office"
            number = None if place is None else self.numbers[place]
            yield Missing(
                kind=ASK if asked == "public" else asked,
                fact=name,
                text=self.words.fact(name, "label"),
                about="" if number is None else self._who(number),
                member=number,
                list_fact=list_fact,
                row=row,
            )

    def _who(self, number: int) -> str:
        if number in self.names:
            return self.names[number]
        if number == 0:
            return _("Main applicant")
        return _("Person %(number)d") % {"number": number + 1}
