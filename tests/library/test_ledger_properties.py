"""What holds for every ledger: later words are not known, and a source set aside was never there."""

import copy
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cauce.ledger import Ledger, answer, canonical, check, merge, shown
from tests.library.ledgers import Json, account, entry, money, plain, record, source

DAYS = (
    "2021-01-04",
    "2021-01~",
    "2021",
    "../2021-02-10",
    "2021-01-20/2021-02-05",
    "2021-03-01",
    None,
)
SOURCES = ("s1", "s2", "s3", "s4")
PUBLISHED = ("2021-01-05", "2021-02", "2021-03-31~", None)
KINDS = ("contact", "request", "commitment", "initiative", "statement")
days = st.sampled_from(DAYS)


@st.composite
def accounts(draw: Any, name: str) -> list[Json]:
    found = []
    for n in range(draw(st.integers(1, 3))):
        said: Json = {
            "date": draw(days),
            "polarity": draw(st.sampled_from(("asserts", "asserts", "denies", "hedges"))),
            "tense": draw(st.sampled_from(("happened", "happened", "planned"))),
            "topics": draw(st.lists(st.sampled_from(("borders", "trade")), unique=True)),
            "value": draw(st.sampled_from((10, 20))),
            "mode": draw(st.sampled_from(("phone", "video"))),
        }
        found.append(account(f"{name}.a{n}", draw(st.sampled_from(SOURCES)), **said))
    return found


@st.composite
def entries(draw: Any, name: str) -> Json:
    kind = draw(st.sampled_from(KINDS))
    said = draw(accounts(name))
    ids = [a["id"] for a in said]
    more: Json = {"date": draw(days)}
    if kind == "request":
        words = [
            "filed",
            *draw(
                st.lists(st.sampled_from(("reiterated", "answered", "carried_over")), max_size=2)
            ),
        ]
        # No date of an act lies before its filing in these.
        more["acts"] = [
            {"act": w, "date": None if n == 0 else draw(days), "accounts": draw(_some(ids))}
            for n, w in enumerate(words)
        ]
    if kind == "initiative":
        words = draw(st.lists(st.sampled_from(("announced", "opened", "closed")), max_size=3))
        more["phases"] = [
            {"phase": w, "date": draw(days), "accounts": draw(_some(ids))} for w in words
        ]
        more["names"] = [{"name": "first", "from": draw(days)}]
    if kind == "commitment":
        made = money(name, 10, more["date"], nature=draw(st.sampled_from(("new", "running_total"))))
        return made | {"accounts": said}
    if kind == "contact":
        more["mode"] = draw(st.sampled_from(("phone", None)))
    return entry(name, kind, said, **more)


def _some(ids: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(ids), min_size=1, unique=True)


@st.composite
def records(draw: Any) -> Json:
    made = [draw(entries(f"e{n}")) for n in range(draw(st.integers(1, 4)))]
    for n, one in enumerate(made[1:], 1):
        if one["kind"] == made[n - 1]["kind"] and draw(st.booleans()):
            one["relations"] = [{"type": "same_event", "to": f"e{n - 1}", "status": "accepted"}]
    listed = [source(name, draw(st.sampled_from(PUBLISHED))) for name in SOURCES]
    first = [a["id"] for a in made[0]["accounts"]]
    last = [a["id"] for a in made[-1]["accounts"]]
    two = first[0] != last[-1]
    differ = [{"id": "d", "field": "value", "a": first[0], "b": last[-1]}] if two else []
    whole = record(*made, sources=listed, disagreements=differ)
    check(whole)
    return whole


def questions(book: Ledger) -> list[Json]:
    """One question of each kind that any ledger can be asked."""
    asked: list[Json] = []
    for day in (date(2021, 1, 4), date(2021, 2, 10), date(2021, 6, 1)):
        asked += [
            {
                "op": "last_contact",
                "between": ["north", "south"],
                "as_of": day,
                "topics": ["borders"],
            },
            {"op": "last_contact", "as_of": day},
            {"op": "open_requests", "from": "north", "as_of": day},
            {"op": "running_totals", "as_of": day},
            {"op": "handover_brief", "side": "north", "as_of": day, "known_on": date.max},
        ]
        asked += [
            {"op": "initiative_state", "initiative": e.id, "as_of": [day]}
            for e in book.every
            if e.kind == "initiative"
        ]
    whole_year = {"from": date(2021, 1, 1), "to": date(2021, 12, 31)}
    asked += [
        {"op": "sum_new"},
        {"op": "sum_new", **whole_year},
        {"op": "topic_balance", **whole_year},
    ]
    return [*asked, {"op": "disagreements"}, {"op": "rests_on", "sources": ["s1"]}]


def _without(whole: Json, gone: set[str]) -> Json:
    """The record as it would be had these sources never been: no accounts, no entries, no mention of them."""
    left = copy.deepcopy(whole)
    for one in left["entries"]:
        one["accounts"] = [a for a in one["accounts"] if a["source"] not in gone]
    left["entries"] = [e for e in left["entries"] if e["accounts"]]
    return left


@settings(max_examples=60, deadline=None)
@given(records(), st.sets(st.sampled_from(SOURCES), max_size=3))
def test_a_source_that_is_set_aside_names_nothing(whole: Json, gone: set[str]) -> None:
    book = Ledger(whole)
    left = [s for s in SOURCES if s not in gone]
    hidden = {a["id"] for e in whole["entries"] for a in e["accounts"] if a["source"] in gone}
    fallen = {e["id"] for e in whole["entries"]} - {
        e["id"] for e in _without(whole, gone)["entries"]
    }
    for ask in questions(book):
        if ask["op"] in ("initiative_state", "rests_on"):
            continue
        found = answer(book, {**ask, "without": sorted(gone)})
        assert plain(found) == plain(answer(book, {**ask, "only": left}))
        assert not (hidden | fallen) & set(_words(found))


@settings(max_examples=60, deadline=None)
@given(records(), st.sampled_from((date(2021, 1, 5), date(2021, 2, 15), date(2021, 4, 1))))
def test_as_known_on_a_day_later_words_change_nothing(whole: Json, day: date) -> None:
    """A source of a later day may say anything: what was known on the day stays the same."""
    late = source("later", "2031-01-01")
    told = copy.deepcopy(whole)
    told["sources"].append(canonical({"sources": [late]})["sources"][0])
    for n, one in enumerate(told["entries"]):
        said = account(f"late{n}", "later", date="2021-01-03", polarity="asserts")
        one["accounts"].append(
            canonical({"entries": [entry("x", "statement", [said])]})["entries"][0]["accounts"][0]
        )
    before, after = Ledger(whole), Ledger(told)
    for ask in questions(before):
        known = {**ask, "known_on": day}
        assert plain(answer(before, known)) == plain(answer(after, known))


@settings(max_examples=60, deadline=None)
@given(records(), st.sampled_from((date(2021, 1, 5), date(2021, 2, 15), date(2021, 4, 1))))
def test_to_know_on_a_day_is_to_have_only_the_sources_of_that_day(whole: Json, day: date) -> None:
    book = Ledger(whole)
    ends = {
        "2021-01-05": date(2021, 1, 5),
        "2021-02": date(2021, 2, 28),
        "2021-03-31~": date(2021, 3, 31),
    }
    there = [s["id"] for s in whole["sources"] if s["published"] and ends[s["published"]] <= day]
    for ask in questions(book):
        plainly = {key: value for key, value in ask.items() if key != "known_on"} | {"only": there}
        if ask["op"] == "handover_brief":
            plainly["known_on"] = date.max
            plainly["only"] = there
        assert plain(answer(book, {**ask, "known_on": day})) == plain(answer(book, plainly))


@settings(max_examples=60, deadline=None)
@given(records(), records())
def test_laying_a_record_over_another_twice_changes_nothing(old: Json, new: Json) -> None:
    once, _ = merge(old, new)
    twice, report = merge(once, new)
    assert twice == once
    assert {became for _, _, became in report} == {"the same"}
    assert canonical(shown(once)) == once


def _words(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [w for key, inside in value.items() for w in (key, *_words(inside))]
    if isinstance(value, list):
        return [w for inside in value for w in _words(inside)]
    return [value] if isinstance(value, str) else []


def test_the_words_of_an_answer_are_found() -> None:
    assert _words({"a": ["b", {"c": "d"}], "e": 1}) == ["a", "b", "c", "d", "e"]
