"""When two statements contradict each other: a list that only learns more of its records does not."""

from typing import Any

import pytest

from cauce.people.facts import disagree


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("single", "single", False),
        ("single", "married", True),
        (["VE"], ["VE", "CO"], True),
        ([{}], [{"status": "citizen"}], False),
        ([{"status": None}], [{"status": "citizen"}], False),
        ([{"status": "citizen"}], [{"status": "resident"}], True),
        ([{"status": "citizen"}], [{}], True),
        ([{}], [{}, {}], True),
        ([], [{}], True),
        ([{}, {}], [{}], True),
        ({"items": [{}], "complete": False}, [{}, {}], False),
        ({"items": [{}], "complete": False}, {"items": [{"kin": "aunt"}], "complete": False}, False),
    ],
)  # fmt: skip
def test_disagree(old: Any, new: Any, wanted: bool) -> None:
    assert disagree(old, new) is wanted
