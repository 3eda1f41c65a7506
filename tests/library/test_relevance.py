"""A fact is named only if some values of it could still change the word: here every answer is tried.

The pathways are generated over facts of few values, so that all answers to all facts can be tried.
"""

import tempfile
from itertools import product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cauce.eligibility import UNDETERMINED, case_from, evaluate, load_pack
from tests.library.small import LONG, tell, way, write

EXAMPLES = 3000 if LONG else 80
DAY = "2024-06-15"
LANDS = [[], ["A"], ["B"], ["C"], ["A", "B"], ["A", "C"], ["B", "C"]]
# Every answer to each fact, as far as the atoms below can tell answers apart.
ANSWERS = {
    "ok": [True, False],
    "fine": [True, False],
    "brave": [True, False],
    "here": ["A", "B", "C", "none"],
    "count": [0, 1, 2, 3, 4],
    "born": ["1990-01-01", "2006-06-15", "2006-06-16", "2020-01-01"],
    "arrived": ["2023-06-14", "2023-06-15", "2023-06-16", "never"],
    "lands": LANDS,
}
ATOMS = {
    "ok": ["person.ok", "not person.ok", "open_unless(person.ok)"],
    "fine": ["person.fine", "not person.fine"],
    "brave": ["person.brave"],
    "here": ['person.here == "A"', 'person.here in {"A", "B"}', 'person.here != "C"', "never(person.here)"],
    "count": ["person.count > 2", "person.count == 1", "person.count < 3"],
    "born": ["age(person.born) >= 18", "age(person.born) < 18"],
    "arrived": [
        "person.arrived > years_before(1)",
        'not (person.arrived > "2023-06-15")',
        "happened(person.arrived)",
    ],
    "lands": [
        'any(l in {"A", "B"} for l in person.lands)',
        'all(l == "A" for l in person.lands)',
        '"B" in person.lands',
        "size(person.lands) <= 1",
        "empty(person.lands)",
    ],
}  # fmt: skip


def conditions(facts):
    atoms = st.sampled_from([text for fact in facts for text in ATOMS[fact]])
    pairs = lambda inner: st.one_of(  # noqa: E731 - a grammar reads best in one place
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} and {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} or {pair[1]})"),
        inner.map(lambda one: f"not ({one})"),
    )
    return st.recursive(atoms, pairs, max_leaves=5)


@st.composite
def tasks(draw, most=3):
    """Conditions over four facts at most, and what is already known of them."""
    facts = draw(st.lists(st.sampled_from(sorted(ANSWERS)), min_size=2, max_size=4, unique=True))
    rules = draw(st.lists(conditions(facts), min_size=1, max_size=most))
    known = {name: draw(st.none() | st.sampled_from(ANSWERS[name])) for name in facts}
    if "lands" in facts and draw(st.booleans()):
        known["lands"] = {"items": draw(st.sampled_from([[], ["A"], ["B"]])), "complete": False}
    return rules, known


def room(name, value):
    """Every answer that what is known leaves room for, the present state first."""
    if value is None:
        return [None, *ANSWERS[name]]
    if isinstance(value, dict):
        return [value, *(more for more in LANDS if set(value["items"]) <= set(more))]
    return [value]


def relevant(words, known):
    """Facts of which, the others as they are or answered in some way, an answer settles the word."""
    names = list(known)
    rooms = [room(name, known[name]) for name in names]
    found = set()
    for places in product(*(range(len(options)) for options in rooms)):
        if (
            words(dict(zip(names, (o[p] for o, p in zip(rooms, places, strict=True)), strict=True)))
            is None
        ):
            continue
        for index, place in enumerate(places):
            if place and _was_open(words, names, rooms, places, index):
                found.add(f"person.{names[index]}")
    return found


def _was_open(words, names, rooms, places, index):
    before = [o[0 if i == index else p] for i, (o, p) in enumerate(zip(rooms, places, strict=True))]
    return words(dict(zip(names, before, strict=True))) is None


def named_and_relevant(task):
    """What the engine names, and what trying every answer shows; both empty where the word is settled."""
    rules, known = task
    with tempfile.TemporaryDirectory() as folder:
        criteria = [(f"K-{number}", rule) for number, rule in enumerate(rules)]
        pack = load_pack(write(Path(folder), way("WAY", *criteria)))
    memory = {}

    def outcome(facts):
        data = {"id": "t", "on": DAY, "household": {}, "persons": [facts]}
        return evaluate(pack, "WAY", case_from(pack, data))

    def words(facts):
        key = repr(facts)
        if key not in memory:
            said = outcome(facts).word
            memory[key] = None if said == UNDETERMINED else said
        return memory[key]

    return set(outcome(known).facts), relevant(words, known)


@settings(max_examples=EXAMPLES)
@given(task=tasks(most=1))
def test_of_one_criterion_exactly_what_could_change_the_word_is_named(task):
    named, could = named_and_relevant(task)
    assert named == could


@settings(max_examples=EXAMPLES)
@given(task=tasks())
def test_of_several_criteria_nothing_that_could_change_the_word_is_left_out(task):
    named, could = named_and_relevant(task)
    assert named >= could


def test_a_fact_that_matters_only_once_another_criterion_has_failed_is_not_named(make):
    """While the arrival is open, so is the first rule; and with it known, the birth date is idle."""
    both = 'person.arrived > "2023-06-15"'
    pack = make(way("WAY", ("K-1", both), ("K-2", f"{both} or age(person.born) >= 18")))
    assert tell(pack, "WAY", {}) == ("undetermined", ["person.arrived"])


def test_a_fact_beside_a_settled_limb_is_not_named(make):
    pack = make(way("WAY", ("K-1", "person.ok or (person.fine and person.brave)")))
    assert tell(pack, "WAY", {"fine": False}) == ("undetermined", ["person.ok"])
    everything = ["person.brave", "person.fine", "person.ok"]
    assert tell(pack, "WAY", {}) == ("undetermined", everything)
    assert tell(pack, "WAY", {"fine": True}) == ("undetermined", ["person.brave", "person.ok"])


def test_a_fact_that_cancels_itself_out_is_not_named(make):
    pack = make(way("WAY", ("K-1", "(person.ok or not person.ok) and person.fine")))
    assert tell(pack, "WAY", {}) == ("undetermined", ["person.fine", "person.ok"])
    both = make(way("WAY", ("K-1", "(person.count > 3 and person.count < 2) or person.fine")))
    assert tell(both, "WAY", {}) == ("undetermined", ["person.count", "person.fine"])
    assert tell(both, "WAY", {"fine": True}) == ("eligible", [])


def test_a_date_no_day_of_which_could_matter_is_not_named(make):
    """Whoever was born in 2010 was under 18 in any case."""
    pack = make(way("WAY", ("K-1", "(age(person.born) >= 18 and person.ok) or person.fine")))
    assert tell(pack, "WAY", {"born": "2010"}) == ("undetermined", ["person.fine"])
    assert tell(pack, "WAY", {"born": "2006"}) == (
        "undetermined",
        ["person.born", "person.fine", "person.ok"],
    )


def test_an_open_list_is_named_only_if_more_entries_could_matter(make):
    pack = make(way("WAY", ("K-1", 'any(l in {"A"} for l in person.lands) or person.ok')))
    assert tell(pack, "WAY", {"lands": {"items": ["B"], "complete": False}, "ok": False}) == (
        "undetermined",
        ["person.lands"],
    )
    assert tell(pack, "WAY", {"lands": ["B"]}) == ("undetermined", ["person.ok"])


def test_of_two_unknowns_that_matter_only_together_both_are_named(make):
    pack = make(way("WAY", ("K-1", "person.arrived < person.left")))
    assert tell(pack, "WAY", {}) == ("undetermined", ["person.arrived", "person.left"])
    assert tell(pack, "WAY", {"arrived": "never"}) == ("undetermined", ["person.left"])


def test_what_was_worked_out_for_one_code_says_nothing_of_another(make):
    """A set of one code is remembered with what follows from it; each set still gets its own answer."""
    rule = '(any(l == "A" for l in person.lands) and person.ok and person.fine) or person.brave'
    pack = make(way("WAY", ("K-1", rule)))
    every, brave = ["person.brave", "person.fine", "person.ok"], ["person.brave"]
    asked = [(["A"], every), (["B"], brave), (["A", "B"], every), ([], brave), (["A"], every)]
    for lands, named in asked:
        assert tell(pack, "WAY", {"lands": lands}) == ("undetermined", named)
    half = {"items": ["B"], "complete": False}
    assert tell(pack, "WAY", {"lands": half}) == (
        "undetermined",
        [*every[:2], "person.lands", every[2]],
    )
