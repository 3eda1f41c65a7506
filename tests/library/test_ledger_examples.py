"""The record and the sixteen questions that other people's programs ask, where CAUCE_EXAMPLES has them."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cauce.ledger import OPERATIONS, Ledger, answer, canonical, read_questions, read_record, shown
from tests.library.ledgers import Json, asked, plain

pytestmark = pytest.mark.skipif(
    not os.environ.get("CAUCE_EXAMPLES"), reason="CAUCE_EXAMPLES is not set"
)


def _text(name: str) -> str:
    return (Path(os.environ["CAUCE_EXAMPLES"]) / "cooperation" / name).read_text(encoding="utf-8")


@cache
def _book() -> Ledger:
    return Ledger(canonical(read_record(_text("record.json"), "record.json")))


def _questions() -> list[Json]:
    if not os.environ.get("CAUCE_EXAMPLES"):
        return []
    questions: list[Json] = json.loads(_text("record-questions.json"))["questions"]
    return questions


@pytest.mark.parametrize("question", _questions(), ids=lambda q: q["id"])
def test_each_question_has_its_answer(question: Any) -> None:
    read = read_questions(json.dumps({"questions": [question]}), "q.json", _book())
    found = json.loads(json.dumps(answer(_book(), read[question["id"]])))
    assert plain(found) == plain(question["answer"])


def _by_hand() -> list[Json]:
    """Questions of our own over the same record, worked out by hand from its rules."""
    text = Path(__file__).with_name("worked_by_hand.json").read_text(encoding="utf-8")
    questions: list[Json] = json.loads(text)["questions"]
    return questions


@pytest.mark.parametrize("question", _by_hand(), ids=lambda q: q["id"])
def test_each_question_of_our_own_has_its_answer(question: Any) -> None:
    test_each_question_has_its_answer(question)


def test_our_own_ask_every_operation_and_most_of_what_it_takes() -> None:
    asked_for = {(q["ask"]["op"], key) for q in _by_hand() for key in q["ask"]}
    promised = list(OPERATIONS)[: list(OPERATIONS).index("whose_turn")]
    assert {op for op, _ in asked_for} >= {*promised} - {"disagreements"}
    keys = {key for _, key in asked_for}
    assert keys >= {"known_on", "only", "without", "persons", "levels", "topics", "modes", "money"}


def test_there_are_sixteen() -> None:
    assert len(_questions()) == 16


def test_the_three_worked_answers() -> None:
    assert asked(_book(), "amount", entry="k-310") == {
        "commitments": 1, "nature": "new", "condition": None,
        "amount": {"value": 310000000, "currency": "USD", "qualifier": "exact"},
        "dates_given": [{"k-310.a1": "2021-04-26"}],
    }  # fmt: skip
    held = asked(_book(), "office_holder", office="gt-president", as_of=["2024-01-14"])
    assert held == {"2024-01-14": ["giammattei", "arevalo"]}
    year = {"begin": "2023-01-01", "end": "2023-12-31", "topics": ["border_security"]}
    assert asked(_book(), "topic_balance", **year) == {
        "contacts": 5,
        "by_topic": {"border_security": 3},
    }


def test_nothing_is_lost_on_the_way_through_the_form() -> None:
    whole = canonical(read_record(_text("record.json"), "record.json"))
    assert canonical(read_record(json.dumps(shown(whole)), "again.json")) == whole


def test_every_key_of_the_record_comes_out_again() -> None:
    given, out = json.loads(_text("record.json")), shown(_book().data)  # type: ignore[arg-type]  # a plain dict
    for before, after in zip(given["entries"], out["entries"], strict=True):
        said = {key: value for key, value in before.items() if value not in (None, [], {})}
        assert {key for key in said if key not in after} == set()
        assert [a["values"] for a in before["accounts"]] == [a["values"] for a in after["accounts"]]
