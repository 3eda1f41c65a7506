"""Families for every room's tests: a submission, and the application that it becomes by the verbs."""

import json
from uuid import uuid4

from cauce.applications import actions
from cauce.applications.consents import PURPOSES
from cauce.applications.models import Application
from cauce.applications.submission import (
    Answer,
    ConsentIn,
    Paper,
    PersonIn,
    RouteIn,
    Submission,
)
from cauce.base.actors import Actor
from cauce.eligibility import load_pack
from cauce.packs import SHIPPED
from tests.cast import MORNING

PHONE = "+573001234567"
YES = tuple(ConsentIn(purpose=p.purpose, recipient=p.recipient, given=True) for p in PURPOSES)
NEEDED = tuple(
    ConsentIn(purpose=p.purpose, recipient=p.recipient, given=p.necessary) for p in PURPOSES
)


def said(**facts):
    """Answers by their keys in a case file; a dot in a key is written as two underscores."""
    return {key.replace("__", "."): Answer(value=value) for key, value in facts.items()}


def maria(**changes):
    """The main applicant: two surnames, a paper, a few answers."""
    person = {
        "given": "María Fernanda",
        "surname1": "Pérez",
        "surname2": "Núñez",
        "birth": "1988-03-14",
        "papers": (Paper(kind="passport", number="V-12.345.678", issuer="VE"),),
        "answers": said(nationalities=["VE"], current_country="CO", marital_status="married"),
    }
    return PersonIn(**{**person, **changes})


def jose(**changes):
    """Her husband: one name, a birth year only."""
    return PersonIn(**{"given": "José", "birth": "1985", "relation": "spouse", **changes})


def lucia(**changes):
    """Their daughter."""
    person = {"given": "Lucía", "surname1": "Gómez", "birth": "2015-02-28", "relation": "child"}
    return PersonIn(**{**person, **changes})


def three():
    """A household of three."""
    return (maria(), jose(), lucia())


def submission(site, *, persons=None, **changes):
    """What a family sends, with all consents and one safe telephone."""
    sent = {
        "form_id": uuid4(),
        "site": site,
        "language": "es",
        "persons": three() if persons is None else persons,
        "answers": said(same_country=True) if _knows("same_country") else {},
        "consents": YES,
        "routes": (RouteIn(kind="phone", address=PHONE, may_call=True),),
        "spoken": "es",
    }
    return Submission(**{**sent, **changes})


def family(cast, *, at=MORNING, draft=None, **changes):
    """An application that a family sent by itself: `family(cast, persons=[maria()])`."""
    sent = submission(cast.site, **changes)
    receipt = actions.submit(sent=sent, draft=draft, by=Actor.FAMILY, at=at)
    return found(receipt)


def found(receipt):
    """The application of a receipt, with its key, site and household."""
    rows = Application.objects.unscoped("a test")
    return rows.select_related("key", "site", "household__key").get(pk=receipt.application_id)


def worked(site, name, **changes):
    """A worked person of the shipped pack as a submission; returns it with what is expected of it."""
    pack = load_pack(SHIPPED)
    data = json.loads((SHIPPED / "examples" / "persons" / f"{name}.json").read_text())
    relations = pack.relations
    birth, relation = pack.facts[relations.birth].key, pack.facts[relations.fact].key
    persons = [
        PersonIn(
            given=f"{name}-{number}",
            birth=person.get(birth) or "",
            relation=person.get(relation) or "",
            answers={
                key: Answer(value=value)
                for key, value in person.items()
                if key not in (birth, relation) and value is not None
            },
        )
        for number, person in enumerate(data["persons"])
    ]
    household = {k: Answer(value=v) for k, v in data["household"].items() if v is not None}
    sent = submission(site, persons=persons, answers=household, **changes)
    return sent, data


def _knows(key):
    return key in load_pack(SHIPPED).facts_of("household")
