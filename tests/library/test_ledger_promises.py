"""A promise among its likes: totals are never added, a rise is held against the increments, ends pass."""

from datetime import date
from typing import Any

import pytest

from cauce.ledger.promises import commitment_story, initiative_story
from tests.library.ledgers import account, entry, ledger, money

DAY = date(2023, 1, 1)
IN = [{"type": "part_of", "to": "scheme"}]


def _scheme(**more: Any) -> Any:
    phases = [{"phase": "opened", "date": "2021-01-05", "by": None, "accounts": ["scheme.a1"]}]
    return entry("scheme", "initiative", [account("scheme.a1", "early")], phases=phases, **more)


def _book() -> Any:
    total = {"nature": "running_total", "relations": IN}
    return ledger(
        _scheme(), money("t1", 300.0, "2021-01-05", "more_than", **total),
        money("t2", 420.0, "2021-02-05", "more_than", **total),
        money("rise", 95.0, "2021-02-01", relations=IN),
        money("elsewhere", 7.0, "2021-02-01"),
        money("inside", 20.0, "2021-02-01", relations=[{"type": "part_of", "to": "rise"}],
              nature="part_of"),
        money("shared", 5.0, "2021-02-01", overlap=[{"entry": "rise", "known": "not stated"}]),
    )  # fmt: skip


def _story(name: str, day: date = DAY) -> Any:
    return commitment_story(_book().view(), {"entry": name, "as_of": day})


def test_totals_of_one_scheme_stand_in_a_line_with_its_increments_beside_them() -> None:
    story = _story("t1")
    assert [total["entry"] for total in story["line"]] == ["t1", "t2"]
    assert story["increments"] == ["rise"]
    assert story["counted"] == "running_total"


def test_the_rise_that_no_increment_explains_is_told_as_rough() -> None:
    [step] = _story("t2")["steps"]
    assert (step["rose"], step["increments"], step["unexplained"]) == (120.0, ["rise"], 25.0)
    assert step["exact"] is False


def test_a_total_of_later_is_not_in_the_line_yet() -> None:
    assert [t["entry"] for t in _story("t1", date(2021, 1, 20))["line"]] == ["t1"]


@pytest.mark.parametrize(
    ("name", "counted"),
    [("rise", "exact"), ("inside", "part_of"), ("shared", "overlap"), ("elsewhere", "exact")],
)
def test_each_sum_says_whether_it_is_added(name: str, counted: str) -> None:
    assert _story(name)["counted"] == counted


def test_parts_and_overlaps_are_named_and_what_arrived_says_that_nothing_was_reported() -> None:
    story = _story("rise")
    assert (story["parts"], story["part_of"]) == (["inside"], ["scheme"])
    assert _story("shared")["overlap"][0]["entry"] == "rise"
    assert (story["arrived"]["disbursed"], story["arrived"]["delivered"]) == (None, None)


def test_a_planned_end_passes_only_for_what_has_not_ended() -> None:
    planned = {"date": "2022-06~", "basis": "six months"}
    book = ledger(_scheme(planned_end=planned, names=[{"name": "Scheme", "from": "2021-01-05"}]))
    asked = {"initiative": "scheme", "as_of": DAY}
    story = initiative_story(book.view(), asked)
    assert story
    assert story["planned_end_passed"]
    assert story["state"]["phase"] == "opened"
    on_the_day = initiative_story(book.view(), {**asked, "as_of": date(2022, 6, 30)})
    assert on_the_day
    assert not on_the_day["planned_end_passed"]


def test_there_is_no_story_of_another_kind() -> None:
    assert _story("scheme") is None
    assert initiative_story(_book().view(), {"initiative": "rise", "as_of": DAY}) is None
