"""The expression language: what it reads, what it is typed as, and that reading runs nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cauce.eligibility import nodes as n
from cauce.eligibility.expressions import Scope, compile_text
from cauce.eligibility.faults import Faults
from cauce.eligibility.types import BOOL
from cauce.eligibility.walk import walk
from tests.library.language import scope


def read(text, **more):
    return compile_text(text=text, file="f.yaml", scope=scope(**more))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("person.ok", n.FactOf),
        ("home.fee", n.FactOf),
        ("not person.ok", n.Not),
        ("person.ok and person.fine and person.brave", n.And),
        ("person.ok or person.fine", n.Or),
        ('person.here == "A"', n.Cmp),
        ('"A" != person.here', n.Cmp),
        ("person.count >= 3", n.Cmp),
        ("-1 < person.count", n.Cmp),
        ("0 < person.count <= 9", n.And),
        ("person.count + 2 * person.points - 1 > home.rooms", n.Cmp),
        ('person.arrived <= "2023-06-11"', n.Cmp),
        ('"2023-06-11" < person.arrived', n.Cmp),
        ("person.arrived < person.left", n.Cmp),
        ("person.arrived <= on", n.Cmp),
        ("person.arrived <= filed", n.Cmp),
        ("person.arrived > years_before(5)", n.Cmp),
        ("age(person.born) >= 18", n.Cmp),
        ("age(person.born, person.arrived) < 21", n.Cmp),
        ("days(person.arrived, on) > 30", n.Cmp),
        ('person.here in {"A", "B"}', n.In),
        ('person.here in ["A"]', n.In),
        ('person.here not in ("A", "B")', n.In),
        ('"A" in person.lands', n.In),
        ('"A" not in person.lands', n.In),
        ("person.here in person.lands", n.In),
        ('person.here in param("listed")', n.In),
        ("happened(person.arrived)", n.Happened),
        ("never(person.arrived)", n.Happened),
        ("never(person.here)", n.Happened),
        ("exists(person.here)", n.Happened),
        ("empty(person.lands)", n.Cmp),
        ("size(person.lands) <= 1", n.Cmp),
        ("size(person.papers) > 0", n.Cmp),
        ("size(members) >= 2", n.Cmp),
        ('param("start", person.here) <= on', n.Cmp),
        ('param("start", "A") <= on', n.Cmp),
        ('person.count < param("limit")', n.Cmp),
        ('unclear(person.civil, {"vague"}) == "single"', n.Cmp),
        ('unclear(person.civil, {"vague"}) in {"single"}', n.In),
        ("open_unless(person.ok)", n.OpenUnless),
        ('met("K-1")', n.Met),
        ('meets("WAY")', n.Meets),
        ("of_principal(person.ok)", n.FactOf),
        ('any(l in {"A"} for l in person.lands)', n.Quant),
        ('all(l != "A" for l in person.lands)', n.Quant),
        ("any(p.ends >= on for p in person.papers)", n.Quant),
        ('any(p.land == "A" and p.ends >= on for p in person.papers)', n.Quant),
        ("any(r.legal for r in kin)", n.Quant),
        ("any(r.kin.legal for r in kin)", n.Quant),
        ("all(age(m.born) >= 18 for m in members)", n.Quant),
        ("any(any(l == k for k in person.barred) for l in person.lands)", n.Quant),
        ('any(param("start", l) <= on for l in person.lands)', n.Quant),
        ("True", n.Lit),
    ],
)
def test_every_form_reads_as_a_condition(text, node):
    found = read(text)
    assert type(found) is node
    assert found.type == BOOL


def test_a_fact_of_a_relative_is_read_where_a_relative_is_in_focus():
    assert read("kin.legal and person.ok", relative="kin").parts[0].who == "relative"


def test_a_condition_may_run_over_several_lines():
    assert type(read("person.ok\nand (person.fine\n     or person.brave)\n")) is n.And


def test_nodes_know_their_place():
    found = read("person.ok\nor not person.fine")
    assert [part.at for part in found.parts] == [(1, 1), (2, 4)]


def test_a_chain_reads_as_each_link():
    parts = read("0 < person.count <= 9").parts
    assert [part.op for part in parts] == ["<", "<="]


def test_not_in_is_an_operator_of_its_own():
    assert read('person.here not in {"A"}').negated is True


def test_what_is_typed_is_known_of_every_part():
    loop = 'any(l in param("listed") and param("start", l) <= on for l in person.lands)'
    text = f"{loop} and age(person.born) > 3"
    kinds = {part.type.kind for part in walk(read(text))}
    assert kinds == {"bool", "set", "code", "date", "int"}


def test_reading_evaluates_nothing():
    """The scope is all an expression sees; a name that Python knows is unknown here."""
    for text in (
        '__import__("os").getcwd()',
        "open",
        "print(1)",
        "().__class__",
        "exit()",
        "1 / 0 == 1",
    ):
        with pytest.raises(Faults):
            read(text)


@given(st.text(alphabet="person.ok in({[\"A]}) andotz1+-*<=>:!,é\n'", max_size=60))
def test_any_text_is_typed_or_refused_with_its_place_and_what_to_write(text):
    try:
        node, faults = read(text), []
    except Faults as caught:
        node, faults = None, caught.faults
    assert (node is not None and node.type == BOOL) or faults
    for fault in faults:
        assert fault.line >= 1
        assert fault.column >= 1
        assert fault.what
        assert fault.mend


def test_scope_names_nothing_by_itself():
    empty = Scope({}, {}, {})
    with pytest.raises(
        Faults, match=r"f\.yaml:1:1: person\.ok is no fact of this pack; add it to facts\.yaml"
    ):
        compile_text(text="person.ok", file="f.yaml", scope=empty)
