"""The ledger's questions over HTTP: the answers of the shell, for everybody from what is published."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from cauce.base.actors import Actor
from cauce.demo.ledger import load_published_ledger
from cauce.governments import desk
from cauce.governments.actions import load_ledger
from cauce.governments.keeping.actions import publish, take_inside
from cauce.ledger import OPERATIONS, answer, read_questions, stories
from tests import cast as people
from tests.house.calls import AT
from tests.library.ledgers import call, money, plain, record, request

pytestmark = pytest.mark.django_db
PUBLIC, WHOLE = "/api/ledger/", "/office/governments/ask/"


@pytest.fixture
def _ledger() -> None:
    whole = record(
        call("call", "2021-01-03", "early"), call("later", "2021-02-03", "month"),
        request("asking", [("filed", "2021-01-05", "early")]), money("promise", 40.0, "2021-01-02"),
    )  # fmt: skip
    load_ledger(record=whole, by=Actor.IMPORT, at=AT)
    publish(entries=["call", "promise"], by=Actor.DEMONSTRATION, at=AT)


def _get(client: Client, path: str, ask: Any) -> Any:
    return client.get(f"{path}?{urlencode(ask, doseq=True)}")


LAST = {"between": ["north", "south"], "levels": "head", "as_of": "2023-01-01"}


@pytest.mark.usefixtures("_ledger")
def test_everybody_is_answered_from_what_is_published(client: Client) -> None:
    found = _get(client, f"{PUBLIC}last_contact", LAST)
    assert (found.status_code, found["Cache-Control"]) == (200, "no-store")
    assert found.json()["answer"]["entries"] == ["call"]
    assert found.json()["asked"] == {"op": "last_contact", **LAST, "levels": ["head"]}


@pytest.mark.usefixtures("_ledger")
def test_what_is_taken_inside_is_gone_at_once(client: Client) -> None:
    assert (
        _get(client, f"{PUBLIC}amount", {"entry": "promise"}).json()["answer"]["commitments"] == 1
    )
    take_inside(entry="promise", by=Actor.DEMONSTRATION, at=AT)
    found = _get(client, f"{PUBLIC}amount", {"entry": "promise"})
    assert found.status_code == 422
    assert "promise" not in found.json()["faults"][0]["allowed"]


@pytest.mark.usefixtures("_ledger")
def test_an_officer_of_the_desk_is_answered_from_the_whole(client: Client, cast: Any) -> None:
    assert _get(client, f"{WHOLE}last_contact", LAST).status_code == 302
    people.sign_in(client, cast.iris)
    assert _get(client, f"{WHOLE}last_contact", LAST).status_code == 403
    people.sign_in(client, cast.luis)
    assert _get(client, f"{WHOLE}last_contact", LAST).json()["answer"]["entries"] == ["later"]
    # The public address says the same to whoever comes.
    assert _get(client, f"{PUBLIC}last_contact", LAST).json()["answer"]["entries"] == ["call"]


@pytest.mark.usefixtures("_ledger")
@pytest.mark.parametrize(
    ("operation", "query", "field", "allowed"),
    [
        ("last_contacts", "", "operation", "last_contact"),
        ("last_contact", "", "as_of", "say as_of"),
        ("last_contact", "as_of=soon", "as_of", "write a day such as 2024-01-11"),
        ("last_contact", "as_of=2023-01-01&between=moon", "between", "north"),
        ("last_contact", "as_of=2023-01-01&as_of=2023-01-02", "as_of", "say it once"),
        ("last_contact", "as_of=2023-01-01&colour=red", "colour", "as_of"),
        ("amount", "entry=promise&op=amount", "operation", "say it once"),
        ("amount", "entry=asking", "entry", "promise"),
        ("topic_balance", "from=2023-02-01&to=2023-01-01", "to", "write the earlier day in from"),
    ],
)
def test_a_question_that_cannot_be_read_says_which_field_and_what_is_allowed(
    client: Client, operation: str, query: str, field: str, allowed: str
) -> None:
    found = client.get(f"{PUBLIC}{operation}?{query}")
    assert found.status_code == 422
    first = found.json()["faults"][0]
    assert first["field"] == field
    assert allowed in first["allowed"]


def test_the_document_names_every_operation_with_its_keys(client: Client) -> None:
    said = client.get("/api/openapi.json").json()
    for name, operation in OPERATIONS.items():
        told = said["paths"][PUBLIC + name]["get"]
        keys = {p["name"]: p for p in told["parameters"]}
        assert keys.keys() == operation.takes.keys()
        assert {key for key, p in keys.items() if p["required"]} == set(operation.needs)
        assert all(p["description"].endswith(".") for p in keys.values()), name
        assert said["paths"][WHOLE + name]["get"]["security"] == [{"officer": []}]
    ids = [path["get"]["operationId"] for path in said["paths"].values()]
    assert len(set(ids)) == len(ids)
    index = client.get("/api/").json()
    assert set(index["ledger"].values()) == {PUBLIC + name for name in OPERATIONS}
    assert client.get(index["openapi"]).json() == said


def test_nothing_is_written_over_it(client: Client) -> None:
    assert client.post(f"{PUBLIC}sum_new").status_code == 405


EXAMPLES = os.environ.get("CAUCE_EXAMPLES")


@pytest.mark.skipif(not EXAMPLES, reason="CAUCE_EXAMPLES is not set")
def test_the_sixteen_questions_have_the_answers_of_the_shell(client: Client) -> None:
    folder = Path(str(EXAMPLES)) / "cooperation"
    whole = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    load_ledger(record=whole, by=Actor.IMPORT, at=AT)
    publish(entries=[e["id"] for e in whole["entries"]], by=Actor.DEMONSTRATION, at=AT)
    text = (folder / "record-questions.json").read_text(encoding="utf-8")
    book = desk.ledger(public=False)
    read = read_questions(text, "questions", book)
    for question in json.loads(text)["questions"]:
        ask = dict(question["ask"])
        found = _get(client, PUBLIC + ask.pop("op"), ask)
        assert found.status_code == 200, found.content
        shell = json.loads(json.dumps(answer(book, read[question["id"]])))
        assert plain(found.json()["answer"]) == plain(shell) == plain(question["answer"])


STORIES = {
    "request_story": {"request": "r-tps", "as_of": "2024-01-12"},
    "requests_by_turn": {"as_of": "2024-01-12", "from": "gt"},
    "commitment_story": {"entry": "k-310", "as_of": "2024-01-12"},
    "initiative_story": {"initiative": "i-smo", "as_of": "2024-01-12"},
    "entry_story": {"entry": "c-2023-06-13"},
    "source_story": {"source": "seed"},
    "dates_to_come": {"as_of": "2024-01-12", "to": "2024-03-12"},
    "brief_items": {"side": "gt", "office": "gt-president", "as_of": "2024-01-12"},
}


@pytest.mark.parametrize("operation", STORIES)
def test_what_a_page_tells_is_asked_by_other_programs_too(client: Client, operation: str) -> None:
    load_published_ledger(at=AT)
    said = client.get(f"/api/ledger/{operation}", STORIES[operation])
    assert said.status_code == 200, said.content
    assert said.json()["answer"]
    missing = client.get(f"/api/ledger/{operation}")
    assert missing.status_code in (200, 422)
    assert (missing.status_code == 200) == (not OPERATIONS[operation].needs)


def test_a_story_is_the_one_of_its_page(client: Client) -> None:
    load_published_ledger(at=AT)
    book, day = desk.ledger(public=True), date(2024, 1, 12)
    asked = {"request": "r-tps", "as_of": day, "known_on": day}
    page = stories.request_story(book.view(known_on=day), asked)
    words = STORIES["request_story"] | {"known_on": "2024-01-12"}
    told = client.get("/api/ledger/request_story", words).json()["answer"]
    assert told == json.loads(json.dumps(page, default=lambda one: one.isoformat()))
    assert told["clock"]["counted_to"] == "2024-01-12"
