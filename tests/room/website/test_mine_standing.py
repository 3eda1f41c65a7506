"""Whose turn it is, in every state of the work, and the review that a family asks for."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cauce.applications.models import Application
from cauce.base import clock, throttle
from cauce.cases import actions as cases
from cauce.cases.models import Case, Decision, Review
from cauce.cases.referrals import actions as referrals
from tests import casework
from tests.family import family, maria
from tests.room.website.conftest import path_of, said_wrong
from tests.room.website.mine import Family
from tests.room.website.test_mine_pages import text

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _fresh_counts(settings: Any, tmp_path: Any, db: None) -> None:
    settings.CAUCE_DATA = tmp_path
    if connection.vendor == "postgresql":
        throttle.forget(now=4e9)


def _of(case: Case) -> Family:
    rows = Application.objects.unscoped("a test").select_related("key", "household__key", "site")
    home = Family(rows.get(pk=case.application_id))
    home.enter()
    return home


def _stands(home: Family) -> str:
    return text(home.get("/my/home"))


def test_received(cast: Any) -> None:
    home = Family(family(cast, persons=[maria()]))
    home.enter()
    page = _stands(home)
    assert "Our turn An officer looks at your application. By 19 January 2024." in page
    assert "Looked at under way" in page


def test_late_is_said(cast: Any) -> None:
    home = Family(family(cast, persons=[maria()]))
    Application.objects.itself(home.application).update(due_at=cast.at - timedelta(days=3))
    home.enter()
    assert "We said by 9 January 2024 and are late." in _stands(home)


def test_waiting_for_a_day(cast: Any) -> None:
    page = _stands(_of(casework.opened(cast)))
    assert "Our turn We look for a day for your interview" in page
    assert "Interview under way" in page


def test_an_interview_has_its_day_and_hour_where_the_office_is(cast: Any) -> None:
    case = casework.opened(cast)
    casework.planned(cast, case, planned_at=cast.at + timedelta(days=3))
    page = _stands(_of(case))
    assert "Your turn Come to your interview." in page
    assert "15 January 2024 at 09:00" in page
    assert "Room 4" not in page


def test_interviewed_and_to_be_decided(cast: Any) -> None:
    case = casework.opened(cast)
    casework.running(cast, case)
    assert "We work on your interview." in _stands(_of(case))
    case = casework.to_decide(cast)
    page = _stands(_of(case))
    assert "An officer who did not interview you decides." in page
    assert "Interview, 12 January 2024" in page


def test_decided_says_no_word_of_the_outcome(cast: Any) -> None:
    decision = casework.decided(cast)
    page = _stands(_of(decision.case))
    assert "Our turn It is decided." in page
    assert "Decision, 12 January 2024" in page
    assert "referred" not in page.lower()


def test_decided_without_an_interview(cast: Any) -> None:
    case = casework.opened_worked(cast)
    cases.go_without_interview(case=case, why="a test", by=cast.sofia, at=cast.at)
    cases.assign_case(case=case, officer=cast.ivan, why="a test", by=cast.sofia, at=cast.at)
    casework.decided(cast, case=case)
    assert "Interview not needed" in _stands(_of(case))


def test_waiting_for_an_organisation(cast: Any) -> None:
    decision = casework.decided(cast)
    referrals.refer(
        decision=decision,
        organisation=casework.organisation(cast),
        pathway=decision.pathways[0],
        by=cast.sofia,
        at=casework.LATER,
    )
    page = _stands(_of(decision.case))
    assert "Others' turn" in page
    assert "Puente" not in page


@pytest.mark.parametrize(
    ("state", "turn"),
    [
        ("waiting", "Your turn Something is missing"),
        ("decided", "Nobody has to do anything now It is decided."),
        ("closed", "Nobody has to do anything now Your case is closed."),
    ],
)
def test_every_state_of_a_case_has_its_sentence(cast: Any, state: str, turn: str) -> None:
    case = casework.opened(cast)
    Case.objects.itself(case).update(state=state)
    assert turn in _stands(_of(case))


def test_no_state_is_without_words() -> None:
    from cauce.website.mine.standing import _OF_CASE

    assert {state.value for state in Case.State} == _OF_CASE.keys()


def test_the_letter_is_read_and_a_review_is_asked_for_once(cast: Any) -> None:
    decision = casework.decided(cast, Decision.Outcome.NOT_NOW)
    home = _of(decision.case)
    home.enter_deep()
    letters = home.get("/my/letters").content.decode()
    address = re.findall(r'href="(/my/letters/[^"]+)"', letters)[0]
    assert "Ask another person to review it" in text(home.get(address))
    assert "Ask another person to review the decision" in _stands(home)
    empty = home.post("/my/review", form=home.form("/my/review"), why="")
    assert empty.status_code == 422
    assert len(said_wrong(empty)) == 1
    form = home.form("/my/review")
    for _each in range(2):
        assert path_of(home.post("/my/review", form=form, why="Faltó mi papel.")) == "/my/home"
    assert Review.objects.of(decision=decision).count() == 1
    assert "Our turn Another officer looks at the decision again" in _stands(home)
    assert "You asked for it." in text(home.get("/my/review"))


def test_a_late_review_says_why(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = casework.decided(cast, Decision.Outcome.NOT_NOW)
    late = decision.review_until + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    home = _of(decision.case).enter_deep()
    answer = home.post("/my/review", form=home.form("/my/review"), why="Faltó mi papel.")
    assert answer.status_code == 422
    assert ">Faltó mi papel.</textarea>" in answer.content.decode()
    sent = home.post(
        "/my/review", form=home.form("/my/review"), why="Faltó.", late="Estuve en el hospital."
    )
    assert path_of(sent) == "/my/home"
    assert Review.objects.of(decision=decision).exists()
