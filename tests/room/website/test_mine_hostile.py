"""Whoever holds a family's phone for a moment, and whoever knows its reference, gets no further than that."""

from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override

from cauce.applications import access_codes
from cauce.applications.access import actions as access
from cauce.applications.access.spacing import FOR_ANYBODY, PAUSES
from cauce.applications.models import SentCode
from cauce.base import clock, codes, throttle
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.notices import actions
from cauce.people.actions import mark_route
from cauce.people.models import ContactRoute
from tests import cast as people
from tests.family import family, maria
from tests.room.website.conftest import path_of
from tests.room.website.mine import Family, later

pytestmark = pytest.mark.django_db

SAID = "Venga el lunes."


@pytest.fixture(autouse=True)
def _fresh_counts(settings: Any, tmp_path: Any, db: None) -> None:
    settings.CAUCE_DATA = tmp_path
    if connection.vendor == "postgresql":
        throttle.forget(now=4e9)


@pytest.fixture
def home(cast: Any) -> Family:
    """A family that has not entered yet."""
    return Family(family(cast, persons=[maria()]))


def test_a_form_sent_after_ten_minutes_shows_nothing_of_the_file(
    home: Family, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = actions.tell(
        household=home.application.household,
        kind="message",
        values={"text": SAID},
        by=Actor.WORKER,
        at=cast.at,
    )
    home.enter_deep()
    later(monkeypatch, 15)
    for page in (
        f"letters/{notice.pk}",
        "letters",
        "answer",
        "said",
        "readers",
        "correct",
        "routes/new",
    ):
        answer = home.post(f"/my/{page}", about="0", said="", written="My own words")
        text = answer.content.decode()
        assert SAID not in text, page
        assert "María" not in text, page
        assert answer.status_code == 401, page
        assert "My own words" in text, page  # nothing that was written is lost
    form = {"about": "0", "said": "", "enter-reference": home.application.reference}
    assert home.post("/my/correct", **form, **{"enter-code": home.code}).status_code == 422


def test_six_digits_do_not_become_the_code_of_the_file(home: Family, cast: Any) -> None:
    digits = codes.new_digits()
    now = clock.machine_now()
    SentCode.objects.create(
        application=home.application,
        digest=codes.digest(digits, purpose=access.SENT),
        sent_at=now,
        expires_at=now + access.SENT_LIFE,
    )
    reference = home.application.reference
    entered = home.post("/apply/resume", **{"enter-reference": reference, "enter-code": digits})
    assert entered.status_code == 302
    page = home.get("/apply/receipt").content.decode()
    assert codes.shown(reference) in page
    assert codes.shown(home.code) not in page


def test_a_way_with_another_address_is_another_way(home: Family) -> None:
    (route,) = ContactRoute.objects.of(household=home.application.household).select_related(
        "household__site", "key"
    )
    mark_route(route=route, to="failing", by=Actor.WORKER, at=clock.now())
    home.enter_deep()
    address = f"/my/routes/{route.pk}"
    assert home.post(address, **{"0-address": "+573001234567", "0-write": "1"}).status_code == 302
    assert ContactRoute.objects.itself(route).get().state == "failing"  # the same number
    assert home.post(address, **{"0-address": "+573009999999", "0-write": "1"}).status_code == 302
    fresh = ContactRoute.objects.itself(route).get()
    assert fresh.state == ContactRoute.State.UNVERIFIED
    assert fresh.neutral_only


def test_a_new_code_at_the_desk_opens_although_a_stranger_tried(
    home: Family, cast: Any, client: Any
) -> None:
    reference = home.application.reference
    for _each in range(6):
        wrong = home.post("/my", reference=reference, code="K7QW2MX9TB")
    assert wrong.status_code == 429
    people.sign_in(client, cast.rosa)
    address = f"/office/files/{home.application.pk}/code"
    answer = client.post(address, {"asked": ["name", "birth", "document"]})
    assert answer.status_code == 200
    row = type(home.application).objects.itself(home.application).get()
    assert not access_codes.fits(home.code, bytes(row.code_digest))
    code = answer.context["code"]
    assert path_of(home.post("/my", reference=reference, code=code)) == "/my/home"


def test_nobody_has_a_family_sent_digits_all_day(home: Family, cast: Any) -> None:
    from datetime import timedelta
    from uuid import uuid4

    now = clock.machine_now()
    words = {"application": home.application, "by": Actor.WORKER, "at": cast.at}
    for number in range(FOR_ANYBODY):
        now += PAUSES[min(number, len(PAUSES) - 1)]
        access.send_code(code=uuid4(), now=now, **words)
    with override("en"), pytest.raises(Refused, match="a short time ago"):
        access.send_code(code=uuid4(), now=now + timedelta(hours=1), **words)
    access.send_code(code=uuid4(), now=now + timedelta(hours=25), **words)
