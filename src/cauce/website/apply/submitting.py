"""From an opened draft to what the verb takes: everything said, in plain values."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cauce.applications.consents import PURPOSES
from cauce.applications.submission import (
    Answer,
    ConsentIn,
    Paper,
    PersonIn,
    RouteIn,
    Submission,
)
from cauce.eligibility import Pack
from cauce.packs import pack
from cauce.questions.answers import SAID, Ref
from cauce.website.apply.desk import Desk
from cauce.website.apply.forms import consent_name


def submission(desk: Desk, *, read_back: bool) -> Submission:
    """Return the draft as it is sent; its id is the form's, so that it is sent once."""
    said, draft = desk.said, desk.draft
    helper = said.get("helper", {})
    return Submission(
        form_id=draft.pk,
        site=draft.site,
        language=draft.language,
        persons=[_person(desk, place) for place in range(len(desk.people))],
        answers=_answers(desk, None, desk.answers.household),
        consents=_consents(said.get("consents", {})),
        routes=[_route(route) for route in said.get("routes", [])],
        spoken=said.get("spoken", ""),
        variety=said.get("variety", ""),
        helper_name=helper.get("name", ""),
        helper_relation=helper.get("relation", ""),
        channel="assisted" if draft.assisted_by_id else "web",
        assisted_by=draft.assisted_by,
        read_back=read_back,
    )


def _person(desk: Desk, place: int) -> PersonIn:
    named, record, relations = desk.people[place], desk.answers.persons[place], pack().relations
    relation = record.get(pack().facts[relations.fact].key)
    return PersonIn(
        given=named["given"],
        surname1=named.get("surname1", ""),
        surname2=named.get("surname2", ""),
        birth=named.get("birth", ""),
        birth_approximate=bool(named.get("approximate")),
        relation=(relation or "") if place else relations.principal,
        papers=[Paper(**paper) for paper in named.get("papers", [])],
        answers=_answers(desk, place, record),
        number=named["number"],
    )


def _answers(desk: Desk, place: int | None, record: Mapping[str, Any]) -> dict[str, Answer]:
    names = _names(pack(), "household" if place is None else "person")
    answered = desk.answers.answered
    return {
        key: Answer(value, answered(Ref(place, names[key])) or SAID)
        for key, value in record.items()
        if key in names
    }


@lru_cache(maxsize=8)
def _names(rules: Pack, entity: str) -> dict[str, str]:
    """Return the facts' names by their keys, but for the two that the verb binds itself."""
    bound = {rules.relations.birth, rules.relations.fact}
    facts = rules.facts_of(entity).items()
    return {key: fact.name for key, fact in facts if fact.name not in bound}


def _consents(said: Mapping[str, bool]) -> list[ConsentIn]:
    return [
        ConsentIn(
            purpose=line.purpose,
            recipient=line.recipient,
            given=bool(said.get(consent_name(line))),
        )
        for line in PURPOSES
    ]


def _route(route: Mapping[str, Any]) -> RouteIn:
    return RouteIn(
        kind=route["kind"],
        address=route["address"],
        whose=route["whose"],
        may_call=route["call"],
        may_write=route["write"],
        neutral_only=not route["named"],
        from_hour=route["from"],
        to_hour=route["to"],
    )
