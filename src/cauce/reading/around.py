"""What stands around a cue: its clause, its date, its parties, and whether it is hedged."""

import re
from collections.abc import Callable
from typing import NamedTuple

from cauce.reading.chain import ARTICLE, Chain, subject
from cauce.reading.draft import NOT_STATED, Draft, Span, When
from cauce.reading.lexicon import Cue
from cauce.reading.names import Mention
from cauce.reading.page import Line, Page
from cauce.reading.text import COMING
from cauce.reading.when import Moment

_TURN = "but|and|while|although|which|leaving|pero|aunque|mientras|que|lo que"
_BREAK = re.compile(rf"[;:]|,\s+(?:{_TURN})\b|\b(?:but|while|although|pero|aunque|mientras)\b")
_AUXILIARY = re.compile(
    r"(?:[\s,]|'s|\b(?:has|have|had|also|formally|again|ha|han|ya|tambien|le|les|se|lo)\b)*"
)
_BY = re.compile(r"\b(?:by|por)\s+(?:the |la |el |los )?$")


_REPORTED = re.compile(
    r"\b(?:reported|reports|was quoted as saying|publico|reporto)\s+"
    r"(?:(?:on|late|early|last|el|este|la|pasado)\s+)*$"
)
# `, who took office in May,`: its day is not that of the verb behind it.
_RELATIVE = re.compile(r",\s+(?:whose|who|which|cuy[oa]s?|que|quien|quienes)\b[^,;]*,")
_WHOSE = re.compile(r",\s+(?:cuy[oa]s?|whose)\b")


class Hit(NamedTuple):
    """A cue that was found in a line."""

    cue: Cue
    start: int
    end: int


class Here(NamedTuple):
    """A line with its page and its chain: what every kind of entry is read from."""

    page: Page
    line: Line
    chain: Chain

    def hits(self, kind: str, real: Callable[[Hit], bool] | None = None) -> list[Hit]:
        """The cues of a kind, in order, without those inside another; `real` says which count at all."""
        found: list[Hit] = []
        for cue in self.page.lexicon.cues:
            if cue.kind == kind:
                for match in cue.pattern.finditer(self.line.folded):
                    hit = Hit(cue, *match.span())
                    if not self.line.names(*match.span()) and not any(
                        h.start < match.end() and match.start() < h.end for h in found
                    ):
                        found += [hit] if real is None or real(hit) else []
        return sorted(found, key=lambda hit: hit.start)

    def says(self, name: str, start: int, end: int) -> bool:
        """Whether words of this group stand in a stretch of the line."""
        return bool(
            # A stretch may begin within a word: what stands before it is seen, but not searched.
            self.page.lexicon.words[name].search(self.line.folded, max(0, start), max(0, end))
        )

    def coming(self, start: int, end: int) -> bool:
        """Whether a stretch speaks of something still to come."""
        said = self.line.sentence.said[max(0, start) : max(0, end)]
        return self.says("future", start, end) or bool(COMING.search(said))

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around a place: up to the next word that turns the sentence."""
        cuts = [0, *(m.start() for m in _BREAK.finditer(self.line.folded)), len(self.line.folded)]
        left = max(c for c in cuts if c <= at)
        return left, min((c for c in cuts if c > at), default=len(self.line.folded))

    def lead(self, at: int, reach: int = 45) -> tuple[int, int]:
        """The words of the clause shortly before a place."""
        return max(self.clause(at)[0], at - reach), at

    def moment(
        self,
        start: int,
        end: int,
        *,
        clause: bool = False,
        reach: int = 10_000,
        poll: bool = False,
        until: int = 100_000,
    ) -> When:
        """The date nearest to a cue; dates of an election or of the report itself are others' dates."""
        left, right = self.clause(start) if clause else (0, len(self.line.folded))
        own = [
            m for m in self.line.moments
            if self._own(m, poll, start) and left <= m.start and m.end <= right
            and _far(m, start, end) <= reach and m.end <= until
        ]  # fmt: skip
        # Who takes or leaves an office does so on the day that is said after the verb.
        late = [m for m in own if m.end > end] if poll else []
        # What stands between the same commas belongs together.
        first = self.line.folded.rfind(",", 0, start)
        last = self.line.folded.find(",", end)
        beside = [m for m in own if first < m.start and (last < 0 or m.start < last)]
        own = beside or own
        return min(late or own, key=lambda m: _far(m, start, end)).when if own else NOT_STATED

    def _own(self, moment: Moment, poll: bool, at: int) -> bool:
        folded = self.line.folded
        if any(
            0 < first <= moment.start < last and not first <= at < last
            for first, last in self.chain.told
        ):
            return False
        if _REPORTED.search(folded[: moment.start]):
            return False
        # `, whose first session will be held in October`: the day of that session alone.
        whose = [m.start() for m in _WHOSE.finditer(folded) if m.start() < moment.start]
        if whose and at < whose[-1]:
            return False
        for aside in _RELATIVE.finditer(folded):
            inside = aside.start() <= moment.start < aside.end()
            if inside and not aside.start() <= at < aside.end():
                return False
        near = re.split(",", self.line.folded[max(0, moment.start - 80) : moment.start])[-1]
        near += self.line.folded[moment.start : moment.end + 25]
        return poll or not self.page.lexicon.words["election"].search(near)

    def is_of_governments(self, known: list[Draft]) -> bool:
        """Whether a party is named, or was shortly before; sport, shows and companies are not ours."""
        if any(m.kind != "country" for m in self.line.mentions):
            return True
        if self.says("no government", 0, len(self.line.folded)):
            return False
        if self.line.mentions or self.line.speaker or self.page.official:
            return True
        begin = self.line.sentence.start
        near = [x for x in self.page.lines if x.sentence.end <= begin][-4:]
        starts = {x.sentence.start for x in near}
        return any(span.start in starts for d in known if d.layer == "entry" for span in d.evidence)

    def draft(self, kind: str, act: str, start: int, end: int) -> Draft:
        """A draft with its evidence and chain; what the kind knows more of is filled in after."""
        sentence, chain = self.line.sentence, self._voice(kind, start, end)
        hedged = self.says("hedge", *self.clause(start)) or self._condition(start, end)
        return Draft(
            kind, act, [Span(sentence.start, sentence.end)], date=self.moment(start, end),
            said_by=chain.said_by, on_behalf_of=chain.on_behalf_of, reported_by=chain.reported_by,
            hedged=hedged,
        )  # fmt: skip

    def _voice(self, kind: str, start: int, end: int) -> Chain:
        """The text's own voice for what follows a quotation and its speaker; else the line's chain."""
        if kind != "statement" and not self.line.speaker and self._asks_or_acts(kind, start, end):
            # Who asks for something again does not say that it was asked: the text does.
            return Chain(self.page.official or ARTICLE)
        if not self.chain.told or any(a <= start <= b for a, b in self.line.quotes):
            return self.chain
        first, last = self.chain.told[0]
        quoted = any(b <= first for _, b in self.line.quotes)
        return Chain(self.page.official or ARTICLE) if quoted and start > last else self.chain

    def _asks_or_acts(self, kind: str, start: int, end: int) -> bool:
        """Whether a cue stands in the words that only say who speaks, and is no announcement of theirs."""
        for first, last in self.chain.told:
            if not first <= start < last or self.says("announced", start, start + 14):
                continue
            if not self.says("announced by", first, last) and (kind != "request" or last <= end):
                return True
        return False

    def _condition(self, start: int, end: int) -> bool:
        """A sum that depends on something else is hedged."""
        return bool(self.line.money) and self.says("condition", 0, len(self.line.folded))

    def parties(self, start: int, end: int) -> tuple[list[str], list[str]]:
        """Who acts before the cue and on whom after it."""
        actor = subject(self.line, start)
        named = [m for m in self.line.mentions if not self.told(m)]
        before = [m for m in named if m.end <= start]
        passive = [
            m for m in named if m.start - end < 40 and _BY.search(self.line.folded[end : m.start])
        ]
        if actor and not _AUXILIARY.fullmatch(self.line.folded[actor.end : start]):
            actor = None
        doers = [*passive, *([actor] if actor else []), *before]
        actor = doers[0] if doers else None
        after = [m for m in named if m.start >= end - 12 and (not actor or m.name != actor.name)]
        after = after or [m for m in before if actor and m.of != actor.of and m.name != actor.name]
        return ([actor.name] if actor else []), ([after[0].name] if after else [])

    def told(self, mention: Mention) -> bool:
        """Whether the mention stands in the words that only say who says it."""
        return any(0 < first <= mention.start < last for first, last in self.chain.told)

    def officials(self) -> list[Mention]:
        """Each party of the line once, without a country that only says whose a person is."""
        kept: list[Mention] = []
        owners = {m.of for m in self.line.mentions if m.kind == "person"}
        for mention in self.line.mentions:
            plain = mention.kind == "country" and mention.name in owners
            if not plain and mention.name not in [m.name for m in kept]:
                kept.append(mention)
        return kept


def _far(moment: Moment, start: int, end: int) -> int:
    if moment.end <= start:
        return start - moment.end
    return max(0, moment.start - end)
