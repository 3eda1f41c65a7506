"""A call is logged with its next step in one go, once, and undone on the same day."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cauce.base.refusal import Refused
from cauce.governments import desk as door
from cauce.governments.models import Entry, Source, Step
from cauce.governments.work.quick import actions
from tests.house.calls import AT
from tests.house.calls.governments import CALL
from tests.house.calls.governments_work import IN_A_WEEK, desk

TODAY = AT.date()


@pytest.fixture
def house(db: None) -> Any:
    """The desk, and what its officer writes after a call."""
    made = desk()
    step = actions.StepIn(what="Send the list", owner=made.luis, day=IN_A_WEEK)
    made.said = {"contact": CALL, "step": step, "form_id": uuid4(), "by": made.luis, "at": AT}
    return made


def _last() -> Any:
    book = door.ledger(public=False)
    found = door.ask(book, "last_contact", known_on=TODAY, between=["north", "south"], as_of=TODAY)
    return found["entries"]


def test_a_call_and_its_next_step_are_written_once(house: Any) -> None:
    assert _last() == ["call"]
    name = actions.log_with_step(**house.said)
    assert actions.log_with_step(**house.said) == name
    assert _last() == [name]
    step = Step.objects.get()
    assert (step.entry_id, step.owner, step.next_date) == (name, house.luis, IN_A_WEEK)


def test_a_step_that_is_refused_leaves_no_call(house: Any) -> None:
    past = actions.StepIn(what="Send it", owner=house.luis, day=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="That day is past"):
        actions.log_with_step(**house.said | {"step": past})
    assert (_last(), Step.objects.count()) == (["call"], 0)
    assert Entry.objects.filter(pk__startswith="c-").count() == 0


def test_it_is_undone_on_the_same_day_and_nothing_is_deleted(house: Any) -> None:
    name = actions.log_with_step(**house.said)
    form = house.said["form_id"]
    actions.undo_note(form_id=form, by=house.lucia, at=AT)
    assert _last() == ["call"]
    assert Step.objects.get().state == "dropped"
    assert Entry.objects.filter(pk=name).exists()
    assert Source.objects.get(pk=f"own-{form.hex}").retracted == TODAY.isoformat()
    with pytest.raises(Refused, match="Only what was written today"):
        actions.undo_note(form_id=form, by=house.lucia, at=AT)


def test_the_day_after_nothing_is_undone_without_a_reason(house: Any) -> None:
    actions.log_with_step(**house.said)
    tomorrow = AT + timedelta(days=1)
    with pytest.raises(Refused, match="Take the source back, and say why"):
        actions.undo_note(form_id=house.said["form_id"], by=house.luis, at=tomorrow)
    with pytest.raises(Refused, match="may not do this"):
        actions.undo_note(form_id=house.said["form_id"], by=house.rosa, at=AT)
    assert len(_last()) == 1
