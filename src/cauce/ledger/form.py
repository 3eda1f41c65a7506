"""The form of a record file: which keys there are, and what may stand in them."""

from typing import Any

TOP = {
    "title", "about", "rights", "conventions", "topics", "actors", "offices", "tenures", "sources",
    "entries", "disagreements",
}  # fmt: skip
TOPIC = {"id": True, "label": True, "parent": False}
ACTOR = {
    "id": True,
    "name": True,
    "name_variants": False,
    "kind": True,
    "country": False,
    "parent": False,
}
OFFICE = {"id": True, "title": True, "country": False}
TENURE = {
    "id": True, "actor": True, "office": True, "from": False, "to": False, "ends_with": False,
    "accounts": False, "note": False,
}  # fmt: skip
SOURCE = {
    "id": True, "title": True, "outlet": False, "kind": False, "address": False, "published": False,
    "language": False, "derived_from": False, "note": False, "retracted": False, "retracted_why": False,
}  # fmt: skip
ACCOUNT = {
    "id": True, "source": True, "spoken_by": False, "on_behalf_of": False, "reported_by": False,
    "retold_by": False, "chain": False, "polarity": True, "tense": True, "said_on": False,
    "values": False, "note": False,
}  # fmt: skip
DISAGREEMENT = {
    "id": True, "matter": False, "field": True, "a": True, "b": True, "settled": False, "note": False,
}  # fmt: skip
PARTY = {"actor": True, "role": True, "side": True, "level": False, "as": False}
RELATION = {"type": True, "to": True, "status": False, "why": False}
# A day that was agreed anew: which it was, which it is, who agreed, why, and when that was.
EXTENSION = {"from": False, "to": True, "by": False, "why": False, "on": False}
# So many days after the filing; of a country where its offices are open, else of the calendar.
# `from` names the act that it is counted from; without it, the last filing or forwarding.
RULE = {"days": True, "calendar": False, "basis": False, "from": False}
COUNTED_FROM = ("filed", "forwarded", "reiterated", "acknowledged")
AMOUNT = {"value": True, "currency": True, "qualifier": True, "also": False}
_ENTRY = {
    "id": True, "kind": True, "title": True, "parties": True, "topics": False, "date": False,
    "span": False, "date_basis": False, "accounts": True, "relations": False, "accepted": False,
    "note": False,
}  # fmt: skip
# What an entry of each kind has beside these.
KINDS: dict[str, dict[str, bool]] = {
    "contact": {"mode": False, "level": False, "state": True, "events": False, "mode_note": False},
    "request": {
        "acts": False, "mode": False, "outcome": False, "contested": False, "clock": False,
    },
    "commitment": {
        "nature": True, "amount": False, "source_of_money": False, "period": False,
        "condition": False, "overlap": False, "stated_on": False,
    },
    "transaction": {
        "nature": True, "amount": False, "quantity": False, "period": False, "state": False,
    },
    "initiative": {"names": False, "phases": False, "planned_end": False},
    "statement": {"speaker": False, "subject": False},
}  # fmt: skip
STEPS = {"events": "state", "acts": "act", "phases": "phase"}
STEP = {"date": False, "by": False, "accounts": False, "note": False, "contested": False}

POLARITIES = ("asserts", "denies", "hedges")
TENSES = ("happened", "planned", "hypothetical")
SPANS = ("within", "lasting")
LEVELS = ("head", "elect", "minister", "senior", "working")
STATES = ("proposed", "planned", "invited", "held", "declined", "did_not_happen")
ACTS = (
    "filed", "forwarded", "supported", "reiterated", "acknowledged", "clarification_asked",
    "clarified", "part_answered", "answered", "refused", "withdrawn", "superseded", "lapsed",
    "carried_over",
)  # fmt: skip
PHASES = (
    "announced", "planned", "agreed", "agreed_in_principle", "opened", "operating",
    "expansion_announced", "expanded", "paused", "resumed", "closed", "cancelled",
)  # fmt: skip
WORDS = {"events": STATES, "acts": ACTS, "phases": PHASES}
NATURES = (
    "new", "part_of", "running_total", "restatement", "plan", "requested", "in_kind", "reprogrammed",
    "result", "revised", "cancelled", "disbursed", "spent", "delivered", "returned", "suspended",
)  # fmt: skip
QUALIFIERS = ("exact", "more_than", "at_least", "less_than", "up_to", "about")
RELATIONS = (
    "same_event", "part_of", "answers", "follows_up", "contradicts", "about", "supersedes",
)  # fmt: skip
# In these nothing may come back to where it began.
ONE_WAY = ("same_event", "part_of", "answers", "follows_up", "supersedes")
MONEY = ("public", "private", "mixed")
ROLES = ("from", "to", "lead")


def entry_keys(kind: str) -> dict[str, bool]:
    """The keys of an entry of one kind, and whether each has to be there."""
    return _ENTRY | KINDS[kind]


def dates_of(entry: dict[str, Any]) -> list[tuple[tuple[str | int, ...], Any]]:
    """Where the dates of an entry stand, and what is written there."""
    found: list[tuple[tuple[str | int, ...], Any]] = [
        ((key,), entry.get(key)) for key in ("date", "stated_on")
    ]
    for listed in STEPS:
        found += [((listed, n, "date"), s.get("date")) for n, s in _objects(entry.get(listed))]
    found += [(("names", n, "from"), name.get("from")) for n, name in _objects(entry.get("names"))]
    for holder, key in (("planned_end", "date"), ("clock", "expected_by")):
        if isinstance(entry.get(holder), dict):
            found.append(((holder, key), entry[holder].get(key)))
    return found


def _objects(value: Any) -> list[tuple[int, dict[str, Any]]]:
    return [
        (n, v)
        for n, v in enumerate(value if isinstance(value, list) else ())
        if isinstance(v, dict)
    ]


LISTS = ("topics", "actors", "offices", "tenures", "sources", "entries", "disagreements")
LIST_KEYS = frozenset(
    {
        "name_variants", "parties", "topics", "accounts", "relations", "events", "acts", "phases", "names",
        "overlap", "chain", "extensions",
    }
)  # fmt: skip
ITEMS = {
    "topics": TOPIC,
    "actors": ACTOR,
    "offices": OFFICE,
    "tenures": TENURE,
    "sources": SOURCE,
    "disagreements": DISAGREEMENT,
}
# What a source may say of these is compared with the entry's own text.
TEXT_VALUES = ("mode", "state", "nature", "act", "phase", "outcome", "condition", "period", "said")
PREFACE = ("title", "about", "rights", "conventions")
