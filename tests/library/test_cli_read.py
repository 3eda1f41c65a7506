"""`cauce read` keeps what it promises to other programs."""

import json

import pytest

from tests.library.commands import run, written

TEXT = (
    "President Asha Mwangi met with Prime Minister Tom Reed on Tuesday"
    " and pledged 2 million euros to Malta."
)
KEYS = {
    "kind", "act", "from", "to", "date", "amount", "mode", "said_by", "on_behalf_of", "reported_by",
    "hedged", "layer", "evidence",
}  # fmt: skip


def test_a_text_becomes_drafts(capsys, tmp_path):
    file = written(tmp_path, TEXT, "a.txt")
    said = run(capsys, "read", file, "--published", "2024-03-15", "--json")
    assert (said.code, said.err) == (0, "")
    found = said.json["drafts"]
    assert {frozenset(d) for d in found} == {frozenset(KEYS)}
    contact = next(d for d in found if d["kind"] == "contact")
    assert contact["date"] == {
        "text": "Tuesday",
        "edtf": "2024-03-12",
        "basis": "relative to publication",
    }
    assert contact["evidence"] == [{"start": 0, "end": len(TEXT)}]
    money = next(d for d in found if d["kind"] == "commitment")
    assert money["amount"] == {
        "value": 2000000,
        "currency": "EUR",
        "qualifier": "exact",
        "also": None,
    }


def test_the_example_format_is_read_and_the_option_wins(capsys, tmp_path):
    file = written(
        tmp_path,
        {"id": "x", "text": TEXT, "published": "2020-01-01", "lang": "en", "rights": "own"},
    )
    said = run(capsys, "read", file, "--published", "2024-03-15", "--json")
    assert said.json["drafts"][0]["date"]["edtf"] == "2024-03-12"


def test_a_person_reads_cards(capsys, tmp_path):
    said = run(capsys, "read", written(tmp_path, TEXT, "a.txt"), "--published", "2024-03-15")
    assert "contact: held" in said.out
    assert "Asha Mwangi → Tom Reed" in said.out
    assert "amount: exact 2000000 EUR" in said.out


def test_a_text_without_entries_says_so(capsys, tmp_path):
    file = written(
        tmp_path, "The sea was calm and the sky was blue for the rest of the day.", "a.txt"
    )
    assert run(capsys, "read", file, "--json").json == {"drafts": []}
    assert "No entry" in run(capsys, "read", file).out


BAD = [
    ("", (), "no text"),
    (TEXT, ("--published", "2024-02-31"), "published"),
    (TEXT, ("--lang", "fr"), "es or en"),
    (json.dumps({"text": TEXT, "when": "now"}), (), "unknown key when"),
]


@pytest.mark.parametrize(("text", "words", "why"), BAD)
def test_bad_input_is_a_sentence_and_nothing_is_printed(capsys, tmp_path, text, words, why):
    file = written(tmp_path, text, "a.txt")
    said = run(capsys, "read", file, *words, "--json")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"{file}: ")
    assert why in said.err


def test_a_file_that_is_no_text(capsys, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    for path in (picture, tmp_path / "none.txt", tmp_path):
        said = run(capsys, "read", path, "--json")
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
