"""From a text to its drafts, sentence by sentence."""

from cauce import dates
from cauce.reading import contacts, days, deeds, requests, sums
from cauce.reading.around import Here
from cauce.reading.draft import NOT_STATED, Draft, When
from cauce.reading.page import Page, page
from cauce.reading.source import Source
from cauce.reading.voices import chains
from cauce.reading.when import AS_OF

_KINDS = (
    contacts.contacts,
    requests.requests,
    sums.sums,
    deeds.initiatives,
    deeds.offices,
    deeds.statements,
)


def read(source: Source) -> list[Draft]:
    """The drafts of a text, sentence after sentence. Nothing is written anywhere."""
    marked = page(source)
    if _is_elsewhere(marked):
        return []
    drafts: list[Draft] = []
    told = list(zip(marked.lines, chains(marked), strict=True))
    for line, chain in told:
        if line.asked and (line.folded.endswith("?") or not chain.spoken):
            continue
        here = Here(marked, line, chain)
        for kind in _KINDS:
            drafts += kind(here, drafts)
    sums.totals(drafts)
    days.around(marked, told, drafts)
    _on_its_day(marked, drafts)
    occasion = _occasion(marked, drafts)
    if occasion and not occasion.mode:
        occasion.mode = contacts.mode_in(marked)
    deeds.settle(drafts, occasion, _as_of(marked), official=bool(marked.official))
    _announced_today(marked, drafts)
    _so_far(marked, drafts)
    days.as_it_stands(marked, told, drafts)
    if marked.published:
        _to_come(marked.published, drafts)
    days.of_the_release(marked, drafts, occasion)
    if marked.official and marked.published:
        _as_published(marked.published, drafts)
    return drafts


def _is_elsewhere(marked: Page) -> bool:
    """A text of sport, shows or companies: no person or body is named, or half of it speaks of these."""
    named = any(m.kind != "country" for line in marked.lines for m in line.mentions)
    words = marked.lexicon.words
    other = (words["no government"], words["elsewhere"])
    apart = sum(any(w.search(x.folded) for w in other) for x in marked.lines)
    return apart > 1 and (not named or 2 * apart >= len(marked.lines))


def _occasion(marked: Page, drafts: list[Draft]) -> Draft | None:
    """The contact that the text is about: one that its first two sentences tell, as news of the day."""
    first = {line.sentence.start for line in marked.lines[:2]}
    for draft in drafts:
        if draft.kind == "contact" and draft.act == "held" and draft.evidence[0].start in first:
            return draft if _is_fresh(marked, draft) else None
    return None


def _on_its_day(marked: Page, drafts: list[Draft]) -> None:
    """News of a day: what its people met for, asked and agreed has the day that the first sentence names."""
    lines = [line for line in marked.lines if not line.asked]
    if not lines or not marked.published:
        return
    day = next((m.when for m in lines[0].moments if _is_near(marked.published, m.when)), None)
    people = {m.name for m in lines[0].mentions if m.kind == "person"}
    if not day or not people:
        return
    for draft in drafts:
        who = {*draft.from_, *draft.to, draft.said_by}
        later = draft.evidence[0].start - lines[0].sentence.start
        done = (draft.kind, draft.act) in deeds.DONE or (draft.kind, draft.act) == (
            "contact",
            "held",
        )
        if (
            draft.date.edtf is None
            and draft.date.text is None
            and done
            and people & who
            and later < 1500
        ):
            draft.date = day._replace(text=None)


def _is_near(published: dates.Span, when: When) -> bool:
    """Whether a date is one day of the last three."""
    span = dates.parse(when.edtf) if when.edtf else None
    return (
        span is not None and span.first == span.last and 0 <= (published.last - span.last).days <= 3
    )


def _is_fresh(marked: Page, draft: Draft) -> bool:
    """Whether the contact lies within a week of the publication."""
    if not marked.published or not draft.date.edtf:
        return False
    span = dates.parse(draft.date.edtf)
    return (marked.published.last - span.last).days <= 7


def _as_of(marked: Page) -> When:
    """The month of publication, where the first sentences call their news recent: else no day is stated."""
    recent = any(m.when.basis == AS_OF for line in marked.lines[:2] for m in line.moments)
    if not marked.published or not recent:
        return NOT_STATED
    return When(None, marked.published.last.isoformat()[:7], AS_OF)


def _as_published(published: dates.Span, drafts: list[Draft]) -> None:
    """Sums in an office's own text are said on its day, if nothing else is said of when."""
    for draft in drafts:
        if draft.kind == "commitment" and draft.date == NOT_STATED:
            draft.date = When(None, dates.spell(published), AS_OF)


def _to_come(published: dates.Span, drafts: list[Draft]) -> None:
    """`The chancellor hosts them on Monday`: what has a day after the publication is planned."""
    for draft in drafts:
        over = (draft.kind, draft.act) in _OVER
        if over and draft.date.edtf and dates.parse(draft.date.edtf).first > published.last:
            draft.act = "planned"


_OVER = {
    ("contact", "held"),
    ("initiative", "opened"),
    ("initiative", "operating"),
    ("initiative", "agreed"),
}


def _so_far(marked: Page, drafts: list[Draft]) -> None:
    """`To date`: as of the day of publication; `on that occasion`: the day of the contact before."""
    lines = {line.sentence.start: line for line in marked.lines}
    words, day = marked.lexicon.words, None
    for draft in drafts:
        folded = lines[draft.evidence[0].start].folded
        before = [d for d in drafts if d.kind == "commitment" and d.act != "part_of"]
        near = [d for d in before if 0 <= draft.evidence[0].start - d.evidence[0].start < 500]
        whole = near[-1] if near else None
        if draft.kind == "contact" and draft.act == "held" and draft.date.edtf:
            day = draft.date
        elif draft.act == "part_of" and draft.date == NOT_STATED and whole:
            draft.date = whole.date
        elif draft.date == NOT_STATED and draft.kind in ("commitment", "transaction"):
            if day and words["then"].search(folded):
                draft.date = day._replace(text=None, basis=deeds.IN_CONTACT)
            elif marked.published and (
                draft.act == "total_restated" or words["so far"].search(folded)
            ):
                draft.date = When(None, dates.spell(marked.published), AS_OF)


def _announced_today(marked: Page, drafts: list[Draft]) -> None:
    """Sums without a date of their own, in a text that speaks of an announcement made on its day."""
    for line in marked.lines:
        for moment in line.moments:
            after = line.folded[moment.end : moment.end + 20]
            if moment.when.edtf and marked.lexicon.words["announced"].search(after):
                for draft in drafts:
                    if draft.kind == "commitment" and draft.date.edtf is None:
                        draft.date = moment.when
