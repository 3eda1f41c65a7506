"""Bad records and bad questions: every fault has its line, its column, and what to write instead."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from cauce.ledger import Faults, Ledger, answer, canonical, read_questions, read_record
from tests.library.ledgers import Json, account, call, entry, record, request, source

Spoil = Callable[[Json], None]


def _whole() -> Json:
    return record(
        call("first", "2021-01-02", "early"), request("asked", [("filed", "2021-01-05", "early")])
    )


def _faults(spoil: Spoil) -> list[str]:
    spoiled = copy.deepcopy(_whole())
    spoil(spoiled)
    with pytest.raises(Faults) as raised:
        read_record(json.dumps(spoiled, indent=1), "record.json")
    return [f"{f.what}; {f.mend}" for f in raised.value.faults]


def _set(listed: str, n: int, **values: Any) -> Spoil:
    return lambda whole: whole[listed][n].update(values)


def _act_before(whole: Json) -> None:
    whole["entries"][1]["acts"].append(
        {"act": "answered", "date": "2021-01-04", "accounts": ["asked.a1"]}
    )


def _circle(word: str) -> Spoil:
    def spoil(whole: Json) -> None:
        whole["entries"][0]["relations"] = [{"type": word, "to": "asked"}]
        whole["entries"][1]["relations"] = [{"type": word, "to": "first"}]

    return spoil


def _said(**values: Any) -> Spoil:
    return lambda whole: whole["entries"][0]["accounts"][0]["values"].update(values)


def _term(whole: Json) -> None:
    whole["offices"] = [{"id": "head", "title": "Head"}]
    whole["tenures"] = [
        {"id": "t", "actor": "north", "office": "head", "from": "2024-02", "to": "2024-01~"}
    ]


def _sum(value: Any) -> Spoil:
    amount = {"value": value, "currency": "USD", "qualifier": "exact"}

    def spoil(whole: Json) -> None:
        sources = whole["entries"][0]["accounts"]
        whole["entries"].append(
            {
                "id": "sum", "kind": "commitment", "title": "A sum", "nature": "new", "parties": [],
                "amount": amount, "accounts": [sources[0] | {"id": "sum.a1", "values": {}}],
            }
        )  # fmt: skip

    return spoil


def _itself(whole: Json) -> None:
    whole["disagreements"] = [{"id": "d", "field": "date", "a": "first.a1", "b": "first.a1"}]


def _twice(whole: Json) -> None:
    whole["entries"][1]["id"] = "first"


SPOILT: dict[str, tuple[Spoil, str]] = {
    "unknown source": (lambda w: w["entries"][0]["accounts"][0].update(source="earli"), "did you mean early"),
    "unknown actor": (lambda w: w["entries"][0]["parties"][0].update(actor="west"), "'west' is no actor"),
    "unknown topic": (_set("entries", 0, topics=["border"]), "did you mean borders"),
    "no EDTF": (_set("entries", 0, date="last June"), "'last June' is not a date"),
    "no day": (_set("entries", 0, date="2021-02-30"), "is not a day of the calendar"),
    "backwards": (_set("sources", 0, published="2022/2021"), "ends before it begins"),
    "act before": (_act_before, "answered on 2021-01-04 lies before the filing"),
    "circle of parts": (_circle("part_of"), "part_of goes in a circle: first → asked → first"),
    "circle of answers": (_circle("answers"), "answers goes in a circle"),
    "own parent": (_set("actors", 0, parent="north"), "goes in a circle"),
    "own origin": (_set("sources", 0, derived_from="early"), "goes in a circle"),
    "one name": (_set("actors", 1, name="NORTH"), "south has the same name as north"),
    "one id": (_twice, "the id first stands twice"),
    "no currency": (
        lambda w: w["entries"][0]["accounts"][0]["values"].update(currency="USX"),
        "'USX' is no currency; write its code of ISO 4217",
    ),
    "unknown key": (lambda w: w["entries"][0].update(tittle="x"), "did you mean title"),
    "unknown kind": (_set("entries", 0, kind="meeting"), "'meeting' is no kind of entry"),
    "unknown polarity": (
        lambda w: w["entries"][0]["accounts"][0].update(polarity="says"),
        "write one of asserts, denies, hedges",
    ),
    "unknown act": (lambda w: w["entries"][1]["acts"][0].update(act="file"), "did you mean filed"),
    "foreign account": (
        lambda w: w["entries"][1]["acts"][0].update(accounts=["first.a1"]), "no account of this entry",
    ),
    "rests on nothing": (_set("entries", 0, accounts=[]), "rests on nothing"),
    "missing": (lambda w: w["sources"][0].pop("title"), "title is missing"),
    "wrong type": (_set("sources", 0, title=5), "title has a wrong type; write a text"),
    "a list it is not": (lambda w: w.update(entries={}), "entries is no list"),
    "control sign": (_set("sources", 0, title="a\0b"), "a sign that cannot be kept"),
    "a term backwards": (_term, "this term ends on 2024-01~, before it begins"),
    "no role": (lambda w: w["entries"][0]["parties"][0].update(role="host"), "'host' is no role"),
    "a sum below zero": (_sum(-5), "-5 is below zero; write the sum without its sign"),
    "a sum without end": (_sum(10**400), "this number is too large"),
    "a sum in words": (_said(value="five"), "'five' is no number"),
    "a mode that is a list": (_said(mode=["phone"]), "mode is no text"),
    "a topic that is nothing": (_said(topics=[None]), "None is no topic of this record"),
    "a currency that is a list": (_said(currency=["USD"]), "is no currency"),
    "an empty title": (_set("entries", 0, title=""), "title is missing"),
    "against itself": (_itself, "d holds one account against itself"),
    "blank in an id": (_set("sources", 3, id="un dated"), "is no id"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_each_fault_is_a_sentence(name: str) -> None:
    spoil, says = SPOILT[name]
    found = _faults(spoil)
    assert [fault for fault in found if says in fault], found


def test_the_whole_record_is_read() -> None:
    read = read_record(json.dumps(_whole()), "record.json")
    assert [e["id"] for e in read["entries"]] == ["first", "asked"]


def test_a_fault_has_the_place_of_its_key() -> None:
    text = '{"sources": [],\n "entries": [\n  {"id": "x", "kind": "statement",\n'
    text += '   "title": "é \\" ]", "parties": [],'
    text += '\n   "accounts": [{"id": "a", "source": "none", "polarity": "asserts", "tense": "happened"}]}]}'
    with pytest.raises(Faults) as raised:
        read_record(text, "r.json")
    (fault,) = raised.value.faults
    assert (fault.file, fault.line, fault.column) == (
        "r.json",
        5,
        text.splitlines()[4].index('"source"') + 1,
    )
    assert fault.what.startswith("entries.0.accounts.0.source: 'none' is no source")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "this is not JSON"),
        ('{"a": 1,\n}', 2, "this is not JSON"),
        ('{"a": 1, "a": 2}', 0, "the key 'a' stands twice"),
        ('{"title": NaN}', 0, "NaN is no number"),
        ("[" * 100000, 0, "nested too deeply"),
        ("[" * 60 + "]" * 60, 0, "nested too deeply"),
        ("5", 1, "this is no object"),
    ],
)
def test_what_is_no_record_is_refused(text: str, line: int, says: str) -> None:
    with pytest.raises(Faults) as raised:
        read_record(text, "r.json")
    assert raised.value.faults[0].line == line
    assert says in raised.value.faults[0].what


# ------------------------------------------------------------------ questions


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_is_may_be_asked(day: str) -> None:
    asked = _asked({"op": "last_contact", "as_of": day, "known_on": day})["q"]
    assert asked["as_of"].isoformat() == day
    assert answer(Ledger(canonical(_whole())), asked)["entries"] == (
        ["first"] if day[0] == "9" else []
    )


def _asked(ask: Any, **more: Any) -> dict[str, Json]:
    text = json.dumps({"questions": [{"id": "q", "ask": ask, **more}]})
    return read_questions(text, "q.json", Ledger(_whole()))


def test_a_question_is_read_and_the_rest_of_it_is_left_alone() -> None:
    ask = {"op": "sum_new", "money": "public", "from": "2021-01-01", "known_on": None}
    found = _asked(ask, why="…", note={}, rule=[], answer=5)["q"]
    assert found["money"] == ["public"]
    assert found["from"].isoformat() == "2021-01-01"
    assert "known_on" not in found


@pytest.mark.parametrize(
    ("ask", "field", "says"),
    [
        (
            {"op": "last_talk"},
            "op",
            "did you mean last_contact? write one of last_contact, open_requests",
        ),
        ({"op": "last_contact"}, "as_of", "say as_of"),
        ({"op": "last_contact", "as_of": "2021-01"}, "as_of", "write a day"),
        ({"op": "last_contact", "as_of": "2021-01-02~"}, "as_of", "write a day"),
        ({"op": "last_contact", "as_of": 5}, "as_of", "write a day"),
        ({"op": "last_contact", "as_of": "2021-01-02T00:00"}, "as_of", "write a day"),
        ({"op": "last_contact", "as_of": "2021-W01-1"}, "as_of", "write a day"),
        (
            {"op": "last_contact", "as_of": "2021-01-01", "level": "head"},
            "level",
            "did you mean levels",
        ),
        (
            {"op": "last_contact", "as_of": "2021-01-01", "levels": ["boss"]},
            "levels.0",
            "write one of head",
        ),
        (
            {"op": "last_contact", "as_of": "2021-01-01", "between": ["north", "nord"]},
            "between.1",
            "did you mean north",
        ),
        (
            {"op": "last_contact", "as_of": "2021-01-01", "only": ["erly"]},
            "only.0",
            "did you mean early",
        ),
        ({"op": "rests_on"}, "sources", "say sources"),
        (
            {"op": "open_requests", "as_of": "2021-01-01", "from": "late"},
            "from",
            "write one of north, south",
        ),
        ({"op": "amount", "entry": "none"}, "entry", "write one of asked, first"),
        ({"op": "sum_new", "currency": "dollars"}, "currency", "ISO 4217"),
        ({"op": "sum_new", "from": "2021-02-01", "to": "2021-01-01"}, "to", "the earlier day"),
        (None, "ask", "and what it takes"),
    ],
)
def test_a_question_that_cannot_be_read_says_which_field_and_what_is_allowed(
    ask: Any, field: str, says: str
) -> None:
    with pytest.raises(Faults) as raised:
        _asked(ask)
    said = [(f.what, f.mend) for f in raised.value.faults]
    assert [1 for what, mend in said if f"{field}: " in what and says in mend], said
    assert all(f.line == 1 and f.column > 1 for f in raised.value.faults)


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", '{"questions": [5]}', '{"questions": [{"ask": {}}]}', '{"questions": [], "x": 1}'],
)
def test_a_file_without_questions_is_refused(text: str) -> None:
    with pytest.raises(Faults):
        read_questions(text, "q.json", Ledger(_whole()))


def test_two_megabytes_are_read() -> None:
    many = [call(f"c{n}", "2021-01-02", "early") for n in range(4000)]
    text = json.dumps(record(*many))
    assert len(text) > 2_000_000
    assert len(read_record(text, "r.json")["entries"]) == 4000


def test_helpers_make_what_they_say() -> None:
    assert entry("x", "statement", [account("a", "early")])["kind"] == "statement"
    assert source("s", None)["id"] == "s"
