"""Calls, meetings, visits and conversations: held, planned or denied."""

import re

from cauce.reading.around import Here, Hit
from cauce.reading.draft import Draft, When
from cauce.reading.lexicon import Cue
from cauce.reading.names import Mention
from cauce.reading.page import Page
from cauce.reading.when import AS_OF, Moment

_PRONOUN = re.compile(
    r"\b(?:she|he|they|him|her|them|both|the pair|the two|ella|ellos|ellas|ambos|ambas|los dos|las dos)\b"
)

# "since that call": a look back at a contact that was told before; "whether a visit": nobody says so.
_PAST_ONE = re.compile(
    r"\b(?:since|after|following|of|before|until|desde|tras|de|hasta) "
    r"(?:that|this|esa|ese|dicha|dicho|aquella) (?:\w+ )?$|\b(?:whether|if|si) (?:\w+ )?$"
)

_THEY = re.compile(r"\b(?:they|both|the pair|the two|ellos|ellas|ambos|ambas|los dos|las dos)\b")


def contacts(here: Here, known: list[Draft]) -> list[Draft]:
    """The contacts of a line. Cues with the same date are one contact; a contact already read is joined."""
    new: list[Draft] = []
    if not here.is_of_governments(known):
        return new
    for act, hits in _grouped(here) or _signing(here):
        draft = _draft(here, hits, act, known)
        if draft is None:
            continue
        old = _joined(here, hits[0], draft, [*known, *new])
        if old is None:
            new.append(_dated_as(here, hits[0], draft, known))
        elif draft.from_ or _PRONOUN.search(here.line.folded):
            old.take(draft)
    return new


def _grouped(here: Here) -> list[tuple[str, list[Hit]]]:
    """The cues of one contact together: those with the same act and date, and those that have no date."""
    groups: dict[tuple[str | None, str], list[Hit]] = {}
    for hit in _real(here):
        when = here.moment(hit.start, hit.end)
        key = (None if when.basis == AS_OF else when.edtf, _act(here, hit))
        groups.setdefault(key, []).append(hit)
    if len(groups) > 1 and (lone := [k for k in groups if k[0] is None]):
        for key in lone:
            groups.pop(key)
    return [(act, hits) for (_, act), hits in groups.items()]


_SIGNED = re.compile(
    r"\b(?:(?:was|were) signed|signed (?:by|with|in|on|today)|firmad[oa]s?|fue firmad[oa]|firmaron|"
    r"suscrit[oa]s?|suscribieron)\b"
)


def _signing(here: Here) -> list[tuple[str, list[Hit]]]:
    """What two persons of two governments signed, they signed together: a meeting."""
    match = _SIGNED.search(here.line.folded)
    people = [m for m in here.line.mentions if m.kind == "person"]
    if not match or len({m.name for m in people}) < 2 or len({m.of for m in people}) < 2:
        return []
    cue = Cue("contact", "held", "meeting", _SIGNED)
    return [("held", [Hit(cue, *match.span())])]


def mode_in(marked: Page) -> str | None:
    """How the contact was held, where only a heading says so."""
    cues = [c for c in marked.lexicon.cues if c.kind == "contact" and c.mode]
    return next((c.mode for c in cues if c.pattern.search(marked.headings)), None)


def _real(here: Here) -> list[Hit]:
    """The cues that speak of one contact, not of contacts in general or of those that may be."""
    return [
        h for h in here.hits("contact", lambda h: not h.cue.abroad or _is_abroad(here, h))
        if not _PAST_ONE.search(here.line.folded[: h.start]) and not _is_of_money(here, h)
        and not here.says("no contact", h.start - 4, h.end + 45)
        and not here.says("asking for", h.start - 28, h.start)
        and (
            not here.says("unreal", h.start - 12, h.start)
            or here.says("negative verb", *here.clause(h.start))
        )
    ]  # fmt: skip


def _is_abroad(here: Here, hit: Hit) -> bool:
    """An official or a delegation of one country on the way to or from another, named behind the verb."""
    kinds = ("person",) if hit.cue.abroad == "person" else ("country",)
    goal = [
        m
        for m in here.line.mentions
        if m.kind in kinds and hit.start <= m.start <= hit.end + 45 and not here.told(m)
    ]
    left, _ = here.clause(hit.start)
    who = [m for m in here.line.mentions if m.kind == "person" and left <= m.start < hit.start]
    apart = any(m.of != goal[0].of for m in who) if goal else False
    noun = hit.cue.abroad is True and here.says("delegation", left, hit.start)
    return bool(goal) and (apart or noun)


def _is_of_money(here: Here, hit: Hit) -> bool:
    """`12 million arrived in Quito`, `a gift of 400,000 dollars …, received in May`: no visitor."""
    left, _ = here.clause(hit.start)
    arrives = re.match(r"arriv|llega|llego|recib|received", here.line.folded[hit.start :])
    behind = [m for m in here.line.money if 0 <= m.start - hit.start < 45]
    who = [m for m in here.line.mentions if m.kind == "person" and m.start >= hit.start]
    if arrives and behind and not any(m.start < behind[0].start for m in who):
        return True
    return bool(arrives) and any(left <= m.start and m.end <= hit.start for m in here.line.money)


def _act(here: Here, hit: Hit) -> str:
    _, right = here.clause(hit.start)
    if moved := _moved(here, hit):
        return "planned" if moved.when.edtf else "denied"
    if _HALTED.match(here.line.folded, hit.end):
        return "denied"
    if here.says("negative after", hit.end, right) or _is_called_off(here, hit):
        return "denied"
    if _is_denied(here, hit):
        return "denied"
    if re.search(r"\b(?:invit\w+)\b", here.line.folded[max(0, hit.start - 60) : hit.start]):
        return "planned"
    lead = here.lead(hit.start)
    if here.coming(hit.start, hit.end) or here.coming(*lead):
        return "planned"
    return "planned" if here.says("future after", hit.end, min(right, hit.end + 60)) else "held"


_PUT_OFF = re.compile(
    r"\b(?:postponed|put off|put back|pushed back|moved|deferred|rescheduled|delayed|aplazad[oa]|"
    r"pospuest[oa]|"
    r"postergad[oa]|trasladad[oa]|"
    r"reprogramad[oa]|diferid[oa]|aplaz\w+|posterg\w+|pospus\w+|pospuso)\s+(?:to|until|till|for|hasta|"
    r"para|al|a)\s+(?:el |"
    r"la |los )?"
)


def _moved(here: Here, hit: Hit) -> Moment | None:
    """`postponed until 12 May`: the contact is planned for the new day."""
    for match in _PUT_OFF.finditer(here.line.folded, max(0, hit.start - 60)):
        for moment in here.line.moments:
            if -12 <= moment.start - match.end() <= 12:
                return moment
    return None


_RELATIVE = re.compile(
    r",\s+(?:which|that|who|que|cuy[oa]s?|originally|initially|planned|scheduled|announced|previst[oa]|"
    r"programad[oa]|fijad[oa])\b[^,;:]*(?=,)"
)
_ASIDE = re.compile(r",[^,;:]{3,45},")


# `the talks, suspended in April`
_HALTED = re.compile(
    r"(?:\s\w+){0,2},?\s+(?:suspended|cancelled|canceled|postponed|stalled|frozen|interrupted|"
    r"suspendid[oa]s?|"
    r"cancelad[oa]s?|aplazad[oa]s?|pospuest[oa]s?|interrumpid[oa]s?|estancad[oa]s?)\b"
)


def _is_called_off(here: Here, hit: Hit) -> bool:
    """`A visit, which had been announced for this week, has been dropped`: said beyond the clause."""
    rest = here.line.folded[hit.end :]
    main = _ASIDE.sub(" ", _RELATIVE.sub(" ", rest))
    words = here.page.lexicon.words["negative after"]
    return main != rest and bool(words.search(re.split(r"[,;:]", main)[0]))


def _is_denied(here: Here, hit: Hit) -> bool:
    """A negative shortly before the cue, or in it."""
    words = here.page.lexicon.words["negative verb"]
    since = here.page.lexicon.words["since"].search(here.line.folded, hit.end, hit.end + 60)
    if since and any(0 <= m.start - since.end() <= 12 for m in here.line.moments):
        # "They have not met since April": then they met.
        return False
    if here.says("denial", here.clause(hit.start)[0], hit.start):
        return True
    first, _ = here.lead(hit.start, 35)
    said = here.line.folded[first : hit.end]
    return bool(words.search(here.line.folded, first, hit.end) or re.search(r"n't\b", said))


def _draft(here: Here, hits: list[Hit], act: str, known: list[Draft]) -> Draft | None:
    best = next((h for h in hits if h.cue.mode), hits[0])
    draft = here.draft("contact", act, hits[0].start, hits[0].end)
    dated = [w for h in hits if (w := here.moment(h.start, h.end)).edtf]
    draft.date = dated[0] if dated else draft.date
    if moved := _moved(here, hits[0]):
        draft.date = moved.when
    draft.mode = best.cue.mode
    names = _parties(here, hits[0])
    if not names and act == "denied" and here.chain.spoken:
        names = [here.chain.said_by]
    quoted = any(a < hits[0].start < b for a, b in here.line.quotes)
    if (quoted or here.line.answers) and len(names) == 1 and here.chain.spoken:
        # "I spoke with the minister": the speaker is the other side.
        names = list(dict.fromkeys([here.chain.said_by, *names]))
    draft.from_, draft.to = names[:1], names[1:2]
    return draft if _is_between_parties(here, draft, known) else None


def _is_between_parties(here: Here, draft: Draft, known: list[Draft]) -> bool:
    """Whether somebody of a government takes part: by name, by a pronoun, or as a delegation."""
    folded = here.line.folded
    who = here.says("party noun", 0, len(folded)) or any(
        m.kind != "country" for m in here.line.mentions
    )
    pronoun = _PRONOUN.search(folded) or here.line.speaker
    if draft.mode == "visit" and len(set(draft.from_ + draft.to)) < 2:
        return bool(who or pronoun) and bool(draft.from_ or pronoun or draft.date.edtf)
    if draft.from_ or pronoun:
        return True
    told = (
        who
        or any(d.kind == "contact" for d in known)
        or len(here.page.names.places(here.page.whole)) > 1
    )
    return bool(told and (draft.date.edtf or draft.act != "held"))


def _parties(here: Here, hit: Hit) -> list[str]:
    """Caller or visitor first, then the other side; the speaker who only reports it comes last."""
    every = [m for m in here.officials() if not here.told(m)]
    people = [m for m in every if m.kind == "person"]
    alone = not _PRONOUN.search(here.line.folded) or _THEY.search(here.line.folded)
    if len(every) < 2 and not people and alone:
        people = _before(here)
    if hit.cue.mode == "visit":
        return _visit(here, hit, people or every)
    if re.search(r"\b(?:su|sus|their|his|her)\s+(?:\w+\s+)?$", here.line.folded[: hit.start]):
        return list(dict.fromkeys(m.name for m in people or every))
    if len(people) >= 2:
        before = [m for m in people if m.end <= hit.start][-1:]
        after = [m for m in people if m.start >= hit.start and m not in before]
        ordered = [*before, *after, *people]
    else:
        ordered = [*people, *[m for m in every if m.kind != "person"]]
    return list(dict.fromkeys(m.name for m in ordered))


def _visit(here: Here, hit: Hit, named: list[Mention]) -> list[str]:
    """The visitor, who may be named after `by`, and the country or the host."""
    folded = here.line.folded
    by = [
        m
        for m in named
        if re.search(r"\b(?:by|por)\s[^,]{0,60}(?:,\s[^,]{0,25})?$", folded[hit.end : m.start])
        and m.start > hit.end
    ]
    visitor = (by or [m for m in named if m.end <= hit.start] or named)[:1]
    places = [m.name for m in here.line.mentions if m.kind == "country" and m.start >= hit.end]
    others = [m.name for m in named if m not in visitor]
    return [*(m.name for m in visitor), *dict.fromkeys([*places[:1], *others])]


def _before(here: Here) -> list[Mention]:
    """Two persons of the sentences before, for a conversation that names nobody."""
    earlier = [x for x in here.page.lines if x.sentence.end <= here.line.sentence.start]
    for line in reversed(earlier[-5:]):
        people = [m for m in line.mentions if m.kind == "person"]
        if len({m.name for m in people}) > 1:
            return people
    return []


def _joined(here: Here, hit: Hit, draft: Draft, known: list[Draft]) -> Draft | None:
    """The contact read before that this one repeats: by a pronoun, or by the same parties and day."""
    held = [d for d in known if d.kind == "contact" and d.act == draft.act]
    if not held:
        return None
    names = set(draft.from_ + draft.to)
    anaphor = here.says("same", hit.start - 14, hit.start) or here.says(
        "same", 0, min(hit.start, 14)
    )
    own = [m for m in here.officials() if not here.told(m)]
    vague = draft.date.basis == AS_OF or draft.date.edtf in (None, held[-1].date.edtf)
    if anaphor and len(own) < 2 and vague:
        return held[-1]
    if draft.act != "held" and not names and draft.date.edtf:
        return None
    if (
        len(names) > 1
        and _ABOUT.search(here.line.folded[hit.end :])
        and names <= {*held[-1].from_, *held[-1].to}
    ):
        # "The two spoke about the opening on 12 June": the day is that of what they spoke about.
        return held[-1]
    if draft.date.edtf is None:
        if len(names) < 2 or (anaphor and not _is_latest(here, hit)):
            return held[-1] if not names or any(names & set(d.from_ + d.to) for d in held) else None
        if _is_latest(here, hit):
            return None
    same = [d for d in held if names <= set(d.from_ + d.to) or not names]
    days = {draft.date.edtf, None}
    return next((d for d in same if d.date.edtf in days or draft.date.edtf is None), None)


_ABOUT = re.compile(r"^(?:\s\w+)?\s+(?:sobre|about|acerca de)\b")


def _is_latest(here: Here, hit: Hit) -> bool:
    return here.says("latest", hit.start - 20, hit.end)


def _dated_as(here: Here, hit: Hit, draft: Draft, known: list[Draft]) -> Draft:
    """A latest contact without a date may be the one already read: its date is offered, and said to be."""
    names = set(draft.from_ + draft.to)
    if draft.date.edtf is None and draft.act == "held" and _is_latest(here, hit):
        for old in known:
            if (
                old.kind == "contact"
                and old.date.edtf
                and len(names & set(old.from_ + old.to)) >= 1
            ):
                draft.date = When(None, old.date.edtf, "if it is the contact named before")
    return draft
