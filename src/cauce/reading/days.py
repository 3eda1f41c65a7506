"""Days that a sentence takes from those around it: of the report, of the talks, of what was told before."""

import re
from itertools import pairwise

from cauce import dates
from cauce.reading import deeds
from cauce.reading.chain import Chain
from cauce.reading.draft import NOT_STATED, Draft, When
from cauce.reading.page import Line, Page
from cauce.reading.when import AS_OF

# `The accord was signed on Sunday`: tells again, with its day, what the first sentence tells.
_AGAIN = re.compile(
    r"(?:the|this|that|el|la|esta?|dich[oa])?\s*(?:\w+\s)?(?:accord|agreement|deal|pact|memorandum|"
    r"treaty|text|document|request|appeal|call|plea|petition|talks|meeting|decision|measure|"
    r"announcement|acuerdo|convenio|pacto|memorando|memorandum|tratado|texto|documento|solicitud|"
    r"peticion|pedido|llamado|encuentro|reunion|cita|decision|medida|anuncio|firma|rubrica)\b"
)
_SIGNING = re.compile(
    r"\bto (?:sign|seal|finali[sz]e|conclude)\b|\bpara (?:firmar|suscribir|sellar)\b"
)
# `During the call`, `en ese encuentro`: what follows was said there.
_THERE = re.compile(
    r"(?:(?:during|at|in) (?:the|this|that|their|his|her)\s(?:\w+\s)?"
    r"(?:call|meeting|talks|conversation|visit|encounter|session|summit|discussions?)\b"
    r"(?! (?:in|of|on|at|with)\b)|"
    r"(?:durante|en) (?:el|la|este|esta|ese|esa|aquel|aquella|dich[oa]|su|las)\s"
    r"(?:encuentro|reunion|llamada|conversacion|visita|cita|dialogo|sesion|conversaciones)\b"
    r"(?! (?:de|del|con|en)\b))"
)
_JOINT = re.compile(
    r"\bjoint (?:press|news) conference\b|\b(?:rueda|conferencia) de prensa conjunta\b"
)
# What begins like this goes on with what the sentence before told.
_FURTHER = re.compile(
    r"(?:under (?:its|the|their) (?:terms?|deal|agreement|accord|pact)|another|an additional|a further|"
    r"of (?:this|that|these|which)|that (?:pact|deal|agreement|accord|treaty)|"
    r"the (?:remaining|remainder|rest)|(?:in|as part of) (?:that|the) (?:deal|agreement)|"
    r"(?:con|en|segun|por) (?:ello|el(?:la)?|est[ea]|ese|esa|dich[oa]|aquel(?:la)?) "
    r"(?:acuerdo|pacto|convenio)|"
    r"aquel(?:la)? \w+|otros|el resto|de (?:ese|esa|este|esta|estos|esos|ellos|dich[oa]s?)\b)"
)
_NOT_YET = re.compile(
    r"\b(?:not yet|yet to|still (?:waiting|awaiting|not|has not|have not)|aun no|todavia no|"
    r"sigue sin|siguen sin|aun espera|todavia espera|no \w+ (?:aun|todavia)|a la espera)\b"
)
_ANNOUNCED = ("announced", "offered", "pledged", "announced_disbursement", "expansion_announced")
Told = list[tuple[Line, Chain]]


def around(marked: Page, told: Told, drafts: list[Draft]) -> None:
    """Give what has no day of its own that of its neighbours."""
    told_again(marked, told, drafts)
    told_on(told, drafts)
    told_there(marked, told, drafts)
    goes_on(marked, told, drafts)


def told_again(marked: Page, told: Told, drafts: list[Draft]) -> None:
    """What the first sentence tells without a day has that of the sentence which tells it again."""
    lines = [line for line, _ in told if not line.asked][:3]
    if len(lines) < 2 or any(_day(m.when) for m in lines[0].moments):
        return
    first = [d for d in drafts if _starts(d, lines[0]) and d.date == NOT_STATED]
    for line in lines[1:]:
        again = _AGAIN.match(line.folded) or _SIGNING.search(line.folded)
        day = next((m.when for m in line.moments if _recent(marked, m.when)), None)
        if again and day:
            for draft in first:
                if draft.kind != "statement" and draft.act not in ("planned", "term_ends"):
                    draft.date = day._replace(text=None)
            return


def told_on(told: Told, drafts: list[Draft]) -> None:
    """`… , X said on Friday`: the day of what is said, or announced, in these words."""
    for line, chain in told:
        day = _within(line, chain)
        for draft in drafts if day else ():
            said = draft.kind == "statement" or (
                draft.kind in ("commitment", "initiative") and draft.act in _ANNOUNCED
            )
            if day and said and _starts(draft, line) and draft.date == NOT_STATED:
                draft.date = day


# Between who says it and the day: `said in a statement on Wednesday`, `un comunicado difundido el lunes`.
_BESIDE = re.compile(
    r"[\s,]{0,2}|\s+(?:(?:in|at) an? \w+(?: \w+)?|to \w+(?: \w+)?|reporters|en una? \w+(?: de \w+)?|"
    r"a (?:la|los|el) \w+|difundid[oa]|publicad[oa]|emitid[oa]|issued|released|published)\s+(?:late |early )?"
)


def _within(line: Line, chain: Chain) -> When | None:
    """The day named in the words that only say who says it."""
    for first, last in chain.told:
        for moment in line.moments:
            beside = line.folded[last : moment.start]
            near = (
                moment.start >= last and _BESIDE.fullmatch(beside)
            ) or first <= moment.start < last
            if near and moment.when.edtf and _day(moment.when):
                return moment.when
    return None


def told_there(marked: Page, told: Told, drafts: list[Draft]) -> None:
    """What was asked and said in talks has their day, up to the end of the paragraph."""
    there: When | None = None
    for i, (line, _) in enumerate(told):
        if i and _parted(marked, told[i - 1][0], line):
            there = None
        if _THERE.match(line.folded) or _JOINT.search(line.folded):
            there = _last_contact(line, drafts) or _named_before(told[:i])
        if there is None:
            continue
        for draft in drafts:
            if _starts(draft, line) and draft.date == NOT_STATED and _could_be_there(draft):
                draft.date = there._replace(text=None, basis=deeds.IN_CONTACT)


def _could_be_there(draft: Draft) -> bool:
    done = (draft.kind, draft.act) in deeds.DONE
    return (
        done or draft.kind == "statement" or (draft.kind, draft.act) == ("request", "acknowledged")
    )


def _last_contact(line: Line, drafts: list[Draft]) -> When | None:
    """The day of the last contact that was held before these words."""
    held = [
        d.date for d in drafts
        if (d.kind, d.act) == ("contact", "held") and d.date.edtf
        and d.evidence[0].start < line.sentence.start
    ]  # fmt: skip
    return held[-1] if held else None


_TALKS = re.compile(
    r"\b(?:call|meeting|talks|conversation|visit|met|encuentro|reunion|reunieron|llamada|conversacion|visita|cita)\b"
)


def _named_before(told: Told) -> When | None:
    """The day that stands beside the last talks that were named, where they made no entry."""
    for line, _ in reversed(told):
        for match in _TALKS.finditer(line.folded):
            near = [m for m in line.moments if _day(m.when) and abs(m.start - match.end()) < 30]
            if near:
                when: When = near[0].when
                return when
    return None


def goes_on(marked: Page, told: Told, drafts: list[Draft]) -> None:
    """Sums that go on with a deal or a gift told in the same paragraph have its day."""
    for (before, _), (line, _) in pairwise(told):
        if _parted(marked, before, line) or not _FURTHER.match(line.folded):
            continue
        earlier = [
            d for d in drafts
            if _starts(d, before) and d.date.edtf and d.kind != "office"
            and d.act not in ("planned", "operating")
        ]  # fmt: skip
        for draft in drafts if earlier else ():
            if draft.kind == "commitment" and _starts(draft, line) and draft.date == NOT_STATED:
                draft.date = earlier[-1].date._replace(text=None)


def as_it_stands(marked: Page, told: Told, drafts: list[Draft]) -> None:
    """`has not yet replied` and `since 2022` are so on the day of publication."""
    if not marked.published:
        return
    lines = {line.sentence.start: line for line, _ in told}
    today = dates.spell(marked.published)
    for draft in drafts:
        line = lines.get(draft.evidence[0].start)
        if line is None:
            continue
        if draft.act == "unanswered" and draft.date == NOT_STATED and _NOT_YET.search(line.folded):
            draft.date = When(None, today, AS_OF)
        if draft.act == "total_restated" and draft.date.edtf and draft.date.text:
            begin = line.sentence.said.find(draft.date.text)
            since = re.search(r"\b(?:since|desde)\s+(?:\w+\s)?$", line.folded[: max(0, begin)])
            if since and "/" not in draft.date.edtf + today and draft.date.edtf < today:
                draft.date = When(draft.date.text, f"{draft.date.edtf}/{today}", AS_OF)


def of_the_release(marked: Page, drafts: list[Draft], occasion: Draft | None) -> None:
    """An office's own text, of no contact, says and decides on its day what has none of its own."""
    if occasion or not marked.official or not marked.published:
        return
    for draft in drafts:
        done = draft.kind == "initiative" and (draft.kind, draft.act) in deeds.DONE
        if draft.date == NOT_STATED and (draft.kind == "statement" or done):
            draft.date = When(None, dates.spell(marked.published), AS_OF)


def _starts(draft: Draft, line: Line) -> bool:
    return draft.evidence[0].start == line.sentence.start


def _parted(marked: Page, before: Line, line: Line) -> bool:
    """Whether a paragraph ends between two sentences."""
    return "\n" in marked.whole[before.sentence.start : line.sentence.start]


def _day(when: When) -> bool:
    return bool(when.edtf) and len(when.edtf or "") == 10


def _recent(marked: Page, when: When) -> bool:
    """Whether a date is one day of the week before the publication."""
    if not marked.published or not _day(when):
        return False
    return 0 <= (marked.published.last - dates.parse(when.edtf or "").last).days <= 7
