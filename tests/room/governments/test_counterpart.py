"""What stands between two governments, on pages and on the house's first one: the ledger's own answers."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from cauce.base.actors import Actor
from cauce.demo.ledger import FILE
from cauce.governments import charts, desk
from cauce.governments.actions import load_ledger
from cauce.governments.definitions import DEFINITIONS
from cauce.governments.keeping import actions as keeping
from cauce.governments.models import Keeping
from cauce.governments.saying import age_said, date_said
from cauce.ledger import read_record
from tests import cast as people
from tests.house.calls import AT
from tests.library.ledgers import ledger, money

OTHER = {"other": "us"}


def _facts() -> dict[str, Any]:
    return read_record(FILE.read_text(encoding="utf-8"), FILE.name)


@pytest.fixture
def luis(db: None) -> Any:
    """A liaison officer, over the facts of the demonstration, of which nothing is published yet."""
    cast = people.enter()
    load_ledger(record=_facts(), by=Actor.IMPORT, at=AT)
    return cast.luis


@pytest.fixture
def everything(luis: Any) -> Any:
    """The same, published whole."""
    names = list(Keeping.objects.values_list("pk", flat=True))
    keeping.publish(entries=names, by=luis, at=AT)
    return luis


def _get(address: str, **query: Any) -> str:
    answer = Client(headers={"accept-language": "en"}).get(address, query)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def _section(page: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', page, re.S)
    assert found
    return found[0]


def _titles(names: list[str]) -> set[str]:
    titles = {entry["id"]: entry["title"] for entry in _facts()["entries"]}
    return {titles[name] for name in names}


@pytest.mark.parametrize(
    ("query", "ask"),
    [
        ({"level": "head"}, {"levels": ["head"]}),
        ({"level": "elect"}, {"levels": ["elect"]}),
        ({"topic": "border_security"}, {"topics": ["border_security"]}),
        ({"mode": "visit"}, {"modes": ["visit"]}),
        ({}, {}),
    ],
)
def test_the_number_follows_the_definition(everything: Any, query: Any, ask: Any) -> None:
    day = date(2024, 1, 11)
    found = desk.ask(
        desk.ledger(public=True),
        "last_contact",
        known_on=day,
        between=["us", "gt"],
        as_of=day,
        **ask,
    )
    page = _get("/governments/with/gt", known_on="2024-01-11", **OTHER, **query)
    spoke = _section(page, "spoke")
    assert date_said(found["date"]) in spoke
    assert age_said(found["age_days"]) in spoke
    assert all(title in spoke for title in _titles(found["entries"]))


def test_a_definition_that_nothing_meets_says_that_none_is_recorded(everything: Any) -> None:
    spoke = _section(_get("/governments/with/gt", level="working"), "spoke")
    assert "No such talk is recorded." in spoke
    assert "None recorded is not none" in spoke


def test_a_word_that_is_no_choice_is_said(everything: Any) -> None:
    answer = Client(headers={"accept-language": "en"}).get(
        "/governments/with/gt", {"level": "king"}
    )
    assert answer.status_code == 422
    assert 'href="#level"' in answer.content.decode()


def test_a_talk_is_narrowed_to_levels_persons_and_sources(everything: Any) -> None:
    levels = _section(_get("/governments/with/gt", **OTHER, level=["head", "elect"]), "spoke")
    assert "1 September 2023" in levels
    persons = _get("/governments/with/gt", **OTHER, person=["harris", "giammattei"])
    assert "13 June 2023" in _section(persons, "spoke")
    # A change of language and another day keep what was chosen.
    assert persons.count("person=harris&amp;person=giammattei") or persons.count(
        "person=harris&person=giammattei"
    )
    assert persons.count('type="hidden" name="person" value="harris"') == 2
    alone = _section(_get("/governments/with/gt", **OTHER, only="dcnf-signal"), "spoke")
    assert "only as 1 source tells it" in alone
    assert "<b>June 2023</b>" in alone


def test_sums_are_added_over_the_days_that_are_chosen(everything: Any) -> None:
    year = {"since": "2021-01-01", "until": "2021-12-31"}
    money = _section(_get("/governments/with/gt", **OTHER, **year), "money")
    assert "public money: <b>USD 358 million; up to USD 40 million</b>" in money
    assert "part of another sum" in money
    answer = Client(headers={"accept-language": "en"}).get(
        "/governments/with/gt", {"since": "soon"}
    )
    assert answer.status_code == 422
    assert 'href="#since"' in answer.content.decode()


def test_requests_sums_and_totals_are_those_of_the_ledger(everything: Any) -> None:
    page = _get("/governments/with/gt", **OTHER)
    requests = _section(page, "requests")
    for days in ("1,157 days", "at least 515 days", "at least 245 days"):
        assert days in requests
    money = _section(page, "money")
    assert "USD 402.5 million; up to USD 40 million" in money
    assert "0 of 12 promises have a report" in money
    assert "more than USD 4,200 million" in money
    assert "4,156" not in money  # nobody adds a total and an increment


def test_as_known_on_another_day_the_figures_are_others(everything: Any) -> None:
    assert "26 April 2021" in _section(
        _get("/governments/with/gt", known_on="2021-06-05", as_of="2021-06-07", level="head"),
        "spoke",
    )
    assert "13 June 2023" in _section(
        _get("/governments/with/gt", known_on="2023-06-20", level="head"), "spoke"
    )


def test_a_government_that_is_none_of_the_ledger_has_no_page(everything: Any) -> None:
    assert Client().get("/governments/with/nowhere").status_code == 404
    assert Client().get("/governments/definitions/nothing").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("word", DEFINITIONS)
def test_every_figure_has_its_definition(word: str) -> None:
    page = _get(f"/governments/definitions/{word}")
    assert DEFINITIONS[word].op in page


@pytest.mark.django_db
def test_the_first_page_says_nothing_where_nothing_is_published() -> None:
    assert "/governments" not in _get("/")


def test_the_first_page_answers_from_the_published_ledger(everything: Any) -> None:
    page = _get("/")
    for figure in ("1 September 2023", "13 June 2023", "213 days", "4 requests", "1,157 days"):
        assert figure in page
    assert "Alejandro Giammattei, President of Guatemala" in page
    assert "in 2 days" in page
    assert set(re.findall(r'href="/governments/definitions/([\w-]+)"', page)) == {
        "last-spoke", "unanswered", "promised-and-arrived", "term-ends",
    }  # fmt: skip


def test_the_first_page_stays_cheap(everything: Any, django_assert_max_num_queries: Any) -> None:
    _get("/")
    with django_assert_max_num_queries(2):
        _get("/")


def test_what_is_taken_inside_is_gone_from_the_first_page(everything: Any) -> None:
    assert "1 September 2023" in _get("/")
    keeping.take_inside(entry="c-2023-09-01", by=everything, at=AT)
    assert "1 September 2023" not in _get("/")


def test_no_public_page_shows_what_stays_inside(luis: Any) -> None:
    entries = [(entry["id"], entry["title"]) for entry in _facts()["entries"]]
    shown, kept = entries[::2], entries[1::2]
    keeping.publish(entries=[name for name, _title in shown], by=luis, at=AT)
    secret = {title for _name, title in kept} - {title for _name, title in shown}
    seen, waiting, leaks = set(), {"/", "/governments?known_on=2025-06-01"}, []
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = Client(headers={"accept-language": "en"}).get(address)
        text = unescape(answer.content.decode(errors="replace"))
        leaks += [(address, title) for title in secret if title in text]
        found = {unescape(a).split("#")[0] for a in re.findall(r'href="(/governments[^"]*)"', text)}
        waiting |= found - seen
    assert len(seen) > 5
    assert leaks == []


def test_the_timeline_has_every_dated_entry_in_its_table_too(everything: Any) -> None:
    timeline = _section(_get("/governments/with/gt", **OTHER), "timeline")
    marks = len(re.findall(r"<circle|<rect|<polygon", timeline))
    assert f"{marks} entries with a date" in timeline
    assert timeline.count("<tr>") == marks + 1
    years = [int(year) for year in re.findall(r"<text[^>]*>(\d{4})<", timeline)]
    assert years == [2021, 2022, 2023, 2024]


def test_a_date_at_the_edge_of_the_calendar_is_drawn_too() -> None:
    book = ledger(money("old", 1.0, "../0001-01-02"), money("new", 1.0, "2024-01-02"))
    rows, ticks = charts.timeline(list(book.view().entries), date(2024, 1, 12))
    assert [row["id"] for row in rows] == ["old", "new"]
    assert 12 <= len(ticks) <= 14
    assert len(charts.years(list(book.view().entries), date(2024, 1, 12))) == 1
