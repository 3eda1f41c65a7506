"""Requests that stand unanswered: age from the first filing, silence from the last act of the asker."""

from datetime import date

from cauce.dates import CalendarFault
from cauce.ledger.book import Entry, Json, Ledger, Step, View
from cauce.ledger.clocks import clock
from cauce.ledger.days import days_until

CLOSING = ("answered", "refused", "withdrawn", "superseded", "lapsed")
_ASKING = ("filed", "reiterated")


def open_requests(view: View, ask: Json) -> list[Json]:
    """The requests of one side to another that are open, or perhaps already answered."""
    answers = (standing(view.ledger, entry, ask["as_of"]) for entry in asked(view, ask))
    return [answer for answer in answers if answer]


def asked(view: View, ask: Json) -> list[Entry]:
    """The requests that fit what is asked, open or not."""
    return [
        entry
        for entry in view.of("request")
        if ("from" not in ask or ask["from"] in entry.sides_as("from"))
        and ("to" not in ask or ask["to"] in entry.sides_as("to"))
        and set(ask.get("persons") or ()) <= entry.actors
        and ("topics" not in ask or bool(entry.topics & set(ask["topics"])))
        and ("modes" not in ask or entry.value("mode") in ask["modes"])
        and ("levels" not in ask or bool(_levels(entry) & set(ask["levels"])))
    ]


def _levels(entry: Entry) -> set[str | None]:
    return {party.get("level") for party in entry.data["parties"]}


def standing(ledger: Ledger, entry: Entry, day: date) -> Json | None:
    """Where an open request stands on a day; None where it is not open."""
    filing = filing_of(entry)
    start = begun_on(filing) if filing else None
    status = status_of(entry, day)
    if filing is None or start is None or start > day or status is None:
        return None
    done = [step for step in entry.steps if happened(step) and certainly_by(step, day)]
    return {
        "request": entry.id,
        "status": status,
        "filed": filing.text,
        "age": _age(filing, start, day),
        "last_act_of_asker": _last_of_asker(ledger, entry, done, day),
        "reiterated": sum(step.word == "reiterated" for step in done),
        "acknowledged": any(step.word == "acknowledged" for step in done),
        "contested": _contested(entry, filing),
        "expected_by": expected_by(entry, day),
        "carried_over": _carried(entry, day),
    }


def expected_by(entry: Entry, day: date) -> str | None:
    """The day of an answer, as its clock has it on a day; None also where a calendar is missing."""
    try:
        return clock(entry, day).expected_by
    except CalendarFault:
        return None


def filing_of(entry: Entry) -> Step | None:
    """The first filing that somebody says was made."""
    filed = [s for s in entry.steps if s.word == "filed" and any(a.happened for a in s.accounts)]
    return min(filed, key=lambda step: step.when.first or date.min) if filed else None


def begun_on(filing: Step) -> date | None:
    """The day on which it had certainly been filed: stated, or the first on which that was told."""
    return filing.when.last or filing.told()


def _age(filing: Step, start: date, day: date) -> Json:
    youngest = (day - start).days
    first = filing.when.first
    if first is None or filing.when.last is None:
        return {"at_least_days": youngest}
    oldest = (day - first).days
    return {"days": youngest if youngest == oldest else [youngest, oldest]}


def happened(step: Step) -> bool:
    """Whether a standing account says that the act was done."""
    return any(account.happened for account in step.accounts)


def certainly_by(step: Step, day: date) -> bool:
    """Whether every possible day of an act is past or today."""
    return step.when.last is not None and step.when.last <= day


def status_of(entry: Entry, day: date) -> str | None:
    """Open, perhaps answered, or None where it is certainly closed."""
    closing = [s for s in entry.steps if s.word in CLOSING and happened(s)]
    ends = [step.when.last or step.told() for step in closing]
    if any(end is not None and end <= day for end in ends):
        return None
    begun = any(step.when.first is None or step.when.first <= day for step in closing)
    return "open_or_already_answered" if begun else "open"


def _last_of_asker(ledger: Ledger, entry: Entry, done: list[Step], day: date) -> Json | None:
    asking = entry.sides_as("from")
    acts = [
        step
        for step in done
        if step.word in _ASKING
        and (step.data.get("by") is None or ledger.side_of(step.data["by"], entry) in asking)
    ]
    if not acts:
        return None
    last = max(acts, key=lambda step: step.when.last or date.min)
    return {
        "act": last.word,
        "date": last.text,
        "silent_days": days_until(day, last.when.last),
    }


def _contested(entry: Entry, filing: Step) -> bool:
    marked = entry.data.get("contested") or filing.data.get("contested")
    return bool(marked) or len({account.data["polarity"] for account in filing.accounts}) > 1


def _carried(entry: Entry, day: date) -> str:
    acts = [s for s in entry.steps if s.word == "carried_over" and happened(s)]
    if any(certainly_by(step, day) for step in acts):
        return "yes"
    begun = any(step.when.first is None or step.when.first <= day for step in acts)
    return "perhaps" if begun else "no"
