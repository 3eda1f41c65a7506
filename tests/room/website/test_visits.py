"""A visit: known by its cookie's hash, lasting while somebody reads, over after twenty minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cauce.applications.access import lasting
from cauce.applications.drafts.actions import begin_draft, delete_draft
from cauce.applications.models import Draft, Visit
from cauce.base import clock
from cauce.base.actors import Actor
from cauce.website import visits


@pytest.fixture
def draft(cast: Any) -> Draft:
    """A draft that was just begun."""
    return begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=cast.at)[0]


def _from(response: HttpResponse) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES[visits.cookie_name()] = response.cookies[visits.cookie_name()].value
    return request


def _entered(draft: Draft) -> HttpRequest:
    response = HttpResponse()
    visits.begin_visit(response, draft=draft, deep=True)
    return _from(response)


def _at(monkeypatch: pytest.MonkeyPatch, moment: Any) -> None:
    monkeypatch.setattr(clock, "machine_now", lambda: moment)


def test_the_cookie_opens_the_draft_and_lies_nowhere(draft: Draft) -> None:
    response = HttpResponse()
    made = visits.begin_visit(response, draft=draft)
    cookie = response.cookies[visits.cookie_name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert cookie.value not in str(made.pk.hex)
    found = visits.visit_of(_from(response))
    assert found is not None
    assert visits.home(found) == draft
    assert visits.is_deep(found)


@pytest.mark.parametrize("cookie", ["", "00", "zz" * 32, "00" * 32, "00" * 33])
def test_another_cookie_opens_nothing(draft: Draft, cookie: str) -> None:
    request = _entered(draft)
    request.COOKIES[visits.cookie_name()] = cookie
    assert visits.visit_of(request) is None


def test_reading_makes_it_last_and_twenty_idle_minutes_end_it(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, request = clock.machine_now(), _entered(draft)
    _at(monkeypatch, begun + timedelta(minutes=19))
    assert visits.visit_of(request) is not None
    _at(monkeypatch, begun + timedelta(minutes=38))
    assert visits.visit_of(request) is not None
    _at(monkeypatch, begun + timedelta(minutes=59))
    assert visits.visit_of(request) is None


def test_a_page_a_minute_is_not_written_down_each_time(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, request = clock.machine_now(), _entered(draft)
    before = Visit.objects.of(draft=draft).get().expires_at
    _at(monkeypatch, begun + timedelta(minutes=1))
    visits.visit_of(request)
    assert Visit.objects.of(draft=draft).get().expires_at == before


def test_leaving_ends_it_and_takes_the_cookie(draft: Draft) -> None:
    request, response = _entered(draft), HttpResponse()
    visits.end_visit(request, response)
    assert visits.visit_of(request) is None
    assert response.cookies[visits.cookie_name()].value == ""
    visits.end_visit(request, response)  # a second tap is no fault


def test_what_is_over_is_swept(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    _entered(draft)
    assert lasting._visits(clock.machine_now()) == 0
    assert lasting._visits(clock.machine_now() + timedelta(minutes=21)) == 1


def test_a_deleted_draft_ends_its_visits(draft: Draft, cast: Any) -> None:
    request = _entered(draft)
    delete_draft(draft=draft, by=Actor.FAMILY, at=cast.at)
    assert visits.visit_of(request) is None
