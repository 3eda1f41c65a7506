"""Worked persons who sent nothing but names are interviewed by the pages: the words equal the rules' own."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cauce.applications import screening
from cauce.applications.actions import submit
from cauce.applications.models import Screening
from cauce.base import envelopes
from cauce.base.actors import Actor
from cauce.cases import actions
from cauce.cases.models import Interview
from cauce.eligibility import Fact, Pack, case_from, screen
from cauce.packs import pack
from cauce.questions.answers import items
from cauce.questions.fields import field_of, typed_from
from tests import casework
from tests import cast as people
from tests.casework import LATER
from tests.family import found, worked

pytestmark = pytest.mark.django_db
MOST = 120


@pytest.fixture(autouse=True)
def _office_day(settings: Any) -> Any:
    settings.OFFICE_DAY = LATER.date()
    with translation.override("en"):
        yield


@pytest.mark.parametrize("name", ["W12", "W04", "W08"])
def test_the_interview_brings_the_words_of_the_rules(cast: Any, name: str) -> None:
    from dataclasses import replace

    sent, data = worked(cast.site, name)
    bare = replace(sent, persons=[replace(p, answers={}) for p in sent.persons], answers={})
    application = found(submit(sent=bare, by=Actor.FAMILY, at=LATER))
    case = actions.open_case(application=application, by=cast.rosa, at=LATER)
    row = casework.running(cast, case, at=LATER)
    client = Client()
    client.cookies["cauce-language"] = "en"
    people.sign_in(client, cast.iris)
    asked = _answer_all(client, row, data)
    assert len(asked) > 10
    client.post(f"/office/cases/interviews/{row.pk}/read-back", {"person_confirms": "on"})
    client.post(f"/office/cases/interviews/{row.pk}/end")
    newest = Screening.objects.of(application=application).order_by("-number")[0]
    content = envelopes.read(newest, "sealed")
    rules = pack()
    told = case_from(rules, data | {"on": LATER.date().isoformat()})
    expected = screen(rules, told)
    words = {name: answer["word"] for name, answer in content["pathways"].items()}
    assert words == _words(rules, expected)
    # Fewer reasons than in the whole file: what could change nothing any more was never asked.
    for way in expected["not_eligible"]:
        assert content["pathways"][way]["criteria"]
    assert screening.members_of(application)


def _words(rules: Pack, expected: Any) -> dict[str, str]:
    keys = ("eligible", "undetermined", "not_eligible", "closed")
    return {way: key for key in keys for way in expected[key]} | dict.fromkeys(
        set(rules.pathways) - {way for key in keys for way in expected[key]}, "nothing"
    )


def _answer_all(client: Client, row: Interview, data: Any) -> list[str]:
    """Answer what the page asks until it asks nothing more, as the worked person would."""
    asked: list[str] = []
    talk = f"/office/cases/interviews/{row.pk}"
    while len(asked) < MOST:
        text = client.get(talk).content.decode()
        needed = text[text.index('id="needed"') : text.index('aria-labelledby="contradictions"')]
        codes = re.findall(rf'href="{talk}/ask/([^"]+)"', needed.split("<h3>")[0])
        if not codes:
            return asked
        asked.append(codes[0])
        seen = re.search(r'name="seen" value="(\d+)"', _get(client, f"{talk}/ask/{codes[0]}"))
        assert seen
        sent = _typed(data, codes[0]) | {"seen": seen[1], "then": "back"}
        response = client.post(f"{talk}/ask/{codes[0]}", sent)
        body = response.content.decode()
        assert response.status_code == 302, (codes[0], sent, body[body.find("<main") :][:900])
    raise AssertionError(asked)


def _get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _typed(data: Any, code: str) -> dict[str, Any]:
    who, name, within, row = [*code.split(":"), "", ""][:4]
    rules = pack()
    fact = rules.facts[name]
    record = data["household"] if who == "h" else data["persons"][int(who)]
    if within:
        record = items(record.get(rules.facts[within].key))[int(row)]
    return _form(fact, record.get(fact.key))


def _form(fact: Fact, value: Any) -> dict[str, Any]:
    field = field_of(pack(), fact.name, "en")
    typed = typed_from(field, value, "said" if value is not None else "unknown")
    if fact.type.kind == "rows" and fact.type.row and value is not None and items(value):
        typed["v"] = [str(len(items(value)))]
    return typed
