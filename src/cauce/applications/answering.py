"""What the rules say of a case file, in the form in which a screening keeps it. Nothing here is stored.

Kept are {"case": the case file, "filed": the day it came, "pathways": {pathway: answer}}. An answer holds the
word, what it rests on, every finding with the facts it used, and what each other member gets. With somebody
else as main applicant it is worked out when it is asked for, from the same case file and the same law.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from cauce.eligibility import (
    ELIGIBLE,
    UNDETERMINED,
    Case,
    Pack,
    Rules,
    Travel,
    case_from,
    evaluate_all,
    rules_for,
    travellers,
)
from cauce.eligibility.context import Context
from cauce.eligibility.outcomes import with_merit
from cauce.eligibility.rules import Way
from cauce.eligibility.screen import facts_used, four_keys, pathway_values
from cauce.eligibility.values import Rows

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
    about, context = _About(case, principal), case.context(principal, principal)
    return {way.id: _answer(day, about, way, context) for way in day.ways()}


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


class _About:
    """One case with one of its persons as main applicant, and what every pathway's answer asks of it."""

    def __init__(self, case: Case, principal: int) -> None:
        self.case, self.principal = case, principal
        self.said: dict[str, tuple[str, Any]] = {}
        self._places: dict[int, tuple[int, str, int | None]] = {}
        for index, person in enumerate(case.persons):
            self._places[id(person)] = index, "", None
            for list_fact, value in person.items():
                for number, record in enumerate(value.items if type(value) is Rows else ()):
                    self._places[id(record)] = index, list_fact, number

    def places(self, wanted: Iterable[tuple[str, int]]) -> list[list[Any]]:
        """Say of each fact that is missing whose it is: fact, person, list of a person, entry of the list."""
        return [[name, *self._places.get(owner, _NOBODY)] for name, owner in wanted]


_NOBODY = (None, "", None)


def _answer(rules: Rules, about: _About, way: Way, context: Context) -> Json:
    case, principal = about.case, about.principal
    outcome, merit = with_merit(rules, way, context)
    found: Json = {
        "word": outcome.word,
        "reason": outcome.reason,
        "criteria": list(outcome.criteria),
        "facts": list(outcome.facts),
        "open_points": list(outcome.open_points),
        "missing": about.places(outcome.wanted),
        "findings": [
            list(finding)
            for finding in pathway_values(rules, way, case, principal, about.said, merit)
        ],
    }
    if len(case.persons) > 1 and way.has_each and outcome.word in (ELIGIBLE, UNDETERMINED):
        found["members"] = {
            str(travel.person): _member(rules, about, travel)
            for travel in travellers(rules, way, case, principal)
        }
    return {name: value for name, value in found.items() if value}


def _member(rules: Rules, about: _About, travel: Travel) -> Json:
    records = [about.case.persons[travel.person], about.case.household]
    found: Json = {
        "word": travel.word,
        "criteria": list(travel.criteria),
        "facts": list(travel.facts),
        "missing": about.places(travel.wanted),
        "findings": [
            [name, "false", facts_used(rules.pack, rules.pack.criteria[name].node, records)]
            for name in travel.criteria
        ],
    }
    return {name: value for name, value in found.items() if value}
