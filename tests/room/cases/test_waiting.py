"""A family that waits hears every thirty days that it is not forgotten, and what it waits for."""

from datetime import timedelta
from typing import Any

import pytest

from cauce.applications.models import Application
from cauce.base import clock, codes, envelopes
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.cases.waiting import effects
from cauce.cases.waiting.actions import EVERY, tell_still_waiting
from cauce.notices.models import Notice
from tests import casework
from tests.cast import MORNING
from tests.family import family

pytestmark = pytest.mark.django_db


def _run(monkeypatch: pytest.MonkeyPatch, after: timedelta) -> int:
    monkeypatch.setattr(clock, "now", lambda: MORNING + after)
    return effects.tell_who_waits(MORNING + after)


def _bodies(application: Application) -> list[str]:
    rows = Notice.objects.of(household=application.household).filter(kind="still_waiting")
    rows = rows.select_related("key").order_by("created_at")
    return [envelopes.read(row, "sealed")["body"] for row in rows]


def test_once_in_thirty_days_however_often_the_worker_looks(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = family(cast)
    assert _run(monkeypatch, EVERY - timedelta(minutes=1)) == 0
    for _each in range(3):
        _run(monkeypatch, EVERY)
    assert len(_bodies(application)) == 1
    assert codes.shown(application.reference) in _bodies(application)[0]


def test_what_a_run_missed_the_next_one_writes_once(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = family(cast)
    assert _run(monkeypatch, 5 * EVERY) == 1
    assert _run(monkeypatch, 5 * EVERY + timedelta(days=1)) == 0
    assert len(_bodies(application)) == 1


def test_it_says_what_the_family_waits_for(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = family(cast)
    to_interview = casework.opened(cast)
    to_decide = casework.to_decide(cast)
    wait = casework.decided(cast, "wait").case
    planned = casework.planned(cast, casework.opened(cast)).case
    _run(monkeypatch, EVERY + timedelta(days=2))
    (come,) = _bodies(planned.application)
    assert "venga" in come
    assert "No tiene que hacer nada." not in come
    (looked,), (asked,) = _bodies(first), _bodies(to_interview.application)
    (decides,), (missing,) = _bodies(to_decide.application), _bodies(wait.application)
    assert "un funcionario todavía tiene que mirarla" in looked
    assert "espera una entrevista" in asked
    assert "espera una decisión" in decides
    assert "No tiene que hacer nada." in decides
    assert "falta algo" in missing
    assert "No tiene que hacer nada." not in missing


def test_whoever_has_an_answer_or_ended_it_hears_nothing(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cauce.applications.withdrawal.actions import withdraw

    casework.decided(cast, "not_now")
    withdrawn = family(cast)
    withdraw(application=withdrawn, by=Actor.FAMILY, at=MORNING)
    assert _run(monkeypatch, 3 * EVERY) == 0


def test_the_verb_refuses_what_is_too_early_or_answered(cast: Any) -> None:
    application = family(cast)
    words = {"application": application, "by": Actor.WORKER}
    with pytest.raises(Refused, match="within thirty days"):
        tell_still_waiting(at=MORNING + EVERY - timedelta(seconds=1), **words)
    with pytest.raises(Refused, match="worker"):
        tell_still_waiting(application=application, by=cast.sofia, at=MORNING + EVERY)
    decided = casework.decided(cast, "not_now").case.application
    with pytest.raises(Refused, match="has its answer"):
        tell_still_waiting(application=decided, by=Actor.WORKER, at=MORNING + 2 * EVERY)


def test_nobody_is_called_only_to_say_that_nothing_changed(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = family(cast)
    _run(monkeypatch, EVERY)
    row = Notice.objects.of(household=application.household).get(kind="still_waiting")
    assert row.state in {"waiting", "sent"}
