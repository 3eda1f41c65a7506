"""Ids that begin with their moment: in the order of moments, never twice, and of the seventh form."""

from datetime import timedelta
from itertools import pairwise
from uuid import RFC_4122

from cauce.base import ids
from tests.cast import MORNING


def test_a_later_row_has_a_greater_id():
    moments = [MORNING + timedelta(milliseconds=7 * n) for n in range(50)]
    made = [ids.ordered(at) for at in moments]
    assert all(one < other for one, other in pairwise(made))
    assert all(one.hex < other.hex for one, other in pairwise(made))


def test_ids_of_one_moment_differ_in_what_is_random():
    made = [ids.ordered(MORNING) for _ in range(2000)]
    assert len({one.int & ((1 << 62) - 1) for one in made}) == len(made)
    assert len({one.hex[:12] for one in made}) == 1


def test_an_id_is_of_the_form_that_others_read():
    made = ids.ordered(MORNING)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == int(MORNING.timestamp() * 1000)
