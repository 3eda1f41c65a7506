"""What the rules say of a case file, in the form in which a screening keeps it. Nothing here is stored.

Kept are {"case": the case file, "filed": the day it came, "pathways": {pathway: answer}}. An answer holds the
word, what it rests on, every finding with the facts it used, and what each other member gets. With somebody
else as main applicant it is worked out when it is asked for, from the same case file and the same law.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cauce.eligibility import (
    ELIGIBLE,
    UNDETERMINED,
    Case,
    Outcome,
    Pack,
    Rules,
    Travel,
    case_from,
    evaluate_all,
    rules_for,
    travellers,
)
from cauce.eligibility.screen import facts_used, four_keys, pathway_findings

Json = dict[str, Any]


def screened(data: Json, rules: Pack, *, filed: date | None = None) -> Json:
    """Return what is kept of a screening of a case file. Raises Faults."""
    filed = filed or date.fromisoformat(data["on"])
    case, day = _made_ready(data, rules, filed)
    return {
        "case": data,
        "filed": filed.isoformat(),
        "pathways": answers(day, case, principal=0),
    }


def answers(day: Rules, case: Case, *, principal: int) -> Json:
    """Return the answer of every pathway with one of the household as main applicant."""
    return {
        outcome.pathway: _answer(day, case, outcome, principal)
        for outcome in evaluate_all(day.pack, case, principal=principal, rules=day)
    }


def answers_with(kept: Json, rules: Pack, *, principal: int) -> Json:
    """Return the answers of a kept screening with somebody else as main applicant, by the law it kept."""
    case, day = _made_ready(kept["case"], rules, date.fromisoformat(kept["filed"]))
    return answers(day, case, principal=principal)


def as_principal(kept: Json, rules: Pack) -> list[Json]:
    """Return the words of a kept screening with each other person as main applicant."""
    case, day = _made_ready(kept["case"], rules, date.fromisoformat(kept["filed"]))
    return [
        {"person": person, **four_keys(evaluate_all(rules, case, principal=person, rules=day))}
        for person in range(1, len(case.persons))
    ]


def _made_ready(data: Json, rules: Pack, filed: date) -> tuple[Case, Rules]:
    case = case_from(rules, data)
    if filed != case.on:
        case = replace(case, filed=filed)
    return case, rules_for(rules, case.on, case.filed)


def _answer(rules: Rules, case: Case, outcome: Outcome, principal: int) -> Json:
    way = rules.way(outcome.pathway)
    found: Json = {
        "word": outcome.word,
        "reason": outcome.reason,
        "criteria": list(outcome.criteria),
        "facts": list(outcome.facts),
        "open_points": list(outcome.open_points),
        "missing": _places(case, outcome.wanted),
        "findings": [
            [finding["criterion"], finding["value"], finding["facts"]]
            for finding in pathway_findings(rules, way, case, principal)
        ],
    }
    if len(case.persons) > 1 and way.has_each and outcome.word in (ELIGIBLE, UNDETERMINED):
        found["members"] = {
            str(travel.person): _member(rules, case, travel)
            for travel in travellers(rules, way, case, principal)
        }
    return {name: value for name, value in found.items() if value}


def _member(rules: Rules, case: Case, travel: Travel) -> Json:
    records = [case.persons[travel.person], case.household]
    found: Json = {
        "word": travel.word,
        "criteria": list(travel.criteria),
        "facts": list(travel.facts),
        "missing": _places(case, travel.wanted),
        "findings": [
            [name, "false", facts_used(rules.pack, rules.pack.criteria[name].node, records)]
            for name in travel.criteria
        ],
    }
    return {name: value for name, value in found.items() if value}


def _places(case: Case, wanted: Iterable[tuple[str, int]]) -> list[list[Any]]:
    """Say of each fact that is missing whose it is: fact, person, list of a person, entry of the list."""
    return [[name, *_place(case, owner)] for name, owner in wanted]


def _place(case: Case, owner: int) -> tuple[int | None, str, int | None]:
    for index, person in enumerate(case.persons):
        if id(person) == owner:
            return index, "", None
        for list_fact, number, record in _records(person):
            if id(record) == owner:
                return index, list_fact, number
    return None, "", None


def _records(person: Mapping[str, Any]) -> Iterator[tuple[str, int, Any]]:
    for list_fact, value in person.items():
        for number, record in enumerate(getattr(value, "items", ())):
            yield list_fact, number, record
