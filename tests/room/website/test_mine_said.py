"""What the family told: the answer it got, what is left open, what is corrected, and who is added."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from cauce.applications.corrections import actions as corrections
from cauce.applications.models import Correction, Screening
from cauce.base import clock, envelopes, keys, throttle
from cauce.base.actors import Actor
from cauce.packs import pack
from cauce.people import keeping
from cauce.people.models import Member
from tests.family import family, maria, said
from tests.room.website.conftest import path_of, said_wrong
from tests.room.website.mine import Family
from tests.room.website.test_mine_pages import text

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _fresh_counts(settings: Any, tmp_path: Any, db: None) -> None:
    settings.CAUCE_DATA = tmp_path
    if connection.vendor == "postgresql":
        throttle.forget(now=4e9)


@pytest.fixture
def home(cast: Any) -> Family:
    """A family of three that typed its code twice; it applied an hour ago."""
    return Family(family(cast, at=clock.now() - timedelta(hours=1))).enter_deep()


@pytest.fixture
def other(cast: Any) -> Family:
    """Another one."""
    return Family(family(cast, persons=[maria()])).enter_deep()


def test_the_answer_says_every_way_and_where_to_answer(home: Family) -> None:
    page = home.get("/my/answer")
    row = Screening.objects.of(application=home.application).get()
    assert len(re.findall(r'<section class="way', page.content.decode())) == len(row.outcomes)
    links = re.findall(r"/my/said/(\d+)", page.content.decode())
    assert links
    assert home.get(f"/my/said/{links[0]}").status_code == 200


def _first_choice(page: str) -> str:
    found = re.findall(r'name="v" value="([^"-][^"]*)"', page) or re.findall(
        r'<option value="([^"]+)"', page
    )
    return found[0]


def test_what_was_left_open_counts_at_once_and_the_rules_are_asked_again(cast: Any) -> None:
    home = Family(family(cast, persons=[maria()], answers={})).enter_deep()
    steps = [
        step
        for step in re.findall(r'href="(/my/said/\d+)"', home.get("/my/answer").content.decode())
        if re.search(r'type="radio" name="v"', home.get(step).content.decode())
    ]
    page = home.get(steps[0]).content.decode()
    sent = home.post(steps[0], form=home.form(steps[0]), v=_first_choice(page))
    assert sent.headers["Location"].startswith("/my/said?done=answered")
    assert Screening.objects.of(application=home.application).count() == 2
    assert not Correction.objects.of(application=home.application).exists()


def test_the_next_open_question_is_offered(cast: Any) -> None:
    home = Family(family(cast, persons=[maria()], answers={})).enter_deep()
    page = home.get("/my/said")
    assert "Some questions that you left open" in text(page)
    found = re.search(r'class="button" href="(/my/said/\d+)"', page.content.decode())
    assert found is not None
    shown = home.get(found[1]).content.decode()
    assert ">Save</button>" in shown  # never answered: no correction


def test_somebody_erased_alone_leaves_the_others_readable(home: Family, cast: Any) -> None:
    member = Member.objects.of(household=home.application.household).get(number=2)
    keys.destroy(row=member.key, at=cast.at)
    page = text(home.get("/my/said"))
    assert "María Fernanda" in page
    assert "Lucía" not in page
    for address in ("answer", "correct", "readers"):
        assert home.get(f"/my/{address}").status_code == 200


def _steps(home: Family) -> list[str]:
    """The questions that were answered."""
    page = home.get("/my/said").content.decode()
    return re.findall(r'<dd><a href="(/my/said/\d+)"', page)


def _facts(home: Family) -> dict[str, Any]:
    member = Member.objects.of(household=home.application.household).get(number=0)
    return keeping.everything_said(member)


def test_what_was_said_before_stays_until_an_officer_accepts(home: Family) -> None:
    steps = _steps(home)
    before = _facts(home)
    radio = next(
        step
        for step in steps
        if 'type="radio" name="v"' in home.get(step).content.decode()
        or '<select id="v"' in home.get(step).content.decode()
    )
    shown = home.get(radio).content.decode()
    assert "Ask for this correction" in shown
    chosen = re.search(r'value="([^"]+)"[^>]*(checked|selected)', shown)
    assert chosen is not None
    others = re.findall(r'name="v" value="([^"-][^"]*)"', shown) or re.findall(
        r'<option value="([^"]+)"', shown
    )
    new = next(value for value in others if value != chosen[1])
    form = home.form(radio)
    for _each in range(2):  # a double tap
        sent = home.post(radio, form=form, v=new, why="Me equivoqué.")
        assert sent.headers["Location"].startswith("/my/said?done=asked")
    row = Correction.objects.of(application=home.application).get()
    words = envelopes.read(row, "sealed")
    assert words["why"] == "Me equivoqué."
    assert words["fact"]
    assert _facts(home) == before
    assert Screening.objects.of(application=home.application).count() == 1


def test_the_same_answer_again_changes_nothing(home: Family) -> None:
    steps = _steps(home)
    for step in steps:
        shown = home.get(step).content.decode()
        chosen = re.search(r'name="v" value="([^"]+)"[^>]*checked', shown)
        if chosen:
            sent = home.post(step, form=home.form(step), v=chosen[1])
            assert sent.headers["Location"].startswith("/my/said?done=same")
            return
    pytest.fail("no answer of one choice")


def test_a_page_of_one_question_is_never_taken_for_another(home: Family) -> None:
    steps = _steps(home)
    form = home.form(steps[0])
    answer = home.post("/my/said/1", form=form[:-2] + "00", v="yes")
    assert answer.status_code == 422
    assert not Correction.objects.of(application=home.application).exists()


def test_correcting_in_ones_own_words(home: Family) -> None:
    empty = home.post("/my/correct", form=home.form("/my/correct"), about="", said="", why="x")
    assert empty.status_code == 422
    assert len(said_wrong(empty)) == 2
    assert ">x</textarea>" in empty.content.decode()
    form = home.form("/my/correct")
    for _each in range(2):
        sent = home.post("/my/correct", form=form, about="1", said="Se llama Joseph.", why="")
        assert path_of(sent) == "/my/said"
    row = Correction.objects.of(application=home.application).get()
    assert envelopes.read(row, "sealed")["about"] == 1
    assert "Se llama Joseph." in text(home.get("/my/said"))


def test_the_officers_answer_stands_beside_the_correction(home: Family, cast: Any) -> None:
    row = corrections.ask_correction(
        application=home.application,
        form_id=uuid4(),
        said="Se llama Joseph.",
        by=Actor.FAMILY,
        at=cast.at,
    )
    corrections.decide_correction(
        correction=row, accept=False, answer="Traiga el acta.", by=cast.rosa, at=cast.at
    )
    assert "Traiga el acta." in text(home.get("/my/said"))


def test_somebody_is_added_as_a_request(home: Family) -> None:
    wrong = home.post("/my/add", form=home.form("/my/add"), given="", relation="", y="20")
    assert wrong.status_code == 422
    assert len(said_wrong(wrong)) >= 2
    page = home.get("/my/add").content.decode()
    relation = re.findall(r'<option value="([a-z][^"]*)"', page)[0]
    form = home.form("/my/add")
    for _each in range(2):
        sent = home.post("/my/add", form=form, given="Ana", relation=relation, y="2023")
        assert path_of(sent) == "/my/said"
    row = Correction.objects.of(application=home.application).get()
    words = envelopes.read(row, "sealed")
    assert words["fact"] == "member"
    assert "Ana" in words["said"]
    assert "2023" in words["said"]
    assert Member.objects.of(household=home.application.household).count() == 3


def test_what_protects_somebody_is_not_shown_again(cast: Any) -> None:
    key = next(
        key
        for key, fact in pack().facts_of("person").items()
        if fact.protective and fact.asked == "public" and fact.type.kind == "bool"
    )
    home = Family(family(cast, persons=[maria(answers=said(**{key: True}))])).enter_deep()
    page = home.get("/my/said").content.decode()
    assert "To protect you it is not shown here." in page
    found = re.search(r'not shown here\.</dd>\s*<dd><a href="(/my/said/\d+)"', page)
    assert found is not None
    assert "checked" not in home.get(found[1]).content.decode()
