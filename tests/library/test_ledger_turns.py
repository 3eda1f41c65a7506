"""Whose turn it is between governments, the longest wait first."""

from tests.library.ledgers import asked, call, entry, ledger, party, request


def _between(name: str, a: str, b: str, day: str):  # type: ignore[no-untyped-def]  # a test's own maker
    return call(name, day, "late") | {"parties": [party(a, "from"), party(b, "to")]}


def test_the_longest_wait_stands_first_and_says_whose_turn_it_is() -> None:
    other = request("other", [("filed", "2021-03-01", "late")])
    other["parties"] = [party("south", "from"), party("east", "to")]
    book = ledger(
        request("old", [("filed", "2021-01-05", "early")]),
        request("new", [("filed", "2021-02-05", "late")]),
        other,
    )
    first, second = asked(book, "whose_turn", as_of="2021-04-01")
    assert (first["between"], first["turn"]) == (["north", "south"], "south")
    assert first["waiting_on"] == {"south": ["old", "new"], "north": []}
    assert first["oldest"]["request"] == "old"
    assert first["oldest"]["age"] == {"days": 86}
    assert (second["between"], second["turn"]) == (["east", "south"], "east")


def test_without_a_request_the_longest_silence_stands_first() -> None:
    never = entry("said", "statement", []) | {
        "parties": [party("east", "from"), party("north", "to")]
    }
    never["accounts"] = call("x", "2021-01-01", "early")["accounts"]
    book = ledger(
        _between("late", "north", "south", "2021-03-01"),
        _between("early", "east", "south", "2021-01-05"),
        never,
    )
    found = asked(book, "whose_turn", as_of="2021-04-01")
    assert [pair["between"] for pair in found] == [
        ["east", "north"],
        ["east", "south"],
        ["north", "south"],
    ]
    assert {pair["turn"] for pair in found} == {None}
    assert found[1]["last_contact"]["age_days"] == [86, 86]


def test_one_pair_can_be_asked_for() -> None:
    book = ledger(
        _between("a", "north", "south", "2021-03-01"), _between("b", "east", "south", "2021-03-01")
    )
    found = asked(book, "whose_turn", as_of="2021-04-01", between=["east"])
    assert [pair["between"] for pair in found] == [["east", "south"]]


def test_an_answered_request_is_nobodys_turn() -> None:
    book = ledger(
        request("r", [("filed", "2021-01-05", "early"), ("answered", "2021-01-09", "early")])
    )
    assert asked(book, "whose_turn", as_of="2021-01-08")[0]["turn"] == "south"
    assert asked(book, "whose_turn", as_of="2021-01-09")[0]["turn"] is None
