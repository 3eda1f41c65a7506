"""The letter of a decision. The preview and the decision are made by this one function.

Rules, reasons and names of pathways come from the pack's words, in the family's language; where the pack or
the office lacks a text, nothing is sent and it is said who writes it. What only an interview asks, and what
protects somebody, is never written into a letter that others may read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cauce.base import codes
from cauce.base.refusal import Refused
from cauce.cases.decisions import grounds
from cauce.cases.decisions.grounds import Ground
from cauce.cases.decisions.proposal import Proposal
from cauce.cases.models import Decision
from cauce.eligibility import NOT_ELIGIBLE, Fact, Pack, Said, Words, words
from cauce.notices.letters import Letter, Untranslated, Value, compose
from cauce.people import facts
from cauce.questions import spoken
from cauce.questions.answers import items


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a letter is made from, beside the proposal."""

    pack: Pack
    content: Mapping[str, Any]
    reviewed: bool
    reference: str
    decided_on: date
    review_until: date


def decision_letter(
    proposal: Proposal, chosen: Sequence[Ground], basis: Basis, language: str
) -> Letter:
    """Return the letter in a language. Refused where a text of it is missing in that language."""
    spoken_in = language.partition("-")[0]
    if spoken_in not in dict(settings.LANGUAGES):
        raise Untranslated("decision", language)
    with translation.override(spoken_in):
        paragraphs = "\n\n".join(_Writer(proposal, chosen, basis, spoken_in).paragraphs())
    values: dict[str, Value] = {
        "reference": codes.shown(basis.reference),
        "decided_on": basis.decided_on,
        "review_until": basis.review_until,
        "paragraphs": paragraphs,
    }
    return compose("decision", language, values)


class _Writer:
    """Writes the paragraphs of one letter."""

    def __init__(
        self, proposal: Proposal, chosen: Sequence[Ground], basis: Basis, lang: str
    ) -> None:
        self.proposal, self.chosen, self.basis, self.lang = proposal, chosen, basis, lang
        self.words: Words = words(basis.pack, lang)
        self.answers = grounds.answers(basis.content)

    def paragraphs(self) -> Iterator[str]:
        yield from {
            Decision.Outcome.REFER: self._refer,
            Decision.Outcome.NOT_NOW: self._not_now,
            Decision.Outcome.WAIT: self._wait,
        }[Decision.Outcome(self.proposal.outcome)]()
        if self.proposal.words.strip():
            yield "# " + _("What else we want to tell you")
            yield self.proposal.words.strip()
        if not self.basis.reviewed:
            yield _(
                "The rules that were used are a draft that no lawyer has signed. "
                "An officer decided, not the machine."
            )

    def _refer(self) -> Iterator[str]:
        yield _("Yes: your case may be referred.")
        yield _("A referral is not an approval. The destination country decides.")
        for pathway in self.proposal.pathways:
            yield f"# {self._pathway(pathway, 'title')}"
            yield self._pathway(pathway, "referral")
            held = [g for g in self.chosen if g.pathway == pathway]
            yield _("You meet these rules:") + "\n" + self._rules(g.criterion for g in held)
            points = self.answers[pathway].get("open_points", [])
            if points:
                left = _("This is left to whoever decides there:")
                yield f"{left}\n{self._rules(points)}"

    def _not_now(self) -> Iterator[str]:
        yield _("Not now: your case cannot be referred today.")
        yield _("This is no judgement of you. It says which rules are not met, and on which data.")
        for pathway in dict.fromkeys(ground.pathway for ground in self.chosen):
            yield f"# {self._pathway(pathway, 'title')}"
            for ground in self._failing(pathway):
                yield self._reason(ground)
        yield _("What the rules say of every other pathway stands in “My application”.")

    def _wait(self) -> Iterator[str]:
        yield _("We cannot decide yet: something is still missing.")
        yield _("Please tell us, or bring:") + "\n" + _list(dict.fromkeys(self._missing()))
        yield _("Your place is kept. Tell us in “My application”, by telephone or at the office.")

    def _failing(self, pathway: str) -> list[Ground]:
        # Every rule that is not met, not only the chosen ones: nobody shall mend one and meet the next.
        found = grounds.grounds_of(self.basis.content).values()
        of_pathway = [g for g in found if g.pathway == pathway]
        wanted = self.answers[pathway].get("criteria", [])
        if self.answers[pathway]["word"] != NOT_ELIGIBLE:
            wanted = []
        picked = {ground.id for ground in self.chosen}
        return [
            ground
            for ground in of_pathway
            if ground.id in picked or (ground.person == 0 and ground.criterion in wanted)
        ]

    def _reason(self, ground: Ground) -> str:
        if not ground.criterion:
            said = (self.words.closed(ground.closed, part) for part in ("title", "meaning"))
            return " ".join(f"{self._there(text)}." for text in said).replace("..", ".")
        lines = [self._criterion(ground.criterion, "reason")]
        rule = _("The rule: %(rule)s") % {"rule": self._criterion(ground.criterion, "rule")}
        # The pack's own words, which begin with "This would change".
        change = self._criterion(ground.criterion, "change")
        return "\n".join([*lines, _list([rule, *self._data(ground), change])])

    def _data(self, ground: Ground) -> Iterator[str]:
        for name, value in ground.facts.items():
            fact = fact_named(self.basis.pack, name)
            if value is None or fact.of == "case" or fact.asked != "public" or fact.protective:
                continue
            self._demand_codes(fact, value)
            said = spoken.answer(self.basis.pack, fact, value, facts.SAID, self.lang)
            label = self._there(self.words.fact(fact.name, "label"))
            yield _("Your data: %(label)s: %(answer)s") % {"label": label, "answer": said}

    def _missing(self) -> Iterator[str]:
        for ground in self.chosen:
            for name in grounds.missing_of(self.basis.content, ground):
                fact = self.basis.pack.facts[name]
                if fact.asked == "public" and not fact.protective:
                    yield self._there(self.words.fact(name, "label"))
                else:
                    yield _("something that we ask in person")

    def _rules(self, criteria: Iterable[str]) -> str:
        return _list(dict.fromkeys(self._criterion(name, "rule") for name in criteria))

    def _pathway(self, name: str, part: str) -> str:
        return self._there(self.words.pathway(name, part))

    def _criterion(self, name: str, part: str) -> str:
        return self._there(self.words.criterion(name, part))

    def _there(self, said: Said) -> str:
        if said.lang != self.lang:
            raise Refused(
                _(
                    "The rules lack a text in the family's language, so nothing is sent. "
                    "Ask for it: the rule editor (words/%(language)s.yaml: “%(text)s”)."
                )
                % {"language": self.lang, "text": said}
            )
        return " ".join(said.split())

    def _demand_codes(self, fact: Fact, value: Any) -> None:
        values = items(value) if fact.type.kind == "set" else [value]
        if fact.type.kind in {"code", "set"}:
            for code in values:
                if code not in ("none", "unknown"):
                    self._there(self.words.code(fact.type.codes, code))


def fact_named(pack: Pack, name: str) -> Fact:
    """Return a fact by the name that a finding uses: a list goes by its key."""
    found = pack.facts.get(name)
    return found or next(fact for fact in pack.facts.values() if fact.key == name)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
