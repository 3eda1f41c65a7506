"""Households: who travels, who falls out, who applies alone. Section 6 of the contract by sentence."""

import pytest

from cauce.eligibility import case_from, evaluate_all, members, rules_for, screen
from tests.library.small import ALWAYS, person, tell, way

COMPANY = """
travel_with:
  - relations: [mate]
  - relations: [kid, step, grand]
    when: 'age(person.born) < 21 and unclear(person.civil, {"vague"}) == "single"'
  - relations: [sib, elder]"""
HEAD = ALWAYS + COMPANY
FAMILY = way(
    "FAMILY",
    ("K-1", 'any(l == "A" for l in person.lands)', "scope: principal_and_family"),
    ("K-2", "person.ok", "scope: each"),
    ("K-3", "person.fine", "scope: principal_only"),
    ("K-4", "person.brave", "scope: each"),
    ("K-5", "person.secret", "scope: each, unknown: refer"),
    head=HEAD,
)
WIDE = way(
    "WIDE",
    ("W-1", "person.ok", "scope: each"),
    head=HEAD.replace("[mate]", "[mate, partner]"),
)
ALONE = way("ALONE", ("A-1", "person.ok"), head=HEAD)
HEAD_OF = {
    "relation": "head",
    "born": "1980-01-01",
    "lands": ["A"],
    "ok": True,
    "fine": True,
    "brave": True,
}
MEMBER = {
    "born": "1985-01-01",
    "civil": "wed",
    "lands": ["B"],
    "ok": True,
    "fine": False,
    "brave": True,
}


def one(relation, born="2015-05-05", **facts):
    civil = {"civil": "single"} if relation in ("kid", "step", "grand") else {}
    return {**MEMBER, "relation": relation, "born": born, **civil, **facts}


def told(pack, *people, pathway="FAMILY", head=None, on="2024-06-15"):
    """What each member gets on a pathway."""
    case = person(pack, {**HEAD_OF, **(head or {})}, *people, on=on)
    outcomes = evaluate_all(pack, case)
    return [found.get(pathway) for found in members(rules_for(pack, case.on), case, outcomes)]


def test_the_word_is_the_principals_alone(make):
    pack = make(FAMILY)
    assert tell(pack, "FAMILY", HEAD_OF, one("kid", ok=False)) == ("eligible", ["K-5"])
    assert tell(pack, "FAMILY", {**HEAD_OF, "ok": False}, one("kid")) == ("not_eligible", ["K-2"])


def test_a_listed_relation_travels_and_another_applies_separately(make):
    pack = make(FAMILY)
    people = [one("mate", "1985-01-01"), one("kid"), one("ward"), one("guest"), one("partner")]
    apart = "applies_separately"
    assert told(pack, *people) == ["travels", "travels", apart, apart, apart]


def test_a_partner_is_no_spouse_except_where_the_pathway_lists_partners(make):
    pack = make(FAMILY, WIDE)
    assert told(pack, one("partner")) == ["applies_separately"]
    assert told(pack, one("partner"), pathway="WIDE") == ["travels"]


@pytest.mark.parametrize(
    ("kid", "word"),
    [
        (one("kid", "2003-06-16"), "travels"),
        (one("kid", "2003-06-15"), "applies_separately"),
        (one("kid", civil="wed"), "applies_separately"),
        (one("kid", civil="vague"), {"undetermined": ["person.civil"]}),
        (one("kid", civil=None), {"undetermined": ["person.civil"]}),
        (one("kid", None), {"undetermined": ["person.born"]}),
        (one("kid", "2003"), {"undetermined": ["person.born"]}),
        (one("kid", None, civil="wed"), "applies_separately"),
        (one("kid", None, ok=False), {"fails": ["K-2"]}),
    ],
    ids=str,
)
def test_one_too_old_or_married_is_not_listed_and_one_unknown_is_undetermined(make, kid, word):
    assert told(make(FAMILY), kid) == [word]


def test_an_unknown_relation_is_undetermined(make):
    assert told(make(FAMILY), one(None)) == [{"undetermined": ["home.relation"]}]


def test_a_member_must_meet_what_each_traveller_must_and_no_more(make):
    """K-3 is the principal's only; K-1 is met by relation to a principal who meets it."""
    pack = make(FAMILY)
    assert told(pack, one("mate", ok=False, brave=False, fine=False)) == [{"fails": ["K-2", "K-4"]}]
    assert told(pack, one("mate", fine=False, lands=["B"])) == ["travels"]
    assert told(pack, one("mate", secret=False)) == [{"fails": ["K-5"]}]
    assert told(pack, one("mate", secret=None)) == ["travels"]


def test_undetermined_names_the_members_own_facts(make):
    pack = make(FAMILY)
    assert told(pack, one("mate", ok=None, brave=None)) == [
        {"undetermined": ["person.brave", "person.ok"]}
    ]
    assert told(pack, one("mate", ok=None), head={"brave": None}) == [
        {"undetermined": ["person.ok"]}
    ]


def test_family_by_relation_hangs_on_a_principal_who_passes(make):
    """While the principal's own land is open, so is that of a member who has no such land."""
    pack = make(FAMILY)
    open_land = {"lands": {"items": ["B"], "complete": False}}
    assert told(pack, one("mate"), head=open_land) == [{"undetermined": ["person.lands"]}]
    assert told(pack, one("mate", lands=["A"]), head=open_land) == ["travels"]


def test_members_are_told_only_where_the_principal_may_go_and_each_must_meet_something(make):
    pack = make(FAMILY, ALONE)
    assert told(pack, one("mate"), head={"ok": False}) == [None]
    assert told(pack, one("mate"), head={"ok": None}) == ["travels"]
    assert told(pack, one("mate"), pathway="ALONE") == [None]


PAID = {"home.fee": True}
GONE = {"fails": ["K-2"]}


@pytest.mark.parametrize(
    ("people", "words"),
    [
        # a stepchild depends on the spouse
        ([one("mate", ok=False), one("step")], [GONE, GONE]),
        ([one("mate"), one("step")], ["travels", "travels"]),
        ([one("step"), one("mate", ok=False)], [GONE, GONE]),
        # an own child depends on the principal
        ([one("mate", ok=False), one("kid")], [GONE, "travels"]),
        # a grandchild depends on the children, a sibling on the parents
        ([one("kid", ok=False), one("grand")], [GONE, GONE]),
        ([one("elder", "1955-01-01", ok=False), one("sib")], [GONE, GONE]),
        # one of the children stays, so the grandchild may
        ([one("kid", ok=False), one("kid"), one("grand")], [GONE, "travels", "travels"]),
        # only minors depend
        ([one("mate", ok=False), one("step", "2005-06-15")], [GONE, "travels"]),
        ([one("mate", ok=False), one("step", "2006-06-16")], [GONE, GONE]),
        ([one("elder", "1955-01-01", ok=False), one("sib", "1990-01-01")], [GONE, "travels"]),
        # an undetermined one may still travel
        ([one("mate", ok=None), one("step")], [{"undetermined": ["person.ok"]}, "travels"]),
        # repeated until nothing changes: spouse, stepchild, the stepchild's child
        ([one("grand"), one("step"), one("mate", ok=False)], [GONE, GONE, GONE]),
    ],
)
def test_a_minor_whose_guardian_drops_out_drops_out_too(make, people, words):
    assert told(make(FAMILY), *people) == words


def test_every_member_is_tried_as_principal(make):
    pack = make(FAMILY, ALONE)
    facts = {"id": "t", "on": "2024-06-15", "household": {}}
    people = [HEAD_OF, one("mate", lands=["A"], fine=True), one("kid", ok=None)]
    found = screen(pack, case_from(pack, {**facts, "persons": people}))
    assert found["eligible"] == ["FAMILY", "ALONE"]
    grid = found["as_principal"]
    assert [row["person"] for row in grid] == [1, 2]
    assert grid[0]["eligible"] == ["FAMILY", "ALONE"]
    assert grid[1]["not_eligible"] == {"FAMILY": ["K-1"]}
    assert grid[1]["undetermined"] == {"ALONE": ["person.ok"]}


def test_household_facts_are_everybodys(make):
    pack = make(way("WAY", ("K-1", "home.fee"), ("K-2", "size(members) >= 2", "scope: household")))
    assert tell(pack, "WAY", HEAD_OF, one("kid"), **PAID) == ("eligible", [])
    assert tell(pack, "WAY", HEAD_OF, **PAID) == ("not_eligible", ["K-2"])
    assert tell(pack, "WAY", HEAD_OF, one("kid"), **PAID, principal=1) == ("eligible", [])


LISTS = {
    "CHNV": ({"spouse", "common_law_partner"}, {"child", "stepchild", "adopted_child"}),
    "CA-HUM": ({"spouse", "common_law_partner"}, {"child", "stepchild", "adopted_child"}),
    "FRP": ({"spouse"}, {"child", "stepchild", "adopted_child"}),
    "H2A": ({"spouse"}, {"child", "stepchild", "adopted_child"}),
    "IV-F1": ({"spouse"}, {"child", "stepchild", "adopted_child"}),
    "IV-IR": (set(), set()),
    "SMO-CO": (
        {"spouse", "parent"},
        {"child", "stepchild", "adopted_child", "grandchild"},
    ),
    "CAM": ({"parent", "caregiver"}, {"child", "stepchild", "adopted_child", "sibling"}),
}


@pytest.mark.parametrize("pathway", LISTS)
def test_the_shipped_pack_lists_the_relations_of_its_household_rules(americas, pathway):
    free, bound = LISTS[pathway]
    company = americas.pathways[pathway].company
    found = {True: set(), False: set()}
    for item in company:
        found[item.node is None] |= item.relations
    assert found == {True: free, False: bound}


def test_of_the_shipped_pack_only_two_pathways_and_those_of_unchecked_families_list_a_partner(
    americas,
):
    lists = {
        name
        for name, pathway in americas.pathways.items()
        if any("common_law_partner" in item.relations for item in pathway.company)
    }
    assert {"CHNV", "CA-HUM"} <= lists
    assert all(not name.startswith(("IV-", "H2", "FRP", "USRAP", "SMO", "CAM")) for name in lists)


BARRED = way(
    "BARRED",
    ("B-1", 'any(l == "A" for l in person.lands)', "scope: principal_and_family"),
    ("B-2", 'never(person.left) or not any(l == "A" for l in of_principal(person.lands))', "scope: each"),
    ("B-3", 'never(person.arrived) or not any(l == "A" for l in of_principal(person.lands))', "scope: each"),
    ("B-4", "person.ok", "scope: each"),
    head=HEAD,
)  # fmt: skip
SINCE_ONE_MAY = (
    'not any(l in {{"A", "B"}} and {} > param("start", l) for l in of_principal(person.lands))'
)
SINCE = way(
    "SINCE",
    ("S-1", 'any(l == "A" for l in person.lands)', "scope: principal_and_family"),
    ("S-2", SINCE_ONE_MAY.format("person.left"), "scope: each"),
    ("S-3", SINCE_ONE_MAY.format("person.arrived"), "scope: each"),
    ("S-4", "person.ok", "scope: each"),
    head=HEAD,
)  # fmt: skip


@pytest.mark.parametrize("pathway", ["BARRED", "SINCE"])
def test_a_fact_is_not_asked_where_what_makes_it_matter_bars_the_member_anyway(make, pathway):
    # If the head is of A, that the mate left bars them; if not, it does not matter when they arrived.
    mate = {**one("mate", lands=["A"], ok=None), "left": "2023-01-01"}
    facts = told(make(BARRED, SINCE), mate, pathway=pathway, head={"lands": None})
    assert facts == [{"undetermined": ["person.lands", "person.ok"]}]
    free = told(
        make(BARRED, SINCE), {**mate, "left": "never"}, pathway=pathway, head={"lands": None}
    )
    assert free == [{"undetermined": ["person.arrived", "person.lands", "person.ok"]}]
