"""How far a promise came: each stage has its reports, and no report is not nought."""

from typing import Any

from tests.library.ledgers import account, asked, entry, ledger, money


def _moved(
    name: str, nature: str, value: float | None, *, of: str | None = "a", **more: Any
) -> Any:
    amount = value and {"value": value, "currency": "USD", "qualifier": "exact"}
    related = [{"type": "part_of", "to": of}] if of else []
    tense = more.pop("tense", "happened")
    said = [account(f"{name}.a1", "early", tense=tense)]
    plain = {"nature": nature, "amount": amount, "date": "2021-01-05", "relations": related}
    return entry(name, "transaction", said, **(plain | more))


def _stages(book: Any, day: str = "2021-02-01") -> dict[str, Any]:
    found: dict[str, Any] = asked(book, "arrivals", as_of=day)["promises"][0]["stages"]
    return found


def test_each_stage_adds_its_own_reports() -> None:
    book = ledger(
        money("a", 100, "2021-01-01"),
        _moved("first", "disbursed", 10),
        _moved("second", "spent", 5),
        _moved("goods", "delivered", 7),
    )
    stages = _stages(book)
    assert stages["pledged"]["sums"]["exact"]["value"] == 100
    assert stages["committed"] is None
    assert stages["disbursed"]["entries"] == ["first", "second"]
    assert stages["disbursed"]["sums"]["exact"]["value"] == 15
    assert stages["delivered"]["sums"]["exact"]["value"] == 7


def test_what_is_only_planned_or_comes_later_is_no_report() -> None:
    book = ledger(
        money("a", 100, "2021-01-01"),
        _moved("plan", "disbursed", 10, tense="planned"),
        _moved("later", "disbursed", 5, date="2021-03-01"),
    )
    assert _stages(book)["disbursed"] is None
    assert _stages(book, "2021-03-01")["disbursed"]["entries"] == ["later"]


def test_a_written_obligation_is_one_that_an_account_says() -> None:
    written = money("a", 100, "2021-01-01")
    written["accounts"][0]["values"]["class"] = "commitment"
    assert _stages(ledger(written))["committed"]["entries"] == ["a"]


def test_totals_are_no_promises_and_what_is_left_out_says_why() -> None:
    book = ledger(
        money("a", 100, "2021-01-01"),
        money("part", 40, "2021-01-01", nature="part_of"),
        money("total", 900, "2021-01-01", nature="running_total"),
    )
    found = asked(book, "arrivals", as_of="2021-02-01")["promises"]
    assert [(p["entry"], p["counted_as"]) for p in found] == [("a", "exact"), ("part", "part_of")]


def test_what_was_given_without_a_promise_stands_alone() -> None:
    doses = {"value": 3, "unit": "doses"}
    book = ledger(
        _moved("sent", "in_kind", None, of=None, quantity=doses, tense="planned"),
        _moved("came", "delivered", 8, of=None),
        _moved("count", "result", None, of=None),
    )
    found = asked(book, "arrivals", as_of="2021-02-01")["without_a_promise"]
    assert [(g["entry"], g["arrived"]) for g in found] == [("sent", False), ("came", True)]
    assert found[0]["quantity"] == doses
