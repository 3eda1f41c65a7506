"""`cauce screen` and `cauce ask` keep what they promise to other programs."""

import json
import os
from pathlib import Path

import pytest

from tests.library.commands import ALIEN, AMERICAS, keeper, run, written

FOUR = {"eligible", "undetermined", "not_eligible", "closed"}


@pytest.fixture(autouse=True)
def _alien(monkeypatch):
    monkeypatch.setenv("CAUCE_PACK", str(ALIEN))


def test_a_case_is_one_json_line(capsys, tmp_path):
    said = run(capsys, "screen", written(tmp_path, keeper()), "--json")
    (line,) = said.lines
    assert (said.code, said.err) == (0, "")
    assert set(line) == {"case", "on", "pack", "open_points", "members", "as_principal"} | FOUR
    assert line["pack"]["id"] == "alien"
    assert sorted(line["eligible"]) == ["FERRY", "LIGHT", "OATH"]


def test_the_day_may_be_another(capsys, tmp_path):
    said = run(capsys, "screen", written(tmp_path, keeper()), "--on", "2026-01-01", "--json")
    (line,) = said.lines
    assert line["on"] == "2026-01-01"
    assert line["closed"] == {"LIGHT": "suspended", "FERRY": "ended"}


def test_explained_every_finding_says_why(capsys, tmp_path):
    data = keeper(nights=39)
    (line,) = run(capsys, "screen", written(tmp_path, data), "--explain", "--json").lines
    (finding,) = [f for f in line["findings"] if f["criterion"] == "LIGHT-2"]
    assert finding["value"] == "false"
    assert finding["facts"] == {"keeper.nights": 39}
    assert finding["source"] == ["G1"]
    assert finding["sentence"] == "Vigiou noites bastantes."


def test_members_and_other_principals_are_listed(capsys, tmp_path):
    data = keeper()
    data["persons"].append({**data["persons"][0], "place": "helper", "born": "2010-01-01"})
    (line,) = run(capsys, "screen", written(tmp_path, data), "--explain", "--json").lines
    assert line["members"] == [{"person": 1, "LIGHT": "travels"}]
    (other,) = line["as_principal"]
    assert other["person"] == 1
    assert set(other) >= FOUR | {"findings"}


def test_several_paths_folders_and_lines_keep_their_order(capsys, tmp_path):
    folder = tmp_path / "cases"
    folder.mkdir()
    for name in ("b", "a"):
        written(folder, {**keeper(), "id": name}, f"{name}.json")
    lines = "\n".join(json.dumps({**keeper(), "id": name}) for name in ("z", "y"))
    said = run(capsys, "screen", written(tmp_path, lines, "more.jsonl"), folder, "--json")
    assert [line["case"] for line in said.lines] == ["z", "y", "a", "b"]


def test_without_json_a_person_can_read_it(capsys, tmp_path):
    said = run(capsys, "screen", written(tmp_path, keeper(nights=3)), "--explain")
    assert "LIGHT: not now, because of LIGHT-2" in said.out
    assert "Vigiou noites bastantes." in said.out


BAD = {
    "no JSON": ("{", ":1:2: is not JSON"),
    "an unknown key": ({**keeper(), "day": "x"}, ":1:"),
    "an unknown fact": (keeper(nigths=3), "did you mean nights?"),
    "an unknown code": (keeper(rock="fero"), 'did you mean "ferro"?'),
    "31 February": ({**keeper(), "on": "2024-02-31"}, "on"),
    "a birth in the future": (keeper(born="2031-01-01"), "lies after the day of the screening"),
    "a key given twice": ('{"id": "a", "id": "b", "on": "2024-05-01", "persons": [{}]}', "twice"),
    "nobody": ({**keeper(), "persons": []}, "there is no person"),
    "a number for a text": (keeper(rock=3), "3 is not a code"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_sentence_and_nothing_is_printed(capsys, tmp_path, name):
    data, expected = BAD[name]
    good = written(tmp_path, keeper(), "good.json")
    said = run(capsys, "screen", good, written(tmp_path, data, "bad.json"), "--json")
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert all(line.startswith(str(tmp_path / "bad.json")) for line in said.err.splitlines())
    assert "; " in said.err


def test_a_fault_in_a_jsonl_names_its_line(capsys, tmp_path):
    text = json.dumps(keeper()) + "\n\n" + json.dumps(keeper(rock="fero"))
    said = run(capsys, "screen", written(tmp_path, text, "many.jsonl"), "--json")
    assert (said.code, said.out) == (2, "")
    assert f"{tmp_path / 'many.jsonl'}:3:" in said.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["empty"], "holds no case"),
        (["none.json"], "there is no such file"),
        (["case.json", "--on", "2024-02-31"], "--on"),
        (["case.json", "--on", "2024"], "not one day"),
        (["case.json", "--pack", "empty"], "is no rule pack"),
    ],
)
def test_what_is_not_there_is_said(capsys, tmp_path, monkeypatch, words, expected):
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    written(tmp_path, keeper())
    said = run(capsys, "screen", *words, "--json")
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert said.err.count("\n") == 1


def test_ask_has_the_promised_form(capsys, tmp_path):
    data = {**keeper(nights=None, rock=None), "household": {}}
    said = run(capsys, "ask", written(tmp_path, data), "--json")
    asked = said.json
    assert (said.code, said.err, asked["done"]) == (0, "", False)
    facts = {(q["person"], q["fact"]): q for q in asked["questions"]}
    assert facts[(0, "keeper.rock")]["values"] == ["anvil", "ferro", "gull", "mist"]
    assert facts[(0, "keeper.nights")]["type"] == "int"
    assert facts[(None, "lamp.oil_paid")]["text"] == "O óleo da casa está pago?"
    assert all({"person", "fact", "type", "values", "text"} <= set(q) for q in asked["questions"])


def test_ask_in_another_language_of_the_pack(capsys, tmp_path):
    case = written(tmp_path, keeper(nights=None))
    said = run(capsys, "ask", case, "--lang", "en", "--json")
    assert [q["text"] for q in said.json["questions"]] == ["How many nights have you watched?"]
    assert run(capsys, "ask", case, "--lang", "fr").code == 2


def test_ask_says_which_relative(capsys, tmp_path):
    data = keeper(mentors=[{"rank": None, "sworn_on": "2010-01-01", "rock": "ferro"}])
    (question,) = run(capsys, "ask", written(tmp_path, data), "--json").json["questions"]
    assert (question["fact"], question["person"], question["relative"]) == ("mentor.rank", 0, 0)


def test_ask_ends_when_everything_is_known(capsys, tmp_path):
    case = written(tmp_path, keeper())
    assert run(capsys, "ask", case, "--json").json == {"done": True, "open": [], "questions": []}
    assert run(capsys, "ask", case).out == "Nothing to ask. Open: none\n"


def test_the_dialogue_ends_with_the_words_of_the_full_form(capsys, tmp_path):
    full, told = keeper(), {**keeper(), "household": {}, "persons": [{"place": "keeper"}]}
    asked = run(capsys, "ask", written(tmp_path, told), "--json").json
    while not asked["done"]:
        question = asked["questions"][0]
        key = question["fact"].removeprefix("keeper.")
        if question["person"] is None:
            told["household"][key] = full["household"][key]
        else:
            told["persons"][0][key] = full["persons"][0][key]
        asked = run(capsys, "ask", written(tmp_path, told), "--json").json
    words = [
        {
            key: run(capsys, "screen", written(tmp_path, data), "--json").lines[0][key]
            for key in FOUR
        }
        for data in (told, full)
    ]
    assert words[0] == words[1]


def test_ask_takes_one_case(capsys, tmp_path):
    text = "\n".join([json.dumps(keeper())] * 2)
    said = run(capsys, "ask", written(tmp_path, text, "two.jsonl"), "--json")
    assert (said.code, said.out) == (2, "")
    assert "holds 2 cases; give one case" in said.err


@pytest.mark.skipif("CAUCE_EXAMPLES" not in os.environ, reason="CAUCE_EXAMPLES is not set")
def test_the_shipped_persons_are_the_worked_ones():
    for path in (Path(os.environ["CAUCE_EXAMPLES"]) / "screening").glob("W*.json"):
        shipped = AMERICAS / "examples" / "persons" / path.name
        assert json.loads(shipped.read_text()) == json.loads(path.read_text())
