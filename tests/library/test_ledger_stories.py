"""A request's story: whose turn it is, what paused its clock, and an agreed day as it was known then."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cauce.ledger import Ledger
from cauce.ledger.stories import request_story, requests_by_turn
from tests.library.ledgers import account, entry, ledger, request

DAY = date(2021, 3, 31)
FILED = ("filed", "2021-01-10", "early")
CLOCK = {
    "expected_by": "2021-04-15",
    "basis": "agreed",
    "extensions": [
        {"from": None, "to": "2021-03-01", "why": "call", "on": "2021-01-20"},
        {"from": "2021-03-01", "to": "2021-04-15", "why": "letter", "on": "2021-03-05"},
    ],
}


def _story(book: Ledger, day: date = DAY, name: str = "r") -> Any:
    return request_story(book.view(), {"request": name, "as_of": day})


def _turned(*acts: tuple[str, str]) -> Any:
    return _story(ledger(request("r", [FILED, *((*act, "early") for act in acts)])))


def test_it_is_the_turn_of_whoever_was_asked_until_they_ask_back() -> None:
    assert _turned()["turn"] == ["south"]
    assert _turned(("acknowledged", "2021-02-01"))["turn"] == ["south"]
    assert _turned(("clarification_asked", "2021-02-01"))["turn"] == ["north"]
    back = (("clarification_asked", "2021-02-01"), ("clarified", "2021-02-11"))
    assert _turned(*back)["turn"] == ["south"]
    assert _turned(("part_answered", "2021-02-01"))["turn"] == ["south"]
    assert _turned(("answered", "2021-02-01"))["turn"] == []


def test_days_in_which_the_asker_had_to_act_are_told_apart() -> None:
    clock = _turned(("clarification_asked", "2021-02-01"), ("clarified", "2021-02-11"))["clock"]
    assert clock["age"] == {"days": 80}
    assert clock["pauses"] == [{"from": "2021-02-01", "to": "2021-02-11", "days": [10, 10]}]
    assert clock["without_pauses"] == [70, 70]


def test_a_pause_of_a_month_leaves_a_range() -> None:
    clock = _turned(("clarification_asked", "2021-02"), ("clarified", "2021-03-11"))["clock"]
    assert clock["pauses"][0]["days"] == [11, 38]
    assert clock["without_pauses"] == [80 - 38, 80 - 11]


def test_nothing_is_overdue_without_an_agreed_day() -> None:
    clock = _story(ledger(request("r", [FILED])), date(2031, 1, 1))["clock"]
    assert (clock["state"], clock["expected_by"], clock["overdue"]) == ("no_date", None, None)


def test_a_day_agreed_anew_moves_the_clock_and_keeps_what_was() -> None:
    book = ledger(request("r", [FILED], clock=CLOCK))
    before, between, after = (_story(book, day)["clock"] for day in (
        date(2021, 1, 15), date(2021, 3, 4), DAY))  # fmt: skip
    assert (before["expected_by"], before["state"]) == (None, "no_date")
    assert (between["expected_by"], between["overdue"]) == ("2021-03-01", [3, 3])
    assert (after["expected_by"], after["due_in"]) == ("2021-04-15", [15, 15])
    assert [line["date"] for line in after["calculation"]] == ["2021-03-01", "2021-04-15"]


def test_nothing_is_overdue_while_the_asker_has_to_act() -> None:
    clock = {"expected_by": "2021-02-15", "basis": "agreed"}
    acts = [FILED, ("clarification_asked", "2021-02-10", "early")]
    told = _story(ledger(request("r", acts, clock=clock)))["clock"]
    assert (told["state"], told["overdue"]) == ("paused", None)


def test_a_month_that_is_not_over_is_not_overdue() -> None:
    book = ledger(request("r", [FILED], clock={"expected_by": "2021-03", "basis": "agreed"}))
    assert _story(book, DAY)["clock"]["due_in"] == [-30, 0]
    assert _story(book, date(2021, 4, 2))["clock"]["overdue"] == [2, 32]


def test_acts_stand_in_the_order_of_their_days() -> None:
    acts = [FILED, ("supported", None, "early"), ("reiterated", "2021-03-01", "early"),
            ("acknowledged", "2021-02-01", "early")]  # fmt: skip
    words = [act["act"] for act in _story(ledger(request("r", acts)))["acts"]]
    assert words == ["filed", "supported", "acknowledged", "reiterated"]


def test_an_act_that_is_denied_names_both_accounts() -> None:
    asking = request("r", [FILED])
    asking["accounts"].append(account("r.a9", "early", polarity="denies", act="filed"))
    asking["acts"][0]["accounts"].append("r.a9")
    story = _story(ledger(asking))
    assert story["contested"]
    assert story["acts"][0]["denied_by"] == ["r.a9"]
    assert story["accounts_by_polarity"] == {"asserts": ["r.a1"], "hedges": [], "denies": ["r.a9"]}


def test_requests_stand_by_the_side_they_wait_on_longest_first() -> None:
    mirrored = [{"actor": "south", "role": "from", "side": "south"},
                {"actor": "north", "role": "to", "side": "north"}]  # fmt: skip
    book = ledger(
        request("new", [("filed", "2021-03-01", "early")]), request("old", [FILED]),
        request("theirs", [FILED]) | {"parties": mirrored},
        request("done", [FILED, ("refused", "2021-02-01", "early")]),
        request("planned", [("supported", "2021-02-01", "early")]),
    )  # fmt: skip
    found = requests_by_turn(book.view(), {"as_of": DAY})
    names = {side: [s["request"] for s in many] for side, many in found["waiting_on"].items()}
    assert names == {"south": ["old", "new"], "north": ["theirs"]}
    assert [s["request"] for s in found["not_filed"]] == ["planned"]
    assert [s["ended"] for s in found["ended"]] == [{"act": "refused", "date": "2021-02-01"}]


def test_there_is_no_story_of_what_does_not_stand() -> None:
    book = ledger(request("r", [("filed", "2023-02-01", "late")]), entry("s", "statement", [
        account("s.a1", "early")]))  # fmt: skip
    early = book.view(known_on=date(2021, 6, 1))
    assert request_story(early, {"request": "r", "as_of": DAY}) is None
    assert _story(book, name="s") is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["reiterated", "acknowledged", "clarification_asked", "clarified", "answered"]
            ),
            st.dates(date(2021, 1, 10), date(2021, 3, 31)).map(date.isoformat),
        ),
        max_size=6,
    )
)
def test_pauses_never_outlast_the_request_and_every_request_stands_once(
    acts: list[tuple[str, str]],
) -> None:
    book = ledger(request("r", [FILED, *((*act, "early") for act in acts)]))
    story = _story(book)
    clock = story["clock"]
    if clock is not None:
        paused = sum(pause["days"][0] for pause in clock["pauses"])
        assert 0 <= paused <= clock["age"]["days"]
    found = requests_by_turn(book.view(), {"as_of": DAY})
    waiting = [s for many in found["waiting_on"].values() for s in many]
    assert len([*waiting, *found["not_filed"], *found["ended"]]) == 1
    assert [one["due"].items() <= (clock or {}).items() for one in waiting] == [True] * len(waiting)
