"""The ledger for other programs: tables no spreadsheet runs, a calendar, activities of the standard."""

import csv
import io
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cauce.governments import desk
from cauce.governments.exports import calendar, iati, tables
from cauce.governments.exports.sheet import sheet
from cauce.ledger import Ledger, agenda, canonical, read_record
from tests.library.ledgers import account, call, entry, ledger, money, party, request

DAY = date(2023, 4, 1)
AT = datetime(2023, 4, 1, 9, 30, tzinfo=UTC)
PUBLISHER = ("XX-1", "The centre")


def _book() -> Ledger:
    part = {"type": "part_of", "to": "promise"}
    paid = entry(
        "paid", "transaction", [account("paid.a1", "late", date="2023-02")], nature="disbursed",
        date="2023-02", amount={"value": 2.5, "currency": "USD", "qualifier": "exact"},
    )  # fmt: skip
    return ledger(
        request("asking", [("filed", "2021-01", "early"), ("reiterated", "2023-02-01", "late")],
                clock={"expected_by": "2023-05"}),
        request("done", [("filed", "2021-01-05", "early"), ("answered", "2021-01-07", "early")]),
        money("promise", 40.0, "2021-01-02"),
        money("inside", 10.0, "2021-01-02", relations=[part]),
        money("maybe", 7.0, "2021-01-02", condition="if both sign"),
        money("undated", 9.0, None, "more_than"),
        money("total", 99.0, "2021-01-03", nature="running_total"),
        paid, call("call", "2021-01-03", "early"),
        disagreements=[{"id": "d1", "field": "date", "a": "call.a1", "b": "paid.a1"}],
    )  # fmt: skip


def _read(name: str) -> dict[str, dict[str, str]]:
    text = sheet(tables.rows(name, _book(), day=DAY, known_on=DAY))
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_a_request_has_the_figures_of_the_ledger() -> None:
    found = _read("requests")
    [told] = desk.ask(_book(), "open_requests", known_on=DAY, as_of=DAY)
    row = found["asking"]
    assert told["age"] == {"days": [790, 820]}
    assert (row["age_days_least"], row["age_days_most"]) == ("790", "820")
    assert row["silent_days"] == str(told["last_act_of_asker"]["silent_days"]) == "59"
    assert (row["expected_by"], row["reiterated"], row["acknowledged"]) == ("2023-05", "1", "no")
    assert (found["done"]["status"], found["done"]["age_days_least"]) == ("not_open", "")


def test_a_filing_that_is_not_dated_has_a_least_age_and_no_most() -> None:
    book = ledger(request("asking", [("filed", "../2021-01-05", "early")]))
    [row] = tables.rows("requests", book, day=DAY, known_on=DAY)
    assert (row["age_days_least"], row["age_days_most"]) == (816, None)


def test_the_sums_that_a_table_counts_are_those_that_the_ledger_adds() -> None:
    found = _read("commitments")
    assert {name: row["counted_as"] for name, row in found.items()} == {
        "promise": "exact",
        "inside": "left out: part_of",
        "maybe": "left out: conditional",
        "undated": "left out: undated",
        "total": "left out: running_total",
    }
    added = sum(float(row["value"]) for row in found.values() if row["counted_as"] == "exact")
    told = desk.ask(_book(), "sum_new", known_on=DAY)
    assert added == told["public"]["sums"]["exact"]["value"] == 40.0


def test_every_table_has_a_row_for_each_thing_that_is_known() -> None:
    assert {name: len(tables.rows(name, _book(), day=DAY, known_on=DAY)) for name in tables.TABLES} == {
        "requests": 2, "contacts": 1, "commitments": 5, "transactions": 1, "initiatives": 0,
        "statements": 0, "disagreements": 1, "sources": 2,
    }  # fmt: skip
    assert tables.rows("transactions", _book(), day=DAY, known_on=date(2022, 1, 1)) == []


@given(st.text(), st.sampled_from(["", " ", "\n "]), st.sampled_from("=+-@\t\r＝"))
def test_no_cell_begins_like_a_formula(text: str, before: str, sign: str) -> None:
    written = sheet([{"id": f"{before}{sign}{text}", "value": -5}])
    if "\0" in text:
        return
    [row] = csv.DictReader(io.StringIO(written, newline=""))
    assert row["id"] == f"'{before}{sign}{text}"
    assert row["value"] == "-5"


def test_a_calendar_spans_all_days_that_a_date_allows() -> None:
    from icalendar import Calendar

    items = [
        *agenda(_book().view(), {"as_of": DAY}),
        {"what": "x", "about": "y", "date": "2023/.."},
    ]
    text = calendar.calendar(items, say=lambda item: item["about"], name="All", at=AT)
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert (event["uid"], event["summary"]) == ("answer_expected.asking@cauce", "asking")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2023, 5, 1), date(2023, 6, 1))


def _xml(book: Ledger, day: date = DAY) -> Any:
    found = iati.activities(book, known_on=day, at=AT, publisher=PUBLISHER)
    assert found is not None
    return ET.fromstring(found)  # noqa: S314 - our own


def test_adding_the_pledges_of_the_file_gives_the_ledgers_own_sum() -> None:
    root = _xml(_book())
    values = {
        activity.findtext("iati-identifier"): (
            activity.find("transaction/transaction-type").get("code"),
            activity.findtext("transaction/value"),
        )
        for activity in root
        if activity.find("transaction") is not None
    }
    assert values == {"XX-1-promise": ("12", "40.0"), "XX-1-paid": ("3", "2.5")}


def test_a_part_names_its_whole_and_a_total_is_no_activity() -> None:
    root = _xml(_book())
    found = {a.findtext("iati-identifier"): a for a in root}
    assert "XX-1-total" not in found
    assert found["XX-1-inside"].find("related-activity").get("ref") == "XX-1-promise"
    assert found["XX-1-maybe"].findtext("conditions/condition/narrative") == "if both sign"
    assert found["XX-1-maybe"].find("activity-status").get("code") == "1"
    assert found["XX-1-undated"].find("activity-date").get("iso-date") == "2021-01-10"


def test_an_empty_ledger_makes_no_file() -> None:
    book = ledger(call("call", "2021-01-03", "early"))
    assert iati.activities(book, known_on=DAY, at=AT, publisher=PUBLISHER) is None


EXAMPLES = os.environ.get("CAUCE_EXAMPLES")


@pytest.mark.skipif(not EXAMPLES, reason="CAUCE_EXAMPLES is not set")
@pytest.mark.parametrize("day", [date(2021, 5, 1), date(2024, 1, 12), date(2026, 1, 1)])
def test_the_file_is_valid(day: date) -> None:
    import xmlschema

    folder = Path(str(EXAMPLES))
    schema = xmlschema.XMLSchema(
        folder.parent / "schemas" / "iati-2.03" / "iati-activities-schema.xsd"
    )
    text = (folder / "cooperation" / "record.json").read_text(encoding="utf-8")
    strange = money("strange\x07&<", 1e21, "2021-01-02", title="A \x07 bell & <sign>")
    strange["parties"] = [party("us", "from"), party("gt", "to")]
    strange["accounts"][0]["source"] = "seed"
    record = canonical(read_record(text, "record.json"))
    record["entries"].append(canonical({"entries": [strange]})["entries"][0])
    found = iati.activities(Ledger(record), known_on=day, at=AT, publisher=PUBLISHER)
    assert found is not None
    assert [str(fault.reason) for fault in schema.iter_errors(found.decode())] == []
