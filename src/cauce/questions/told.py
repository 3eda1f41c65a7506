"""What a screening's words mean to a reader: their names, why a pathway is closed, where a rule was read.

Said alike by *Could I?*, by a family's own page, by the office's file and by the letter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.eligibility import (
    CLOSED,
    ELIGIBLE,
    NOT_ELIGIBLE,
    OPEN,
    UNDETERMINED,
    Pack,
    Rules,
    words,
)
from cauce.eligibility.pack import Group

ORDER = (ELIGIBLE, UNDETERMINED, NOT_ELIGIBLE, CLOSED)
_TAGS = {
    ELIGIBLE: gettext_lazy("May be referred"),
    UNDETERMINED: gettext_lazy("Something is missing"),
    NOT_ELIGIBLE: gettext_lazy("Not now"),
    CLOSED: gettext_lazy("Closed"),
}
_TRAVELS = {
    "travels": gettext_lazy("May travel along."),
    "fails": gettext_lazy("Not now, because of this:"),
    "undetermined": gettext_lazy("Something is missing:"),
    "applies_separately": gettext_lazy(
        "Cannot be on this request, and would have to apply separately."
    ),
}


@dataclass(frozen=True)
class Source:
    """Where a rule was read: an address as it was seen, its date, what it is."""

    key: str
    address: str
    date: str
    what: str


@dataclass(frozen=True)
class Closing:
    """Why and since when a pathway is closed, or from when it will be open."""

    title: str
    meaning: str
    since: date | None
    opens: date | None
    sources: tuple[Source, ...]


def sources(pack: Pack, keys: Iterable[str]) -> Iterator[Source]:
    """Yield the sources of a rule in full."""
    for key in keys:
        known = pack.sources.get(key, {})
        yield Source(
            key, known.get("address", key), str(known.get("date", "")), known.get("what", "")
        )


def closing(
    rules: Rules, pathway: str, person: Mapping[str, Any], reason: str, lang: str
) -> Closing:
    """Return why a pathway is closed to a person on the day."""
    pack, day = rules.pack, rules.on
    group = _group_of(rules, pathway, person, reason)
    period = group.period(day)
    spoken = words(pack, lang)
    later = next((p for p in group.periods if p.first and p.first > day and p.state == OPEN), None)
    told = period or later
    return Closing(
        spoken.closed(reason, "title"),
        spoken.closed(reason, "meaning"),
        since=period.first if period else None,
        opens=later.first if later and not period else None,
        sources=tuple(sources(pack, told.sources if told else ())),
    )


def _group_of(rules: Rules, pathway: str, person: Mapping[str, Any], reason: str) -> Group:
    availability = rules.pack.pathways[pathway].availability
    known = getattr(person.get(availability.by), "items", ()) if availability.by else ()
    closed = [group for group in availability.groups if group.state(rules.on) == reason]
    own = [group for group in closed if group.codes & set(known)]
    return [*own, *closed, *availability.groups][0]


def tag(word: str) -> str:
    """Return what a word is called on the page."""
    return str(_TAGS[word])


def travels(word: str) -> str:
    """Return what another member's word on a pathway is called."""
    return str(_TRAVELS[word])


def at_a_glance(word: str) -> str:
    """Return another member's word on a pathway where its reasons stand elsewhere."""
    short = {"fails": _("Not now"), UNDETERMINED: _("Some things are missing")}
    return short.get(word) or travels(word)


def line(word: str, *, missing: int = 0, interview: bool = False, closed: str = "") -> str:
    """Return the one line under a pathway's title; `interview`: only that can add what is missing."""
    if word == ELIGIBLE:
        return _("Yes: you may be referred")
    if word == NOT_ELIGIBLE:
        return _("Not now")
    if word == CLOSED:
        return closed
    if interview:
        return _("An interview will settle this")
    return _("One thing is missing") if missing == 1 else _("Some things are missing")
