"""Requests, initiatives, offices and statements: who asked, what opened, who took office, who said."""

import re
from dataclasses import replace

from cauce.reading.around import Here, Hit
from cauce.reading.chain import ARTICLE, PRONOUN, last_person, subject
from cauce.reading.draft import NOT_STATED, Draft, When
from cauce.reading.names import Mention
from cauce.reading.page import Line

_NOT_A_GOVERNMENT = re.compile(
    r"conference|congress|church|bishop|council of|conferencia|congres|iglesia|obispo|senador|senator|"
    r"lawmaker|diputad|organi[sz]a[ct]ion|ngo|ong|coalition|coalicion|members of|mayors|alcaldes|legislator"
)
_NEAR = 60
_BOTH = re.compile(r"\b(?:both|they|ambos|ambas|las partes|the two|he|she)\b")


def requests(here: Here, known: list[Draft]) -> list[Draft]:
    """The request of a line, if one party asks another or an answer to that is told."""
    folded = here.line.folded
    hits = [h for h in here.hits("request") if not here.says("unasked", h.start - 10, h.end + 40)]
    if not here.line.mentions and _left_open(here, hits, known):
        return []
    named = here.line.mentions or _BOTH.search(folded)
    hits = [h for h in hits if named and not _is_quoted_noun(folded, h)]
    if not hits:
        return []
    hit = min(hits, key=lambda h: _ORDER.index(h.cue.act))
    act = hit.cue.act
    who = folded[max(0, hit.start - 130) : hit.start]
    if act == "filed" and _NOT_A_GOVERNMENT.search(who) and any(d.kind == "request" for d in known):
        act = "supported"
    draft = here.draft("request", act, hit.start, hit.end)
    loose = act in ("unanswered", "supported", "answered", "refused")
    draft.date = here.moment(hit.start, hit.end, clause=loose)
    if re.search(r"\b(?:letter|carta)\b", folded):
        draft.mode = "letter"
    draft.from_, draft.to = here.parties(hit.start, hit.end)
    if not draft.from_ and here.chain.spoken:
        draft.from_ = [here.chain.said_by]
    old = _same_request(here, draft, known)
    if old:
        old.act = "unanswered"
        old.take(replace(draft, date=NOT_STATED))
        return []
    return [draft]


def _left_open(here: Here, hits: list[Hit], known: list[Draft]) -> bool:
    """`Nobody answered.`: said of the request that one of the two sentences before tells."""
    if "unanswered" not in [h.cue.act for h in hits]:
        return False
    lines = [x for x in here.page.lines if x.sentence.end <= here.line.sentence.start][-2:]
    near = {x.sentence.start for x in lines}
    for old in reversed(known):
        if old.kind == "request" and near & {span.start for span in old.evidence}:
            old.act = "unanswered"
            old.take(
                replace(
                    here.draft("request", "unanswered", hits[0].start, hits[0].end), date=NOT_STATED
                )
            )
            return True
    return False


_ORDER = (
    "unanswered",
    "refused",
    "answered",
    "acknowledged",
    "forwarded",
    "reiterated",
    "supported",
    "filed",
)


def _is_quoted_noun(folded: str, hit: Hit) -> bool:
    """`asked about`, `when asked`: a question of the press, not a request."""
    return bool(re.search(r"\b(?:when|if|was|were|al ser)\s+$", folded[: hit.start]))


def _same_request(here: Here, draft: Draft, known: list[Draft]) -> Draft | None:
    """The same side's request of the same things, of which one line says that nobody answered."""
    words = {w for w in re.findall(r"[a-z]{6,}", here.line.folded)}
    for old in known:
        acts = {old.act, draft.act}
        if old.kind == "request" and acts in ({"unanswered", "filed"}, {"unanswered"}):
            before = set(re.findall(r"[a-z]{6,}", _words_of(here, old)))
            if len(words & before) >= 3:
                return old
    return None


def _words_of(here: Here, draft: Draft) -> str:
    first = draft.evidence[0]
    return next((x.folded for x in here.page.lines if x.sentence.start == first.start), "")


def initiatives(here: Here, known: list[Draft]) -> list[Draft]:
    """A programme, office or agreement that is announced, agreed, opened, running, paused or closed."""
    hits = [h for h in here.hits("initiative") if _noun(here, h) and not _is_money(here.line, h)]
    hits = [h for h in hits if not here.says("negative verb", *here.lead(h.start, 20))]
    hits = [h for h in hits if not here.says("figure", h.end, h.end + 25)]
    asked = [h.start for h in here.hits("request")]
    hits = [
        h
        for h in hits
        if not any(here.clause(a)[0] <= a < h.start < here.clause(a)[1] for a in asked)
    ]
    clauses: dict[int, list[Hit]] = {}
    for hit in hits:
        clauses.setdefault(here.clause(hit.start)[0], []).append(hit)
    found = []
    for each in clauses.values():
        hit = _first_phase([h for h in each if not _is_past(here, h)] or each)
        draft = here.draft("initiative", hit.cue.act, hit.start, hit.end)
        if hit.cue.act in ("operating", "opened") and (
            here.coming(*here.lead(hit.start, 20)) or _MAY_BE.search(here.line.folded[: hit.start])
        ):
            draft.act = "planned"
        draft.date = here.moment(hit.start, hit.end, clause=len(clauses) > 1)
        draft.from_, draft.to = here.parties(hit.start, hit.end)
        found.append(draft)
    return found


_MAY_BE = re.compile(r"\b(?:could|may|might|should|podria|podrian)\s+(?:\w+\s+)?$")


def _first_phase(hits: list[Hit]) -> Hit:
    """The announcement wins over what is announced; else the cue that comes first."""
    strong = ("agreed_in_principle", "expansion_announced", "announced")
    return min(hits, key=lambda h: (strong.index(h.cue.act) if h.cue.act in strong else 9, h.start))


_DATED = re.compile(r"\s+(?:(?:only )?(?:in|on|last|by)|en|el|la|por)\b")


def _is_past(here: Here, hit: Hit) -> bool:
    """`the hub announced in March was suspended`: the announcement only says which hub."""
    said = here.line.folded[hit.start : hit.end]
    alone = re.fullmatch(r"announced|opened|launched|agreed|signed|closed|\w+[ai]d[oa]s?", said)
    owner = re.search(r"(?:\b(?:center|centre|hub|office|plan|program|programme|scheme)|,)\s+$|"
                      r"\b(?:centro|oficina|plan|programa)s?(?:,| \w+,?)?\s+$",
                      here.line.folded[: hit.start])  # fmt: skip
    return bool(alone and owner and _DATED.match(here.line.folded, hit.end))


def _noun(here: Here, hit: Hit) -> bool:
    """Whether the thing that opens or closes is named beside the verb."""
    folded, words = here.line.folded, here.page.lexicon.words["holding"]
    after = re.split(r"[;.]", folded[hit.end : hit.end + _NEAR + 5])[0]
    before = re.split(r"[;.]", folded[max(0, hit.start - _NEAR) : hit.start])[-1]
    if words.search(after) or words.search(before):
        return True
    # "We signed it on Monday": what was signed stands in one of the two sentences before.
    lines = [x for x in here.page.lines if x.sentence.end <= here.line.sentence.start][-2:]
    bare = _IT.search(folded[: hit.start]) or (here.page.guest and not here.line.mentions)
    return bool(bare) and any(words.search(x.folded) for x in lines)


_IT = re.compile(r"\b(?:lo|la|los|las)\s+$")


def _is_money(line: Line, hit: Hit) -> bool:
    return any(-30 <= m.start - hit.end <= 25 for m in line.money)


def offices(here: Here, known: list[Draft]) -> list[Draft]:
    """A person takes an office or a task, or a term ends."""
    for hit in here.hits("office"):
        people = [
            m for m in here.line.mentions if m.kind == "person" and _beside(m.start, m.end, hit)
        ]
        named = here.line.mentions[:1] or not _OWN.search(here.line.folded[: hit.end])
        before = None if people or named else last_person(here.page, here.line)
        if not people and not before:
            continue
        draft = here.draft("office", hit.cue.act, hit.start, hit.end)
        draft.date = here.moment(hit.start, hit.end, poll=True)
        draft.from_ = [before] if before else [_nearest(people, hit).name]
        return [] if _known_office(draft, known) else [draft]
    return []


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
    found = subject(here.line, hit.start)
    if found and found.kind != "country":
        return found.name
    if here.chain.spoken and hit.cue.act == "said":
        return here.chain.said_by
    if hit.cue.act == "public_event":
        after = [
            m for m in here.line.mentions if m.kind == "person" and 0 <= m.start - hit.end <= 40
        ]
        return after[0].name if after else None
    if PRONOUN.search(here.line.folded[: hit.start]):
        return last_person(here.page, here.line)
    return found.name if found else None


def settle(drafts: list[Draft], contact: Draft | None, as_of: When, *, official: bool) -> None:
    """Dates that the text implies: what is said in a contact has its date, a complaint that of the page.

    An office's own account of a contact tells what was asked, announced and agreed in it.
    """
    for draft in drafts:
        if draft.date != NOT_STATED or draft is contact:
            continue
        parties = set(contact.from_ + contact.to) if contact else set()
        spoken = draft.kind in ("statement", "commitment") and parties & {
            *draft.from_,
            draft.said_by,
        }
        told = official and (
            draft.kind == "commitment" or (draft.kind, draft.act) in _DONE_IN_CONTACT
        )
        if contact and contact.date.edtf and (spoken or told):
            draft.date = contact.date._replace(basis="as of the contact in which it was said")
        elif draft.kind == "statement":
            draft.date = as_of


_DONE_IN_CONTACT = {
    ("request", "filed"), ("request", "reiterated"), ("initiative", "announced"), ("initiative", "agreed"),
    ("initiative", "agreed_in_principle"), ("initiative", "expansion_announced"),
}  # fmt: skip
