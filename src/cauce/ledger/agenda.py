"""What the ledger itself says will come: answers that were agreed, planned talks and ends, terms."""

from collections.abc import Iterator
from datetime import date

from cauce.ledger.book import Entry, Json, View
from cauce.ledger.days import when
from cauce.ledger.matters import ENDED, last_phase
from cauce.ledger.requests import open_requests


def agenda(view: View, ask: Json) -> list[Json]:
    """The dates that are not certainly past on a day, soonest first; up to a last day if one is named."""
    day, end = ask["as_of"], ask.get("to")
    found = [*_answers(view, day), *_planned_talks(view, day), *_ends(view, day), *_terms(view)]
    ahead = [item for item in found if _is_ahead(item, day, end)]
    return sorted(ahead, key=lambda item: (when(item["date"]).last or date.max, item["about"]))


def _is_ahead(item: Json, day: date, end: date | None) -> bool:
    first, last, _ = when(item["date"])
    begins_in_time = end is None or first is None or first <= end
    return (last is None or last >= day) and begins_in_time


def _item(what: str, about: str, text: str) -> Json:
    return {"what": what, "about": about, "date": text}


def _answers(view: View, day: date) -> Iterator[Json]:
    for request in open_requests(view, {"as_of": day}):
        if request["expected_by"]:
            yield _item("answer_expected", request["request"], request["expected_by"])


def _planned_talks(view: View, day: date) -> Iterator[Json]:
    for entry in view.of("contact"):
        text = entry.value("date")
        if text and _state(entry) == "planned" and (entry.when.last or day) >= day:
            yield _item("contact_planned", entry.id, text)


def _state(entry: Entry) -> str | None:
    """How far a contact came, by the last event that rests on an account that stands."""
    if entry.steps:
        return entry.steps[-1].word
    state: str | None = entry.value("state")
    return state


def _ends(view: View, day: date) -> Iterator[Json]:
    for entry in view.of("initiative"):
        phase, planned = last_phase(entry, day), (entry.data.get("planned_end") or {}).get("date")
        if planned and phase is not None and phase.word not in ENDED:
            yield _item("end_planned", entry.id, planned)


def _terms(view: View) -> Iterator[Json]:
    for tenure in view.ledger.tenures:
        if tenure.get("to"):
            yield _item("term_ends", tenure["id"], tenure["to"])
