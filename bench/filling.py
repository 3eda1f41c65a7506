"""An office full of households, stored in bulk; for `bench.office` only: real files are filed by verbs.

Names are sealed, and their tokens made, as they are in a real file, so that searching finds and opens them.
What no list opens is left empty.
"""

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from cauce.cli import ready

ready.prepare()
ready.collect_static()

from django.db import connection
from django.test import Client

from cauce.applications.actions import submit
from cauce.applications.consents import PURPOSES
from cauce.applications.models import Application, Screening
from cauce.applications.submission import (
    ConsentIn,
    Paper,
    PersonIn,
    RouteIn,
    Submission,
)
from cauce.base import actions, clock, codes, envelopes, gate, keys, rows
from cauce.base.actors import Actor
from cauce.base.models import Event, Grant, Officer, Site
from cauce.base.models.keys import KeyKind
from cauce.base.roles import Role
from cauce.cases.models import Case
from cauce.office.trays import mine
from cauce.packs import pack
from cauce.people.models import ContactRoute, Household, Member, Person
from cauce.people.tokens import Tokens

PORTION = 1_000
COMMON, RARE, PHONE, DOCUMENT = "Caal", "Ixchel", "+50255512345", "A1234567"
SYLLABLES = ("ba", "ro", "mi", "tu", "lo", "pe", "sa", "ni", "fe", "cu")


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What is asked for in a full office."""

    client: Client
    five: UUID
    trays: list[str]
    reference: str
    phone: str = PHONE
    document: str = DOCUMENT
    rare: str = RARE
    common: str = COMMON


def fill(households: int, *, advance: Callable[[int], None] = lambda stored: None) -> Filled:
    """Store so many households, and return an officer's browser with what to look for.

    `advance` is told, for each twentieth, how many are stored.
    """
    site = actions.open_site(
        name="Bench",
        time_zone="America/Bogota",
        opening_hours={},
        languages=["es"],
        by=Actor.SETUP,
        at=clock.now(),
    )
    officer = _officer(site)
    tokens = Tokens()
    with connection.cursor() as cursor:
        # Only while the bench fills its own throw-away office.
        cursor.execute("PRAGMA synchronous=OFF")
    for start in range(0, households, PORTION):
        numbers = range(start, min(start + PORTION, households))
        made = [_household(number, site, officer, tokens) for number in numbers]
        with gate.writing():
            for kind in range(len(made[0])):
                rows.insert(*(row for household in made for row in household[kind]))
        if numbers.stop * 20 // households > start * 20 // households:
            advance(numbers.stop)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("ANALYZE")
    receipt = submit(sent=_five(site), by=Actor.FAMILY, at=clock.now())
    return Filled(
        client=_signed_in(officer),
        five=receipt.application_id,
        trays=[tray.key for tray in mine(officer)],
        reference=receipt.reference,
    )


def _officer(site: Site) -> Officer:
    officer = actions.enrol_officer(
        username="bench",
        display_name="Bench",
        password=secrets.token_hex(16),
        by=Actor.SETUP,
        at=clock.now(),
    )
    # Nobody may sit at both desks; only so does one officer of a bench see every tray.
    rows.insert(*(Grant(officer=officer, role=role, site=site) for role in Role))
    return officer


def _signed_in(officer: Officer) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer)
    session = client.session
    session["since"] = session["seen"] = int(clock.machine_now().timestamp())
    session.save()
    return client


def _household(number: int, site: Site, officer: Officer, tokens: Tokens) -> list[list[Any]]:
    """Return the rows of a household of two, by table."""
    draw = random.Random(number)
    at = clock.now() - timedelta(minutes=number)
    key, own = keys.fresh(kind=KeyKind.HOUSEHOLD), _keys(2)
    household = Household(key=key, site=site, language="es", size=2, created_at=at)
    people = [_person(one, site, draw, number, tokens) for one in own]
    members = [
        Member(household=household, person=person, key=person.key, number=place)
        for place, person in enumerate(people)
    ]
    route = ContactRoute(
        household=household,
        key=key,
        kind="phone",
        number=0,
        token=tokens.route("phone", _phone(number)),
    )
    state = {0: "received", 1: "in_case"}.get(number % 50, "closed")
    application = Application(
        household=household,
        key=key,
        site=site,
        reference=codes.new_reference(),
        code_digest=bytes(16),
        form_id=uuid4(),
        language="es",
        state=state,
        received_at=at,
        due_at=at + timedelta(days=7),
    )
    return [
        [key, *own],
        [household],
        people,
        members,
        [route],
        [application],
        [_screening(application, at)],
        _case(application, number, at),
        _events(key.pk, officer, number, at),
    ]


def _keys(count: int) -> list[Any]:
    return [keys.fresh(kind=KeyKind.PERSON) for _ in range(count)]


def _person(key: Any, site: Site, draw: random.Random, number: int, tokens: Tokens) -> Person:
    surname = COMMON if draw.random() < 0.01 else "".join(draw.choices(SYLLABLES, k=3))
    # The same few in every office, however full it is.
    surname = RARE if number < 3 else surname
    content = {
        "given": "".join(draw.choices(SYLLABLES, k=3)),
        "surname1": surname.capitalize(),
        "surname2": "".join(draw.choices(SYLLABLES, k=3)).capitalize(),
        "birth": f"{draw.randrange(1940, 2023)}",
        "papers": [{"number": f"P{number}", "kind": "passport", "issuer": ""}],
    }
    row = Person(key=key, site=site, **tokens.of_person(content))
    row.sealed = envelopes.close(row, "sealed", content)
    return row


def _phone(number: int) -> str:
    return f"+5024{number:07d}"


def _screening(application: Application, at: Any) -> Screening:
    return Screening(
        application=application,
        key=application.key,
        number=1,
        on=at.date(),
        law=pack().law,
        words=pack().words,
        pack=pack().id,
        reviewed=False,
        why="sent",
        made_at=at,
    )


def _case(application: Application, number: int, at: Any) -> list[Case]:
    if application.state == "received":
        return []
    state = "closed"
    if application.state == "in_case":
        state = ("to_interview", "to_decide", "waiting", "to_refer")[number // 50 % 4]
    return [
        Case(
            application=application,
            key=application.key,
            site=application.site,
            state=state,
            opened_at=at,
            since=at,
            due_at=at + timedelta(days=14),
        )
    ]


def _events(subject: UUID, officer: Officer, number: int, at: Any) -> list[Event]:
    """Return what happened to a household: sent by the family, and for one in ten read by the officer."""
    sent = Event(uid=uuid4(), at=at, actor="family", verb="applications.submit", subject=subject)
    read = Event(
        uid=uuid4(),
        at=at,
        actor="officer",
        officer=officer,
        verb="applications.take_oldest_application",
        subject=subject,
    )
    made = [sent, read] if number % 10 == 0 else [sent]
    for event in made:
        event.leaf = bytes(32)
    return made


def _five(site: Site) -> Submission:
    """Return what a household of five sends."""
    relations = pack().relations
    codes_of = pack().codes[pack().facts[relations.fact].type.codes]
    # Always the same one, and one that says nothing of who was born first.
    bound = {relations.principal, *relations.born_after, *relations.born_before}
    other = min(code for code in codes_of if code not in bound)
    births = ["1991-04-02", "1989", "2016-11-30", "2018-02-28", "2021"]
    persons = [
        PersonIn(
            given=f"Persona {number}",
            surname1="Quinteros",
            birth=birth,
            relation="" if not number else other if number == 1 else "child",
            papers=(
                Paper(kind="passport", number=DOCUMENT if not number else f"Q{number}", issuer=""),
            ),
        )
        for number, birth in enumerate(births)
    ]
    return Submission(
        form_id=uuid4(),
        site=site,
        language="es",
        persons=persons,
        answers={},
        consents=[
            ConsentIn(purpose=p.purpose, recipient=p.recipient, given=p.necessary) for p in PURPOSES
        ],
        routes=[RouteIn(kind="phone", address=PHONE, may_call=True)],
        spoken="es",
    )
