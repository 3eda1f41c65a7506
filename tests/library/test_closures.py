"""Closures are for speed; the plain interpreter is their judge, on generated rules, households and days."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cauce.eligibility import Case, case_from, evaluate_all, load_pack, screen
from cauce.eligibility.closures import Compiler
from cauce.eligibility.context import Context
from cauce.eligibility.expressions import compile_text
from cauce.eligibility.interpret import interpret
from cauce.eligibility.merit import merit
from cauce.eligibility.outcomes import outcome, with_merit
from cauce.eligibility.pack import OPEN
from cauce.eligibility.rules import Rules
from tests.judge.generate import households
from tests.library.generated import CONDITIONS, FILED, HOUSEHOLDS, KIN, ON, PERSONS
from tests.library.language import scope
from tests.library.small import ALWAYS, LONG, way, write

WAY = way(
    "WAY",
    ("K-1", "age(person.born) >= 18 or person.ok"),
    ("K-2", "person.count > 1", "to: 2020-01-01"),
    ("K-3", "person.arrived > years_before(3)", "as_of: filed"),
)
HOUSEHOLDS_TRIED = 4000 if LONG else 120


@pytest.fixture(scope="module")
def ready():
    """The pack's two readings, and what names mean in it."""
    with tempfile.TemporaryDirectory() as folder:
        pack = load_pack(write(Path(folder), WAY))
    names = scope(relative="kin", criteria=frozenset(pack.criteria))
    return Rules(pack, ON, FILED), Rules(pack, ON, FILED, plain=True), names


@settings(max_examples=20_000 if LONG else 500)
@given(
    text=CONDITIONS,
    people=st.lists(PERSONS, min_size=1, max_size=2),
    house=HOUSEHOLDS,
    relative=KIN,
    as_of=st.sampled_from(["on", "filed"]),
)
@example('age(person.born, param("start", "C")) > 3', [{}], {}, {}, "on")
def test_closures_are_the_interpreter_on_generated_rules(
    ready, text, people, house, relative, as_of
):
    fast, plain, names = ready
    node = compile_text(text=text, file="f.yaml", scope=names)
    context = Context(people[-1], people[0], house, tuple(people), relative)
    judged = interpret(node, context, plain.env, as_of)
    assert Compiler(fast.env, as_of).value(node)(context) is judged
    assert context.loop == {}


@st.composite
def ways(draw):
    """A pathway of generated criteria: gates, inner gates, dates, referrals, relatives."""
    criteria = []
    for number in range(draw(st.integers(1, 4))):
        text = draw(CONDITIONS)
        about = "kin." in text or draw(st.booleans())
        said = [
            f"scope: {'same_relative' if about else draw(st.sampled_from(['principal', 'each']))}"
        ]
        if number:
            said.append(f"unknown: {draw(st.sampled_from(['ask', 'ask', 'refer']))}")
            said += draw(
                st.sampled_from([[], ["as_of: filed"], ["to: 2020-01-01"], ["after: G-0"]])
            )
        criteria.append((f"G-{number}", text, ", ".join(said)))
    company = "\ntravel_with: [{relations: [kid, mate], when: 'person.ok or person.count > 2'}]"
    return way("GEN", *criteria, head=ALWAYS + "\nthrough: kin" + company)


@settings(max_examples=3000 if LONG else 80)
@given(text=ways(), people=st.lists(PERSONS, min_size=1, max_size=3), house=HOUSEHOLDS)
def test_closures_are_the_interpreter_on_generated_packs(text, people, house):
    with tempfile.TemporaryDirectory() as folder:
        pack = load_pack(write(Path(folder), WAY, text))
    relations = ("head", "kid", "mate")
    persons = tuple({**one, "home.relation": relations[i]} for i, one in enumerate(people))
    case = Case("t", ON, house, persons, FILED)
    fast, plain = (
        screen(pack, case, rules=Rules(pack, ON, FILED, plain=judge)) for judge in (False, True)
    )
    assert fast == plain


def test_closures_are_the_interpreter_on_the_shipped_pack_day_by_day(americas):
    for data in households(seed=11, count=HOUSEHOLDS_TRIED):
        case = case_from(americas, data)
        fast, plain = (Rules(americas, case.on, plain=judge) for judge in (False, True))
        assert screen(americas, case, rules=fast) == screen(americas, case, rules=plain), data


def test_a_pathway_read_in_a_row_says_what_its_merit_says(americas):
    """`evaluate_all` has a short way through pathways without relatives; it may not say anything else."""
    for data in households(seed=12, count=HOUSEHOLDS_TRIED):
        case = case_from(americas, data)
        rules = Rules(americas, case.on)
        short = evaluate_all(americas, case, rules=rules)
        for way_, said in zip(rules.ways(), short, strict=True):
            by_merit, values = _by_merit(rules, way_, case)
            assert said[:6] == by_merit[:6], (way_.id, data)
            both, found = with_merit(rules, way_, case.context(0, 0))
            assert both[:6] == said[:6], (way_.id, data)
            assert list(found.values.items()) == values, (way_.id, data)


def _by_merit(rules, way_, case):
    straight, way_.straight = way_.straight, False
    try:
        said = outcome(rules, way_, case.context(0, 0))
        return said, list(merit(way_, case.context(0, 0)).values.items())
    finally:
        way_.straight = straight


def test_the_short_way_is_really_taken(americas):
    rules = Rules(americas, ON)
    taken = [way_ for way_ in rules.ways() if way_.straight]
    assert len(taken) > 5
    assert any(way_.plain and way_.state({}) == OPEN for way_ in taken)
    assert all(merit(way_, Context({}, {}, {}, ({},))).readings == [] for way_ in taken)


def test_one_reading_for_a_day_serves_every_person(americas, worked):
    """Nothing of one person stays behind in what was compiled for the next."""
    case = {name: case_from(americas, data) for name, data in worked.items()}
    shared = {one.on: Rules(americas, one.on) for one in case.values()}
    first = {name: screen(americas, one, rules=shared[one.on]) for name, one in case.items()}
    again = {
        name: screen(americas, one, rules=shared[one.on]) for name, one in reversed(case.items())
    }
    fresh = {
        name: screen(americas, one, rules=Rules(americas, one.on)) for name, one in case.items()
    }
    assert first == again == fresh
