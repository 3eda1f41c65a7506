"""The rules of the ledger, each on a ledger of a few lines."""

from typing import Any

import pytest

from tests.library.ledgers import (
    account,
    asked,
    call,
    entry,
    ledger,
    money,
    party,
    record,
    request,
    source,
)

BETWEEN: dict[str, Any] = {"between": ["north", "south"]}


def _last(book: Any, as_of: str, **more: Any) -> Any:
    return asked(book, "last_contact", as_of=as_of, **BETWEEN, **more)


# ------------------------------------------------------------------ contacts


def test_planned_declined_and_denied_contacts_never_count() -> None:
    book = ledger(
        call("old", "2020-02-03", "early"),
        entry("plan", "contact", [account("p1", "early", date="2021-01-02", tense="planned")]),
        entry("no", "contact", [account("n1", "early", date="2021-01-03", polarity="denies")]),
        entry(
            "declined", "contact", [account("d1", "early", date="2021-01-04")], state="declined",
            events=[{"state": "declined", "date": "2021-01-04", "accounts": ["d1"]}],
        ),
        entry("hint", "contact", [account("h1", "early", date="2021-01-05", polarity="hedges")]),
    )  # fmt: skip
    assert _last(book, "2021-02-01")["entries"] == ["old"]


def test_a_month_is_a_range_of_ages_and_may_hide_a_later_call() -> None:
    book = ledger(call("day", "2021-03-10", "month"), call("some", "2021-03", "month"))
    found = _last(book, "2021-04-01")
    assert found["entries"] == ["day"]
    assert found["age_days"] == [22, 22]
    assert found["could_be_as_late"] == ["some"]
    assert found["straddles_the_day"] == []
    early = _last(book, "2021-03-20")
    assert early["straddles_the_day"] == ["some"]
    assert early["could_be_as_late"] == []


def test_the_month_alone_is_a_range() -> None:
    found = _last(ledger(call("some", "2021-02~", "month")), "2021-03-20")
    assert found["date"] == "2021-02~"
    assert found["age_days"] == [20, 47]
    assert found["approximate"] is True


def test_tied_entries_are_one_contact_only_once_a_person_accepted_it() -> None:
    tie = {"type": "same_event", "to": "day"}
    loose = ledger(
        call("day", "2021-03-10", "early"), call("told", "2021-03", "late", relations=[tie])
    )
    tied = ledger(
        call("day", "2021-03-10", "early"),
        call("told", "2021-03", "late", relations=[tie | {"status": "accepted"}]),
    )
    assert _last(loose, "2021-05-01")["entries"] == ["day"]
    found = _last(tied, "2021-05-01")
    assert sorted(found["entries"]) == ["day", "told"]
    assert (found["date"], found["could_be_as_late"]) == ("2021-03-10", [])
    assert sorted(found["accounts_agree_on_date"]) == ["day.a1", "told.a1"]
    assert _last(tied, "2021-05-01", without=["early"])["date"] == "2021-03"


def test_two_days_that_exclude_each_other_leave_no_date_until_a_person_chooses() -> None:
    said = [account("a1", "early", date="2021-01-05"), account("a2", "early", date="2021-01-07")]
    undecided = _last(ledger(entry("call", "contact", said, date=None)), "2021-01-10")
    assert undecided["date"] is None
    assert undecided["age_days"] == [3, 5]
    assert sorted(undecided["accounts_differ_on_date"]) == ["a1", "a2"]
    decided = _last(ledger(entry("call", "contact", said, date="2021-01-07")), "2021-01-10")
    assert (decided["date"], decided["age_days"]) == ("2021-01-07", [3, 3])
    assert decided["accounts_differ_on_date"] == ["a1"]


def test_a_contact_without_a_date_is_not_later_than_it_was_told() -> None:
    book = ledger(call("told", None, "early"))
    found = _last(book, "2021-01-20")
    assert (found["entries"], found["age_days"]) == (["told"], [10, None])
    assert _last(book, "2021-01-05")["entries"] == []
    assert _last(book, "2021-01-05")["straddles_the_day"] == ["told"]


def test_a_visit_of_days_counts_from_its_last_day() -> None:
    visit = call("visit", "2021-01-02/2021-01-05", "early", span="lasting")
    found = _last(ledger(visit, call("call", "2021-01-04", "early")), "2021-01-09")
    assert (found["entries"], found["age_days"]) == (["visit"], [4, 4])


def test_the_definition_decides_sides_levels_modes_persons() -> None:
    with_east = call("third", "2021-01-03", "early")
    with_east["parties"] = [party("north", "from", "head"), party("east", "to", "head")]
    book = ledger(
        call("head", "2021-01-01", "early"),
        call("low", "2021-01-02", "early", level="working"),
        with_east,
    )
    assert _last(book, "2021-02-01")["entries"] == ["low"]
    assert _last(book, "2021-02-01", levels=["head", "elect"])["entries"] == ["head"]
    assert _last(book, "2021-02-01", modes=["visit"])["entries"] == []
    assert asked(book, "last_contact", as_of="2021-02-01", persons=["east"])["entries"] == ["third"]


def test_one_account_that_names_a_topic_is_enough_and_is_shown() -> None:
    said = [
        account("a1", "early", date="2021-01-05", topics=["borders"]),
        account("a2", "late", date="2021-01"),
    ]
    book = ledger(entry("call", "contact", said, date="2021-01-05"))
    found = _last(book, "2021-02-01", topics=["borders"])
    assert found["accounts_naming_topic"] == ["a1"]
    assert _last(book, "2021-02-01", topics=["borders"], without=["early"])["entries"] == []


def test_topics_are_balanced_over_held_contacts_of_the_period() -> None:
    named = entry(
        "named", "contact", [account("n1", "early", date="2021-01-05", topics=["borders", "trade"])]
    )
    book = ledger(named, call("silent", "2021-01-06", "early"), call("later", "2022-01-06", "late"))
    period = {"begin": "2021-01-01", "end": "2021-12-31"}
    assert asked(book, "topic_balance", **period) == {
        "contacts": 2,
        "by_topic": {"borders": 1, "trade": 1},
    }
    only = asked(book, "topic_balance", **period, topics=["borders"])
    assert only == {"contacts": 2, "by_topic": {"borders": 1}}


# ------------------------------------------------------------------ requests


def _open(book: Any, as_of: str, **more: Any) -> Any:
    return asked(book, "open_requests", begin="north", end="south", as_of=as_of, **more)


def test_age_counts_from_the_first_filing_and_silence_from_the_last_asking() -> None:
    book = ledger(
        request(
            "r",
            [
                ("filed", "2021-01-01", "early"),
                ("reiterated", "2021-02-01", "month"),
                ("acknowledged", "2021-02-05", "month"),
            ],
        )
    )  # fmt: skip
    (found,) = _open(book, "2021-03-01")
    assert found["age"] == {"days": 59}
    assert found["last_act_of_asker"] == {
        "act": "reiterated",
        "date": "2021-02-01",
        "silent_days": 28,
    }
    assert (found["status"], found["reiterated"], found["acknowledged"]) == ("open", 1, True)
    assert asked(book, "open_requests", begin="south", as_of="2021-03-01") == []


@pytest.mark.parametrize(
    ("filed", "age"),
    [
        ("../2021-01-05", {"at_least_days": 27}),
        (None, {"at_least_days": 22}),
        ("2021-01", {"days": [1, 31]}),
    ],
)
def test_a_filing_that_is_open_or_partial_gives_a_bound(filed: str | None, age: Any) -> None:
    (found,) = _open(ledger(request("r", [("filed", filed, "early")])), "2021-02-01")
    assert (found["filed"], found["age"]) == (filed, age)


def test_an_answer_of_an_interval_closes_from_its_last_day() -> None:
    book = ledger(
        request(
            "r", [("filed", "2021-01-01", "early"), ("answered", "2021-02-10/2021-02-20", "month")]
        )
    )
    said = {
        day: [found["status"] for found in _open(book, day)]
        for day in ("2021-02-09", "2021-02-10", "2021-02-20")
    }
    assert said == {
        "2021-02-09": ["open"],
        "2021-02-10": ["open_or_already_answered"],
        "2021-02-20": [],
    }


def test_contested_is_read_from_the_polarity_on_the_filing() -> None:
    acts = [{"act": "filed", "date": "2021-01-01", "accounts": ["a1", "a2"]}]
    said = [account("a1", "early", date="2021-01-01"), account("a2", "late", polarity="denies")]
    book = ledger(entry("r", "request", said, acts=acts))
    assert [f["contested"] for f in _open(book, "2021-02-01")] == [True]
    assert [f["contested"] for f in _open(book, "2021-02-01", known_on="2021-02-01")] == [False]


def test_carried_over_only_by_an_act() -> None:
    acts = [("filed", "2021-01-01", "early"), ("carried_over", "2021-03-01/2021-03-31", "late")]
    book = ledger(request("r", acts))
    days = ("2021-02-28", "2021-03-01", "2021-03-31")
    assert [_open(book, day)[0]["carried_over"] for day in days] == ["no", "perhaps", "yes"]


# ------------------------------------------------------------------ sources, initiatives, offices


def test_a_value_falls_with_the_only_account_that_gave_it() -> None:
    said = [account("a1", "early", value=10, qualifier="exact"), account("a2", "late", value=12)]
    amount = {"value": 10, "currency": "USD", "qualifier": "exact"}
    book = ledger(entry("k", "commitment", said, date="2021-01-01", amount=amount))
    assert asked(book, "amount", entry="k")["amount"]["value"] == 10
    left = asked(book, "amount", entry="k", without=["early"])["amount"]
    assert left == {"value": 12, "currency": "USD", "qualifier": None}
    assert asked(book, "amount", entry="k", without=["early", "late"])["commitments"] == 0


def test_what_falls_with_a_source_and_what_stands_on_others() -> None:
    both = entry("both", "statement", [account("b1", "early"), account("b2", "late")])
    book = ledger(call("alone", "2021-01-01", "early"), both)
    assert asked(book, "rests_on", sources=["early"]) == {
        "early": {"fall": ["alone"], "keep": [{"entry": "both", "left": ["late"]}]}
    }


def _initiative() -> Any:
    phases = [
        {"phase": "announced", "date": "2021-01-01", "accounts": ["i1"]},
        {"phase": "opened", "date": "2021-03-01/2021-03-05", "accounts": ["i2"]},
    ]
    names = [
        {"name": "First", "from": "2021-01-01"},
        {"name": "Second", "from": "2021-03-01/2021-03-05"},
    ]
    return entry(
        "i",
        "initiative",
        [account("i1", "early"), account("i2", "late")],
        phases=phases,
        names=names,
    )


def test_phase_and_name_of_an_initiative() -> None:
    days = ["2020-12-31", "2021-03-04", "2021-03-05"]
    found = asked(ledger(_initiative()), "initiative_state", initiative="i", as_of=days)
    assert [(found[d]["phase"], found[d]["name"]) for d in days] == [
        (None, None), ("announced", "First"), ("opened", "Second"),
    ]  # fmt: skip
    known = asked(
        ledger(_initiative()),
        "initiative_state",
        initiative="i",
        as_of=days[2:],
        known_on="2022-01-01",
    )
    assert known["2021-03-05"] == {"phase": "announced", "since": "2021-01-01", "name": "First"}


def test_both_hold_an_office_on_the_day_of_change() -> None:
    tenures = [
        {"id": "t1", "actor": "north", "office": "chair", "from": None, "to": "2021-01-14"},
        {"id": "t2", "actor": "south", "office": "chair", "from": "2021-01-14", "to": None},
    ]
    days = ["2021-01-13", "2021-01-14", "2021-01-15"]
    book = ledger(tenures=tenures)
    found = asked(book, "office_holder", office="chair", as_of=days)
    assert list(found.values()) == [["north"], ["north", "south"], ["south"]]
    brief = asked(book, "handover_brief", side="north", office="chair", as_of="2021-01-10")
    assert brief["office_change"] == {
        "office": "chair",
        "out": "north",
        "in": "south",
        "date": "2021-01-14",
    }


def test_a_disagreement_shows_while_both_accounts_stand() -> None:
    said = [account("a1", "early", word="gift"), account("a2", "late", word="loan")]
    matter = {"id": "d", "field": "word", "a": "a1", "b": "a2", "settled": "a2"}
    book = ledger(entry("k", "statement", said), disagreements=[matter])
    shown = {"id": "d", "field": "word", "a": {"a1": "gift"}, "b": {"a2": "loan"}, "settled": "a2"}
    assert asked(book, "disagreements", fields=["word"]) == [shown]
    assert asked(book, "disagreements", fields=["date"]) == []
    assert asked(book, "disagreements", without=["late"]) == []


def test_a_source_without_a_date_is_known_only_when_no_day_is_asked() -> None:
    book = ledger(call("some", "2020-05-05", "undated"))
    assert _last(book, "2021-01-01")["entries"] == ["some"]
    assert _last(book, "2021-01-01", known_on="2024-01-01")["entries"] == []


def test_the_brief_knows_only_its_day() -> None:
    book = ledger(
        call("call", "2021-01-01", "early"),
        call("unknown", "2021-01-05", "late"),
        request("r", [("filed", "2021-01-02", "early")]),
        money("k", 10, "2021-01-03"),
        _initiative() | {"planned_end": {"date": "2021-01-20"}},
    )
    brief = asked(book, "handover_brief", side="north", as_of="2021-02-01")
    assert brief["we_wait_on_them"] == ["r"]
    assert brief["last_contact"] == {
        "head": {"entries": ["call"], "date": "2021-01-01", "age_days": [31, 31]}
    }
    assert brief["public_money_announced"] == ["k"]
    assert brief["initiatives_not_closed"] == {"i": {"phase": "announced", "since": "2021-01-01"}}
    assert brief["planned_dates_passed"] == [{"entry": "i", "planned_end": "2021-01-20"}]
    assert asked(book, "handover_brief", side="south", as_of="2021-02-01")["they_wait_on_us"] == [
        "r"
    ]


def test_a_business_of_two_others_is_not_in_the_brief() -> None:
    other = money("other", 1, "2021-01-03", parties=[party("south", "from"), party("east", "to")])
    assert (
        asked(ledger(other), "handover_brief", side="north", as_of="2021-02-01")[
            "public_money_announced"
        ]
        == []
    )


def test_the_small_record_stands_on_its_sources() -> None:
    assert [s["id"] for s in record()["sources"]] == ["early", "month", "late", "undated"]
    assert source("x", None)["published"] is None
