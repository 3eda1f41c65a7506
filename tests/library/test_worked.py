"""The worked persons: every one of the 625 cells as the law's readers wrote it."""

import pytest

from cauce.eligibility import case_from, screen

NAMES = [f"W{number:02}" for number in range(1, 26)]


def cells(answer):
    """pathway → the word and what it rests on; lists of ids are sets."""
    found = {name: ("eligible", frozenset()) for name in answer["eligible"]}
    for key in ("undetermined", "not_eligible"):
        found |= {name: (key, frozenset(ids)) for name, ids in answer[key].items()}
    return found | {name: ("closed", reason) for name, reason in answer["closed"].items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_worked_person_gets_the_25_words_and_their_reasons(americas, worked, name):
    expected = cells(worked[name]["expected"])
    assert len(expected) == 25
    assert cells(screen(americas, case_from(americas, worked[name]))) == expected


def test_they_are_25_persons_and_625_cells(americas, worked):
    assert sorted(worked) == NAMES
    assert sum(len(cells(data["expected"])) for data in worked.values()) == 625
    assert all(set(cells(data["expected"])) == set(americas.pathways) for data in worked.values())


@pytest.mark.parametrize("name", NAMES)
def test_members_and_grid_are_those_that_the_example_gives(americas, worked, name):
    found = screen(americas, case_from(americas, worked[name]))
    people = len(worked[name]["persons"])
    assert [one["person"] for one in found["members"]] == list(range(1, people))
    assert [one["person"] for one in found["as_principal"]] == list(range(1, people))
    assert all(len(cells(one)) == 25 for one in found["as_principal"])
    for given in worked[name]["expected"].get("members", []):
        assert given in found["members"]
