"""Reads one pathway's file: availability, who may be listed, criteria."""

from dataclasses import dataclass, replace
from datetime import date

from cauce.eligibility.expressions import Scope, compile_text
from cauce.eligibility.faults import Faults
from cauce.eligibility.fields import Page
from cauce.eligibility.marks import Map
from cauce.eligibility.nodes import Node
from cauce.eligibility.pack import (
    OPEN,
    REASONS,
    SCOPES,
    Availability,
    Company,
    Criterion,
    Group,
    Pathway,
    Period,
)

_PATHWAY_KEYS = (
    "id",
    "authority",
    "sources",
    "confidence",
    "destination",
    "availability",
    "travel_with",
    "through",
    "criteria",
    "notes",
)
_CRITERION_KEYS = (
    "id",
    "when",
    "scope",
    "unknown",
    "after",
    "from",
    "to",
    "as_of",
    "through",
    "sources",
    "evidence",
    "confidence",
    "note",
)


@dataclass(frozen=True)
class Setting:
    """What a pathway's file is read against."""

    scope: Scope
    sources: frozenset[str]
    relations: frozenset[str]


def read_pathway(page: Page, where: Map, setting: Setting) -> Pathway:
    """The pathway of one file; faults are noted on the page."""
    page.only(where, _PATHWAY_KEYS, "a pathway")
    name = page.text(where, "id")
    through, relative = _through(page, where, setting.scope)
    scope = replace(setting.scope, relative=relative)
    criteria = [
        _criterion(page, entry, name, replace(setting, scope=scope))
        for entry in page.maps(where, "criteria")
    ]
    _check_order(page, where, criteria)
    return Pathway(
        id=name,
        availability=_availability(page, page.map(where, "availability"), setting),
        criteria=tuple(criteria),
        company=tuple(_company(page, entry, setting) for entry in page.maps(where, "travel_with")),
        through=through,
        relative=relative,
        authority=page.text(where, "authority"),
        sources=_sources(page, where, setting),
        confidence=page.text(where, "confidence"),
        destination=page.text(where, "destination", ""),
        notes=_notes(where),
    )


def _notes(where: Map) -> tuple[str, ...]:
    notes = where.get("notes") or ()
    return (str(notes),) if isinstance(notes, str) else tuple(map(str, notes))


def _through(page: Page, where: Map, scope: Scope) -> tuple[str, str]:
    key = page.text(where, "through", "")
    if not key:
        return "", ""
    for fact in scope.facts.values():
        if key in (fact.key, fact.name) and fact.type.kind == "rows" and fact.type.row:
            return fact.name, fact.type.row
    page.fault(where, "through", f"{key} is no list of persons", "name a fact of type rows")
    return "", ""


def _sources(page: Page, where: Map, setting: Setting) -> tuple[str, ...]:
    keys = page.texts(where, "sources")
    for key in keys:
        if key not in setting.sources:
            page.fault(
                where, "sources", f"{key} is no source of this pack", "add it to sources.yaml"
            )
    return keys


def _availability(page: Page, where: Map, setting: Setting) -> Availability:
    page.only(where, ("by", "groups", "periods"), "availability")
    by = page.text(where, "by", "")
    fact = setting.scope.facts.get(by)
    if by and (fact is None or fact.type.kind != "set"):
        page.fault(
            where, "by", f"{by} is no fact that is a set of codes", "name one, or leave `by` out"
        )
        fact = None
    if not by:
        return Availability("", (Group(frozenset(), _periods(page, where, setting)),))
    groups = []
    for entry in page.maps(where, "groups"):
        page.only(entry, ("for", "periods"), "a group")
        codes = frozenset(page.texts(entry, "for"))
        if fact and (bad := codes - setting.scope.codes[fact.type.codes]):
            page.fault(
                entry,
                "for",
                f"{', '.join(sorted(bad))} is no code of {fact.type.codes}",
                "write its codes",
            )
        groups.append(Group(codes, _periods(page, entry, setting)))
    named = [code for group in groups for code in group.codes]
    if not groups or len(set(named)) != len(named):
        page.fault(
            where, "groups", "a code stands in two groups, or there is none", "write each code once"
        )
    return Availability(by, tuple(groups))


def _periods(page: Page, where: Map, setting: Setting) -> tuple[Period, ...]:
    periods = []
    for entry in page.maps(where, "periods"):
        page.only(entry, ("from", "state", "sources", "note"), "a period")
        periods.append(
            Period(
                page.day(entry, "from"),
                page.choice(entry, "state", (OPEN, *REASONS)),
                _sources(page, entry, setting),
                page.text(entry, "note", ""),
            )
        )
    if not periods or not _in_order([period.first for period in periods]):
        page.fault(
            where,
            "periods",
            "the periods are missing or not in order of their first days",
            "write each with a later `from` than the one before",
        )
    return tuple(periods)


def _in_order(days: list[date | None]) -> bool:
    """Only the first may be open-ended, and each begins after the one before."""
    later = [day for day in days if day is not None]
    return sorted(set(later)) == later and len(later) >= len(days) - 1 and None not in days[1:]


def _company(page: Page, where: Map, setting: Setting) -> Company:
    page.only(where, ("relations", "when", "note"), "travel_with")
    relations = page.texts(where, "relations")
    for relation in relations:
        if relation not in setting.relations:
            page.fault(
                where,
                "relations",
                f"{relation} is no relation",
                f"write one of {', '.join(sorted(setting.relations))}",
            )
    node = _expression(page, where, setting.scope) if "when" in where else None
    return Company(frozenset(relations), node, str(where.get("when") or ""))


def _criterion(page: Page, where: Map, pathway: str, setting: Setting) -> Criterion:
    page.only(where, _CRITERION_KEYS, "a criterion")
    scope = page.choice(where, "scope", SCOPES)
    through = page.yes(where, "through") or scope in ("any_relative", "same_relative")
    if through and not setting.scope.relative:
        page.fault(
            where,
            "scope",
            "a relative is meant, but the pathway reads through no list",
            "write `through:` in the pathway",
        )
    inner = setting.scope if through else replace(setting.scope, relative="")
    return Criterion(
        id=page.text(where, "id"),
        pathway=pathway,
        scope=scope,
        through=through,
        node=_expression(page, where, inner) if where.get("when") is not None else None,
        text=str(where.get("when") or ""),
        unknown=page.choice(where, "unknown", ("ask", "refer")),
        after=page.text(where, "after", ""),
        first=page.day(where, "from"),
        last=page.day(where, "to"),
        as_of=page.choice(where, "as_of", ("on", "filed"), "on"),
        sources=_sources(page, where, setting),
        confidence=page.text(where, "confidence"),
        evidence=page.texts(where, "evidence"),
        note=page.text(where, "note", ""),
    )


def _expression(page: Page, where: Map, scope: Scope) -> Node | None:
    text = where.get("when")
    if not isinstance(text, str):
        page.fault(where, "when", "when is no text", "write an expression in quotation marks")
        return None
    try:
        return compile_text(text=text, file=page.file, scope=scope)
    except Faults as error:
        page.faults.extend(error.faults)
        return None


def _check_order(page: Page, where: Map, criteria: list[Criterion]) -> None:
    """`after` names an earlier criterion; what is asked has a condition; the gate is always there."""
    entries = page.maps(where, "criteria")
    for index, criterion in enumerate(criteria):
        earlier = {other.id for other in criteria[:index]}
        if criterion.after and criterion.after not in earlier:
            page.fault(
                entries[index],
                "after",
                f"{criterion.after} is no earlier criterion of this pathway",
                "name one that stands above",
            )
        if criterion.node is None and criterion.unknown == "ask" and not entries[index].get("when"):
            page.fault(
                entries[index],
                "when",
                f"{criterion.id} is asked, but has no condition",
                "write `when:`",
            )
    if criteria and criteria[0].unknown == "refer":
        page.fault(entries[0], "unknown", f"{criteria[0].id} is the gate", "a gate is asked")
