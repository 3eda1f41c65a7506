"""Relatives: one block for one relative and one petition. Section 5 of the contract, sentence by sentence."""

import pytest

from cauce.eligibility import findings
from tests.library.small import ALWAYS, person, tell, way

HEAD = ALWAYS + "\nthrough: kin"
# The person's own rule is the gate; four rules about one relative follow, the last behind an inner gate.
WAY = way(
    "WAY",
    ("K-1", "person.ok"),
    ("K-2", "kin.legal", "scope: any_relative"),
    ("K-3", "kin.near", "scope: same_relative"),
    ("K-4", 'kin.land == "A"', "scope: same_relative"),
    ("K-5", "kin.rich", "scope: same_relative, after: K-3"),
    head=HEAD,
)
# Here the first rule about a relative is the pathway's gate.
GATED = way(
    "GATED",
    ("K-1", "kin.legal", "scope: any_relative"),
    ("K-2", "kin.near", "scope: same_relative"),
    ("K-3", "kin.rich", "scope: same_relative"),
    ("K-4", "person.ok"),
    ("K-5", 'kin.land == "A"', "scope: same_relative, unknown: refer"),
    head=HEAD,
)
GOOD = {"legal": True, "near": True, "land": "A", "rich": True}


def kin(**changes):
    return {**GOOD, **changes}


def told(pack, relatives, pathway="WAY", **facts):
    return tell(pack, pathway, {"ok": True, "kin": relatives, **facts})


def test_one_relative_who_meets_all_is_enough(make):
    pack = make(WAY)
    assert told(pack, [GOOD]) == ("eligible", [])
    assert told(pack, [kin(legal=False), GOOD, {}]) == ("eligible", [])
    assert told(pack, {"items": [GOOD], "complete": False}) == ("eligible", [])


def test_two_relatives_do_not_add_up_to_one(make):
    pack = make(WAY)
    halves = [kin(legal=False), kin(near=False)]
    assert told(pack, halves)[0] == "not_eligible"


def test_without_a_relative_the_first_criterion_alone_is_reported_of_the_block(make):
    pack = make(WAY)
    assert told(pack, []) == ("not_eligible", ["K-2"])
    assert told(pack, [], ok=None) == ("not_eligible", ["K-2"])


def test_without_a_relative_the_own_rules_are_reported_beside_it(make):
    own = ("K-9", "person.fine")
    pack = make(WAY.rstrip() + "\n" + way("X", own).splitlines()[-1] + "\n")
    assert told(pack, [], fine=False) == ("not_eligible", ["K-2", "K-9"])


def test_without_a_relative_a_gate_in_the_block_is_the_only_reason(make):
    assert told(make(GATED), [], "GATED", ok=False) == ("not_eligible", ["K-1"])


def test_a_gate_that_fails_for_every_relative_is_the_only_reason(make):
    pack = make(GATED)
    gone = {"legal": False, "near": False, "rich": False}
    assert told(pack, [gone, {**gone, "rich": True}], "GATED", ok=False) == (
        "not_eligible",
        ["K-1"],
    )


def test_one_who_fails_the_gate_counts_as_having_none_true(make):
    """The first fails the gate though all else is well; the second passes it and explains."""
    pack = make(GATED)
    people = [kin(legal=False), {"legal": True, "near": False, "rich": False, "land": "B"}]
    assert told(pack, people, "GATED") == ("not_eligible", ["K-2", "K-3", "K-5"])


@pytest.mark.parametrize(
    ("relatives", "explains"),
    [
        # most criteria true
        ([kin(legal=False, near=False), kin(land="B")], ["K-4"]),
        ([kin(land="B"), kin(legal=False, near=False)], ["K-4"]),
        # then fewest failures: two are true of each
        (
            [
                {"legal": False, "near": True, "land": "B", "rich": True},
                {"legal": True, "near": True, "land": "B", "rich": None},
            ],
            ["K-4"],
        ),
        # then fewest unknowns: one true, one false of each; the second has one question less behind K-3
        (
            [
                {"legal": False, "near": True, "land": None, "rich": None},
                {"legal": True, "near": False, "land": None},
            ],
            ["K-3"],
        ),
        # then the order of the list
        ([kin(land="B"), kin(legal=False)], ["K-4"]),
        ([kin(legal=False), kin(land="B")], ["K-2"]),
    ],
)
def test_of_several_who_fail_the_closest_explains(make, relatives, explains):
    assert told(make(WAY), relatives) == ("not_eligible", explains)


def test_behind_an_inner_gate_nothing_is_looked_at(make):
    pack = make(WAY)
    assert told(pack, [kin(near=False, rich=False)]) == ("not_eligible", ["K-3"])
    assert told(pack, [kin(near=None, rich=False)]) == ("not_eligible", ["K-5"])


def test_unknown_names_the_facts_of_every_relative_who_could_still_make_it_hold(make):
    pack = make(WAY)
    assert told(pack, [kin(legal=None)]) == ("undetermined", ["kin.legal"])
    two = [kin(legal=None), kin(land=None), kin(near=False, rich=None)]
    assert told(pack, two) == ("undetermined", ["kin.land", "kin.legal"])


def test_a_relative_who_has_failed_is_not_asked_about(make):
    assert told(make(WAY), [kin(legal=False, land=None), kin(rich=None)]) == (
        "undetermined",
        ["kin.rich"],
    )


def test_an_unknown_list_is_one_of_whom_nothing_is_known(make):
    pack = make(WAY)
    assert told(pack, None) == ("undetermined", ["kin"])
    assert told(pack, None, ok=None) == ("undetermined", ["kin", "person.ok"])
    assert told(pack, None, ok=False) == ("not_eligible", ["K-1"])


def test_an_open_list_counts_one_more(make):
    pack = make(WAY)
    assert told(pack, {"items": [], "complete": False}) == ("undetermined", ["kin"])
    failed = {"items": [kin(legal=False)], "complete": False}
    assert told(pack, failed) == ("undetermined", ["kin"])
    undecided = {"items": [kin(legal=None)], "complete": False}
    assert told(pack, undecided) == ("undetermined", ["kin", "kin.legal"])


def test_a_list_that_could_not_help_is_not_named(make):
    """One rule of the block hangs on the person alone: false for everybody, the unknown one included."""
    ghost = way(
        "GHOST",
        ("K-1", "person.ok"),
        ("K-2", "kin.legal", "scope: any_relative"),
        ("K-3", "person.fine", "scope: same_relative"),
        head=HEAD,
    )
    pack = make(ghost)
    assert tell(pack, "GHOST", {"ok": True, "fine": False}) == ("not_eligible", ["K-3"])
    half = {"items": [{"legal": True}], "complete": False}
    assert tell(pack, "GHOST", {"ok": True, "fine": False, "kin": half}) == (
        "not_eligible",
        ["K-3"],
    )
    assert tell(pack, "GHOST", {"ok": True, "fine": None, "kin": [GOOD]}) == (
        "undetermined",
        ["person.fine"],
    )


def test_a_point_left_to_others_does_not_keep_a_block_open(make):
    pack = make(GATED)
    assert told(pack, [kin(land=None)], "GATED") == ("eligible", ["K-5"])
    assert told(pack, [GOOD], "GATED") == ("eligible", [])
    assert told(pack, [kin(land="B")], "GATED") == ("not_eligible", ["K-5"])


def test_a_criterion_about_the_relation_belongs_to_the_block_though_it_is_the_principals(make):
    pack = make(
        way(
            "WAY",
            ("K-1", "person.ok"),
            ("K-2", "kin.legal", "scope: principal, through: true"),
            ("K-3", "kin.near", "scope: same_relative"),
            head=HEAD,
        )
    )
    assert told(pack, [kin(legal=False), kin(near=False)]) == ("not_eligible", ["K-2"])


def test_the_findings_are_those_of_the_relative_who_explains(make):
    pack = make(WAY)
    case = person(pack, {"ok": True, "kin": [kin(legal=False, near=False), kin(land="B")]})
    found = {one["criterion"]: (one["value"], one["facts"]) for one in findings(pack, case)}
    assert found["K-2"] == ("true", {"kin.legal": True})
    assert found["K-4"] == ("false", {"kin.land": "B"})
