"""The families' door: reference and code, six digits sent, one answer whatever is wrong."""

import re
from datetime import timedelta
from itertools import pairwise
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cauce.applications.access import actions, devices, door, spacing
from cauce.applications.access.effects import send_code
from cauce.applications.drafts.actions import LIFE, begin_draft
from cauce.applications.models import Application, Draft, SentCode
from cauce.base import clock, codes, envelopes, keys, outbox, throttle
from cauce.base.actors import Actor
from cauce.base.models import Event, Outbox
from cauce.base.refusal import Refused
from cauce.notices.models import Notice
from tests.cast import MORNING
from tests.house.calls.applications_access import an_application

CODE = "K7QW2MX9TB"
HERE = "192.0.2.7"


@pytest.fixture(autouse=True)
def _fresh_counts(settings: Any, tmp_path: Any, db: None) -> None:
    settings.CAUCE_DATA = tmp_path
    if connection.vendor == "postgresql":
        throttle.forget(now=MORNING.timestamp() * 2)


@pytest.fixture
def application(cast: Any) -> Application:
    """Somebody's application, whose household can be written to."""
    return an_application(cast.site, code=CODE, routes=({},))


def enter(
    reference: str,
    code: str,
    *,
    address: str = HERE,
    token: str = "",
    after: timedelta = timedelta(),
) -> door.Entered:
    return door.enter(
        reference=reference,
        code=code,
        address=address,
        token=token,
        at=MORNING,
        now=MORNING + after,
    )


def sent_to(
    application: Application, after: timedelta = timedelta(), *, entered: bool = False
) -> str:
    """Ask for a code and let the worker send it; the digits as the household reads them."""
    now = MORNING + after
    actions.send_code(
        code=uuid4(), application=application, now=now, entered=entered, by=Actor.WORKER, at=now
    )
    notice = Notice.objects.of(household=application.household).latest("created_at", "id")
    found = re.search(r"\b\d{6}\b", envelopes.read(notice, "sealed")["body"])
    assert found is not None
    return found[0]


def test_reference_and_code_open_an_application_however_they_are_typed(
    application: Application,
) -> None:
    typed = codes.shown(application.reference).lower().replace("-", " ")
    assert enter(typed, "k7qw2-mx9tb") == door.Entered(home=application)


def test_they_open_a_draft_too_until_its_time_is_over(cast: Any) -> None:
    draft, code = begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=MORNING)
    assert enter(draft.reference, code).home == draft
    Draft.objects.itself(draft).update(expires_at=MORNING)
    assert enter(draft.reference, code).home is None


def test_nothing_else_opens_anything(application: Application, cast: Any) -> None:
    other = codes.new_reference()
    for reference, code in [
        (application.reference, codes.new_code()),
        (application.reference, ""),
        (application.reference, "123456"),
        (other, CODE),
        ("", ""),
        ("", CODE),
        (application.reference[:-1] + "é", CODE),
    ]:
        assert enter(reference, code).home is None


def test_an_erased_file_is_as_unknown_as_any(application: Application) -> None:
    keys.destroy(row=application.key, at=MORNING)
    assert enter(application.reference, CODE).home is None


def _without_values(queries: CaptureQueriesContext) -> list[str]:
    hidden = re.compile(r"x?'[^']*'|\"s\d+_x\d+\"|\b[0-9a-f]{32}\b|\b\d+\b|NULL")
    return [hidden.sub("?", query["sql"]) for query in queries]


def _asked(reference: str, code: str, address: str) -> list[str]:
    """The questions to the database of one try, without their values."""
    with CaptureQueriesContext(connection) as queries:
        assert enter(reference, code, address=address).home is None
    return _without_values(queries)


def test_the_work_is_the_same_whatever_is_wrong(application: Application, cast: Any) -> None:
    """Security, test 4: equal query lists."""
    draft, code = begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=MORNING)
    over = begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=MORNING - LIFE)[0]
    enter(codes.new_reference(), code, address="198.51.100.99")  # the house's key is made once
    lists = [
        _asked(reference, typed, f"198.51.100.{number}")
        for number, (reference, typed) in enumerate(
            [
                (application.reference, codes.new_code()),
                (draft.reference, codes.new_code()),
                (over.reference, codes.new_code()),
                (codes.new_reference(), codes.new_code()),
                (codes.new_reference(), code),
                ("", ""),
            ]
        )
    ]
    assert lists[0]
    assert all(found == lists[0] for found in lists)


def test_the_work_is_the_same_for_six_digits_too(application: Application) -> None:
    enter(codes.new_reference(), "000000")
    without = _asked(codes.new_reference(), "000000", "198.51.100.1")
    assert _asked(application.reference, "000000", "198.51.100.2") == without
    assert _asked("", "000000", "198.51.100.3") == without
    digits = sent_to(application)
    other = f"{(int(digits) + 1) % 10**6:06}"
    assert _asked(application.reference, other, "198.51.100.4") == without


def test_five_wrong_then_two_minutes_for_that_reference_only(
    application: Application, cast: Any
) -> None:
    for _each in range(5):
        assert enter(application.reference, codes.new_code()) == door.Entered(home=None)
    held = enter(application.reference, CODE)
    assert held.home is None
    assert 0 < held.wait <= 2 * 60 + 1
    draft, code = begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=MORNING)
    assert enter(draft.reference, code).home == draft
    later = enter(application.reference, CODE, after=timedelta(minutes=3))
    assert later.home == application


def test_a_stranger_who_tries_all_day_slows_only_his_own_network(application: Application) -> None:
    tried = 0
    for minute in range(24 * 60):
        after = timedelta(minutes=minute)
        tried += not enter(
            application.reference, codes.new_code(), address="2001:db8::1", after=after
        ).wait
    assert tried < 250
    end = timedelta(hours=24)
    assert enter(application.reference, CODE, address="2001:db8::2", after=end).wait <= 15 * 60
    assert enter(application.reference, CODE, after=end).home == application


def test_a_flood_from_everywhere_slows_a_reference_and_never_shuts_it(
    application: Application,
) -> None:
    for number in range(200):
        address, after = f"198.51.100.{number}", timedelta(seconds=number)
        assert not enter(application.reference, codes.new_code(), address=address, after=after).wait
    end = timedelta(seconds=200)
    assert 0 < enter(application.reference, CODE, after=end).wait <= 6
    known = devices.token(application.reference)
    assert enter(application.reference, CODE, token=known, after=end).home == application
    assert enter(application.reference, CODE, after=end + timedelta(seconds=6)).home == application


def test_a_browser_let_in_before_waits_for_nobody_else(application: Application) -> None:
    for _each in range(6):
        enter(application.reference, codes.new_code())
    assert enter(application.reference, CODE).wait
    known = devices.token(application.reference)
    assert enter(application.reference, CODE, token=known).home == application
    for other in (devices.token(codes.new_reference()), known[:-1] + "é", known[:16], "x"):
        assert enter(application.reference, CODE, token=other).wait


def test_a_browser_let_in_before_has_tries_of_its_own(application: Application) -> None:
    known = devices.token(application.reference)
    for _each in range(5):
        assert not enter(application.reference, codes.new_code(), token=known).wait
    assert enter(application.reference, CODE, token=known).wait
    assert enter(application.reference, CODE).home == application


def test_an_unknown_reference_waits_like_a_known_one(application: Application) -> None:
    known = [enter(application.reference, codes.new_code()).wait for _each in range(6)]
    other = codes.new_reference()
    assert [enter(other, codes.new_code()).wait for _each in range(6)] == known


def test_families_behind_one_address_are_never_locked_out(application: Application) -> None:
    for number in range(60):
        enter(codes.new_reference(), CODE, after=timedelta(seconds=2 * number))
    moment = timedelta(seconds=121)
    held = enter(application.reference, CODE, after=moment)
    assert 0 < held.wait <= 10
    assert enter(application.reference, CODE, after=moment + timedelta(seconds=11)).home
    assert enter(application.reference, CODE, after=moment + timedelta(seconds=12)).home


def test_a_flood_here_makes_no_officer_wait(cast: Any) -> None:
    for number in range(25):
        enter(codes.new_reference(), CODE, address=f"192.0.2.{number}")
    now = MORNING.timestamp()
    assert throttle.enter(name="iris", address=HERE, now=now) == 0


def test_digits_just_sent_open_even_while_the_reference_waits(application: Application) -> None:
    for _each in range(6):
        enter(application.reference, codes.new_code())
    digits = sent_to(application)
    assert enter(application.reference, digits).home == application
    assert enter(application.reference, digits).home is None  # once


def test_digits_are_good_for_ten_minutes(application: Application) -> None:
    digits = sent_to(application)
    assert enter(application.reference, digits, after=timedelta(minutes=11)).home is None


def test_digits_have_eight_tries_from_wherever(application: Application) -> None:
    digits = sent_to(application)
    other = f"{(int(digits) + 1) % 10**6:06}"
    for number in range(8):
        address = f"198.51.100.{number}"
        assert enter(application.reference, other, address=address).home is None
    assert enter(application.reference, digits).home is None


def test_one_network_never_uses_up_the_tries_of_what_was_sent(application: Application) -> None:
    digits = sent_to(application)
    other = f"{(int(digits) + 1) % 10**6:06}"
    for second in range(590):
        enter(application.reference, other, address="192.0.2.1", after=timedelta(seconds=second))
    last = timedelta(seconds=590)
    assert enter(application.reference, digits, after=last).home == application


def test_new_digits_leave_the_former_ones_good(application: Application) -> None:
    former = sent_to(application)
    digits = sent_to(application, after=timedelta(minutes=1))
    moment = timedelta(minutes=1)
    assert enter(application.reference, former, after=moment).home == application
    assert former == digits or enter(application.reference, digits, after=moment).home


def test_digits_of_another_family_open_nothing(application: Application, cast: Any) -> None:
    digits = sent_to(application)
    draft, _code = begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=MORNING)
    assert enter(draft.reference, digits).home is None


def _sent_to_whoever_asks_each_minute(application: Application) -> list[int]:
    """Ask each minute of a day; the minutes at which a message went."""
    minutes = []
    for minute in range(24 * 60):
        try:
            sent_to(application, after=timedelta(minutes=minute))
        except Refused:
            continue
        minutes.append(minute)
    return minutes


def test_messages_come_ever_later_and_never_a_day_later(application: Application) -> None:
    minutes = _sent_to_whoever_asks_each_minute(application)
    assert minutes[:5] == [0, 1, 3, 8, 18]
    assert len(minutes) == spacing.FOR_ANYBODY
    assert max(later - minute for minute, later in pairwise(minutes)) == 4 * 60
    assert sent_to(application, after=timedelta(minutes=minutes[-1] + 4 * 60))


def test_some_messages_are_kept_for_whoever_is_inside(application: Application) -> None:
    for _each in range(4):
        sent_to(application, after=timedelta(hours=_each))
    for number in range(1, 13):
        after = timedelta(hours=3, minutes=number)
        sent_to(application, after=after, entered=True)
    with pytest.raises(Refused):
        sent_to(application, after=timedelta(hours=3, minutes=13), entered=True)


def test_nobody_learns_from_asking_whether_a_reference_exists(application: Application) -> None:
    lists = []
    for reference in (application.reference, codes.new_reference(), ""):
        with CaptureQueriesContext(connection) as queries:
            actions.ask_code(reference=reference, by=Actor.FAMILY, at=MORNING)
        lists.append(_without_values(queries))
    assert lists[0] == lists[1] == lists[2]
    asked = Event.objects.filter(verb="applications.ask_code")
    assert {event.subject for event in asked} == {None}


def test_the_worker_sends_once_for_each_asking(application: Application) -> None:
    actions.ask_code(reference=application.reference, by=Actor.FAMILY, at=MORNING)
    actions.ask_code(reference=codes.new_reference(), by=Actor.FAMILY, at=MORNING)
    row = Outbox.objects.get(kind=actions.SEND, body__application=str(application.pk))
    for _each in range(2):  # a worker that was killed comes again
        for effect in Outbox.objects.filter(kind=actions.SEND):
            send_code(effect.pk, effect.body)
    assert SentCode.objects.of(application=application).get().pk == row.pk
    assert outbox.HANDLERS[actions.SEND] is send_code


def test_a_language_without_the_text_gets_the_digits_in_the_sites_own(cast: Any) -> None:
    application = an_application(cast.site, routes=({},))
    Application.objects.itself(application).update(language="quc")
    application.refresh_from_db()
    assert sent_to(application)


def test_digits_lie_nowhere_in_clear(application: Application) -> None:
    digits = sent_to(application)
    row = SentCode.objects.of(application=application).get()
    assert digits.encode() not in bytes(row.digest)
    assert digits not in str(Event.objects.values_list("body"))


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_tries_at_one_moment_one_enters(application: Application) -> None:
    digits = sent_to(application)
    together, came = Barrier(16, timeout=30), []

    def try_it() -> None:
        together.wait()
        used = actions.use_code(
            application=application, digits=digits, now=MORNING, by=Actor.FAMILY, at=clock.now()
        )
        came.append(used)
        connection.close()

    threads = [Thread(target=try_it) for _each in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == [False] * 15 + [True]
