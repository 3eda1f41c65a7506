"""Requests of one government to another: asked, renewed, withdrawn, answered, refused, unanswered."""

import re
from dataclasses import replace

from cauce.reading.around import Here, Hit
from cauce.reading.draft import NOT_STATED, Amount, Draft

_NOT_A_GOVERNMENT = re.compile(
    r"conference|congress|church|bishop|council of|conferencia|congres|iglesia|obispo|senador|senator|"
    r"lawmaker|diputad|organi[sz]a[ct]ion|ngo|ong|coalition|coalicion|members of|mayors|alcaldes|"
    r"legislator"
)
_BOTH = re.compile(r"\b(?:both|they|ambos|ambas|las partes|the two|he|she)\b")


def requests(here: Here, known: list[Draft]) -> list[Draft]:
    """The request of a line, if one party asks another or an answer to that is told."""
    if replied := _replied(here, known):
        return [replied]
    folded = here.line.folded
    hits = [h for h in cues(here, known) if not here.says("unasked", h.start - 10, h.end + 40)]
    hits = [h for h in hits if not here.says("denial", here.clause(h.start)[0], h.end)]
    hits = [
        h for h in hits if h.cue.act != "filed" or not here.says("negative", h.start - 12, h.start)
    ]
    if left := _left_open(here, hits, known):
        return [left]
    noun = here.says("subject of request", 0, len(folded))
    named = (
        here.line.mentions
        or _BOTH.search(folded)
        or here.line.speaker
        or (noun and _is_known(known))
    )
    hits = [
        h
        for h in hits
        if h.cue.act != "acknowledged" or h.cue.needs or noun or _REQUESTED.search(folded)
    ]
    hits = [h for h in hits if named and not _is_quoted_noun(folded, h)]
    if not hits or not here.is_of_governments(known):
        return []
    first = min(hits, key=lambda h: _ORDER.index(h.cue.act))
    second = _second(here, first, hits)
    found = [draft for h in [first, *second] if (draft := _request(here, h, known))]
    if (
        second
        and len(found) > 1
        and found[0].date == found[1].date
        and second[0].start >= first.start
    ):
        # `repeated its request, first made on 22 May`: the day is that of the first time.
        found[0].date = NOT_STATED
    return found


def cues(here: Here, known: list[Draft]) -> list[Hit]:
    """The cues of requests in a line, with what they need beside them."""
    return here.hits("request", lambda h: _stands(here, h, known))


def _stands(here: Here, hit: Hit, known: list[Draft]) -> bool:
    """Whether what the cue needs stands beside it: another country's side, or a request told before."""
    if not hit.cue.needs:
        return True
    if hit.cue.needs == "request":
        lines = [x for x in here.page.lines if x.sentence.end <= here.line.sentence.start][-3:]
        near = {x.sentence.start for x in lines}
        return any(d.kind == "request" and d.evidence[-1].start in near for d in known) or any(
            h.end <= hit.start for h in here.hits("request", lambda h: not h.cue.needs)
        )
    named = [m for m in here.line.mentions if not here.told(m)]
    goal = next((m for m in named if hit.start < m.start and m.end > hit.end), None)
    before = [m for m in named if m.end <= hit.start]
    if goal is None or goal.of is None or any(m.of == goal.of for m in before[-1:]):
        return False
    actor = here.says("party noun", 0, hit.start) or _BOTH.search(here.line.folded[: hit.start])
    between = re.findall(r"[a-z]+", here.line.folded[hit.end : goal.start])
    words = here.page.lexicon.words
    if not (before or actor) or not all(words["beside"].fullmatch(w) for w in between):
        return False
    last = max(m.end for m in named if m.start <= goal.end + 12 and m.of == goal.of)
    if hit.cue.needs == "asking":
        noun = here.says("asked noun", hit.start, goal.start)
        return noun or here.says("asked noun", last, last + 45)
    return hit.cue.needs == "party" or bool(_asked_of(here, last))


def _asked_of(here: Here, at: int) -> bool:
    """`Rome about …`, `Tokyo to hand over …`: behind the name stands what is asked, and no journey."""
    owner = _OWNER.match(here.line.folded, at)
    match = here.page.lexicon.words["asked of"].match(
        here.line.folded, owner.end() if owner else at
    )
    return bool(match) and not here.says("going", match.end() if match else at, at + 30)


_OWNER = re.compile(r"(?:'s?)?\s*")


_REQUESTED = re.compile(
    r"\b(?:requested|asked for|recibo|receipt|solicitad[oa]s?|pedid[oa]s?|requerid[oa]s?|carta|letter|"
    r"nota|note)\b"
)


def _is_known(known: list[Draft]) -> bool:
    """Whether the last entries told of a request: `The request had been lodged on 2 May`."""
    return any(d.kind == "request" for d in known[-4:])


def _second(here: Here, first: Hit, hits: list[Hit]) -> list[Hit]:
    """A further act of the same sentence: it was asked first on a day of its own, or another side answers."""
    for hit in hits:
        apart = hit.end > first.end or hit.end <= first.start
        pair = (first.cue.act, hit.cue.act)
        if not apart or hit.cue.act != "filed" or pair not in _PAIRS:
            continue
        between = here.line.folded[min(first.end, hit.end) : max(first.start, hit.start)]
        dated = any(0 <= m.start - hit.end <= 40 for m in here.line.moments)
        if dated or re.search(r"\b(?:and|y|but|pero|after|since|tras)\b|[;:]", between):
            return [hit]
    return []


def _is_deadline(here: Here, hit: Hit, said: str) -> bool:
    """`asked to keep them after December`: a day in what is asked, not the day of asking."""
    at = here.line.sentence.said.find(said, hit.end)
    return at >= 0 and bool(_UNTIL.search(here.line.folded[hit.end : at]))


def _asked_sum(here: Here, hit: Hit) -> Amount | None:
    """`appealed for 40 million euros`: the one sum that follows in the clause."""
    _, right = here.clause(hit.start)
    sums = [m for m in here.line.money if hit.start <= m.start < right]
    return sums[0].amount if len(sums) == 1 and sums[0].start - hit.end < 70 else None


_STUDIED = re.compile(
    r"\b(?:estudi[aeo]\w*|analizar\w*|evaluar\w*|consider|study|review|examine)\b"
)
_UNTIL = re.compile(
    r"\b(?:after|beyond|until|till|by|before|from|up to|despues de|hasta|antes de|antes del|"
    r"mas alla de|a partir de|a partir del|para)\s+"
    r"(?:the |el |la |los |end of |mid-)*$"
)

_ON_A_REQUEST = ("unanswered", "reiterated", "answered", "refused", "acknowledged", "withdrawn")
_PAIRS = {(act, "filed") for act in _ON_A_REQUEST}


_REPLIES = (
    (
        "unanswered",
        re.compile(
            r"\b(?:never|nothing|silence|not a word|nobody|no one|nunca|nada|silencio|nadie|ni una)\b"
        ),
    ),
    (
        "acknowledged",
        re.compile(
            r"\b(?:look into|consider|study|think about|under review|estudi\w+|analiz\w+|valor\w+)\b"
        ),
    ),
    ("refused", re.compile(r"^(?:[^:]{0,40}:\s*)?\W*(?:that\s+|que\s+)?(?:no|not|refused)\b")),
)


def _replied(here: Here, known: list[Draft]) -> Draft | None:
    """`What did he answer? - That they stay.`: the answer to the request told before."""
    if not here.line.answers or not any(d.kind == "request" for d in known[-3:]):
        return None
    question, _, answer = here.line.folded.partition("? ")
    if not here.page.lexicon.words["reply asked"].search(question):
        return None
    act = next((act for act, words in _REPLIES if words.search(answer)), "answered")
    draft = here.draft("request", act, 0, 0)
    old = [d for d in known if d.kind == "request"][-1]
    draft.from_, draft.to = list(old.from_), list(old.to)
    return draft


def _request(here: Here, hit: Hit, known: list[Draft]) -> Draft | None:
    """One act of a request; None where it only adds to a request already read."""
    folded, act = here.line.folded, hit.cue.act
    who = folded[max(0, hit.start - 130) : hit.start]
    if act == "answered":
        refused = here.says("negative", *here.lead(hit.start, 40))
        act = (
            "refused" if refused else "acknowledged" if _STUDIED.search(folded, hit.start) else act
        )
    if act == "filed" and _NOT_A_GOVERNMENT.search(who) and any(d.kind == "request" for d in known):
        act = "supported"
    draft = here.draft("request", act, hit.start, hit.end)
    loose = act in ("unanswered", "supported", "answered", "refused")
    draft.date = here.moment(hit.start, hit.end, clause=loose)
    if draft.date.text and _is_deadline(here, hit, draft.date.text):
        draft.date = NOT_STATED
    if re.search(r"\b(?:letter|carta|note verbale|nota verbal)\b", folded):
        draft.mode = "letter"
    draft.amount = _asked_sum(here, hit)
    draft.from_, draft.to = here.parties(hit.start, hit.end)
    if not draft.from_ and here.chain.spoken:
        draft.from_ = [here.chain.said_by]
    old = _same_request(here, draft, known)
    if old:
        old.take(replace(draft, date=NOT_STATED))
        return None
    return draft


def _left_open(here: Here, hits: list[Hit], known: list[Draft]) -> Draft | None:
    """`Nobody answered.`: said of the request that one of the two sentences before tells."""
    if here.line.mentions or "unanswered" not in [h.cue.act for h in hits]:
        return None
    lines = [x for x in here.page.lines if x.sentence.end <= here.line.sentence.start][-2:]
    near = {x.sentence.start for x in lines}
    for old in reversed(known):
        if old.kind == "request" and near & {span.start for span in old.evidence}:
            draft = here.draft("request", "unanswered", hits[0].start, hits[0].end)
            draft.date, draft.from_, draft.to = NOT_STATED, list(old.from_), list(old.to)
            return draft
    return None


_ORDER = (
    "withdrawn",
    "unanswered",
    "refused",
    "answered",
    "forwarded",
    "reiterated",
    "acknowledged",
    "supported",
    "filed",
)


def _is_quoted_noun(folded: str, hit: Hit) -> bool:
    """`asked about`, `when asked`: a question of the press, not a request."""
    return bool(re.search(r"\b(?:when|if|was|were|al ser)\s+$", folded[: hit.start]))


def _same_request(here: Here, draft: Draft, known: list[Draft]) -> Draft | None:
    """The same silence about the same things, told once more."""
    words = {w for w in re.findall(r"[a-z]{6,}", here.line.folded)}
    for old in known:
        if old.kind == "request" and old.act == draft.act == "unanswered":
            before = set(re.findall(r"[a-z]{6,}", _words_of(here, old)))
            if len(words & before) >= 3:
                return old
    return None


def _words_of(here: Here, draft: Draft) -> str:
    first = draft.evidence[0]
    return next((x.folded for x in here.page.lines if x.sentence.start == first.start), "")
