"""Working days of a country: counted by hand; a calendar that does not reach a year says so."""

from datetime import date

import pytest

from cauce.dates import CalendarFault, after_working_days, closed_because, closed_days


@pytest.mark.parametrize(
    ("start", "count", "country", "day"),
    [
        ("2023-03-31", 10, "GT", "2023-04-18"),  # Holy Thursday and Good Friday
        ("2023-03-31", 10, "US", "2023-04-14"),
        ("2023-06-30", 10, "US", "2023-07-17"),  # the Fourth of July is a Tuesday
        ("2023-07-01", 1, "US", "2023-07-03"),  # from a Saturday
        ("2023-07-05", 0, "US", "2023-07-05"),
    ],
)
def test_counted_by_hand(start: str, count: int, country: str, day: str) -> None:
    assert after_working_days(date.fromisoformat(start), count, country).isoformat() == day


def test_an_office_is_closed_for_a_reason() -> None:
    assert closed_because(date(2023, 7, 4), "US") == "Independence Day"
    assert closed_because(date(2023, 7, 8), "US") == "weekend"
    assert closed_because(date(2023, 7, 5), "US") is None
    found = closed_days(date(2023, 7, 1), date(2023, 7, 9), "US")
    assert found == [(date(2023, 7, 4), "Independence Day")]


def test_a_calendar_that_is_not_there_is_refused_with_a_sentence() -> None:
    with pytest.raises(CalendarFault, match="US does not reach the year 2101; count in calendar"):
        after_working_days(date(2100, 12, 30), 10, "US")
    with pytest.raises(CalendarFault, match="no working calendar of 'ZZ'; count in"):
        after_working_days(date(2023, 1, 1), 1, "ZZ")
    with pytest.raises(CalendarFault, match="working days cannot be counted; write 0 to 2000"):
        after_working_days(date(2023, 1, 1), 5000, "US")
