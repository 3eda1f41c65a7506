"""Two officers on one draft, and one form sent twice: one is done, the other is told; on both databases."""

from typing import Any
from uuid import uuid4

import pytest

from cauce.base.models import SubjectKey
from cauce.governments import shelves
from cauce.governments.drafts import actions
from cauce.governments.models import DraftEntry, ReadText
from tests.house.calls import AT
from tests.house.calls.governments_drafts import SAID, TEXT, a_draft
from tests.house.calls.governments_work import desk
from tests.room.applications.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_officers_on_one_draft_and_one_is_told() -> None:
    house = desk()
    draft = a_draft(house.luis)
    before = len(shelves.whole()["entries"])

    def decide(number: int) -> Any:
        if number % 2:
            return actions.reject_draft(draft=draft, reason="opinion", by=house.luis, at=AT)
        return actions.accept_draft(draft=draft, said=SAID, by=house.luis, at=AT)

    done, refused = at_once(6, decide)
    assert (len(done), len(refused)) == (1, 5)
    assert len(set(refused)) == 1, "one sentence, in the language of the house"
    row = DraftEntry.objects.get(pk=draft)
    written = len(shelves.whole()["entries"]) - before
    assert written == (1 if row.state == "accepted" else 0)


def test_a_text_sent_twice_at_once_is_one_text_under_one_key() -> None:
    house, form = desk(), uuid4()
    keys = SubjectKey.objects.count()

    def paste(_number: int) -> Any:
        return actions.read_text(
            title="Two boats", outlet="", published="2024-03-20", language="en", text=TEXT,
            form_id=form, by=house.luis, at=AT,
        )  # fmt: skip

    done, refused = at_once(4, paste)
    assert (done, refused) == ([form] * 4, [])
    assert ReadText.objects.get().drafts.count() == 1
    assert SubjectKey.objects.count() == keys + 1


def test_a_text_is_thrown_away_once() -> None:
    from cauce.base.actors import Actor

    house = desk()
    draft = a_draft(house.luis)
    text = ReadText.objects.select_related("key").get(drafts=draft)
    done, refused = at_once(4, lambda _n: actions.forget_text(text=text, by=Actor.WORKER, at=AT))
    assert (len(done), len(refused)) == (1, 3)
