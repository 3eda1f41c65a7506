"""The pathways in plain words: open or closed on a day, what changed when, rules and where they come from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from cauce.eligibility import OPEN, Criterion, Pack, Parameter, words
from cauce.eligibility.nodes import Param
from cauce.eligibility.pack import Group, Period
from cauce.eligibility.walk import walk
from cauce.questions import days
from cauce.questions.told import Closing, Source, closing, sources

__all__ = [
    "Change",
    "Closing",
    "Source",
    "State",
    "closing",
    "sources",
]

FEW_CODES = 12


@dataclass(frozen=True)
class State:
    """Whether a pathway is open on the reader's day, for everybody or for some."""

    open: bool
    title: str
    whom: str
    since: date | None


@dataclass(frozen=True)
class Change:
    """What changed on a day."""

    day: date
    text: str
    sources: tuple[Source, ...] = ()


def states(pack: Pack, pathway: str, on: date, lang: str) -> list[State]:
    """Return whether a pathway is open on a day, group by group; one line where all are alike."""
    groups = pack.pathways[pathway].availability.groups
    spoken = words(pack, lang)
    found: dict[tuple[str, date | None], list[Group]] = {}
    for group in groups:
        period = group.period(on)
        found.setdefault((group.state(on), period.first if period else None), []).append(group)
    return [
        State(
            state == OPEN,
            _("Open") if state == OPEN else spoken.closed(state, "title"),
            "" if len(found) == 1 else whom(pack, pathway, same, lang),
            since,
        )
        for (state, since), same in found.items()
    ]


def whom(pack: Pack, pathway: str, groups: Iterable[Group], lang: str) -> str:
    """Return the names of the codes that groups are for; empty for everybody."""
    by = pack.pathways[pathway].availability.by
    if not by:
        return ""
    names = _names(
        pack, pack.facts[by].type.codes, {c for group in groups for c in group.codes}, lang
    )
    return names or _("everybody else")


def changes(pack: Pack, pathway: str, lang: str) -> list[Change]:
    """Return what changed when, newest first."""
    way = pack.pathways[pathway]
    found = [
        change
        for group in way.availability.groups
        for period in group.periods
        for change in _opening(pack, pathway, group, period, lang)
    ]
    for number, criterion in enumerate(way.criteria, 1):
        found += _force(criterion, number)
    for table, rules in _tables(pack, pathway).items():
        found += _entries(pack, pack.parameters[table], rules, lang)
    return sorted(_merged(found), key=lambda change: change.day, reverse=True)


def _merged(found: list[Change]) -> list[Change]:
    return list(dict.fromkeys(found))


def _opening(pack: Pack, pathway: str, group: Group, period: Period, lang: str) -> Iterator[Change]:
    if period.first is None:
        return
    state = _("Open") if period.state == OPEN else words(pack, lang).closed(period.state, "title")
    who = whom(pack, pathway, [group], lang) if group.codes else ""
    text = f"{who}: {state}" if who else str(state)
    yield Change(period.first, text, tuple(sources(pack, period.sources)))


def _force(criterion: Criterion, number: int) -> Iterator[Change]:
    if criterion.first:
        yield Change(criterion.first, _("Rule %(number)d begins to count.") % {"number": number})
    if criterion.last:
        text = _("Last day on which rule %(number)d counts.") % {"number": number}
        yield Change(criterion.last, text)


@lru_cache(maxsize=512)
def _tables(pack: Pack, pathway: str) -> dict[str, tuple[int, ...]]:
    """Return the dated tables that a pathway's rules look up, with the numbers of those rules."""
    found: dict[str, dict[int, None]] = {}
    for number, criterion in enumerate(pack.pathways[pathway].criteria, 1):
        for node in walk(criterion.node):
            if isinstance(node, Param):
                found.setdefault(node.name, {})[number] = None
    return {name: tuple(numbers) for name, numbers in found.items()}


def _entries(pack: Pack, table: Parameter, rules: tuple[int, ...], lang: str) -> Iterator[Change]:
    for entry in table.entries:
        if entry.first is None:
            continue
        label = words(pack, lang).text("parameters", table.name, "label")
        named = _("What rule %(numbers)s looks up changes") % {
            "numbers": ", ".join(map(str, rules))
        }
        text = f"{named} ({label})" if label else named
        value = _value(pack, table, entry.value, lang)
        yield Change(
            entry.first,
            f"{text}: {value}" if value else f"{text}.",
            tuple(sources(pack, table.source.split())),
        )


def _value(pack: Pack, table: Parameter, value: Any, lang: str) -> str:
    if value is None:
        return _("not known")
    if table.keys:
        return ""
    if isinstance(value, frozenset):
        return _names(pack, table.type.codes, value, lang)
    if table.type.kind == "date":
        return days.spoken(date.fromordinal(value))
    return words(pack, lang).code(table.type.codes, value) if table.type.codes else str(value)


def _names(pack: Pack, codes: str, which: Iterable[str], lang: str) -> str:
    names: list[str] = sorted(words(pack, lang).code(codes, code) for code in which)
    more = len(names) - FEW_CODES
    if more > 0:
        names = [*names[:FEW_CODES], _("and %(number)d more") % {"number": more}]
    return ", ".join(names)
