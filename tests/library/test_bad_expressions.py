"""Bad expressions: refused before anything is evaluated, with file, line, column and what to write."""

import pytest

from cauce.eligibility import marks
from cauce.eligibility.expressions import compile_text
from cauce.eligibility.faults import Faults
from cauce.eligibility.syntax import MAX_LENGTH
from tests.library.language import scope


def refused(text):
    with pytest.raises(Faults) as caught:
        compile_text(text=text, file="f.yaml", scope=scope())
    (fault,) = caught.value.faults
    return str(fault)


TABLE = [
    # what does not fit together
    ("person.count", "1:1: this is a whole number, not yes or no; write a condition"),
    ("person.ok and person.count", "1:15: this is a whole number, where yes or no is needed; compare"),
    ("not person.here", "1:5: this is a code of land, where yes or no is needed; compare it"),
    ('person.count == "A"', '1:17: "A" is a text, but the other side is a whole number; write a whole num'),
    ("person.ok == True", "1:1: yes or no is compared; write the fact alone, or not fact"),
    ("person.arrived < 3", "1:1: a date cannot be compared with a whole number; compare like with like"),
    ("person.here == person.civil", "1:1: a code of land cannot be compared with a code of person.civil"),
    ('person.here < "B"', "1:1: a code of land has no order; write in, =="),
    ("person.lands == person.barred", "1:1: a set of codes of land has no order"),
    ("person.arrived + 1 > on", "1:1: only +, - and * of whole numbers are part of the language"),
    ("person.count / 2 > 1", "1:1: only +, - and * of whole numbers"),
    ("person.count ** 2 > 1", "1:1: only +, - and * of whole numbers"),
    ("person.here in person.here", "1:16: this is a code of land, not a set; write {"),
    ("person.civil in person.lands", "1:1: a code of person.civil is looked for in a set of codes of land"),
    ('person.count in {"A"}', '1:18: "A" is a text, but the other side is a whole number'),
    ("person.here in {1}", "1:16: a set holds codes in quotation marks; write {"),
    ('person.here in {"A", "A"}', "1:16: a code stands twice in the set; write it once"),
    ("person.here in {}", "1:16: Dict is not part of the language; use comparisons"),
    ("~person.count > 1", "1:1: this sign is not part of the language; write not, or a whole number"),
    ("-person.count > 1", "1:1: this sign is not part of the language"),
    ('"A"', "1:1: 'A' stands alone; compare it with a fact"),
    ("1.5 > person.count", "1:1: 1.5 stands alone"),
    ("None", "1:1: None stands alone"),
    ("person.count > 99999999999", "1:16: 99999999999 stands alone"),
    # names
    ("person.okk", "1:1: person.okk is no fact of this pack; did you mean person.ok?"),
    ("person.ok and zebra", "1:15: zebra is no fact of this pack; add it to facts.yaml"),
    ('person.here == "Z"', '1:16: "Z" is no code of land; write one of A, B, C, D, E'),
    ('person.civil == "singel"', '1:17: "singel" is no code of person.civil; did you mean "single"?'),
    ('person.here == "none"', '1:16: "none" is no code of land; write never(…)'),
    ('person.here == "unknown"', '1:16: "unknown" is no code of land; write nothing: unknown is handled'),
    ('person.arrived < "2023-02-31"', "1:18: 2023-02-31 is not a day of the calendar; write a day that ex"),
    ('person.arrived < "2023-06"', '1:18: "2023-06" is not one day; write a whole date such as'),
    ('person.arrived < "soon"', "1:18: 'soon' is not a date; write it like 2023-06-11"),
    ("kin.legal", "1:1: kin.legal belongs to a list of records; mark the criterion `through: true`"),
    ("any(p.colour == on for p in person.papers)", "1:5: colour is no field here; write one of ends, land"),
    ("any(p for p in person.papers)", "1:5: p is an entry of a list; write the variable alone for a code"),
    ("any(l.x for l in person.lands)", "1:5: l is a code of land; write the variable alone for a code"),
    ("any(l for l in person.lands)", "1:5: this is a code of land, where yes or no is needed"),
    # functions
    ("happend(person.arrived)", "1:1: happend is no function of the language; use one of age, all, any"),
    ("person.ok()", "1:1: this is no function of the language"),
    ("age(person.count) > 3", "1:5: this is a whole number; write age(birth date) or age(birth date, day)"),
    ("age() > 3", "1:1: age is called in a way it does not know; write age(birth date)"),
    ("age(born=person.born) > 3", "1:1: age is called in a way it does not know"),
    ("age(*person.born) > 3", "1:1: age is called in a way it does not know"),
    ("years_before(0) > on", "1:1: years_before takes a number of years from 1 to 119; write years_before"),
    ("years_before(person.count) > on", "1:1: years_before takes a number of years"),
    ("days(person.born) > 3", "1:1: days is called in a way it does not know; write days(first, last)"),
    ("happened(person.here)", "1:1: this is a code of land, or not a fact; write happened(date), exists(c"),
    ("exists(person.arrived)", "1:1: this is a date, or not a fact"),
    ("happened(on)", "1:1: this is a date, or not a fact"),
    ("size(person.here) > 1", "1:6: this is a code of land; write size(list)"),
    ("empty(person.ok)", "1:7: this is yes or no; write empty(list)"),
    ('param("strat", "A") > on', "1:7: strat is no parameter of this pack; add it to parameters.yaml"),
    ("param(person.here) > on", "1:7: a name in quotation marks is needed; write param("),
    ('param("start") > on', "1:1: start has 1 keys; give one value for each key"),
    ('param("start", person.civil) > on', "1:16: this is a code of person.civil, but the key is a code of"),
    ('param("start", "Z") > on', '1:16: "Z" is no code of land'),
    ('unclear(person.civil, "vague") == "single"', "1:23: a set of codes is needed; write unclear("),
    ('unclear(person.civil, {"vagu"}) == "single"', '1:24: "vagu" is no code of person.civil; did you mean'),
    ("open_unless(person.count)", "1:13: this is a whole number, where yes or no is needed"),
    ('met("K-9")', "1:5: K-9 is no criterion of this pack; write a criterion's id"),
    ('meets("NOWAY")', "1:7: NOWAY is no pathway of this pack; write a pathway's id"),
    ('any(met("K-1") for l in person.lands)', "1:5: met and meets cannot stand inside a loop; put them be"),
    ("of_principal(home.fee)", "1:1: of_principal takes a fact of a person; write of_principal(fact)"),
    ("any(person.ok)", "1:1: one loop is needed; write any(condition for x in list)"),
    ("any([l == \"A\" for l in person.lands])", "1:1: one loop is needed"),
    ('any(l == "A" for l in person.lands if person.ok)', "1:1: a loop has one plain variable and no `if`;"),
    ('any(l == "A" for l, m in person.lands)', "1:1: a loop has one plain variable"),
    ('any(l == "A" for l in person.lands for m in person.lands)', "1:1: one loop is needed"),
    ('any(on == "A" for on in person.lands)', "1:19: on is taken; choose another variable"),
    ('any(any(l == "A" for l in person.lands) for l in person.lands)', "1:22: l is taken"),
    ("any(p.ends > on for p in person.ok)", "1:26: this is yes or no; write any(condition for x in list)"),
    # Python that is not the language
    ("person.ok is True", "1:1: `is` is not part of the language; write =="),
    ("person.ok if person.fine else person.brave", "1:1: IfExp is not part of the language; use comparisons"),
    ("(lambda: person.ok)()", "1:1: this is no function of the language"),
    ("lambda: person.ok", "1:1: Lambda is not part of the language"),
    ("(x := person.ok)", "1:2: NamedExpr is not part of the language"),
    ('f"{person.ok}" == person.here', "1:1: JoinedStr is not part of the language"),
    ("[person.ok]", "1:1: List is not part of the language"),
    ("person.lands[0] == \"A\"", "1:1: Subscript is not part of the language"),
    ("person.ok.__class__", "1:1: person.ok.__class__ is no fact of this pack; did you mean"),
    ("().__class__", "1:1: a dot may only follow a name; write the fact's full name"),
    ('"A".upper() == person.here', "1:1: this is no function of the language"),
    ("person.__dict__", "1:1: person.__dict__ is no fact of this pack"),
    ("__import__(\"os\")", "1:1: __import__ is no function of the language"),
    ("await person.ok", "1:1: Await is not part of the language"),
    ("yield", "1:1: Yield is not part of the language"),
    ("b'A' == person.here", "1:1: b'A' stands alone"),
    ("... == person.here", "1:1: Ellipsis stands alone"),
    # no expression at all
    ("person.ok and", "1:"),
    ("person.ok person.fine", "1:"),
    ("x = person.ok", "1:"),
    ("import os", "1:"),
    ("person.ok; person.fine", "1:"),
    ("person.ok) or (person.fine", "1:10: a bracket is closed that was never opened; take it out"),
    ("", "1:1: the expression is empty; write a condition, or leave `when` out"),
    ("  \n ", "1:1: the expression is empty"),
    ("person.ok # truly", "1:1: a comment or control character stands in the expression; take it out"),
    ("person.ok\0", "1:1: a comment or control character"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), TABLE, ids=[repr(row[0])[:50] for row in TABLE])
def test_a_bad_expression_is_refused_at_its_place_with_what_to_write(text, said):
    fault = refused(text)
    assert fault.startswith("f.yaml:" + said)
    assert "; " in fault


def test_a_bracket_that_is_never_closed_is_pointed_at():
    said = "a bracket is never closed; close it"
    assert refused("person.ok and (person.fine") == f"f.yaml:1:15: {said}"
    assert refused('person.here == "A"\nor not (person.fine') == f"f.yaml:2:8: {said}"


def test_what_is_no_expression_is_pointed_at_where_it_stops_making_sense():
    said = "this is not an expression; write a comparison such as"
    assert refused("person.ok and\nand person.fine").startswith(f"f.yaml:2:1: {said}")


def test_too_long_is_refused_before_it_is_parsed():
    long = " or ".join(["person.ok"] * (MAX_LENGTH // 10))
    assert f"1:1: the expression is longer than {MAX_LENGTH} characters; split it" in refused(long)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 40 + "person.ok" + ")" * 40,
        "(" * 900 + "person.ok" + ")" * 900,
        "(" * 1900,
        "not " * 90 + "person.ok",
        "not " * 490 + "person.ok",
        "- " * 900 + "1 > person.count",
        "1" + " + (1" * 40 + ")" * 40 + " > person.count",
        "1" + " + 1" * 300 + " > person.count",
        "[" * 500 + "]" * 500,
        "person" + ".a" * 900,
        "age(" * 300 + ")" * 300,
    ],
    ids=lambda text: text[:12] + f"…{len(text)}",
)
def test_too_deep_is_refused_with_a_sentence(text):
    fault = refused(text)
    assert "nested more than 30 deep; split it" in fault or "this is not an expression" in fault


def at(yaml):
    text = marks.parse(yaml, "f.yaml")["when"]
    return refused(text).split(": ")[0]


@pytest.mark.parametrize(
    ("yaml", "place"),
    [
        ("when: person.zzz\n", "f.yaml:1:7"),
        ("id: x\nwhen: 'person.ok and zebra'\n", "f.yaml:2:22"),
        ('id: x\nwhen: "person.ok and zebra"\n', "f.yaml:2:22"),
        ("when: |\n  person.ok\n  and zebra\n", "f.yaml:3:5"),
        ("when: |\n    zebra\n", "f.yaml:2:1"),
        ("when: |\n  (person.ok\n   or zebra)\n", "f.yaml:3:5"),
        ("a: {b: 1}\nwhen: 'person.here == \"é\" or zebra'\n", "f.yaml:2:23"),
    ],
)
def test_the_place_is_that_of_the_file(yaml, place):
    assert at(yaml) == place


def test_columns_count_characters_not_bytes():
    fault = refused('person.civil == "single" or person.civil == "é" ')
    assert fault.startswith('f.yaml:1:45: "é" is no code')
    wide = refused('"é€😀" == person.here')
    assert wide.startswith("f.yaml:1:1: ")
    later = refused('unclear(person.civil, {"vague"}) in {"single", "éé", "x"}')
    assert later.startswith('f.yaml:1:48: "éé" is no code')
