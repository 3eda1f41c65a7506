"""Accounts side by side, the value that is taken, and what is lost with a source."""

from typing import Any

from cauce.ledger.sides import entry_story, fields, source_story
from tests.library.ledgers import account, call, entry, ledger, record, request, source


def _told(**more: Any) -> Any:
    said = [account("c.a1", "early", date="2021-01", mode="phone", said="we spoke"),
            account("c.a2", "month", date="2021-01-05", mode="video")]  # fmt: skip
    return call("c", None, "early") | {"accounts": said, "date": None, "mode": None} | more


def _fields(book: Any, name: str = "c") -> dict[str, Any]:
    return {row["field"]: row for row in fields(book.view().get(name))}


def test_where_accounts_differ_and_nobody_decided_there_is_no_value() -> None:
    mode = _fields(ledger(_told()))["mode"]
    assert (mode["value"], mode["undecided"]) == (None, True)
    given = [(said["account"], said["value"]) for said in mode["given"]]
    assert given == [("c.a1", "phone"), ("c.a2", "video")]


def test_a_decision_holds_while_its_account_stands() -> None:
    decided = {"mode": {"account": "c.a2", "why": "it was seen"}}
    book = ledger(_told(mode="video", accepted=decided))
    assert _fields(book)["mode"]["decided"] == decided["mode"]
    left = {row["field"]: row for row in fields(book.view(without=["month"]).get("c"))}  # type: ignore[arg-type]  # it stands
    assert (left["mode"]["decided"], left["mode"]["value"]) == (None, "phone")


def test_words_of_the_text_are_no_value() -> None:
    assert "said" not in _fields(ledger(_told()))


def test_two_acts_of_one_word_have_their_own_days() -> None:
    acts = [("filed", "2021-01-01", "early"), ("reiterated", "2021-01-02", "early"),
            ("reiterated", "2021-01-03", "early")]  # fmt: skip
    rows = fields(ledger(request("r", acts)).view().get("r"))  # type: ignore[arg-type]  # it stands
    assert [row["about"] for row in rows] == ["filed", "reiterated", "reiterated"]
    assert not any(row["differ"] for row in rows)


def test_ties_are_named_from_both_ends() -> None:
    tie = {"type": "same_event", "to": "c", "status": "accepted", "why": "one call"}
    book = ledger(_told(), call("other", "2021-01", "early", relations=[tie]))
    here, there = (entry_story(book.view(), {"entry": name}) for name in ("c", "other"))
    assert here
    assert there
    assert here["same_event"] == ["other"]
    assert there["same_event"] == ["c"]
    assert here["named_by"] == [{**tie, "to": "other"}]
    assert there["names"] == [tie]
    assert entry_story(book.view(), {"entry": "nobody"}) is None


def test_what_falls_with_a_source_and_which_values_change() -> None:
    alone = call("alone", "2021-01-05", "early")
    story = source_story(ledger(_told(), alone).view(), {"source": "early"})
    assert story["fall"] == ["alone"]
    assert story["keep"] == [{"entry": "c", "left": ["month"]}]
    was = {row["field"]: (row["was"], row["then"]) for row in story["values"]}
    assert was == {"date": (None, "2021-01-05"), "mode": (None, "video")}


def test_what_was_taken_from_a_source_is_named_with_it() -> None:
    copy = source("copy", "2021-02-01") | {"derived_from": "early"}
    twice = source("twice", "2021-03-01") | {"derived_from": "copy"}
    sources = [*record()["sources"], copy, twice]
    said = [account("s.a1", "early"), account("s.a2", "twice")]
    book = ledger(entry("s", "statement", said), sources=sources)
    story = source_story(book.view(), {"source": "early"})
    assert story["derived"] == ["copy", "twice"]
    assert (story["fall"], story["fall_with_derived"]) == ([], ["s"])
    assert story["accounts"] == ["s.a1"]
