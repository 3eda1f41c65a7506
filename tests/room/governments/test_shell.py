"""`cauce ledger` from a real shell, in an empty folder: promises to other people's programs."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.house.calls.governments import a_record
from tests.prepared import Prepared
from tests.room.cli.office import say

ASK = {
    "questions": [
        {
            "id": "q1",
            "ask": {"op": "last_contact", "between": ["north", "south"], "as_of": "2023-07-01"},
        }
    ]
}


def _file(folder: Path, name: str, value: Any) -> Path:
    path = folder / name
    path.write_text(
        value if isinstance(value, str) else json.dumps(value, indent=1), encoding="utf-8"
    )
    return path


def _refused(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    return done.stderr.splitlines()


@pytest.fixture(scope="module")
def loaded(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a loaded ledger in `var`, and its record."""
    folder = tmp_path_factory.mktemp("ledger")
    prepared.tables(folder / "var")
    record = _file(folder, "record.json", a_record())
    done = say(folder / "var", "ledger", "load", str(record), "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "preface record: new", "topics borders: new", "actors north: new", "actors south: new",
        "offices head: new",
        "sources readout: new", "entries call: new", "7 new: loaded",
    ]  # fmt: skip
    return folder


def test_an_empty_folder_gets_no_demonstration(loaded: Path) -> None:
    out = loaded / "empty.json"
    assert say(loaded / "var2", "ledger", "export", str(out)).returncode == 0
    assert json.loads(out.read_text())["entries"] == []


def test_twice_changes_nothing_and_asks_nothing(loaded: Path) -> None:
    done = say(loaded / "var", "ledger", "load", str(loaded / "record.json"))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "7 the same: nothing changes")


def test_what_is_exported_loads_to_the_same_ledger(loaded: Path, prepared: Prepared) -> None:
    prepared.tables(loaded / "var3")
    out, again = loaded / "out.json", loaded / "again.json"
    assert say(loaded / "var", "ledger", "export", str(out)).stdout == ""
    assert say(loaded / "var3", "ledger", "load", str(out), "--yes").returncode == 0
    assert say(loaded / "var3", "ledger", "export", str(again)).returncode == 0
    assert again.read_text() == out.read_text()


def test_a_question_is_answered(loaded: Path) -> None:
    done = say(loaded / "var", "ledger", "ask", str(_file(loaded, "ask.json", ASK)), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["q1"]["age_days"] == [1, 30]


def test_a_trial_and_a_question_that_nobody_answers_write_nothing(
    loaded: Path, tmp_path: Path
) -> None:
    changed = a_record()
    changed["entries"][0]["mode"] = "video"
    record = str(_file(tmp_path, "record.json", changed))
    trial = say(loaded / "var", "ledger", "load", record, "--dry-run")
    assert trial.stdout.splitlines()[-1] == "1 changed, 6 the same: nothing was written"
    (line,) = _refused(say(loaded / "var", "ledger", "load", record))
    assert "--yes" in line
    assert say(loaded / "var", "ledger", "load", record, "--dry-run").stdout == trial.stdout


def test_every_fault_has_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    spoilt = a_record()
    spoilt["entries"][0]["date"] = "June"
    spoilt["entries"][0]["accounts"][0]["source"] = "readouts"
    record = _file(tmp_path, "record.json", spoilt)
    lines = _refused(say(tmp_path / "var", "ledger", "load", str(record), "--yes"))
    text = record.read_text().splitlines()
    found = {
        key: next(n for n, line in enumerate(text, 1) if f'"{key}": "{word}"' in line)
        for key, word in (("date", "June"), ("source", "readouts"))
    }
    assert sorted(line.split(": ")[0] for line in lines) == sorted(
        f"{record}:{n}:{text[n - 1].index(chr(34)) + 1}" for n in found.values()
    )
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("text", ["", "{", "<html>", "[]", "مرحبا"])
def test_what_is_no_record_and_no_question_is_one_line(text: str, tmp_path: Path) -> None:
    bad = str(_file(tmp_path, "bad.json", text))
    for words in (("load", bad, "--yes"), ("ask", bad, "--json")):
        assert len(_refused(say(tmp_path / "var", "ledger", *words))) == 1


def test_a_question_that_cannot_be_read(loaded: Path) -> None:
    ask = {"questions": [{"id": "q", "ask": {"op": "rests_on", "sources": ["nothing"]}}]}
    (line,) = _refused(
        say(loaded / "var", "ledger", "ask", str(_file(loaded, "bad.json", ask)), "--json")
    )
    assert (
        "questions.0.ask.sources.0: 'nothing' is no source of this ledger; write one of readout"
        in line
    )


def test_files_that_are_not_there(prepared: Prepared, tmp_path: Path) -> None:
    prepared.tables(tmp_path / "var")
    for words in (("load", "none.json"), ("ask", "none.json"), ("export", "none/out.json")):
        assert len(_refused(say(tmp_path / "var", "ledger", *words))) == 1
