"""Case files: what they may say, and every fault with its file, line, key and what to write."""

import json
from datetime import date

import pytest

from cauce.eligibility import case_from, read_cases, read_value
from cauce.eligibility.faults import Faults
from cauce.eligibility.values import NEVER, Many, Range, Rows
from tests.library.small import way


@pytest.fixture
def pack(make):
    return make(way("WAY", ("K-1", "person.ok")))


def case(**person):
    return {"id": "t", "on": "2024-06-15", "household": {}, "persons": [person]}


def only(pack, **person):
    return case_from(pack, case(**person)).persons[0]


def faults(pack, data):
    with pytest.raises(Faults) as caught:
        case_from(pack, data)
    return [str(fault) for fault in caught.value.faults]


def of_file(pack, path, text):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_cases(pack, path)
    return [str(fault).removeprefix(str(path)) for fault in caught.value.faults]


DAY = date(2023, 6, 11).toordinal()
JUNE = Range(date(2023, 6, 1).toordinal(), date(2023, 6, 30).toordinal())


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("ok", True, True),
        ("ok", None, None),
        ("ok", "unknown", None),
        ("count", 3, 3),
        ("count", 0, 0),
        ("arrived", "2023-06-11", DAY),
        ("arrived", "2023-06", JUNE),
        ("arrived", "2023-06-01/2023-06-30", JUNE),
        ("arrived", "2023-06-11/2023-06-11", DAY),
        ("arrived", "never", NEVER),
        ("here", "A", "A"),
        ("here", "none", NEVER),
        ("lands", ["A", "B"], Many(("A", "B"))),
        ("lands", [], Many(())),
        ("lands", ["A", "A"], Many(("A",))),
        ("lands", {"items": ["A"], "complete": False}, Many(("A",), False)),
        ("lands", {"items": ["A"], "complete": True}, Many(("A",))),
        ("lands", None, None),
        ("papers", [{"land": "A", "ends": "never"}], Rows(({"land": "A", "ends": NEVER},))),
        ("papers", [{"land": None}], Rows(({"land": None},))),
        ("papers", {"items": [], "complete": False}, Rows((), False)),
        ("kin", [{"legal": True}], Rows(({"kin.legal": True},))),
        ("kin", [{}], Rows(({},))),
        ("kin", None, None),
    ],
)
def test_every_value_of_the_contract_is_read(pack, key, written, value):
    name = "kin" if key == "kin" else f"person.{key}"
    assert only(pack, **{key: written})[name] == value


def test_an_absent_key_is_unknown_and_the_first_person_is_the_principal(pack):
    assert only(pack) == {"home.relation": "head"}


def test_the_keys_of_an_example_are_allowed_and_left_alone(pack):
    data = {**case(ok=True), "title": "x", "why": "y", "confidence": "high", "expected": {"any": 1}}
    assert case_from(pack, data).persons[0]["person.ok"] is True


def test_the_day_may_be_given_from_outside(pack):
    data = {key: value for key, value in case().items() if key != "on"}
    assert case_from(pack, data, on=date(2020, 1, 1)).on == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ({"xyz": 1}, "persons.0.xyz: xyz is no key of this pack's facts here; use "),
        ({"okk": True}, "persons.0.okk: okk is no key of this pack's facts here; did you mean ok?"),
        ({"ok": "yes"}, 'persons.0.ok: "yes" is not yes or no; write true or false, or null if unknown'),
        ({"ok": 1}, "persons.0.ok: 1 is not yes or no; write true or false, or null if unknown"),
        ({"ok": "none"}, 'persons.0.ok: "none" is not yes or no; write true or false'),
        ({"count": True}, "persons.0.count: true is not a whole number; write a whole number from 0"),
        ({"count": -1}, "persons.0.count: -1 is not a whole number; write a whole number from 0"),
        ({"count": 1.5}, "persons.0.count: 1.5 is not a whole number; write a whole number from 0"),
        ({"count": 10**12}, "persons.0.count: 1000000000000 is not a whole number"),
        ({"count": "never"}, 'persons.0.count: "never" is not a whole number'),
        ({"here": "Z"}, 'persons.0.here: "Z" is no code of land; write one of A, B, C, D, E'),
        ({"here": "never"}, 'persons.0.here: "never" is no code of land; '),
        ({"civil": "singel"}, 'persons.0.civil: "singel" is no code of person.civil; did you mean "single"?'),
        ({"here": ["A"]}, 'persons.0.here: ["A"] is not a code of land; write one of its codes in quotation'),
        ({"arrived": "2023-02-31"}, "persons.0.arrived: 2023-02-31 is not a day of the calendar; write a"),
        ({"arrived": "soon"}, "persons.0.arrived: 'soon' is not a date; write it like 2023-06-11"),
        ({"arrived": "none"}, "persons.0.arrived: 'none' is not a date"),
        ({"arrived": 2023}, 'persons.0.arrived: 2023 is not a date; write a date such as "2023-06-11", or'),
        ({"arrived": "2023-06-20/2023-06-01"}, "persons.0.arrived: 2023-06-20/2023-06-01 ends before it b"),
        ({"born": "2024-06-16"}, "persons.0.born: 2024-06-16 lies after the day of the screening; check t"),
        ({"born": "2024-07"}, "persons.0.born: 2024-07 lies after the day of the screening; check the year"),
        ({"lands": "A"}, 'persons.0.lands: is no list; write […], or {"items": […], "complete": false}, o'),
        ({"lands": ["Z"]}, 'persons.0.lands.0: "Z" is no code of land; write one of A, B, C, D, E'),
        ({"lands": [1]}, "persons.0.lands.0: 1 is no code; write codes in quotation marks"),
        ({"lands": {"items": ["A"]}}, "persons.0.lands: is no list; write […]"),
        ({"lands": {"items": [], "complete": False, "x": 1}}, "persons.0.lands.x: x is no key of a list;"),
        ({"papers": [3]}, "persons.0.papers.0: is no object; write {land, ends}"),
        ({"papers": [{"country": "A"}]}, "persons.0.papers.0.country: country is no key of this list's en"),
        ({"papers": [{"ends": "x"}]}, "persons.0.papers.0.ends: 'x' is not a date; write it like 2023-06-11"),
        ({"kin": [{"legal": "A"}]}, 'persons.0.kin.0.legal: "A" is not yes or no; write true or false'),
        ({"kin": [{"kin.legal": True}]}, "persons.0.kin.0.kin.legal: kin.legal is no key of this pack's f"),
        ({"kin": ["A"]}, "persons.0.kin.0: is no object; write {…} with the facts in it"),
        ({"relation": "kid"}, "persons.0.relation: the first person is the principal, and no other; put the"),
    ],
)  # fmt: skip
def test_a_bad_answer_is_a_fault_at_its_key_with_what_to_write(pack, person, said):
    (fault,) = faults(pack, case(**person))
    assert fault.startswith("case: " + said)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "a case is an object; write "),
        ("x", "a case is an object; write "),
        ({**case(), "date": "x"}, "date: date is no key of a case; use id, on, household, persons"),
        ({**case(), "persones": []}, "persones: persones is no key of a case; did you mean persons?"),
        ({**case(), "id": ""}, 'id: the id is missing or no text; write "id": "…"'),
        ({**case(), "id": 3}, "id: the id is missing or no text; write "),
        ({**case(), "on": "2023-06"}, "on: 2023-06 is not one day; write a whole date such as 2023-06-11"),
        ({**case(), "on": "2023-02-29"}, "on: 2023-02-29 is not a day of the calendar; write a day that e"),
        ({**case(), "on": None}, "on: None is not a date; write it like "),
        ({**case(), "on": "never"}, "on: 'never' is not a date; write it like "),
        ({**case(), "persons": []}, 'persons: there is no person; write "persons": [{…}], the principal f'),
        ({**case(), "persons": {}}, "persons: there is no person; write "),
        ({**case(), "persons": ["x"]}, "persons.0: is no object; write {…} with the facts in it"),
        ({**case(), "household": []}, "household: is no object; write {…} with the facts in it"),
        ({**case(), "household": {"fee": True}}, "household.fee: fee is no key of this pack's facts here;"),
        ({**case(), "persons": [{}, {"relation": "head"}]}, "persons.1.relation: the first person is the"),
    ],
)  # fmt: skip
def test_a_malformed_case_is_a_fault(pack, data, said):
    (fault,) = faults(pack, data)
    assert fault.startswith("case: " + said)


def test_every_fault_of_a_case_is_told_at_once(pack):
    data = {**case(ok="yes", count=-1, here="Z"), "on": "2023-02-31", "x": 1}
    assert len(faults(pack, data)) == 5


def test_line_and_column_are_those_of_the_key(pack, tmp_path):
    text = json.dumps({**case(ok="yes", lands=["A", "Z"], kin=[{"legal": 3}]), "oops": 1}, indent=1)
    lines = text.splitlines()
    found = of_file(pack, tmp_path / "c.json", text)
    places = {fault.split(": ")[1]: fault.split(": ")[0] for fault in found}
    for key, mark in (
        ("persons.0.ok", '"ok"'),
        ("persons.0.kin.0.legal", '"legal"'),
        ("oops", '"oops"'),
    ):
        row = next(number for number, line in enumerate(lines, 1) if mark in line)
        assert places[key] == f":{row}:{lines[row - 1].index(mark) + 1}"
    row = next(number for number, line in enumerate(lines, 1) if '"Z"' in line)
    column = lines[row - 1].index('"Z"') + 1
    assert places["persons.0.lands.1"] == f":{row}:{column}"


def test_a_line_of_many_cases_has_its_own_number(pack, tmp_path):
    good = json.dumps(case(ok=True))
    bad = json.dumps(case(ok="yes"))
    found = of_file(pack, tmp_path / "c.jsonl", f"{good}\n\n{bad}\n{good}\n{{\n")
    column = bad.index('"ok"') + 1
    assert [fault.split(": ")[0] for fault in found] == [f":3:{column}", ":5:2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1: is not JSON (expecting value); mend the JSON"),
        ('{"id": "t",\n "on": }', ":2:8: is not JSON (expecting value); mend the JSON"),
        ('{"id": "t", "id": "u"}', ":1:13: id is given twice; keep one"),
        ("[" * 100_000, ":1:1: is nested too deeply; write a case file"),
    ],
    ids=["empty", "broken", "twice", "deep"],
)
def test_what_is_not_json_is_a_fault(pack, tmp_path, text, said):
    assert of_file(pack, tmp_path / "c.json", text) == [said]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_none_are_faults(pack, tmp_path, word):
    text = json.dumps(case(count="?")).replace('"?"', word)
    assert "is not a whole number" in of_file(pack, tmp_path / "c.json", text)[0]


def test_a_file_that_is_not_there_or_not_text_is_a_fault(pack, tmp_path):
    (tmp_path / "latin.json").write_bytes(b'{"id": "\xe9"}')
    (tmp_path / "empty").mkdir()
    for name, said in (
        ("gone.json", "no such file"),
        ("latin.json", "UTF-8"),
        ("empty", "holds no case"),
    ):
        with pytest.raises(Faults, match=said):
            read_cases(pack, tmp_path / name)


def test_a_folder_is_read_by_file_name_and_all_or_nothing(pack, tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.json").write_text(json.dumps({**case(), "id": name}))
    (tmp_path / "c.jsonl").write_text(json.dumps({**case(), "id": "c"}) + "\n")
    assert [one.id for one, _ in read_cases(pack, tmp_path)] == ["a", "b", "c"]
    (tmp_path / "d.json").write_text("{")
    with pytest.raises(Faults, match=r"d\.json:1:2"):
        read_cases(pack, tmp_path)


def test_one_answer_is_read_like_one_in_a_file(pack):
    assert read_value(pack, pack.facts["person.arrived"], "2023-06") == JUNE
    with pytest.raises(Faults, match=r"person\.here: \"Z\" is no code of land"):
        read_value(pack, pack.facts["person.here"], "Z")
