"""The ledger's files: what is published for everybody, the whole for the desk; one figure everywhere."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cauce.base.actors import Actor
from cauce.governments.actions import load_ledger
from cauce.governments.keeping.actions import publish, set_next_date, take_inside
from cauce.governments.models import Commitment, Entry
from cauce.governments.work.actions import add_step
from tests import cast as people
from tests.house.calls import AT
from tests.library.ledgers import account, call, entry, money, record, request

pytestmark = pytest.mark.django_db
PUBLIC, DESK = "/governments", "/office/governments"


@pytest.fixture
def whole(cast: Any) -> Any:
    """A ledger of which a part is published, and the people of the office."""
    kept = record(
        request("asking", [("filed", "2021-01-05", "early")], clock={"expected_by": "2024-02-01"}),
        request("inside", [("filed", "2021-01-05", "early")], clock={"expected_by": "2024-03"}),
        money("promise", 40.0, "2021-01-02"), money("secret", 2.0, "2021-01-02"),
        call("call", "2021-01-03", "early"),
        entry("paid", "transaction", [account("paid.a1", "late")], nature="disbursed", date="2023-02",
              amount={"value": 5, "currency": "USD", "qualifier": "exact"}),
    )  # fmt: skip
    load_ledger(record=kept, by=Actor.IMPORT, at=AT)
    publish(entries=["asking", "promise"], by=cast.luis, at=AT)
    return cast


def _rows(client: Client, path: str) -> dict[str, dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode()
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_everybody_has_what_is_published_and_the_desk_the_whole(client: Client, whole: Any) -> None:
    assert set(_rows(client, f"{PUBLIC}/export/requests.csv")) == {"asking"}
    assert client.get(f"{DESK}/export/requests.csv").status_code == 302
    people.sign_in(client, whole.luis)
    assert set(_rows(client, f"{DESK}/export/requests.csv")) == {"asking", "inside"}
    assert set(_rows(client, f"{PUBLIC}/export/requests.csv")) == {"asking"}
    take_inside(entry="asking", by=whole.luis, at=AT)
    assert _rows(client, f"{PUBLIC}/export/requests.csv") == {}


def test_a_figure_is_the_same_in_the_table_over_the_api_and_in_the_rows(
    client: Client, whole: Any
) -> None:
    people.sign_in(client, whole.luis)
    for files, api, known in (
        (PUBLIC, "/api/ledger", ["promise"]),
        (DESK, f"{DESK}/ask", ["promise", "secret"]),
    ):
        table = _rows(client, f"{files}/export/commitments.csv")
        counted = sum(float(r["value"]) for r in table.values() if r["counted_as"] == "exact")
        told = client.get(f"{api}/sum_new?known_on=2024-01-12").json()["answer"]
        rows = Commitment.objects.filter(pk__in=known).values_list("amount", flat=True)
        kept = sum((amount or {})["value"] for amount in rows)
        assert counted == told["public"]["sums"]["exact"]["value"] == kept
        assert set(table) == set(known)
        ages = client.get(f"{api}/open_requests?as_of=2024-01-12&known_on=2024-01-12").json()
        requests = _rows(client, f"{files}/export/requests.csv")
        assert {r["request"]: str(r["age"]["days"]) for r in ages["answer"]} == {
            name: row["age_days_least"] for name, row in requests.items()
        }
    assert Entry.objects.filter(kind="request").count() == len(requests)


def test_a_table_is_as_known_on_the_day_that_is_asked(client: Client, whole: Any) -> None:
    people.sign_in(client, whole.luis)
    assert set(_rows(client, f"{DESK}/export/transactions.csv")) == {"paid"}
    assert _rows(client, f"{DESK}/export/transactions.csv?known_on=2022-01-01") == {}
    wrong = client.get(f"{DESK}/export/transactions.csv?known_on=soon")
    assert (wrong.status_code, wrong.content[:9]) == (422, b"known_on:")
    assert client.get(f"{DESK}/export/persons.csv").status_code == 404


def _events(client: Client, path: str) -> Iterator[tuple[str, str]]:
    from icalendar import Calendar

    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    for event in Calendar.from_ical(answer.content).walk("VEVENT"):
        yield str(event["uid"]).split("@")[0], str(event["dtstart"].dt)


def test_the_desks_calendar_has_its_own_dates_too(client: Client, whole: Any) -> None:
    set_next_date(entry="secret", day=AT.date(), before=None, by=whole.luis, at=AT)
    assert dict(_events(client, f"{PUBLIC}/next-dates.ics")) == {
        "answer_expected.asking": "2024-02-01"
    }
    step = add_step(
        entry="secret", what="Call them", owner=whole.luis, day=date(2024, 1, 20), form_id=uuid4(),
        by=whole.luis, at=AT,
    )  # fmt: skip
    people.sign_in(client, whole.luis)
    assert dict(_events(client, f"{DESK}/next-dates.ics")) == {
        f"step.{step}": "2024-01-20",
        "answer_expected.asking": "2024-02-01",
        "answer_expected.inside": "2024-03-01",
        "look_again.secret": "2024-01-12",
    }


def test_the_activities_are_those_that_are_published(client: Client, whole: Any) -> None:
    found = client.get(f"{PUBLIC}/iati.xml")
    assert b'ref="unregistered"' in found.content
    assert found["Content-Type"] == "application/xml"
    assert b"unregistered-promise" in found.content
    assert b"secret" not in found.content
    take_inside(entry="promise", by=whole.luis, at=AT)
    assert client.get(f"{PUBLIC}/iati.xml").status_code == 404
    people.sign_in(client, whole.luis)
    assert b"unregistered-secret" in client.get(f"{DESK}/iati.xml").content


def test_no_file_names_what_is_inside(client: Client, whole: Any) -> None:
    for name in ("requests", "contacts", "commitments", "transactions", "disagreements", "sources"):
        text = client.get(f"{PUBLIC}/export/{name}.csv").content.decode()
        assert not {w for w in ("inside", "secret", "paid") if w in text}, name
    assert "secret" not in json.dumps(client.get("/api/ledger/sum_new").json())
