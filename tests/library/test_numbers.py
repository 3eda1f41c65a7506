"""Ages, anniversaries, counts and sums over values known, unknown, never or known in part."""

import operator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cauce.dates import age_in_years, years_before
from cauce.eligibility import numbers
from cauce.eligibility.values import NEVER, Many, Range, Rows

DAY = date(2024, 6, 15).toordinal()
SMALL = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)
NEAR = st.integers(date(2003, 12, 20).toordinal(), date(2004, 3, 10).toordinal())


def spanned(pair):
    first, last = pair
    return first if first == last else Range(first, last)


def possible(value):
    first, last = value if type(value) is Range else (value, value)
    return range(first, last + 1)


@pytest.mark.parametrize("of", [numbers.age, numbers.days, lambda a, b: numbers.arith("+", a, b)])
def test_unknown_wins_over_never_and_never_over_a_value(of):
    assert of(None, DAY) is None
    assert of(DAY, None) is None
    assert of(None, NEVER) is None
    assert of(NEVER, None) is None
    assert of(NEVER, DAY) is NEVER
    assert of(DAY, NEVER) is NEVER


@given(SMALL, SMALL, st.sampled_from(["+", "-", "*"]))
def test_sums_of_intervals_are_the_smallest_interval_that_holds_every_sum(a, b, op):
    fast = {"+": operator.add, "-": operator.sub, "*": operator.mul}[op]
    every = [fast(x, y) for x in range(a[0], a[1] + 1) for y in range(b[0], b[1] + 1)]
    assert numbers.arith(op, spanned(a), spanned(b)) == spanned((min(every), max(every)))


@given(NEAR, st.integers(0, 40), st.integers(0, 40))
def test_the_age_of_one_born_in_an_interval_is_every_age_possible(first, length, later):
    day = date(2022, 2, 25).toordinal() + later
    born = spanned((first, first + length))
    every = [age_in_years(date.fromordinal(b), date.fromordinal(day)) for b in possible(born)]
    assert numbers.age(born, day) == spanned((min(every), max(every)))


@given(NEAR, st.integers(0, 40), st.integers(1, 60))
def test_an_anniversary_of_an_interval_is_the_interval_of_anniversaries(first, length, years):
    day = spanned((first, first + length))
    every = [years_before(date.fromordinal(d), years).toordinal() for d in possible(day)]
    assert numbers.anniversary(day, years) == spanned((min(every), max(every)))


@given(SMALL, SMALL)
def test_days_between_intervals(a, b):
    every = [y - x for x in range(a[0], a[1] + 1) for y in range(b[0], b[1] + 1)]
    assert numbers.days(spanned(a), spanned(b)) == spanned((min(every), max(every)))


def test_an_anniversary_of_unknown_or_never_is_that():
    assert numbers.anniversary(None, 5) is None
    assert numbers.anniversary(NEVER, 5) is NEVER


@pytest.mark.parametrize("kind", [Many, Rows])
def test_a_complete_list_has_its_size_and_an_open_one_at_least_that(kind):
    items = ("A", "B") if kind is Many else ({}, {})
    assert numbers.size(kind(items)) == 2
    assert numbers.size(kind(())) == 0
    assert numbers.size(kind(items, complete=False)) == Range(2, numbers.MANY)
    assert numbers.size(None) is None
