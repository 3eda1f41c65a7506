"""Ages and anniversaries, leap days included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cauce.dates import age_in_years, years_before

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2006-06-15", "2024-06-14", 17),
        ("2006-06-15", "2024-06-15", 18),
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2024-06-15", "2024-06-15", 0),
    ],
)
def test_a_birthday_counts_from_its_day_and_29_february_as_1_march(born, day, years):
    assert age_in_years(date.fromisoformat(born), date.fromisoformat(day)) == years


@pytest.mark.parametrize(
    ("day", "years", "earlier"),
    [
        ("2024-06-15", 5, "2019-06-15"),
        ("2024-02-29", 1, "2023-02-28"),
        ("2024-02-29", 4, "2020-02-29"),
        ("2100-02-28", 4, "2096-02-28"),
        ("2023-02-28", 3, "2020-02-28"),
    ],
)
def test_years_ago_is_the_same_calendar_day_and_29_february_becomes_28(day, years, earlier):
    assert years_before(date.fromisoformat(day), years) == date.fromisoformat(earlier)


@given(DAYS, DAYS, st.integers(1, 90))
def test_an_age_is_reached_exactly_on_the_anniversary_that_many_years_back(born, day, years):
    """The law's two ways to say it agree: `age >= n` and `born on or before n years ago`.

    The one exception is the contract's own: 29 February, n years ago, is 28 February, and a person born
    on 29 February is of age on 1 March.
    """
    assert (age_in_years(born, day) >= years) == (born <= years_before(day, years))


@given(DAYS, DAYS)
def test_an_age_never_falls_from_one_day_to_the_next(born, day):
    step = age_in_years(born, day + timedelta(1)) - age_in_years(born, day)
    assert step in (0, 1)
