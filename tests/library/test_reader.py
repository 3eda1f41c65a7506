"""Reading a pack: every fault with its file, line and column, all of them at once; and two fingerprints."""

import re

import pytest

from cauce.eligibility import load_pack
from cauce.eligibility.faults import Faults
from tests.library.small import ALWAYS, FACTS, PACK, PARAMETERS, way, write

GOOD = way("WAY", ("K-1", "person.ok"), ("K-2", "person.fine", "after: K-1"))


def faults(folder, *ways, **parts):
    """The faults of a pack, without the name of its folder."""
    with pytest.raises(Faults) as caught:
        load_pack(write(folder, *(ways or (GOOD,)), **parts))
    return [str(fault).removeprefix(f"{folder.name}/") for fault in caught.value.faults]


def line_of(text, mark):
    return next(number for number, line in enumerate(text.splitlines(), 1) if mark in line)


PATHWAYS = [
    # (text, start of the only fault)
    (GOOD.replace("unknown: ask", "unknown: guess", 1), "6:61: guess is no unknown; write one of ask, refer"),
    (GOOD.replace("scope: principal", "scope: pupil", 1), "6:", "pupil is no scope; write one of principa"),
    (GOOD.replace('when: "person.ok"', "when: person.okk"), "6:21: person.okk is no fact of this pack; di"),
    (GOOD.replace('when: "person.ok"', "when: 'person.ok and 3'"), "6:36: this is a whole number, where yes"),
    (GOOD.replace('when: "person.ok"', "when: 3"), "6:15: when is no text; write an expression in quotation"),
    (GOOD.replace('when: "person.ok"', "when: null"), "6:", "K-1 is asked, but has no condition; write `w"),
    (GOOD.replace("after: K-1", "after: K-9"), "7:", "K-9 is no earlier criterion of this pathway; name o"),
    (GOOD.replace("after: K-1", "after: K-2"), "7:", "K-2 is no earlier criterion of this pathway"),
    (GOOD.replace("unknown: ask", "unknown: refer", 1), "6:", "K-1 is the gate; a gate is asked"),
    (GOOD.replace("after: K-1", "aftr: K-1"), "7:", "aftr is no key of a criterion; use id, when, scope"),
    (GOOD.replace("after: K-1", "from: 2023-02-31"), "7:", "2023-02-31 is not a day of the calendar; writ"),
    (GOOD.replace("after: K-1", "from: 2023-02"), "7:", "2023-02 is not one day; write a whole date such as"),
    (GOOD.replace("after: K-1", "sources: [S1]"), "7:", "S1 is no source of this pack; add it to sources."),
    (GOOD.replace("after: K-1", "through: true"), "7:", "a relative is meant, but the pathway reads throu"),
    (GOOD.replace("principal", "same_relative", 1), "6:", "a relative is meant, but the pathway reads thr"),
    (GOOD.replace("authority: a test\n", ""), "1:1: authority is missing or no text; write `authority: …`"),
    (GOOD + "notice: x\n", "8:1: notice is no key of a pathway; use id, authority"),
    (GOOD + "through: kinn\n", "8:10: kinn is no list of persons; name a fact of type rows"),
    (GOOD + "travel_with: [{relations: [cousin]}]\n", "8:", "cousin is no relation; write one of elder, g"),
    (GOOD + "travel_with: [{relations: [kid], when: person.count}]\n", "8:40: this is a whole number, not"),
    (GOOD.replace("state: open", "state: ajar"), "4:", "ajar is no state; write one of open, not_yet_open"),
    (GOOD.replace("periods: [{state: open}]", "periods: []"), "4:", "the periods are missing or not in or"),
    (GOOD.replace("availability", "#"), "1:1: ", "availability is missing or no mapping; write"),
    (GOOD.replace("  - {id: K-1", "  - {id: K-1, id: K-3"), "6:15: id is given twice; keep one"),
]  # fmt: skip


@pytest.mark.parametrize("row", PATHWAYS, ids=lambda row: row[-1][:50])
def test_a_bad_pathway_is_a_fault_at_its_place(tmp_path, row):
    text, place, *said = row
    found = [fault for fault in faults(tmp_path, text) if not said or said[0] in fault]
    assert found[0].startswith(f"pathways/00.yaml:{place}")
    assert re.match(r"pathways/00\.yaml:\d+:\d+: ", found[0])


PERIODS = "availability: {by: person.lands, groups: [GROUPS]}"
OPEN = "periods: [{state: open}]"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (PERIODS.replace("GROUPS", f"{{for: [A], {OPEN}}}, {{for: [A, B], {OPEN}}}"), "a code stands in t"),
        (PERIODS.replace("GROUPS", f"{{for: [Z], {OPEN}}}"), "Z is no code of land; write its codes"),
        (PERIODS.replace("GROUPS", ""), "a code stands in two groups, or there is none"),
        (PERIODS.replace("lands", "ok").replace("GROUPS", f"{{for: [A], {OPEN}}}"), "no fact that is a se"),
        (
            "availability: {periods: [{from: 2023-01-01, state: open}, {from: 2022-01-01, state: ended}]}",
            "the periods are missing or not in order of their first days; write each with a later `from`",
        ),
        (
            "availability: {periods: [{from: 2023-01-01, state: open}, {state: ended}]}",
            "the periods are missing or not in order",
        ),
    ],
)  # fmt: skip
def test_openings_are_in_order_and_of_known_codes(tmp_path, head, said):
    found = faults(tmp_path, way("WAY", ("K-1", "person.ok"), head=head))
    assert said in found[0]
    assert found[0].startswith("pathways/00.yaml:4:")


def test_every_fault_is_told_at_once(tmp_path):
    bad = way("WAY", ("K-1", "person.a"), ("K-2", "person.b"), ("K-3", "person.ok"))
    other = way("TWO", ("T-1", "person.c"))
    assert [fault.split(":")[0] for fault in faults(tmp_path, bad, other)] == [
        "pathways/00.yaml",
        "pathways/00.yaml",
        "pathways/01.yaml",
    ]


@pytest.mark.parametrize("name", ["K-1", "WAY"])
def test_an_id_used_twice_is_a_fault(tmp_path, name):
    other = way("WAY" if name == "WAY" else "TWO", ("K-1" if name == "K-1" else "T-1", "person.ok"))
    (found,) = faults(tmp_path, GOOD, other)
    assert f"the id {name} is used twice; give each its own id" in found


@pytest.mark.parametrize(
    "ways",
    [
        [way("A", ("A-1", 'met("A-1")'))],
        [way("A", ("A-1", 'met("A-2")'), ("A-2", 'met("A-1")'))],
        [way("A", ("A-1", 'meets("A")'))],
        [
            way("A", ("A-1", 'meets("B")')),
            way("B", ("B-1", 'meets("C")')),
            way("C", ("C-1", 'meets("A")')),
        ],
        [
            way("A", ("A-1", 'meets("B")')),
            way("B", ("B-1", "person.ok"), ("B-2", 'not met("A-1")')),
        ],
    ],
    ids=[
        "itself",
        "two criteria",
        "its own pathway",
        "three pathways",
        "a pathway and a criterion",
    ],
)
def test_a_cycle_is_a_fault_at_each_of_its_criteria(tmp_path, ways):
    found = faults(tmp_path, *ways)
    assert all(
        "refers to itself through other criteria; break the cycle" in fault for fault in found
    )
    assert all(re.match(r"pathways/0\d\.yaml:[67]:5: ", fault) for fault in found)


def test_a_criterion_about_a_relative_is_met_only_where_there_is_one(tmp_path):
    about = way("KIN", ("R-1", "kin.legal", "scope: any_relative"), head=ALWAYS + "\nthrough: kin")
    (found,) = faults(tmp_path, about, way("WAY", ("K-1", 'met("R-1")')))
    assert "R-1 is about a relative, K-1 is not; mark it `through: true`" in found


def test_a_criterion_without_a_condition_cannot_be_met(tmp_path):
    left = way("TWO", ("T-1", "person.ok"), ("T-2", None, "unknown: refer"))
    (found,) = faults(tmp_path, left, way("WAY", ("K-1", 'met("T-2")')))
    assert "T-2 has no condition; refer to one that has" in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to: 2020-12-31, value: [A]", "to: 2020-12-30, value: [A]", "listed has a hole between 2020-12-3"),
        ("to: 2020-12-31, value: [A]", "to: 2021-01-01, value: [A]", "two values of listed hold on one da"),
        ("value: [A, B]", "value: [A, Z]", "Z is not a set of codes of land; write a set of codes of land"),
        ("value: {A: 2020-01-01", "value: {Z: 2020-01-01", "Z is no code of land; write one of its codes,"),
        ("A: 2020-01-01", "A: 2020-02-31", "2020-02-31 is not a day of the calendar; write a day that exi"),
        ("A: 2020-01-01", "A: 2020-02", "2020-02 is not one day; write a whole date such as"),
        ("value: 3}", "value: three}", "three is not a whole number; write a whole number"),
        ("value: 3}", "valu: 3}", "valu is no key of a dated value; use from, to, value"),
        ("type: int", "type: float", "float is no type; write one of int, date, code, set"),
        ("keys: [land]", "keys: [lands]", "lands is no list of codes; write one of colour,"),
        ("  gaps: true\n", "", "limit has a hole between 2019-12-31 and 2021-01-01; fill it, or write `ga"),
    ],
)  # fmt: skip
def test_a_bad_table_is_a_fault_at_its_place(tmp_path, old, new, said):
    assert old in PARAMETERS
    found = [
        fault
        for fault in faults(tmp_path, parameters=PARAMETERS.replace(old, new, 1))
        if said in fault
    ]
    assert len(found) == 1
    assert re.match(r"parameters\.yaml:\d+:\d+: ", found[0])


def test_a_key_that_one_dated_table_lacks_is_a_hole(tmp_path):
    values = "[{to: 2020-12-31, value: {A: 1, B: 2}}, {from: 2021-01-01, value: {A: 1}}]"
    table = f"fees: {{type: int, keys: [land], values: {values}}}\n"
    (found,) = faults(tmp_path, parameters=table)
    assert "fees has a hole: B in one table and not in another; give the value, or null" in found
    load_pack(write(tmp_path, GOOD, parameters=table.replace("{A: 1}}", "{A: 1, B: null}}")))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: bool", "type: boolean", "boolean is no type; write one of bool, int, date"),
        ("codes: land}", "codes: lands}", "lands is no list of codes; write one of land, colour"),
        (
            "[single, wed, vague]",
            "[single, wed, none]",
            "none is an answer, not a code; leave it out",
        ),
        ("[single, wed, vague]", "[]", "person.civil has no codes; write `codes: [a, b]`"),
        (
            "protective: true",
            "protective: 3",
            "protective is not true or false; write `protective: true`",
        ),
        (
            "asked: interview",
            "asked: never",
            "never is no asked; write one of public, interview, office",
        ),
        ("born: true", "birth: true", "birth is no key of a fact; use of, key, type"),
        (
            "row: kin}",
            "row: kith}",
            "kin is a list of kith, which no fact belongs to; give the record's fields",
        ),
        ("land: [A, B", "land: [A, A, B", "a code stands twice in land; write it once"),
    ],
)
def test_a_bad_dictionary_is_a_fault_at_its_place(tmp_path, old, new, said):
    assert old in FACTS
    found = faults(tmp_path, facts=FACTS.replace(old, new, 1))
    assert any(said in fault and fault.startswith("facts.yaml:") for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: small", "identity: small", "identity is no key of a pack; use id, title"),
        (
            "fact: home.relation",
            "fact: home.fee",
            "home.fee is no fact of type code; bind one of facts.yaml",
        ),
        (
            "birth: person.born",
            "birth: person.dob",
            "person.dob is no fact of type date; bind one of facts.yaml",
        ),
    ],
)
def test_a_bad_head_is_a_fault_at_its_place(tmp_path, old, new, said):
    found = faults(tmp_path, pack=PACK.replace(old, new, 1))
    assert any(said in fault and re.match(r"pack\.yaml:\d+:\d+: ", fault) for fault in found)


def test_a_folder_that_is_no_pack_says_so(tmp_path):
    with pytest.raises(Faults, match=r"is no rule pack; give a folder with pack\.yaml in it"):
        load_pack(tmp_path)


def test_the_law_has_a_fingerprint_that_layout_does_not_change(tmp_path):
    first = load_pack(write(tmp_path, GOOD)).law
    assert (
        load_pack(write(tmp_path, "# a note\n" + GOOD.replace(", scope", ",   scope"))).law == first
    )
    assert load_pack(write(tmp_path, GOOD.replace("person.fine", "person.brave"))).law != first
    assert load_pack(write(tmp_path, GOOD, parameters=PARAMETERS.replace("5}", "6}"))).law != first


def test_words_have_a_fingerprint_of_their_own(tmp_path):
    folder = write(tmp_path, GOOD)
    first = load_pack(folder)
    (folder / "words").mkdir()
    (folder / "words" / "en.yaml").write_text("status: complete\n")
    second = load_pack(folder)
    assert second.law == first.law
    assert second.words != first.words


def test_a_changed_file_is_read_anew(tmp_path):
    first = load_pack(write(tmp_path, GOOD))
    assert load_pack(tmp_path) is first
    second = load_pack(write(tmp_path, GOOD, way("TWO", ("T-1", "person.ok"))))
    assert set(second.pathways) == {"WAY", "TWO"}
