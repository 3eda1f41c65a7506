"""When an answer is due: each clock here was counted by hand, on a calendar of paper."""

from datetime import date
from typing import Any

import pytest

from cauce.dates import CalendarFault, closed_because
from cauce.ledger import Faults, check
from cauce.ledger.book import Entry
from cauce.ledger.clocks import Clock, clock, told
from tests.library.ledgers import Json, ledger, record, request


def _clock(acts: list[tuple[str, str | None]], made: Json, *, day: str = "2023-12-31") -> Clock:
    entry = _entry(acts, made)
    return clock(entry, date.fromisoformat(day))


def _entry(acts: list[tuple[str, str | None]], made: Json) -> Entry:
    asked = request("asked", [(word, when, "early") for word, when in acts], clock=made)
    return ledger(asked).every[0]


def _rule(days: int, calendar: str | None = None) -> Json:
    return {"rule": {"days": days, "calendar": calendar, "basis": "house rule"}}


# Friday 31 March 2023; Holy Thursday and Good Friday are 6 and 7 April, Saturday 8 April is a holiday too.
EASTER = "2023-03-31"


def test_working_days_leave_out_weekends_and_the_holidays_of_that_country() -> None:
    made = _clock([("filed", EASTER)], _rule(10, "GT"))
    assert made.expected_by == "2023-04-18"
    closed = [line["date"] for line in made.calculation if line["step"] == "closed"]
    assert closed == ["2023-04-06", "2023-04-07", "2023-04-08"]
    # Elsewhere an office works on both days.
    assert _clock([("filed", EASTER)], _rule(10, "US")).expected_by == "2023-04-14"
    # Fourth of July, a Tuesday.
    assert _clock([("filed", "2023-06-30")], _rule(10, "US")).expected_by == "2023-07-17"


def test_calendar_days_count_each_day() -> None:
    assert (
        _clock([("filed", "2024-02-01")], _rule(30), day="2024-04-01").expected_by == "2024-03-02"
    )


def test_a_month_of_filing_is_due_within_a_month() -> None:
    made = _clock([("filed", "2023-05")], _rule(30))
    assert made.expected_by == "2023-05-31/2023-06-30"
    assert made.state(date(2023, 5, 31)) == "running"
    assert made.state(date(2023, 6, 10)) == "perhaps_overdue"
    assert made.state(date(2023, 7, 10)) == "overdue"
    assert made.overdue_days(date(2023, 7, 10)) == [10, 40]


def test_a_question_stops_the_clock_until_it_is_answered() -> None:
    filed, question = ("filed", "2023-05-01"), ("clarification_asked", "2023-05-11")
    standing = _clock([filed, question], _rule(30), day="2023-09-01")
    assert (standing.expected_by, standing.paused_since) == (None, "2023-05-11")
    assert standing.state(date(2023, 9, 1)) == "paused"
    # Nine days were counted; from 21 May on, answered, the other twenty-one: the last is 10 June.
    answered = _clock([filed, question, ("clarified", "2023-05-21")], _rule(30))
    assert answered.expected_by == "2023-06-10"
    assert answered.paused_since is None


def test_a_question_asked_later_was_not_known_before() -> None:
    acts = [("filed", "2023-05-01"), ("clarification_asked", "2023-05-11")]
    assert _clock(acts, _rule(30), day="2023-05-10").expected_by == "2023-05-31"


def test_an_acknowledgement_stops_nothing_and_a_forwarding_counts_anew() -> None:
    acts = [("filed", "2023-05-01"), ("acknowledged", "2023-05-03")]
    assert _clock(acts, _rule(30)).expected_by == "2023-05-31"
    assert _clock([*acts, ("forwarded", "2023-05-10")], _rule(30)).expected_by == "2023-06-09"


def test_what_was_agreed_goes_before_a_rule_and_each_extension_says_its_day() -> None:
    longer = {"from": "2023-06-01", "to": "2023-07-01", "on": "2023-05-20", "why": "elections"}
    made = {"expected_by": "2023-07-01", "basis": "agreed", "extensions": [longer]} | _rule(30)
    filed = [("filed", "2023-05-01")]
    assert _clock(filed, made, day="2023-05-19").expected_by == "2023-06-01"
    late = _clock(filed, made, day="2023-05-20")
    assert (late.expected_by, late.basis) == ("2023-07-01", "agreed")
    assert told(late) == [
        "agreed: 2023-06-01 (agreed)",
        "extended: 2023-07-01, agreed on 2023-05-20: elections",
    ]


def test_without_agreement_and_rule_nothing_is_ever_overdue() -> None:
    made = _clock([("filed", "2019-05-01")], {"basis": "none"})
    assert (made.expected_by, made.state(date(2024, 1, 1))) == (None, "no_date")
    assert told(made) == ["no answer date agreed"]


def test_an_unknown_filing_cannot_be_counted_from() -> None:
    made = _clock([("filed", None)], _rule(30))
    assert (made.expected_by, made.overdue_days(date(2024, 1, 1))) == (None, None)
    assert told(made) == ["nobody knows when it was filed; the rule cannot be counted"]


def test_the_calculation_reads_as_lines() -> None:
    acts = [("filed", EASTER), ("clarification_asked", "2023-04-10"), ("clarified", "2023-04-12")]
    assert told(_clock(acts, _rule(10, "GT"))) == [
        "filed: 2023-03-31",
        "rule: 10 working days of GT (house rule)",
        "stood still: from 2023-04-10 until 2023-04-12",
        f"closed: 2023-04-06 {closed_because(date(2023, 4, 6), 'GT')}",
        f"closed: 2023-04-07 {closed_because(date(2023, 4, 7), 'GT')}",
        f"closed: 2023-04-08 {closed_because(date(2023, 4, 8), 'GT')}",
        # 10 and 11 April stood still.
        "expected by: 2023-04-20",
    ]


def test_a_calendar_without_the_year_is_refused_with_a_sentence() -> None:
    with pytest.raises(CalendarFault, match="GT does not reach the year 1850; count in"):
        _clock([("filed", "1850-01-01")], _rule(10, "GT"))


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ({"days": 10, "calendar": "ZZ"}, "no working calendar of 'ZZ'"),
        ({"days": 0}, "days has a wrong type"),
        ({"days": True}, "days has a wrong type"),
        ({"calendar": "US"}, "days is missing"),
        ({"days": 3, "weeks": 1}, "weeks"),
    ],
)
def test_a_rule_that_cannot_be_counted_is_a_fault_of_the_record(rule: Any, what: str) -> None:
    asked = request("asked", [("filed", "2023-05-01", "early")], clock={"rule": rule})
    with pytest.raises(Faults) as caught:
        check(record(asked))
    assert what in caught.value.faults[0].what
