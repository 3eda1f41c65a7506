"""One reminder a day for each officer, of all that is due; what stays late reaches the directors."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from cauce.base import clock, expiry, outbox
from cauce.base.actors import Actor
from cauce.base.models import Outbox
from cauce.base.refusal import Refused
from cauce.governments.keeping import actions as keeping
from cauce.governments.models import Digest
from cauce.governments.work import actions as work
from cauce.governments.work.reminding import actions, due
from cauce.office import reminders
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.governments_work import IN_A_WEEK, a_step, desk
from tests.room.governments.desks import jar_of, words

DAY = timedelta(days=1)


@pytest.fixture
def house(db: None) -> Any:
    """An open request that Luis looks after within a week, and a step of his on the same day."""
    made = desk()
    keeping.set_owner(entry="asked", owner=made.luis, before=None, by=made.luis, at=AT)
    keeping.set_next_date(entry="asked", day=IN_A_WEEK, before=None, by=made.luis, at=AT)
    made.step = a_step(made)
    return made


def _run_on(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker run on a day."""
    at = AT + (day - AT.date())
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(clock, "today", lambda site=None: day)
    expiry.run(at=at)


def _told(officer: Any) -> list[tuple[date, list[tuple[str, int]]]]:
    rows = Digest.objects.filter(officer=officer).order_by("day")
    return [(r.day, sorted((line["what"], line["late"]) for line in r.lines)) for r in rows]


def test_before_its_day_nobody_is_reminded(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _run_on(IN_A_WEEK - DAY, monkeypatch)
    assert Digest.objects.count() == 0


def test_one_reminder_a_day_holds_all_that_is_due(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        _run_on(IN_A_WEEK, monkeypatch)
    _run_on(IN_A_WEEK + DAY, monkeypatch)
    assert _told(house.luis) == [
        (IN_A_WEEK, [("item", 0), ("step", 0)]),
        (IN_A_WEEK + DAY, [("item", 1), ("step", 1)]),
    ]
    assert _told(house.lucia) == []


def test_a_missed_run_misses_nothing(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _run_on(IN_A_WEEK + 5 * DAY, monkeypatch)
    ((day, lines),) = _told(house.luis)
    assert (day, lines) == (IN_A_WEEK + 5 * DAY, [("item", 5), ("step", 5)])


def test_what_stays_late_reaches_the_director(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _run_on(IN_A_WEEK + 2 * DAY, monkeypatch)
    assert _told(house.dina) == []
    _run_on(IN_A_WEEK + 3 * DAY, monkeypatch)
    ((_, lines),) = _told(house.dina)
    assert lines == [("item", 3), ("step", 3)]
    for officer in (house.rosa, house.iris, house.sofia):
        assert _told(officer) == []


def test_what_has_no_owner_is_an_error_of_the_whole_desk_every_day(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.set_owner(entry="asked", owner=None, before=house.luis, by=house.luis, at=AT)
    for number in (1, 2):
        _run_on(AT.date() + number * DAY, monkeypatch)
    expected = [(AT.date() + n * DAY, [("no_owner", n)]) for n in (1, 2)]
    assert (_told(house.lucia), _told(house.luis)) == (expected, expected)


def test_the_office_delivers_a_reminder_once(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _run_on(IN_A_WEEK, monkeypatch)
    row = Outbox.objects.get(kind=actions.DIGEST)
    assert UUID(row.body["digest"]) == Digest.objects.get().pk
    reminders.deliver(row.pk, row.body)
    first = Digest.objects.get().delivered_at
    monkeypatch.setattr(clock, "now", lambda: AT + 30 * DAY)
    reminders.deliver(row.pk, row.body)
    assert Digest.objects.get().delivered_at == first
    assert actions.DIGEST in outbox.HANDLERS


def test_a_delivered_reminder_stands_on_the_first_page(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run_on(IN_A_WEEK + DAY, monkeypatch)
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, house.luis)
    assert "Reminders of today" not in browser.get("/office").content.decode()
    outbox.deliver(at=clock.now())
    page = browser.get("/office").content.decode()
    assert "Reminders of today" in page
    assert "Call them" in page
    assert "1 day late" in page
    work.drop_step(step=house.step, why="They called.", by=house.luis, at=clock.now())
    told = browser.get("/office").content.decode().split('id="waits"')[0]
    assert "Call them" not in told
    assert "Help" in told


def test_two_workers_remind_once(house: Any) -> None:
    said = {"officer": house.luis, "day": IN_A_WEEK, "at": AT}
    lines = [{"what": "no_owner", "id": "asked", "late": 0}]
    actions.remind_officer(lines=lines, by=Actor.WORKER, **said)
    with pytest.raises(Refused, match="reminded today already"):
        actions.remind_officer(lines=lines, by=Actor.WORKER, **said)
    with pytest.raises(Refused, match="Only the worker"):
        actions.remind_officer(lines=lines, by=house.luis, **said)
    assert due.lines_of(house.rosa, IN_A_WEEK) == []


def test_the_page_of_a_request_lists_the_reminders_that_were_sent(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/office/governments/requests/asked?known_on={(IN_A_WEEK + DAY).isoformat()}"
    jar = jar_of(house.luis)
    assert "To officers of this desk: none yet." in words(jar.get(page).content.decode())
    for day in (IN_A_WEEK, IN_A_WEEK + DAY):
        _run_on(day, monkeypatch)
    for row in Outbox.objects.filter(kind=actions.DIGEST):
        reminders.deliver(row.pk, row.body)
    told = words(jar.get(page).content.decode())
    assert told.index("20 January 2024: Luis") < told.index("19 January 2024: Luis")
    assert "To officers" not in words(Client().get("/governments").content.decode())
