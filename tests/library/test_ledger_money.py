"""The rules about sums: what may be added, what stands in a line, what one commitment is."""

from tests.library.ledgers import asked, ledger, money


def test_only_what_is_new_is_added_by_bound_and_the_rest_is_named() -> None:
    book = ledger(
        money("a", 10, "2021-01-01"),
        money("b", 20, "2021-01-02"),
        money("least", 5, "2021-01-02", "at_least"),
        money("more", 6, "2021-01-02", "more_than"),
        money("most", 7, "2021-01-02", "up_to"),
        money("total", 40, "2021-01-02", nature="running_total"),
        money("part", 3, "2021-01-02", nature="part_of"),
        money("if", 9, "2021-01-02", condition="if voted"),
        money("over", 9, "2021-01-02", overlap=[{"entry": "a", "known": "not stated"}]),
        money("when", 9, None),
        money("before", 9, "2020-01-01"),
        money("private", 9, "2021-01-01", source_of_money="private"),
    )
    found = asked(
        book, "sum_new", begin="2021-01-01", end="2021-12-31", money=["public"], currency="USD"
    )["public"]
    assert {bound: (s["value"], s["entries"]) for bound, s in found["sums"].items()} == {
        "exact": (30, ["a", "b"]),
        "floor": (11, ["least", "more"]),
        "ceiling": (7, ["most"]),
    }
    assert found["left_out"] == {
        "running_total": ["total"], "part_of": ["part"], "conditional": ["if"],
        "overlap": ["over"], "undated": ["when"],
    }  # fmt: skip


def test_currencies_are_never_mixed() -> None:
    euro = money("euro", 4, "2021-01-01")
    euro["amount"] = {"value": 4, "currency": "EUR", "qualifier": "exact"}
    euro["accounts"][0]["values"] = {}
    sums = asked(ledger(money("a", 10, "2021-01-01"), euro), "sum_new")["public"]["sums"]
    assert [(s["value"], s["currency"]) for s in sums["exact"]] == [(10, "USD"), (4, "EUR")]


def test_totals_stand_in_a_line_and_the_same_one_said_again_is_one_point() -> None:
    again = {"type": "same_event", "to": "second", "status": "accepted"}
    book = ledger(
        money(
            "second", 9, "2021-05-01", "more_than", nature="running_total", stated_on="2021-05-02"
        ),
        money("first", 4, "2021-01-01", nature="running_total"),
        money("again", 9, None, nature="restatement", relations=[again]),
    )
    found = asked(book, "running_totals", money=["public"])
    assert [(p["entry"], p["as_of"], p["stated_on"], p["qualifier"]) for p in found["line"]] == [
        ("first", "2021-01-01", "2021-01-10", "exact"),
        ("second", "2021-05-01", "2021-05-02", "more_than"),
    ]
    assert found["sum"] is None
    assert [p["entry"] for p in asked(book, "running_totals", as_of="2021-02-01")["line"]] == [
        "first"
    ]


def test_an_amount_is_one_commitment_with_the_date_each_account_gives() -> None:
    found = asked(ledger(money("a", 10, "2021-01-01")), "amount", entry="a")
    assert found == {
        "commitments": 1, "nature": "new", "condition": None, "dates_given": [{"a.a1": "2021-01-01"}],
        "amount": {"value": 10, "currency": "USD", "qualifier": "exact"},
    }  # fmt: skip
