"""A pathway in plain words: open or closed, each rule with its dates and sources, who may go along."""

from collections.abc import Iterator
from datetime import date

from cauce.eligibility.nodes import Param
from cauce.eligibility.pack import OPEN, Criterion, Group, Pack, Parameter, Pathway
from cauce.eligibility.walk import walk
from cauce.eligibility.words import Words, words


def show(pack: Pack, pathway: str, *, on: date | None, lang: str) -> Iterator[str]:
    """The lines of a pathway's page, as of a day or for all of its days."""
    way, said = pack.pathways[pathway], words(pack, lang)
    yield f"{way.id}: {said.pathway(way.id, 'title')}"
    yield said.pathway(way.id, "summary")
    yield f"Authority: {way.authority}"
    yield f"Confidence: {way.confidence}"
    if pack.status != "reviewed":
        yield f"This pack is {pack.status}: it is not verified law."
    yield ""
    for group in way.availability.groups:
        yield from _availability(said, pack, way, group, on)
    yield ""
    yield from _criteria(said, way, on)
    yield from _tables(pack, way, on)
    yield from _company(said, pack, way)
    yield ""
    yield "Sources"
    yield from _sources(pack, way)


def _availability(
    said: Words, pack: Pack, way: Pathway, group: Group, on: date | None
) -> Iterator[str]:
    who = ""
    if group.codes:
        list_name = pack.facts[way.availability.by].type.codes
        who = " for " + ", ".join(sorted(said.code(list_name, code) for code in group.codes))
    if on is not None:
        period = group.period(on)
        yield f"On {on}{who}: {_state(said, group.state(on))}{_cited(period.sources if period else ())}"
        return
    for period in group.periods:
        since = f"From {period.first}" if period.first else "From the beginning"
        yield f"{since}{who}: {_state(said, period.state)}{_cited(period.sources)}"


def _state(said: Words, state: str) -> str:
    return "open" if state == OPEN else f"{said.closed(state, 'title')} ({state})"


def _cited(sources: tuple[str, ...]) -> str:
    return f" [{' '.join(sources)}]" if sources else ""


def _criteria(said: Words, way: Pathway, on: date | None) -> Iterator[str]:
    for criterion in way.criteria:
        if on is not None and not criterion.in_force(on):
            continue
        yield f"{criterion.id}. {said.criterion(criterion.id, 'rule')}{_cited(criterion.sources)}"
        yield f"    {'; '.join(_about(criterion))}"
        yield from (f"    {line}" for line in criterion.text.strip().splitlines())


def _about(criterion: Criterion) -> Iterator[str]:
    yield f"must hold for: {criterion.scope.replace('_', ' ')}"
    yield "asked here" if criterion.unknown == "ask" else "left to the authority that decides"
    if criterion.after:
        yield f"looked at only if {criterion.after} is not false"
    if criterion.first:
        yield f"from {criterion.first}"
    if criterion.last:
        yield f"to {criterion.last}"
    if criterion.evidence:
        yield f"shown by {', '.join(criterion.evidence)}"
    yield f"confidence {criterion.confidence}"


def _tables(pack: Pack, way: Pathway, on: date | None) -> Iterator[str]:
    names = {
        node.name: None
        for criterion in way.criteria
        for node in walk(criterion.node)
        if isinstance(node, Param)
    }
    if names:
        yield ""
        yield "Tables"
    for name in names:
        yield from _table(pack.parameters[name], on)


def _table(table: Parameter, on: date | None) -> Iterator[str]:
    source = f" [{table.source}]" if table.source else ""
    entries = [entry for entry in table.entries if on is None or entry.covers(on)]
    if not entries:
        yield f"{table.name}: nothing was entered for this day{source}"
    for entry in entries:
        days = f" {entry.first or '…'} to {entry.last or '…'}" if entry.first or entry.last else ""
        yield f"{table.name}{days}: {_value(table, entry.value)}{source}"


def _value(table: Parameter, value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(table, item)}" for key, item in value.items())
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "none"
    if value is None:
        return "never entered"
    return str(date.fromordinal(value)) if table.type.kind == "date" else str(value)  # type: ignore[arg-type]  # kind says which


def _company(said: Words, pack: Pack, way: Pathway) -> Iterator[str]:
    yield ""
    yield "Who may be listed" if way.company else "Nobody else may be listed."
    codes = pack.facts[pack.relations.fact].type.codes
    for company in way.company:
        yield f"    {', '.join(sorted(said.code(codes, code) for code in company.relations))}"
        if company.text:
            yield f"        if {company.text}"


def _sources(pack: Pack, way: Pathway) -> Iterator[str]:
    periods = [period for group in way.availability.groups for period in group.periods]
    cited = [way.sources, *(p.sources for p in periods), *(c.sources for c in way.criteria)]
    for key in dict.fromkeys(key for keys in cited for key in keys):
        source = pack.sources.get(key, {})
        yield f"    {key}: " + ", ".join(str(value) for value in source.values())
