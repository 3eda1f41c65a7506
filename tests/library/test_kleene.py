"""Three values, never, partial dates, open sets: section 3 of the contract, sentence by sentence."""

import operator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cauce.eligibility import kleene
from cauce.eligibility.values import NEVER, Many, Range

OPS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
       "==": operator.eq, "!=": operator.ne}  # fmt: skip
T, F, U = True, False, None
AND = {
    (T, T): T,
    (T, F): F,
    (T, U): U,
    (F, T): F,
    (F, F): F,
    (F, U): F,
    (U, T): U,
    (U, F): F,
    (U, U): U,
}
OR = {
    (T, T): T,
    (T, F): T,
    (T, U): T,
    (F, T): T,
    (F, F): F,
    (F, U): U,
    (U, T): T,
    (U, F): U,
    (U, U): U,
}


@pytest.mark.parametrize("pair", AND, ids=str)
def test_and_or_follow_kleenes_tables(pair):
    assert kleene.both(pair) is AND[pair]
    assert kleene.either(pair) is OR[pair]


@pytest.mark.parametrize("triple", list(product((T, F, U), repeat=3)), ids=str)
def test_and_or_of_three_are_those_of_two_and_one(triple):
    a, b, c = triple
    assert kleene.both(triple) is AND[AND[a, b], c]
    assert kleene.either(triple) is OR[OR[a, b], c]


def test_nothing_joined_is_true_for_and_and_false_for_or():
    assert kleene.both(()) is True
    assert kleene.either(()) is False


def test_not_of_unknown_is_unknown():
    assert [kleene.opposite(value) for value in (T, F, U)] == [F, T, U]


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("other", [NEVER, 5, Range(3, 7), "A"], ids=str)
def test_a_comparison_with_never_is_false_whatever_the_operator(op, other):
    assert kleene.compare(op, NEVER, other) is False
    assert kleene.compare(op, other, NEVER) is False


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("other", [None, NEVER, 5, Range(3, 7), "A"], ids=str)
def test_unknown_comes_first_even_against_never(op, other):
    assert kleene.compare(op, None, other) is None
    assert kleene.compare(op, other, None) is None


@pytest.mark.parametrize("op", OPS)
@given(
    a=st.tuples(st.integers(0, 8), st.integers(0, 8)),
    b=st.tuples(st.integers(0, 8), st.integers(0, 8)),
)
def test_a_partial_date_settles_only_what_all_its_days_agree_on(op, a, b):
    a1, a2, b1, b2 = *sorted(a), *sorted(b)
    every = {OPS[op](x, y) for x in range(a1, a2 + 1) for y in range(b1, b2 + 1)}
    expected = every.pop() if len(every) == 1 else None
    left = Range(a1, a2) if a1 < a2 else a1
    right = Range(b1, b2) if b1 < b2 else b1
    assert kleene.compare(op, left, right) is expected


@pytest.mark.parametrize("op", ["==", "!="])
def test_codes_are_equal_or_not(op):
    assert kleene.compare(op, "A", "A") is (op == "==")
    assert kleene.compare(op, "A", "B") is (op == "!=")


def test_not_earlier_is_not_later_where_it_never_happened():
    assert kleene.opposite(kleene.compare("<", NEVER, 5)) is True
    assert kleene.compare(">=", NEVER, 5) is False


@pytest.mark.parametrize("negated", [False, True])
@pytest.mark.parametrize(
    ("item", "group", "found"),
    [
        ("A", ("A", "B"), True),
        ("C", ("A", "B"), False),
        ("A", frozenset({"A"}), True),
        ("A", Many(("A", "B")), True),
        ("C", Many(("A", "B")), False),
        ("A", Many(("A",), complete=False), True),
        ("C", Many(("A",), complete=False), None),
        ("A", Many(()), False),
        (None, ("A",), None),
        ("A", None, None),
        (None, Many(()), None),
    ],
    ids=str,
)
def test_membership_in_sets_known_open_and_unknown(item, group, found, negated):
    assert kleene.within(item, group, negated) is (kleene.opposite(found) if negated else found)


@pytest.mark.parametrize("negated", [False, True])
def test_never_is_neither_in_a_set_nor_not_in_it_but_against_an_unknown_set_unknown(negated):
    assert kleene.within(NEVER, ("A",), negated) is False
    assert kleene.within(NEVER, Many((), complete=False), negated) is False
    assert kleene.within(NEVER, None, negated) is None


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("F1", "A"), 1),
        (("F1", "B"), 9),
        (("F1", NEVER), 9),
        (("F2", "A"), None),
        (("F2", NEVER), 7),
        (("F2", "B"), None),
        (("F3", "A"), None),
        ((None, "A"), None),
        (("F1", None), None),
    ],
    ids=str,
)
def test_a_table_gives_the_value_the_star_or_nothing(keys, value):
    table = {"F1": {"A": 1, "*": 9}, "F2": {"A": None, "none": 7}}
    assert kleene.lookup(table, keys) == value


def test_a_table_that_was_never_entered_gives_nothing():
    assert kleene.lookup(None, ["A"]) is None
    assert kleene.lookup(None, []) is None
    assert kleene.lookup(5, []) == 5
