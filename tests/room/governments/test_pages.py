"""The ledger's pages, in public and at the desk: what each says and hides, and how it was known on a day."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from cauce.base.actors import Actor
from cauce.governments import desk as door
from cauce.governments.actions import load_ledger
from cauce.governments.keeping.actions import publish, set_owner, take_inside
from cauce.ledger.stories import requests_by_turn
from tests.house.calls import AT
from tests.library.ledgers import account, record, request
from tests.room.governments.desks import DAY, jar_of, said, visitor

PAGES = [
    "requests", "requests/r-tps", "requests/r-us-centres", "requests/r-border-security",
    "commitments/k-total-2022-06", "commitments/k-310", "commitments/k-50-transforma",
    "initiatives/i-smo", "entries/c-2021-03-30", "entries/s-harris-last-public",
    "entries/t-vaccines", "sources/dcnf-signal", "disagreements",
]  # fmt: skip
KNOWN = {"k-50-transforma": "2024-06-01"}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_both_frames_with_its_day(desk: Any, path: str) -> None:
    day = KNOWN.get(path.partition("/")[2], DAY)
    for jar, start in ((visitor(), "/governments/"), (desk.jar, "/office/governments/")):
        answer = jar.get(f"{start}{path}", {"known_on": day})
        assert answer.status_code == 200
        text = answer.content.decode()
        assert f'value="{day}"' in text
        assert "known_on=" + day in text


def test_the_list_has_the_figures_of_the_library(desk: Any) -> None:
    text = said(visitor(), "requests")
    view = door.ledger(public=True).view(known_on=date.fromisoformat(DAY))
    found = requests_by_turn(view, {"as_of": date.fromisoformat(DAY)})
    waiting = [story for many in found["waiting_on"].values() for story in many]
    assert len(waiting) == 4
    assert f"Ended {len(found['ended'])}" in text
    tps = next(story for story in waiting if story["request"] == "r-tps")
    assert f"{tps['standing']['age']['days']:,} days" in text
    assert "at least 245 days" in text
    assert "no date agreed" in text
    assert "passed" not in text


def test_the_public_list_names_no_officer_and_the_desk_says_that_nobody_owns_it(desk: Any) -> None:
    assert "Owner" not in said(visitor(), "requests")
    assert "nobody Set owner" in said(desk.jar, "requests")
    # Whoever only reads is led to no form that is shut.
    assert "Set owner" not in said(jar_of(desk.dina), "requests")
    set_owner(entry="r-tps", owner=desk.luis, before=None, by=desk.luis, at=AT)
    assert "Luis" in said(desk.jar, "requests")
    assert "Luis" not in said(visitor(), "requests")
    assert "Luis" not in said(visitor(), "requests/r-tps")


def test_the_list_narrows_to_a_topic_a_side_and_what_is_contested(desk: Any) -> None:
    by_topic = said(visitor(), "requests", topic="border_security")
    assert "Help with border security" in by_topic
    assert "Temporary protected status" not in by_topic
    contested = said(visitor(), "requests", only="contested")
    assert "Help with border security" in contested
    assert "Logistic means" not in contested
    assert "Vaccines" in said(visitor(), "requests", side="gt")


@pytest.mark.parametrize(("key", "word"), [("topic", "topic"), ("side", "side")])
def test_a_filter_that_is_none_says_so_and_shows_the_rest(desk: Any, key: str, word: str) -> None:
    answer = visitor().get("/governments/requests", {key: "nothing-like-it"})
    assert answer.status_code == 422
    text = unescape(answer.content.decode())
    assert f"There is no such {word}." in text
    assert "Temporary protected status" in text


def test_a_request_prints_its_clock_and_never_says_overdue_without_a_date(desk: Any) -> None:
    text = said(visitor(), "requests/r-logistics-2023")
    assert "Open at least 245 days, no answer date agreed." in text
    assert "Counted from 12 May 2023 to 12 January 2024: at least 245 days." in text
    assert "nothing can be overdue" in text
    assert "Whose turn: Government of the United States" in text


def test_a_contested_request_names_who_says_and_who_denies(desk: Any) -> None:
    text = said(visitor(), "requests/r-us-centres")
    assert re.search(r"contested\s+denied by \[2\] \[3\] \[4\]", text)
    assert "Did the United States ask for the centres" in text
    assert "Ended: answered" in text


def test_acts_of_several_askers_are_no_difference_between_accounts(desk: Any) -> None:
    text = said(visitor(), "requests/r-tps")
    fields = text[text.index("Field by field") :]
    assert "nobody decided" not in fields
    assert "asked of: US Department of State" in text


def test_a_commitment_shows_its_line_never_added_and_what_nobody_reported(desk: Any) -> None:
    total = said(visitor(), "commitments/k-total-2022-06")
    assert "more than USD 4,200 million" in total
    assert "about USD 50 million that no increment on record explains" in total
    assert "It is not added up: running total." in total
    paid = said(visitor(), "commitments/k-310")
    assert paid.count("no report found") == 3
    assert "Parts of it, not to be added to it" in paid
    overlap = said(visitor(), "commitments/k-50-transforma", known_on="2024-06-01")
    assert "It may overlap Development, economic, health and security assistance" in overlap
    assert "Only on a condition: part now, part with Congress later" in overlap


def test_an_initiative_has_its_names_and_says_that_its_planned_end_passed(desk: Any) -> None:
    text = said(visitor(), "initiatives/i-smo")
    assert "regional processing centers, from 27 April 2023" in text
    assert "Its planned end, about 12 December 2023, passed" in text


def test_an_entry_has_every_account_with_who_says_it_and_its_own_values(desk: Any) -> None:
    text = said(visitor(), "entries/c-2021-03-30")
    assert "4 accounts" in text
    assert "no value: the accounts differ, nobody decided" in text
    assert re.search(r"phone \[1\] \S*\s*\S*video \[2\]", text)
    assert "said by: The White House; reported by: Voice of America" in text


def test_another_kind_of_entry_is_led_to_its_own_page(desk: Any) -> None:
    answer = visitor().get("/governments/entries/r-tps")
    assert answer.headers["Location"] == "/governments/requests/r-tps"


def test_a_source_says_what_falls_with_it_and_which_values_change(desk: Any) -> None:
    text = said(visitor(), "sources/dcnf-signal")
    assert "What falls if it is taken back 3" in text
    assert "What stands on others too 4" in text
    assert "6 February 2023 2 September 2023" in text


def test_disagreements_stand_side_by_side_what_nobody_decided_first(desk: Any) -> None:
    text = said(visitor(), "disagreements")
    assert text.index("Nobody decided") < text.index("Settled, and still listed")
    assert text.index("Medium of the talk of 30 March 2021") < text.index(
        "Day or month of the call"
    )
    assert "Settle" not in text.replace("Settled", "")


@pytest.mark.parametrize(
    "path", ["requests/nobody", "commitments/r-tps", "initiatives/k-310", "entries/x", "sources/x"]
)
def test_what_is_not_there_is_not_found(desk: Any, path: str) -> None:
    assert visitor().get(f"/governments/{path}").status_code == 404


def test_what_is_not_published_is_to_the_public_as_if_it_were_not(desk: Any) -> None:
    take_inside(entry="r-tps", by=desk.luis, at=AT)
    assert visitor().get("/governments/requests/r-tps").status_code == 404
    assert "Temporary protected status" not in said(visitor(), "requests")
    assert "Temporary protected status" in said(desk.jar, "requests")
    assert said(desk.jar, "requests/r-tps").count("Who may read it the desk") == 1
    publish(entries=["r-tps"], by=desk.luis, at=AT)
    assert "Temporary protected status" in said(visitor(), "requests")


def test_a_page_as_known_earlier_knows_less(desk: Any) -> None:
    early = said(visitor(), "requests", known_on="2021-03-01")
    assert "Temporary protected status" in early
    assert "Vaccines" not in early
    assert (
        visitor().get("/governments/requests/r-biden-call?known_on=2021-03-01").status_code == 404
    )
    later = said(visitor(), "initiatives/i-smo", known_on="2023-05-05")
    assert "announced, since 27 April 2023" in later


def test_an_empty_ledger_says_what_would_be_here(db: None) -> None:
    assert "No request is open as known on this day." in said(visitor(), "requests")
    assert "No difference between accounts is open" in said(visitor(), "disagreements")


def test_an_agreed_day_that_passed_is_told_as_such(db: None) -> None:
    clock = {"expected_by": "2021-02-01", "basis": "agreed", "extensions": [
        {"from": "2021-01-20", "to": "2021-02-01", "why": "by letter", "on": "2021-01-15"}]}  # fmt: skip
    asked = request("asked", [("filed", "2021-01-10", "early")], clock=clock)
    asked["accounts"].append(account("asked.a9", "early", polarity="denies", act="filed"))
    load_ledger(record=record(asked), by=Actor.IMPORT, at=AT)
    publish(entries=["asked"], by=Actor.DEMONSTRATION, at=AT)
    text = said(visitor(), "requests/asked", known_on="2021-02-11")
    assert "the agreed day passed 10 days ago" in text
    assert "Agreed: an answer by 20 January 2021." in text
    assert "Agreed anew on 15 January 2021: by 1 February 2021. by letter" in text


def test_a_long_list_is_cut_into_pages_with_its_exact_count(db: None) -> None:
    many = [request(f"r{n:03}", [("filed", "2021-01-05", "early")]) for n in range(101)]
    load_ledger(record=record(*many), by=Actor.IMPORT, at=AT)
    publish(entries=[one["id"] for one in many], by=Actor.DEMONSTRATION, at=AT)
    first = said(visitor(), "requests")
    assert "South 101" in first
    assert "1 to 50 of 101 After" in first
    last = said(visitor(), "requests", part="south", page="3")
    assert "Before 101 to 101 of 101" in last
    assert "r100" in last
    assert "r099" not in last
