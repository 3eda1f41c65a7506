"""Disagreements, what rests on a source, where an initiative stands, who held an office."""

from datetime import date

from cauce.ledger.book import Entry, Json, Ledger, Step, View
from cauce.ledger.days import When, when

ENDED = ("closed", "cancelled", "withdrawn")
# A plan is enough for these; any other phase needs an account that speaks of it as past.
_MAY_BE_PLANNED = ("planned", "announced", "agreed", "agreed_in_principle", "expansion_announced")


def disagreements(view: View, ask: Json) -> list[Json]:
    """The differences of which both accounts stand, also those that a person settled."""
    accounts = view.accounts()
    entry_of = {a.id: entry for entry in view.entries for a in entry.accounts}
    found = []
    for matter in view.ledger.disagreements:
        sides = [accounts.get(matter["a"]), accounts.get(matter["b"])]
        a, b = sides
        if a is None or b is None or not _asked(matter, [entry_of[a.id], entry_of[b.id]], ask):
            continue
        field, settled = matter["field"], matter.get("settled")
        found.append(
            {
                "id": matter["id"],
                "field": field,
                "a": {a.id: a.says(field)},
                "b": {b.id: b.says(field)},
                "settled": settled if settled in accounts else None,
            }
        )
    return found


def _asked(matter: Json, entries: list[Entry], ask: Json) -> bool:
    topics = set().union(*(entry.topics for entry in entries))
    actors = set().union(*(entry.actors for entry in entries))
    return (
        ("entries" not in ask or bool({e.id for e in entries} & set(ask["entries"])))
        and ("fields" not in ask or matter["field"] in ask["fields"])
        and ("topics" not in ask or bool(topics & set(ask["topics"])))
        and set(ask.get("persons") or ()) <= actors
        and ("as_of" not in ask or any(_begun(e.when, ask["as_of"]) for e in entries))
    )


def _begun(days: When, day: date) -> bool:
    return days.first is None or days.first <= day


def rests_on(view: View, ask: Json) -> Json:
    """For each source: the entries that fall with it, and those that stand on others."""
    return {source: _resting(view, source) for source in ask["sources"]}


def _resting(view: View, source: str) -> Json:
    fall: list[str] = []
    keep: list[Json] = []
    for entry in view.entries:
        sources = {account.data["source"] for account in entry.accounts}
        if sources == {source}:
            fall.append(entry.id)
        elif source in sources:
            keep.append({"entry": entry.id, "left": sorted(sources - {source})})
    return {"fall": fall, "keep": keep}


def initiative_state(view: View, ask: Json) -> Json:
    """Phase and name of an initiative on each day."""
    entry = view.get(ask["initiative"])
    return {day.isoformat(): state_on(entry, day) for day in ask["as_of"]}


def state_on(entry: Entry | None, day: date) -> Json:
    """The last phase that had certainly begun, since when, and the name it had."""
    phase = last_phase(entry, day) if entry else None
    if entry is None or phase is None:
        return {"phase": None, "since": None, "name": None}
    return {"phase": phase.word, "since": phase.text, "name": _name(entry, day)}


def last_phase(entry: Entry, day: date) -> Step | None:
    """The last phase whose possible days are all past or today."""
    begun = [
        phase
        for phase in entry.steps
        if phase.when.last is not None and phase.when.last <= day and _counts(phase)
    ]
    # Of phases that end on one day the later in the list is the later one.
    return max(reversed(begun), key=lambda phase: phase.when.last or date.min) if begun else None


def _counts(phase: Step) -> bool:
    standing = [account for account in phase.accounts if not account.denies]
    return any(a.happened or phase.word in _MAY_BE_PLANNED for a in standing)


def _name(entry: Entry, day: date) -> str | None:
    names = [
        name
        for name in entry.data.get("names") or ()
        if (last := when(name.get("from")).last) and last <= day and _is_known(entry, name)
    ]
    return (
        str(max(names, key=lambda n: when(n["from"]).last or date.min)["name"]) if names else None
    )


def _is_known(entry: Entry, name: Json) -> bool:
    """Whether an account or a phase from which the name can be known stands, if one ever gave it."""
    from_when = when(name.get("from"))
    given = {a.id for a in entry.every if _gives(a.values.get("name"), name["name"])}
    phases = [p for p in entry.data.get("phases") or () if when(p.get("date")).meets(from_when)]
    given |= {account for phase in phases for account in phase.get("accounts") or ()}
    return not given or bool(given & {a.id for a in entry.accounts})


def _gives(said: object, name: str) -> bool:
    return isinstance(said, str) and (said in name or name in said)


def office_holder(view: View, ask: Json) -> Json:
    """Who held an office on each day; both on the day of change."""
    return {
        day.isoformat(): list(dict.fromkeys(_holders(view.ledger, ask["office"], day)))
        for day in ask["as_of"]
    }


def _holders(ledger: Ledger, office: str, day: date) -> list[str]:
    return [
        tenure["actor"]
        for tenure in ledger.tenures
        if tenure["office"] == office and _holds(tenure, day)
    ]


def _holds(tenure: Json, day: date) -> bool:
    first, last = when(tenure.get("from")).first, when(tenure.get("to")).last
    return (first is None or first <= day) and (last is None or day <= last)


def office_change(ledger: Ledger, office: str, day: date) -> Json | None:
    """The next change of an office from a day on, else the last one: who goes, who comes, when."""
    ends = [t for t in ledger.tenures if t["office"] == office and t.get("to")]
    coming = [t for t in ends if (when(t["to"]).last or date.max) >= day]
    if not ends:
        return None
    out = min(coming, key=_end) if coming else max(ends, key=_end)
    begins = [
        t
        for t in ledger.tenures
        if t["office"] == office and t is not out and t.get("from") and _follows(t, out)
    ]
    after = min(begins, key=lambda t: when(t["from"]).first or date.min) if begins else None
    return {
        "office": office,
        "out": out["actor"],
        "in": after["actor"] if after else None,
        "date": out["to"],
    }


def _end(tenure: Json) -> date:
    return when(tenure["to"]).last or date.max


def _follows(tenure: Json, out: Json) -> bool:
    begun, ended = when(tenure["from"]), when(out["to"])
    return begun.last is None or ended.first is None or begun.last >= ended.first
