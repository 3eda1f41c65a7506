"""What is not finished has an owner and a date, lies in one tray, and is closed by two on evidence."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from cauce.base import actions as base
from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.intray import trays_holding
from cauce.base.refusal import Refused
from cauce.governments.entries import actions as entries
from cauce.governments.entries.forms_in import ActIn
from cauce.governments.intray import TRAYS
from cauce.governments.keeping import actions as keeping
from cauce.governments.models import Item, Step
from cauce.governments.work import actions
from cauce.governments.work.reminding.actions import open_unfinished
from tests.house.calls import AT
from tests.house.calls.governments_work import IN_A_WEEK, a_step, answered, desk
from tests.room.applications.threads import at_once

LATER = timedelta(days=60)


@pytest.fixture
def house(db: None) -> Any:
    """A request that nobody answered, and two officers of the desk."""
    return desk()


def _tray_of(row: Item | Step) -> str:
    found = trays_holding(TRAYS, row)
    assert len(found) == 1, [tray.key for tray in found]
    return found[0].key


def _item() -> Item:
    return Item.objects.get(pk="asked")


def test_an_open_request_is_an_item_from_the_moment_it_is_known(house: Any) -> None:
    # A call asks for no work.
    assert list(Item.objects.values_list("pk", flat=True)) == ["asked"]
    assert _tray_of(_item()) == "ledger-without-owner"


def test_each_step_of_its_keeping_leads_into_another_tray(house: Any) -> None:
    keeping.set_owner(entry="asked", owner=house.luis, before=None, by=house.luis, at=AT)
    assert _tray_of(_item()) == "ledger-without-date"
    keeping.set_next_date(entry="asked", day=IN_A_WEEK, before=None, by=house.luis, at=AT)
    assert _tray_of(_item()) == "ledger-items"
    base.close_account(officer=house.luis, because="leaves", by=house.dina, at=AT)
    assert _tray_of(_item()) == "ledger-without-owner"


def test_what_is_due_is_late_when_its_day_is_over(house: Any) -> None:
    keeping.set_owner(entry="asked", owner=house.luis, before=None, by=house.luis, at=AT)
    keeping.set_next_date(entry="asked", day=date(2024, 1, 20), before=None, by=house.luis, at=AT)
    (tray,) = [tray for tray in TRAYS if tray.key == "ledger-items"]
    assert tray.all_rows().get().due_at == datetime.fromisoformat("2024-01-21T00:00:00+00:00")
    late = {"due_at__lt": datetime.fromisoformat("2024-01-20T23:59:00+00:00")}
    assert not tray.all_rows().filter(**late).exists()


def test_sixty_days_later_each_unfinished_thing_lies_in_one_tray(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Step.objects.get(pk=a_step(house))
    keeping.set_owner(entry="asked", owner=house.luis, before=None, by=house.luis, at=AT)
    keeping.set_next_date(entry="asked", day=IN_A_WEEK, before=None, by=house.luis, at=AT)
    monkeypatch.setattr(clock, "now", lambda: AT + LATER)
    monkeypatch.setattr(clock, "today", lambda site=None: (AT + LATER).date())
    assert (_tray_of(_item()), _tray_of(step)) == ("ledger-items", "ledger-steps")
    open_unfinished(by=Actor.WORKER, at=AT + LATER)
    assert Item.objects.count() == 1


def test_in_sixty_days_the_tray_says_the_clock_that_was_counted_by_hand(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries.agree_date(
        request="asked", day="2024-02-01", agreed_by="south", why="by phone", before=None,
        by=house.luis, at=AT,
    )  # fmt: skip
    (tray,) = [tray for tray in TRAYS if tray.key == "ledger-without-owner"]
    assert tray.hint is not None
    assert tray.hint(_item()) == "request"
    # 12 January and sixty days are 12 March: 28 days of February after the first, and twelve.
    monkeypatch.setattr(clock, "today", lambda site=None: (AT + LATER).date())
    assert tray.hint(_item()) == "request · answer 40 days late"


def test_nothing_is_closed_without_what_shows_it(house: Any) -> None:
    said = {"entry": "asked", "why": "They said yes.", "by": house.luis, "at": AT}
    for account in ("", "asked.a1", "nothing"):
        with pytest.raises(Refused, match="Nothing shows yet that this is finished"):
            actions.close_item(account=account, **said)
    with pytest.raises(Refused, match="Say why"):
        actions.close_item(**said | {"account": answered(house), "why": " "})
    assert _item().state == "open"


def test_an_item_is_closed_by_one_and_verified_by_another(house: Any) -> None:
    said = {"entry": "asked", "account": answered(house), "why": "They said yes."}
    actions.close_item(**said, by=house.luis, at=AT)
    assert _tray_of(_item()) == "ledger-to-verify"
    with pytest.raises(Refused, match="You closed this yourself"):
        actions.verify_closing(item=_item(), by=house.luis, at=AT)
    actions.verify_closing(item=_item(), by=house.lucia, at=AT)
    closed = _item()
    assert (closed.state, closed.second, closed.shown_by_id) == (
        "closed", house.lucia, said["account"],
    )  # fmt: skip
    assert trays_holding(TRAYS, closed) == []


def test_the_database_knows_no_closing_by_one(house: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk="asked").update(
            state="closed", closed_by=house.luis, second=house.luis
        )


def test_a_closing_that_is_sent_back_is_open_again(house: Any) -> None:
    actions.close_item(
        entry="asked", account=answered(house), why="Yes.", by=house.luis, at=AT
    )  # fmt: skip
    actions.send_back(item=_item(), why="Which part?", by=house.lucia, at=AT)
    found = _item()
    assert (found.state, found.why, found.shown_by) == ("open", "Which part?", None)


def test_what_was_closed_comes_back_when_its_answer_falls(house: Any) -> None:
    account = answered(house)
    actions.close_item(entry="asked", account=account, why="Yes.", by=house.luis, at=AT)
    actions.verify_closing(item=_item(), by=house.lucia, at=AT)
    own = f"own-{account.removeprefix('a-')}"
    entries.retract_source(source=own, why="It was about another matter.", by=house.luis, at=AT)
    open_unfinished(by=Actor.WORKER, at=AT)
    assert (_item().state, _item().second) == ("open", None)


def test_what_rests_on_nothing_any_more_is_closed_without_an_account(house: Any) -> None:
    entries.retract_source(source="readout", why="It was a forgery.", by=house.luis, at=AT)
    assert _tray_of(_item()) == "ledger-without-owner"
    actions.close_item(entry="asked", account="", why="Its source fell.", by=house.luis, at=AT)
    assert _item().state == "closing"


def test_a_step_has_its_owner_and_its_day(house: Any) -> None:
    said = {"entry": "asked", "owner": house.lucia, "day": IN_A_WEEK, "by": house.luis, "at": AT}
    with pytest.raises(Refused, match="Write what is to be done"):
        actions.add_step(what=" ", form_id=uuid4(), **said)
    with pytest.raises(Refused, match="That day is past"):
        actions.add_step(what="Call", form_id=uuid4(), **said | {"day": date(2024, 1, 11)})
    with pytest.raises(Refused, match="officer of the governments' desk"):
        actions.add_step(what="Call", form_id=uuid4(), **said | {"owner": house.rosa})
    with pytest.raises(Refused, match="no such entry"):
        actions.add_step(what="Call", form_id=uuid4(), **said | {"entry": "none"})
    form = uuid4()
    for _ in range(2):
        actions.add_step(what="Call", form_id=form, **said)
    assert Step.objects.get().owner == house.lucia


def test_a_step_is_finished_by_one_and_verified_by_another_or_dropped(house: Any) -> None:
    step, other = a_step(house), a_step(house)
    actions.move_step(step=step, owner=house.lucia, day=IN_A_WEEK, by=house.luis, at=AT)
    actions.finish_step(step=step, why="Called; they will write.", by=house.lucia, at=AT)
    row = Step.objects.get(pk=step)
    assert _tray_of(row) == "ledger-steps-to-verify"
    with pytest.raises(Refused, match="You closed this yourself"):
        actions.verify_closing(item=row, by=house.lucia, at=AT)
    actions.verify_closing(item=row, by=house.luis, at=AT)
    actions.drop_step(step=other, why="They called us.", by=house.luis, at=AT)
    with pytest.raises(Refused, match="Somebody moved this meanwhile"):
        actions.drop_step(step=other, why="Again.", by=house.luis, at=AT)
    assert set(Step.objects.values_list("state", flat=True)) == {"closed", "dropped"}


@pytest.mark.django_db(transaction=True)
def test_closed_twice_at_once_is_closed_once() -> None:
    house = desk()
    said = {"entry": "asked", "account": answered(house), "why": "Yes."}
    both = (house.luis, house.lucia)

    def close(number: int) -> None:
        actions.close_item(**said, by=both[number % 2], at=AT)

    done, refused = at_once(8, close)
    assert (len(done), len(refused)) == (1, 7)
    item = _item()
    second = house.lucia if item.closed_by == house.luis else house.luis

    def verify(_number: int) -> None:
        actions.verify_closing(item=item, by=second, at=AT)

    done, refused = at_once(8, verify)
    assert (len(done), len(refused)) == (1, 7)


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_at_once_is_one_step() -> None:
    house = desk()
    form: UUID = uuid4()

    def plan(_number: int) -> None:
        actions.add_step(
            entry="asked", what="Call", owner=house.luis, day=IN_A_WEEK, form_id=form,
            by=house.luis, at=AT,
        )  # fmt: skip

    done, refused = at_once(6, plan)
    assert (len(done), len(refused), Step.objects.count()) == (6, 0, 1)


def test_an_act_that_is_recorded_makes_no_second_item(house: Any) -> None:
    act = ActIn(act="reiterated", actor="north", day="2024-01-11", seen=1, words="Again.")
    entries.record_act(request="asked", act=act, form_id=uuid4(), by=house.luis, at=AT)
    assert Item.objects.count() == 1
