"""Initiatives, offices and statements: what opened, who took office, who said."""

import re

from cauce.reading import requests, unnamed
from cauce.reading.around import Here, Hit
from cauce.reading.chain import ARTICLE, PRONOUN, acting, last_person, subject
from cauce.reading.draft import NOT_STATED, Draft, When
from cauce.reading.names import Mention

_NEAR = 60


def initiatives(here: Here, known: list[Draft]) -> list[Draft]:
    """A programme, office or agreement that is announced, agreed, opened, running, paused or closed."""
    hits = [h for h in here.hits("initiative") if _noun(here, h) and not _is_money(here, h)]
    hits = [h for h in hits if not here.says("condition", here.clause(h.start)[0], h.start)]
    hits = [h for h in hits if not _is_contact(here, h)]
    if not here.is_of_governments(known):
        return []
    hits = [h for h in hits if not here.says("not yet", *_negated(here, h))]
    hits = [h for h in hits if not _is_topic(here, h)]
    hits = [h for h in hits if not here.says("figure", h.end, h.end + 25)]
    asked = [
        h.start for h in requests.cues(here, known) if h.cue.act not in ("answered", "refused")
    ]
    hits = [
        h
        for h in hits
        if not any(here.clause(a)[0] <= a < h.start < here.clause(a)[1] for a in asked)
    ]
    clauses: dict[int, list[Hit]] = {}
    for hit in hits:
        clauses.setdefault(here.clause(hit.start)[0], []).append(hit)
    return [
        _initiative(here, hit, alone=len(clauses) == 1)
        for each in clauses.values()
        for hit in _phases(here, each)
    ]


def _initiative(here: Here, hit: Hit, *, alone: bool) -> Draft:
    draft = here.draft("initiative", hit.cue.act, hit.start, hit.end)
    if hit.cue.act in ("operating", "opened") and (
        here.coming(*here.lead(hit.start, 20)) or _MAY_BE.search(here.line.folded[: hit.start])
    ):
        draft.act = "planned"
    if hit.cue.act == "agreed" and _SIGNING.match(here.line.folded, hit.start):
        draft.act = "planned" if here.coming(*here.lead(hit.start, 80)) else "agreed"
    draft.date = here.moment(hit.start, hit.end, clause=not alone)
    draft.from_, draft.to = here.parties(hit.start, hit.end)
    return draft


_SIGNING = re.compile(r"(?:firma|signing|signature|ratificacion|ratification)\b")


def _phases(here: Here, each: list[Hit]) -> list[Hit]:
    """The phase that a clause tells, and a second one with its own day: opened in 2021, closed in May."""
    plain = [h for h in each if not _is_past(here, h) and not _is_relative(here, h, each)]
    first = _first_phase(plain or each)
    for hit in each:
        apart = hit.start >= first.end or hit.end <= first.start
        if apart and hit.cue.act != first.cue.act and _has_day(here, hit, each):
            return [first, hit]
    return [first]


def _is_relative(here: Here, hit: Hit, each: list[Hit]) -> bool:
    """`the agreement that both signed in January is suspended`: the signing only says which one."""
    later = [h for h in each if h.start > hit.end]
    return bool(later) and bool(_WHICH.search(here.line.folded[: hit.start]))


_WHICH = re.compile(r"\w\s+(?:que|which|that)\s+(?:\w+\s+){1,4}$")


def _has_day(here: Here, hit: Hit, each: list[Hit]) -> bool:
    """Whether a day follows this cue before the next one, so that it is its own."""
    end = min([h.start for h in each if h.start >= hit.end], default=len(here.line.folded))
    return any(0 <= m.start - hit.end <= 40 and m.end <= end for m in here.line.moments)


_MAY_BE = re.compile(r"\b(?:could|(?<!in )(?<!of )may|might|should|podria|podrian)\s+(?:\w+\s+)?$")


def _first_phase(hits: list[Hit]) -> Hit:
    """The announcement wins over what is announced; else the cue that comes first."""
    strong = ("agreed_in_principle", "expansion_announced", "announced")
    return min(hits, key=lambda h: (strong.index(h.cue.act) if h.cue.act in strong else 9, h.start))


_DATED = re.compile(r"\s+(?:(?:only )?(?:in|on|last|by)|en|el|la|por)\b")


_WHY = re.compile(r"\b(?:why|because|how|when|since|porque|por que|cuando|como)\b")


def _negated(here: Here, hit: Hit) -> tuple[int, int]:
    """Where a negative of this cue would stand: `has not said why it closed` denies no closing."""
    start, end = here.lead(hit.start, 28)
    cuts = [m.end() for m in _WHY.finditer(here.line.folded, start, end)]
    return (cuts[-1] if cuts else start), end


def _is_topic(here: Here, hit: Hit) -> bool:
    """`spoke about the closure of the pass`: what is spoken of, unless its day is told."""
    about = _ABOUT.search(here.line.folded[: hit.start])
    dated = any(0 <= m.start - hit.end <= 45 for m in here.line.moments)
    return bool(about) and not dated


_ABOUT = re.compile(
    r"\b(?:about|regarding|on|over|sobre|acerca de)\s+(?:the |a |el |la |los |un |una |possible |"
    r"posible )*$"
)


def _is_past(here: Here, hit: Hit) -> bool:
    """`the hub announced in March was suspended`: the announcement only says which hub."""
    said = here.line.folded[hit.start : hit.end]
    alone = re.fullmatch(r"announced|opened|launched|agreed|signed|closed|\w+[ai]d[oa]s?", said)
    owner = re.search(r"(?:\b(?:center|centre|hub|office|plan|program|programme|scheme)|,)\s+$|"
                      r"\b(?:centro|oficina|plan|programa)s?(?:,| \w+,?)?\s+$|,\s+$",
                      here.line.folded[: hit.start])  # fmt: skip
    return bool(alone and owner and _DATED.match(here.line.folded, hit.end))


def _noun(here: Here, hit: Hit) -> bool:
    """Whether the thing that opens or closes is named beside the verb."""
    folded, words = here.line.folded, here.page.lexicon.words["holding"]
    if (here.line.answers and words.search(folded)) or words.search(folded, hit.start, hit.end):
        return True
    after = re.split(r"[;.]", folded[hit.end : hit.end + _NEAR + 5])[0]
    before = re.split(r"[;.]", folded[max(0, hit.start - _NEAR - 25) : hit.start])[-1]
    if words.search(after) or words.search(before):
        return True
    # "We signed it on Monday": what was signed stands in one of the two sentences before.
    lines = [x for x in here.page.lines if x.sentence.end <= here.line.sentence.start][-2:]
    bare = _IT.search(folded[: hit.start]) or (here.page.guest and not here.line.mentions)
    return bool(bare) and any(words.search(x.folded) for x in lines)


_IT = re.compile(r"\b(?:lo|la|los|las)\s+$")


def _is_money(here: Here, hit: Hit) -> bool:
    """Whether what is agreed or announced is a sum: then it is a commitment and no initiative."""
    left, right = here.clause(hit.start)
    if any(-30 <= m.start - hit.end <= 25 for m in here.line.money):
        return True
    inside = [m for m in here.line.money if left <= m.start and m.end <= right]
    return (
        bool(inside)
        and hit.cue.act in ("agreed", "announced", "planned")
        and here.says("finance", left, right)
    )


_MEETING = re.compile(
    r"(?:reunion|visita|encuentro|cumbre|cita|sesion|gira|viaje|meeting|visit|summit|talks|trip|"
    r"session)\b"
)
_PLANNED = re.compile(
    r"(?:is |are |esta |estan )?(?:planned|scheduled|prevista|previsto|planning)(?: para)?"
)


def _is_contact(here: Here, hit: Hit) -> bool:
    """`A second mission is planned`: what is planned is a contact."""
    plain = _PLANNED.fullmatch(here.line.folded, hit.start, hit.end)
    left, right = here.clause(hit.start)
    near = [h for h in here.hits("contact") if left <= h.start < right and not h.cue.abroad]
    first = bool(near) and hit.cue.act in ("paused", "closed") and near[0].start < hit.start
    return bool(near) and (
        bool(plain) or (first and _MEETING.match(here.line.folded, near[0].start) is not None)
    )


def offices(here: Here, known: list[Draft]) -> list[Draft]:
    """A person takes an office or a task, or a term ends; a sentence may tell who goes and who comes."""
    found: list[Draft] = []
    for hit in here.hits("office"):
        if hit.cue.act in [draft.act for draft in found]:
            continue
        people = [
            m for m in here.line.mentions if m.kind == "person" and _beside(m.start, m.end, hit)
        ]
        named = here.line.mentions[:1] or not _OWN.search(here.line.folded[: hit.end])
        before = None if people or named else last_person(here.page, here.line)
        before = before or (here.line.speaker if here.line.answers and not people else None)
        if not people and not before:
            continue
        draft = here.draft("office", hit.cue.act, hit.start, hit.end)
        draft.date = here.moment(hit.start, hit.end, poll=True)
        draft.from_ = [before] if before else [_holder(people, hit, found)]
        if _known_office(draft, known):
            return found
        found.append(draft)
    return found


def _holder(people: list[Mention], hit: Hit, found: list[Draft]) -> str:
    """Who takes or leaves the office: not the one of whom the sentence has already told the other."""
    others = [m for m in people if [m.name] not in [d.from_ for d in found]]
    return _nearest(others or people, hit).name


def _nearest(people: list[Mention], hit: Hit) -> Mention:
    return min(people, key=lambda m: m.start - hit.end if m.start >= hit.end else hit.start - m.end)


_OWN = re.compile(r"\b(?:his|her|their|su|sus)\b")


def _beside(start: int, end: int, hit: Hit) -> bool:
    return -90 <= start - hit.end <= 60 or hit.start <= start <= hit.end


def _known_office(draft: Draft, known: list[Draft]) -> bool:
    for old in known:
        same = (old.kind, old.act, old.from_) == (draft.kind, draft.act, draft.from_)
        if same and draft.date.edtf in (None, old.date.edtf):
            old.take(draft)
            return True
    return False


def statements(here: Here, known: list[Draft]) -> list[Draft]:
    """What somebody says: folded by default, because a text is full of it."""
    hits = [h for h in here.hits("statement") if _speaker(here, h)]
    if hits:
        hit = min(
            hits,
            key=lambda h: (
                h.cue.act != "public_event",
                subject(here.line, h.start) is None,
                h.cue.act == "said",
                h.start,
            ),
        )
        draft = here.draft("statement", hit.cue.act, hit.start, hit.end)
        draft.from_ = [_speaker(here, hit) or ""]
        draft.date = here.moment(
            hit.start, hit.end, reach=200 if hit.cue.act == "public_event" else 25
        )
        draft.to = here.parties(hit.start, hit.end)[1]
    elif here.chain.spoken:
        draft = here.draft("statement", "said", 0, 0)
        draft.from_, draft.date = [here.chain.said_by], NOT_STATED
    else:
        return []
    if draft.act == "said" and here.says("grievance", 0, len(here.line.folded)):
        draft.act = "complained"
    if draft.act == "public_event":
        draft.said_by, draft.on_behalf_of = here.page.official or ARTICLE, None
    elif not here.chain.spoken:
        draft.reported_by = here.chain.reported_by or here.page.official
        draft.said_by = draft.from_[0]
    return [draft]


def _speaker(here: Here, hit: Hit) -> str | None:
    """Whoever speaks: the party before the verb, by name or by the last sentence's pronoun, or after `by`."""
    if here.line.speaker:
        return here.line.speaker
    found = acting(here.page, here.line, hit.start)
    if found and found.kind != "country":
        return found.name
    behind = any(first <= hit.start < last for first, last in here.chain.told)
    if here.chain.spoken and (behind or hit.cue.act == "said"):
        return here.chain.said_by
    if hit.cue.act == "public_event":
        after = [
            m for m in here.line.mentions if m.kind == "person" and 0 <= m.start - hit.end <= 40
        ]
        return after[0].name if after else None
    if PRONOUN.search(here.line.folded[: hit.start]):
        return last_person(here.page, here.line)
    if found is None and (source := unnamed.before(here.page, here.line, hit.start)):
        return source.name
    if found is None and hit.cue.act == "complained":
        near = [m for m in here.line.mentions if 0 <= hit.start - m.end <= 45]
        return (
            near[0].name if near and "," not in here.line.folded[near[0].end : hit.start] else None
        )
    return found.name if found else None


def settle(drafts: list[Draft], contact: Draft | None, as_of: When, *, official: bool) -> None:
    """Dates that the text implies: what is said in a contact has its date, a complaint that of the page.

    An office's own account of a contact tells what was asked, announced and agreed in it; whoever spoke
    on a day goes on speaking on that day.
    """
    spoke: dict[str, When] = {}
    for draft in drafts:
        if draft.date != NOT_STATED or draft is contact:
            if draft.kind == "statement" and draft.date.edtf and draft.said_by:
                spoke.setdefault(draft.said_by, draft.date)
            continue
        if draft.kind == "request" and (held := _same_talk(draft, drafts)):
            draft.date = held.date._replace(text=None, basis=IN_CONTACT)
        elif contact and contact.date.edtf and _in_contact(draft, contact, official):
            draft.date = contact.date._replace(basis=IN_CONTACT)
        elif draft.kind == "statement":
            earlier = spoke.get(draft.said_by or "", NOT_STATED)
            draft.date = as_of if draft.act == "complained" else earlier


IN_CONTACT = "as of the contact in which it was said"


def _in_contact(draft: Draft, contact: Draft, official: bool) -> bool:
    """Whether a draft without a day was said, asked or agreed in the contact of which the text tells."""
    parties = {*contact.from_, *contact.to}
    spoken = bool(parties & {*draft.from_, draft.said_by})
    if draft.kind in ("statement", "commitment"):
        return spoken or (official and draft.kind == "commitment")
    done = (draft.kind, draft.act) in DONE
    return done and (official or spoken or (draft.kind == "initiative" and not draft.from_))


def _same_talk(request: Draft, drafts: list[Draft]) -> Draft | None:
    """The contact in which something was asked: told in the same breath, by whoever took part."""
    if request.act not in ("filed", "reiterated", "answered"):
        return None
    before = drafts[: next(i for i, d in enumerate(drafts) if d is request)]
    near = [d for d in before[-4:] if d.kind == "contact" and d.act == "held" and d.date.edtf]
    if not near or request.evidence[0].start - near[-1].evidence[-1].end > 60:
        return None
    parties = {*near[-1].from_, *near[-1].to}
    return near[-1] if parties & {*request.from_, *request.to, request.said_by} else None


DONE = {
    ("request", "filed"), ("request", "reiterated"), ("request", "answered"), ("initiative", "announced"),
    ("initiative", "agreed"),
    ("initiative", "agreed_in_principle"), ("initiative", "expansion_announced"),
}  # fmt: skip
