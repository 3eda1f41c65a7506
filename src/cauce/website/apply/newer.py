"""A draft outlives a change of the rules: answers that still fit are kept, the rest is asked anew."""

from collections.abc import Mapping
from typing import Any

from cauce.eligibility import Fact, Faults, Pack, read_value
from cauce.questions.answers import Answers, Ref, items
from cauce.website.apply import topics


def moved(pack: Pack, old: Answers, on: str) -> Answers:
    """Return the answers that the rules in force can still read, and the next question under them."""
    new = Answers(on=on, law=pack.law, mine=old.mine, edition=old.edition + 1, forms=old.forms)
    new.household = _kept(pack, "household", old.household, on)
    new.persons = [_kept(pack, "person", person, on) for person in old.persons]
    for ref in old.every_answered():
        if _holds(pack, new, ref):
            # Put where it is already, so that how it was answered stands beside it again.
            new.put(pack, ref, new.given(pack, ref), old.answered(ref))
    new.steps = [ref for ref in old.steps if new.answered(ref)]
    new.opens = [ref for ref in old.opens if ref in new.steps]
    topics.advance(pack, new)
    return new


def _kept(pack: Pack, of: str, record: Mapping[str, Any], on: str) -> dict[str, Any]:
    known = {fact.key: fact for fact in pack.facts.values() if fact.of == of}
    known = {key: fact for key, fact in known.items() if fact.asked == "public"}
    found = {}
    for key, value in record.items():
        if key in known and _readable(pack, known[key], value, on):
            found[key] = _inner(pack, known[key], value, on)
    return found


def _inner(pack: Pack, fact: Fact, value: Any, on: str) -> Any:
    """Return a value; of a list of records, each with what can still be read of it."""
    if fact.type.kind != "rows" or not fact.type.row or value is None:
        return value
    rows = [_kept(pack, fact.type.row, row, on) for row in items(value)]
    return rows if isinstance(value, list) else {**value, "items": rows}


def _readable(pack: Pack, fact: Fact, value: Any, on: str) -> bool:
    if value is None:
        return True
    if fact.born and isinstance(value, str) and value[:1].isdigit() and value > on:
        return False  # nobody is born after the day; *Could I?* may have been asked for a later one
    if fact.type.kind == "rows" and fact.type.row:
        return isinstance(value, list | dict)
    try:
        read_value(pack, fact, value)
    except Faults:
        return False
    return True


def _holds(pack: Pack, new: Answers, ref: Ref) -> bool:
    fact = pack.facts.get(ref.fact)
    if fact is None or fact.asked != "public":
        return False
    if ref.row is None:
        record = new.household if ref.person is None else new.persons[ref.person]
        return fact.key in record
    around = pack.facts.get(ref.list_fact)
    if around is None or around.type.row != fact.of:
        return False
    rows = items(new.persons[ref.person or 0].get(around.key))
    return ref.row < len(rows) and fact.key in rows[ref.row]
