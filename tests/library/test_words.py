"""The word for one person and one pathway: section 4 of the contract, sentence by sentence."""

import pytest

from tests.library.small import tell, way

PERIODS = """availability:
  by: person.lands
  groups:
    - {for: [A], periods: [{from: 2020-01-01, state: open}, {from: 2022-01-01, state: suspended},
        {from: 2023-01-01, state: open}, {from: 2025-01-01, state: ended}]}
    - {for: [B], periods: [{from: 2024-01-01, state: open}]}"""
DATED = way("DATED", ("K-1", "person.ok"), ("K-2", "person.fine"), head=PERIODS)
PLAIN = way(
    "PLAIN",
    ("K-1", "person.ok"),
    ("K-2", "person.fine"),
    ("K-3", "person.brave"),
    ("K-4", "person.secret", "unknown: refer"),
    ("K-5", None, "unknown: refer"),
)
INNER = way(
    "INNER",
    ("K-1", "person.ok"),
    ("K-2", "person.fine"),
    ("K-3", "person.brave", "after: K-2"),
)
GOOD = {"ok": True, "fine": True, "brave": True}


@pytest.mark.parametrize(
    ("on", "lands", "said"),
    [
        ("2019-12-31", ["A"], ("closed", "not_yet_open")),
        ("2020-01-01", ["A"], ("eligible", [])),
        ("2021-12-31", ["A"], ("eligible", [])),
        ("2022-01-01", ["A"], ("closed", "suspended")),
        ("2022-12-31", ["A"], ("closed", "suspended")),
        ("2023-01-01", ["A"], ("eligible", [])),
        ("2025-01-01", ["A"], ("closed", "ended")),
        ("2023-06-01", ["B"], ("closed", "not_yet_open")),
        ("2023-06-01", ["A", "B"], ("eligible", [])),
        ("2023-06-01", ["B", "A"], ("eligible", [])),
        ("2025-06-01", ["A", "B"], ("eligible", [])),
        ("2023-06-01", ["D"], ("eligible", [])),
        ("2025-06-01", ["D"], ("closed", "ended")),
        ("2023-06-01", [], ("eligible", [])),
        ("2023-06-01", None, ("undetermined", ["person.lands"])),
        ("2019-06-01", None, ("closed", "not_yet_open")),
        ("2023-06-01", {"items": ["A"], "complete": False}, ("eligible", [])),
        ("2023-06-01", {"items": ["B"], "complete": False}, ("undetermined", ["person.lands"])),
        ("2019-06-01", {"items": ["B"], "complete": False}, ("closed", "not_yet_open")),
    ],
)
def test_availability_is_of_the_day_and_the_more_open_of_several_counts(make, on, lands, said):
    assert tell(make(DATED), "DATED", {**GOOD, "lands": lands}, on=on) == said


def test_closed_is_said_alone(make):
    pack = make(DATED)
    assert tell(pack, "DATED", {"ok": False, "lands": ["A"]}, on="2022-06-01") == (
        "closed",
        "suspended",
    )


def test_a_false_criterion_outweighs_an_unknown_opening(make):
    pack = make(DATED)
    assert tell(pack, "DATED", {"ok": False}, on="2023-06-01") == ("not_eligible", ["K-1"])
    assert tell(pack, "DATED", {"fine": False}, on="2023-06-01") == ("not_eligible", ["K-2"])


def test_an_unknown_opening_is_named_beside_the_unknown_facts(make):
    found = tell(make(DATED), "DATED", {"ok": True}, on="2023-06-01")
    assert found == ("undetermined", ["person.fine", "person.lands"])


def test_a_false_gate_is_the_only_reason(make):
    pack = make(PLAIN)
    assert tell(pack, "PLAIN", {"ok": False, "fine": False}) == ("not_eligible", ["K-1"])


def test_every_false_criterion_is_a_reason_also_under_an_unknown_gate(make):
    pack = make(PLAIN)
    bad = {"fine": False, "brave": False, "secret": False}
    assert tell(pack, "PLAIN", {"ok": True, **bad}) == ("not_eligible", ["K-2", "K-3", "K-4"])
    assert tell(pack, "PLAIN", bad) == ("not_eligible", ["K-2", "K-3", "K-4"])


def test_undetermined_names_what_asks_and_not_what_refers(make):
    assert tell(make(PLAIN), "PLAIN", {"ok": True}) == (
        "undetermined",
        ["person.brave", "person.fine"],
    )


def test_eligible_lists_the_unknown_points_of_others_and_those_without_facts(make):
    pack = make(PLAIN)
    assert tell(pack, "PLAIN", GOOD) == ("eligible", ["K-4", "K-5"])
    assert tell(pack, "PLAIN", {**GOOD, "secret": True}) == ("eligible", ["K-5"])


def test_a_criterion_behind_an_inner_gate_is_looked_at_only_if_that_is_not_false(make):
    pack = make(INNER)
    assert tell(pack, "INNER", {"ok": True, "fine": False, "brave": False}) == (
        "not_eligible",
        ["K-2"],
    )
    assert tell(pack, "INNER", {"ok": True, "brave": False}) == ("not_eligible", ["K-3"])
    assert tell(pack, "INNER", {"ok": True}) == ("undetermined", ["person.brave", "person.fine"])


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2021-01-31", ("eligible", [])),
        ("2021-02-01", ("not_eligible", ["K-2"])),
        ("2021-03-01", ("not_eligible", ["K-2"])),
        ("2021-03-02", ("eligible", [])),
    ],
)
def test_outside_its_dates_a_criterion_is_not_there(make, on, said):
    dated = ("K-2", "person.fine", "from: 2021-02-01, to: 2021-03-01")
    pack = make(way("WAY", ("K-1", "person.ok"), dated))
    assert tell(pack, "WAY", {"ok": True, "fine": False}, on=on) == said


def test_a_criterion_behind_one_that_is_not_in_force_stands_alone(make):
    gone = ("K-2", "person.fine", "to: 2020-01-01")
    pack = make(way("WAY", ("K-1", "person.ok"), gone, ("K-3", "person.brave", "after: K-2")))
    assert tell(pack, "WAY", {"ok": True, "fine": False, "brave": False}) == (
        "not_eligible",
        ["K-3"],
    )


def test_a_gate_that_is_not_in_force_is_no_gate(make):
    pack = make(
        way(
            "WAY",
            ("K-1", "person.ok", "to: 2020-01-01"),
            ("K-2", "person.fine"),
            ("K-3", "person.brave"),
        )
    )
    assert tell(pack, "WAY", {"fine": False, "brave": False}) == ("not_eligible", ["K-2", "K-3"])


@pytest.mark.parametrize(
    ("when", "arrived", "said"),
    [
        ('not (person.arrived < "2023-01-01")', "never", ("eligible", [])),
        ('person.arrived >= "2023-01-01"', "never", ("not_eligible", ["K-1"])),
        ('person.arrived != "2023-01-01"', "never", ("not_eligible", ["K-1"])),
        ('person.arrived <= param("later")', "never", ("undetermined", ["parameter:later"])),
        ('person.arrived <= param("later")', None, ("undetermined", ["parameter:later"])),
        ('person.arrived < "2023-01-01"', "2022", ("eligible", [])),
        ('person.arrived < "2023-01-01"', "2022-12/2023-01", ("undetermined", ["person.arrived"])),
        ('person.arrived < "2022-12-31"', "2022-12-31/2023", ("not_eligible", ["K-1"])),
        ("happened(person.arrived)", "2022", ("eligible", [])),
        ("never(person.arrived)", None, ("undetermined", ["person.arrived"])),
    ],
)
def test_never_unknown_and_partial_dates(make, when, arrived, said):
    assert tell(make(way("WAY", ("K-1", when))), "WAY", {"arrived": arrived}) == said


def test_a_missing_parameter_is_the_offices_to_supply_and_nothing_else_of_its_comparison_is_named(
    make,
):
    pack = make(way("WAY", ("K-1", 'person.count < param("limit")')))
    assert tell(pack, "WAY", {}, on="2020-06-01") == ("undetermined", ["parameter:limit"])
    assert tell(pack, "WAY", {}, on="2021-06-01") == ("undetermined", ["person.count"])
    assert tell(pack, "WAY", {"count": 4}, on="2021-06-01") == ("eligible", [])
    assert tell(pack, "WAY", {"count": 4}, on="2019-06-01") == ("not_eligible", ["K-1"])


def test_what_another_pathway_asks_is_asked_for_it(make):
    pack = make(way("TWO", ("T-1", 'meets("PLAIN")')), PLAIN)
    assert tell(pack, "TWO", GOOD) == ("eligible", [])
    assert tell(pack, "TWO", {"fine": True}) == ("undetermined", ["person.brave", "person.ok"])
    assert tell(pack, "TWO", {"fine": False}) == ("not_eligible", ["T-1"])


def test_unlisted_facts_are_unknown(make):
    pack = make(PLAIN)
    everything = dict.fromkeys(("ok", "fine", "brave", "secret"))
    assert tell(pack, "PLAIN", {}) == tell(pack, "PLAIN", everything)
