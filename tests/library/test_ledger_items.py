"""A brief as items, what has changed since, and what the ledger says will come."""

from datetime import date
from typing import Any

from cauce.ledger import Ledger, agenda, answer, brief_items, changed
from tests.library.ledgers import account, call, entry, ledger, money, request

DAY = date(2023, 4, 1)
ASK = {"op": "handover_brief", "side": "north", "as_of": DAY}


def _book(*more: Any) -> Ledger:
    asking = request(
        "asking", [("filed", "2021-01-05", "early")], clock={"expected_by": "2023-05-01"}
    )
    pilot = entry(
        "pilot", "initiative", [account("pilot.a1", "early", phase="opened", date="2021-01-04")],
        phases=[{"phase": "opened", "date": "2021-01-04", "accounts": ["pilot.a1"]}],
        planned_end={"date": "2022-01"},
    )  # fmt: skip
    matter = {"id": "d1", "field": "date", "a": "call.a1", "b": "call2.a1", "matter": "Which day"}
    return ledger(
        asking, pilot, money("promise", 5.0, "2021-01-02"), call("call", "2021-01-03", "early"),
        call("call2", "2021-01", "month"), *more, disagreements=[matter],
    )  # fmt: skip


def _items(book: Ledger, day: date = DAY) -> list[Any]:
    return brief_items(book.view(known_on=day), {**ASK, "as_of": day})


def test_the_items_are_those_of_the_brief_that_a_shell_answers() -> None:
    book = _book()
    found, told = _items(book), answer(book, ASK)
    by_section: dict[str, list[str]] = {}
    for item in found:
        by_section.setdefault(item["section"], []).append(item["about"])
    assert by_section["we_wait_on_them"] == told["we_wait_on_them"] == ["asking"]
    assert by_section["public_money_announced"] == told["public_money_announced"]
    assert by_section["disagreements_open"] == told["disagreements_open"]
    assert by_section["initiatives_not_closed"] == list(told["initiatives_not_closed"])
    assert by_section["last_contact"] == [told["last_contact"]["head"]["entries"][0]]
    assert len({item["key"] for item in found}) == len(found)


def test_an_item_says_since_when_what_comes_next_and_what_it_rests_on() -> None:
    item = _items(_book())[0]
    assert (item["since"], item["next"]) == ("2021-01-05", "2023-05-01")
    assert item["facts"]["age"] == {"days": 816}
    assert item["sources"] == [
        {"id": "early", "title": "early", "outlet": None, "published": "2021-01-10"}
    ]


def test_a_planned_end_that_passed_is_a_date_of_the_brief_and_so_is_one_to_come() -> None:
    dates = [(i["about"], i["facts"]["what"]) for i in _items(_book()) if i["section"] == "dates"]
    assert dates == [("pilot", "planned_end_passed"), ("asking", "answer_expected")]


def test_days_that_pass_change_nothing() -> None:
    book = _book()
    later = _items(book, date(2023, 4, 20))
    assert changed(_items(book), later) == {"new": [], "gone": [], "different": []}


def test_what_came_later_is_named() -> None:
    asking = request("more", [("filed", "2023-02-05", "late")])
    book = _book(asking, call("call3", "2023-02-01", "late"))
    then, now = _items(book, date(2022, 1, 1)), _items(book)
    found = changed(then, now)
    assert [i["key"] for i in found["new"]] == ["we_wait_on_them/more", "dates/asking"]
    assert found["gone"] == []
    last = next(d for d in found["different"] if d["key"] == "last_contact/head")
    assert {"field": "since", "was": "2021-01-03", "now": "2023-02-01"} in last["fields"]
    pilot = next(d for d in found["different"] if d["key"] == "dates/pilot")
    assert pilot["fields"] == [{"field": "what", "was": "end_planned", "now": "planned_end_passed"}]


def test_a_request_that_was_answered_is_gone() -> None:
    asking = request("more", [("filed", "2021-01-05", "early"), ("answered", "2023-02-05", "late")])
    book = _book(asking)
    found = changed(_items(book, date(2022, 1, 1)), _items(book))
    assert [item["key"] for item in found["gone"]] == ["we_wait_on_them/more"]


def test_the_agenda_names_what_is_not_past_and_nothing_that_is_over() -> None:
    said = account("soon.a1", "late", date="2023-05", state="planned", tense="planned")
    soon = entry("soon", "contact", [said], date="2023-05", state="planned")
    missed = call("missed", "2021-02-01", "early", state="planned")
    tenures = [
        {"id": "t1", "actor": "north", "office": "chair", "from": "2020", "to": "2023-04-01"},
        {"id": "t2", "actor": "south", "office": "chair", "to": "2022"},
    ]
    asking = request(
        "asking", [("filed", "2021-01-05", "early")], clock={"expected_by": "2023-06-02"}
    )
    book = ledger(soon, missed, asking, tenures=tenures)
    found = agenda(book.view(known_on=DAY), {"as_of": DAY})
    assert [(item["what"], item["about"], item["date"]) for item in found] == [
        ("term_ends", "t1", "2023-04-01"),
        ("contact_planned", "soon", "2023-05"),
        ("answer_expected", "asking", "2023-06-02"),
    ]
    assert agenda(book.view(), {"as_of": DAY, "to": date(2023, 4, 30)}) == found[:1]


def test_a_brief_of_one_topic_holds_nothing_of_another() -> None:
    book = _book(
        money("trade", 7.0, "2021-01-02", topics=["trade"]),
        money("total", 9.0, "2021-01-02", nature="running_total", topics=["borders"]),
    )
    told = answer(book, {**ASK, "topics": ["trade"]})
    assert told["public_money_announced"] == ["trade"]
    assert (told["latest_running_total"], told["initiatives_not_closed"]) == (None, {})
    assert (told["we_wait_on_them"], told["disagreements_open"]) == ([], [])
    assert answer(book, {**ASK, "topics": ["borders"]})["latest_running_total"] == "total"
    assert answer(book, ASK)["public_money_announced"] == ["promise", "trade"]
