"""Two loads at one moment: neither undoes the other, on both databases."""

from typing import Any

import pytest

from cauce.base.actors import Actor
from cauce.governments.actions import load_ledger
from cauce.governments.models import Contact, Source
from tests.house.calls import AT
from tests.house.calls.governments import SOURCE, a_record
from tests.room.applications.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _load(whole: Any) -> Any:
    return load_ledger(record=whole, by=Actor.IMPORT, at=AT)


def test_two_records_at_once_are_both_there() -> None:
    _load(a_record())
    video, more = a_record(), a_record()
    video["entries"][0]["mode"] = "video"
    # The other record does not speak of the call.
    more["entries"] = []
    more["sources"] = [dict(SOURCE), {"id": "second", "title": "Second"}]
    done, refused = at_once(6, lambda n: _load(video if n % 2 else more))
    assert (len(done), refused) == (6, [])
    assert Contact.objects.get().mode == "video"
    assert Source.objects.count() == 2


def test_the_first_load_of_all_is_whole_or_refused() -> None:
    done, refused = at_once(4, lambda n: _load(a_record()))
    assert len(done) >= 1
    assert len(done) + len(refused) == 4
    assert Contact.objects.count() == 1
