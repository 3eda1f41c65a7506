"""Counterparts ranked by neglect: the public reads what is published, the desk reads everything."""

from typing import Any

import pytest
from django.test import Client

from cauce.base.actors import Actor
from cauce.base.roles import Role
from cauce.governments.actions import load_ledger
from cauce.governments.keeping import actions as keeping
from tests import cast as people
from tests.house.calls import AT
from tests.library.ledgers import call, record, request


@pytest.fixture
def luis(db: None) -> Any:
    """A liaison officer, over a ledger of a call and a request of which nothing is published."""
    cast = people.enter()
    whole = record(
        call("call", "2021-01-04", "early"), request("asked", [("filed", "2021-01-05", "early")])
    )
    load_ledger(record=whole, by=Actor.IMPORT, at=AT)
    return cast.luis


def _public(address: str = "/governments", **query: str) -> Any:
    return Client(headers={"accept-language": "en"}).get(address, query)


def _desk(who: Any, address: str = "/office/governments", **query: str) -> Any:
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, who)
    return browser.get(address, query)


@pytest.mark.django_db
def test_an_empty_ledger_says_what_would_be_here() -> None:
    answer = _public()
    assert "Nothing of the ledger is published" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_nothing_inside_is_shown_outside(luis: Any) -> None:
    assert "<table" not in _public().content.decode()
    inside = _desk(luis)
    assert "North · South" in inside.content.decode()
    assert inside.headers["Cache-Control"] == "no-store"


def test_what_is_published_is_ranked_as_the_ledger_answers(luis: Any) -> None:
    keeping.publish(entries=["call", "asked"], by=luis, at=AT)
    page = _public().content.decode()
    assert "1,102 days" in page  # from 5 January 2021 to the office day, 12 January 2024
    assert "4 January 2021" in page


def test_as_known_on_a_day_changes_the_figures(luis: Any) -> None:
    page = _desk(luis, known_on="2021-01-11").content.decode()
    assert "6 days" in page
    assert (
        "holds nothing as known on this day" in _desk(luis, known_on="2021-01-08").content.decode()
    )


@pytest.mark.parametrize("day", ["tomorrow", "2021-02-30", "0001-01-01"])
def test_a_day_that_is_none_is_said(luis: Any, day: str) -> None:
    answer = _desk(luis, known_on=day)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#known_on"' in page
    assert 'aria-describedby="error-known_on"' in page


def test_the_bar_leads_there_whoever_may_read_it(luis: Any) -> None:
    rosa = people.officer("rita", role=Role.REGISTRAR, site=luis.grants.get().site)
    assert 'href="/office/governments"' in _desk(luis, "/office").content.decode()
    assert 'href="/office/governments"' not in _desk(rosa, "/office").content.decode()
    assert _desk(rosa).status_code == 403


@pytest.mark.django_db
def test_the_public_page_changes_its_language_by_a_link() -> None:
    answer = _public(known_on="2024-01-12")
    assert 'href="?known_on=2024-01-12&amp;lang=es"' in answer.content.decode()
    assert _public(lang="es").status_code == 302
