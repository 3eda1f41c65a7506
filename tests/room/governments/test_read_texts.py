"""The texts of the reading desk lie sealed, and are thrown away a month after the last decision."""

from datetime import timedelta
from typing import Any

import pytest

from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.expiry import DELETIONS
from cauce.base.refusal import Refused
from cauce.governments.drafts import actions
from cauce.governments.drafts.forgetting import KEPT_DAYS, over
from cauce.governments.models import DraftEntry, ReadText
from tests.house.calls import AT
from tests.house.calls.governments_drafts import TEXT, a_text
from tests.house.calls.governments_work import desk
from tests.room.governments.desks import jar_of


@pytest.fixture
def house(db: None) -> Any:
    """The desk between governments, with its officer."""
    return desk()


def test_the_words_of_a_text_lie_under_a_key_of_their_own(house: Any) -> None:
    text = ReadText.objects.get(pk=a_text(house.luis))
    assert text.text == TEXT
    stored = [bytes(text.sealed), *(bytes(d.sealed) for d in text.drafts.all())]
    assert len(stored) == 2
    assert not any(word in each for each in stored for word in (b"Kenya", b"Malta", b"Critics"))


def test_a_text_is_thrown_away_a_month_after_its_last_draft_was_decided(house: Any) -> None:
    text = a_text(house.luis)
    month = AT + timedelta(days=KEPT_DAYS)
    assert list(over(month)) == []
    draft = DraftEntry.objects.get(text=text, number=1)
    actions.reject_draft(draft=draft.pk, reason="opinion", by=house.luis, at=AT + timedelta(days=2))
    assert list(over(month)) == []
    (gone,) = over(month + timedelta(days=2))
    with pytest.raises(Refused, match="Only the worker"):
        actions.forget_text(text=gone, by=house.luis, at=month)
    actions.forget_text(text=gone, by=Actor.WORKER, at=month)
    with pytest.raises(Refused, match="thrown away already"):
        actions.forget_text(text=gone, by=Actor.WORKER, at=month)
    left = ReadText.objects.get(pk=text)
    assert (left.text, left.key.wrapped, left.drafts.get().read) == ("", None, {})
    assert left.drafts.get().reason == "opinion"
    with pytest.raises(Refused, match="Paste it again"):
        actions.add_draft(
            text=text, kind="statement", act="said", start=0, end=5, by=house.luis, at=AT
        )


def test_the_worker_throws_away_what_is_over_and_its_page_says_so(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = a_text(house.luis)
    draft = DraftEntry.objects.get(text=text, number=1)
    actions.reject_draft(draft=draft.pk, reason="opinion", by=house.luis, at=AT)
    assert DELETIONS["texts of the reading desk"](AT) == 0
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=KEPT_DAYS))
    assert DELETIONS["texts of the reading desk"](AT) == 1
    page = jar_of(house.luis).get(f"/office/governments/read/{text}")
    assert (page.status_code, "Kenya" in page.content.decode()) == (200, False)
    assert "were thrown away on 11 Feb" in page.content.decode()
