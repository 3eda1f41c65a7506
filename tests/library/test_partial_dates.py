"""Partial dates: every text is the interval of days in which the day lies, or a sentence why not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cauce.dates import DateFault, Span, parse, spell

DAYS = st.dates(date(1890, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-06-11", "2023-06-11", "2023-06-11"),
        ("2023-06", "2023-06-01", "2023-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1988", "1988-01-01", "1988-12-31"),
        ("2023-06-01/2023-06-20", "2023-06-01", "2023-06-20"),
        ("2023/2024-02", "2023-01-01", "2024-02-29"),
        ("../2023-06-20", "0001-01-01", "2023-06-20"),
        ("2023-06-20/..", "2023-06-20", "9999-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
    ],
)
def test_a_text_is_the_interval_of_its_days(text, first, last):
    assert parse(text) == Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["2023-02-31", "2023-02-29", "2023-13", "2023-00-10", "2023-04-31", "0000"]
)
def test_a_day_that_the_calendar_lacks_is_refused(text):
    with pytest.raises(DateFault, match="not a day of the calendar; write a day that exists"):
        parse(text)


@pytest.mark.parametrize(
    "text", ["", "soon", "11/06/2023", "2023-6-1", "2023-06-11T00:00", "٢٠٢٣", "2" * 61, None, 2023]
)  # fmt: skip
def test_what_is_no_date_is_told_how_to_write_one(text):
    with pytest.raises(DateFault, match=r"write it like 2023-06-11, 2023-06, 2023 or") as caught:
        parse(text)
    assert str(caught.value).count("; ") == 1


def test_an_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(DateFault, match="ends before it begins; write the earlier date first"):
        parse("2023-06-20/2023-06-01")


@given(DAYS, st.integers(0, 40_000))
def test_what_is_spelled_is_read_back(first, length):
    span = Span(first, min(first + timedelta(length), date(2200, 1, 1)))
    assert parse(spell(span)) == span


@given(DAYS)
def test_whole_months_and_years_are_spelled_short(day):
    assert spell(parse(f"{day:%Y-%m}")) == f"{day:%Y-%m}"
    assert spell(parse(f"{day:%Y}")) == f"{day:%Y}"
    assert spell(Span(day, day)) == day.isoformat()


@given(st.text(max_size=25))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        ordered, said = parse(text), ""
    except DateFault as fault:
        ordered, said = (0, 0), str(fault)
    assert ordered[0] <= ordered[1]
    assert "; write " in said or not said
