"""The pack's YAML reader: data that knows its place, no key twice, no surprise types."""

import pytest

from cauce.eligibility import marks
from cauce.eligibility.faults import Faults


def fault_of(text):
    with pytest.raises(Faults) as caught:
        marks.parse(text, "f.yaml")
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("True", "True"),
        ("2023-06-11", "2023-06-11"),
        ("2023-06-11 10:00:00", "2023-06-11 10:00:00"),
        ("1.5", "1.5"),
        ("0x1F", "0x1F"),
        ("010", "010"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("Null", "Null"),
        ('"true"', "true"),
        ('"12"', "12"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("9999999999", "9999999999"),
    ],
)
def test_only_true_false_null_and_whole_numbers_are_typed(written, value):
    found = marks.parse(f"key: {written}\n", "f.yaml")["key"]
    assert found == value
    assert type(found) is (marks.Text if isinstance(value, str) else type(value))


def test_a_key_is_text_whatever_it_looks_like():
    assert dict(marks.parse("NO: 1\n2023-01-01: 2\ntrue: 3\n", "f.yaml")) == {
        "NO": 1,
        "2023-01-01": 2,
        "true": 3,
    }


def test_a_key_given_twice_is_a_fault_at_the_second():
    assert fault_of("a: 1\nb:\n  c: 2\n  c: 3\n") == ["f.yaml:4:3: c is given twice; keep one"]


def test_every_key_given_twice_is_named():
    assert len(fault_of("a: 1\na: 2\nb: {c: 1, c: 2}\n")) == 2


@pytest.mark.parametrize("text", ["[a, b]: 1\n", "{a: 1}: 2\n"])
def test_a_key_that_is_no_word_is_a_fault(text):
    assert "a key must be a plain word" in fault_of("? " + text)[0]


@pytest.mark.parametrize("text", ["- a\n- b\n", "word\n", "12\n"])
def test_a_file_is_a_mapping(text):
    assert fault_of(text) == ["f.yaml:1:1: is not a mapping; write `key: value` lines"]


def test_an_empty_file_is_an_empty_mapping():
    assert marks.parse("", "f.yaml") == {}
    assert marks.parse("# nothing yet\n", "f.yaml") == {}


@pytest.mark.parametrize(
    "text", ["a: [1, 2\n", 'a: "open\n', "a: *nowhere\n", "a: b: c\n", "\ta: 1\n"]
)
def test_what_is_not_yaml_is_a_fault_with_its_line(text):
    (fault,) = fault_of("first: 1\n" + text)
    place = fault.split(": ")[0].split(":")
    assert place[0] == "f.yaml"
    assert int(place[1]) in (2, 3)
    assert fault.endswith("; mend the YAML")


def test_a_control_character_is_a_fault():
    assert "mend the YAML" in fault_of("a: \x01\n")[0]


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.getcwd []", "!!python/name:os.getcwd ''", "!x y"]
)
def test_a_tag_makes_nothing(tag):
    found = marks.parse(f"a: {tag}\n", "f.yaml")["a"]
    assert isinstance(found, marks.Text | marks.Seq)


def test_deep_nesting_is_refused():
    assert "nested too deeply" in fault_of("a: " + "[" * 60 + "]" * 60)[0]


def test_texts_know_where_they_begin():
    found = marks.parse('a: plain\nb: "quoted"\nc: |\n  block\nd: [x, é, y]\n', "f.yaml")
    places = {key: (found[key].line, found[key].column, found[key].block) for key in "abc"}
    assert places == {"a": (1, 4, False), "b": (2, 5, False), "c": (4, 1, True)}
    assert [(item.line, item.column) for item in found["d"]] == [(5, 5), (5, 8), (5, 11)]
    assert found.places == {"a": (1, 1), "b": (2, 1), "c": (3, 1), "d": (5, 1)}


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9\n")
    for name in ("latin.yaml", "missing.yaml"):
        with pytest.raises(Faults, match=r"cannot be read .* write a UTF-8 text file"):
            marks.read(tmp_path / name, name)
