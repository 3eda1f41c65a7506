"""What must never enter the ledger is refused with a sentence, and leaves not a row behind."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest

from cauce.base import privacy
from cauce.base.refusal import Refused
from cauce.governments.entries import actions as entries
from cauce.governments.entries.forms_in import ActIn
from tests.house.calls import AT
from tests.house.calls.governments import a_request
from tests.house.calls.governments_work import desk

Json = dict[str, Any]


def _entry(record: Json, name: str) -> Json:
    found: Json = next(entry for entry in record["entries"] if entry["id"] == name)
    return found


def _unknown_source(record: Json) -> None:
    _entry(record, "call")["accounts"][0]["source"] = "nowhere"


def _unknown_topic(record: Json) -> None:
    _entry(record, "call")["topics"] = ["weather"]


def _no_edtf(record: Json) -> None:
    _entry(record, "call")["date"] = "last June"


def _no_currency(record: Json) -> None:
    amount = {"value": 5, "currency": "XQZ", "qualifier": "exact"}
    told = _entry(record, "told")
    for key in ("mode", "level", "state"):
        del told[key]
    told |= {"kind": "commitment", "id": "sum", "nature": "new", "amount": amount}
    told["accounts"][0]["id"] = "sum.a1"


def _circle(record: Json) -> None:
    _entry(record, "call")["relations"] = [{"type": "part_of", "to": "told"}]
    _entry(record, "told")["relations"] = [{"type": "part_of", "to": "call"}]


def _one_name(record: Json) -> None:
    record["actors"].append({"id": "north2", "name": "the north", "kind": "government"})


def _before_filing(record: Json) -> None:
    asked = _entry(record, "asked")
    asked["acts"] = [
        {"act": "filed", "date": "2023-06-01", "accounts": ["asked.a1"]},
        {"act": "answered", "date": "2023-05-01", "accounts": ["asked.a2"]},
    ]


def _no_calendar(record: Json) -> None:
    _entry(record, "asked")["clock"] = {"rule": {"days": 10, "calendar": "ZZ"}}


FAULTS: list[tuple[Callable[[Json], None], str]] = [
    (_unknown_source, "'nowhere' is no source of this record"),
    (_unknown_topic, "'weather' is no topic of this record"),
    (_no_edtf, "'last June' is not a date"),
    (_no_currency, "'XQZ' is no currency"),
    (_circle, "part_of goes in a circle"),
    (_one_name, "north2 has the same name as north"),
    (_before_filing, "answered on 2023-05-01 lies before the filing"),
    (_no_calendar, "no working calendar of 'ZZ'"),
]


def _rows() -> dict[str, int]:
    return {m.__name__: m._base_manager.count() for m in privacy.house_models()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoil", "sentence"), FAULTS, ids=lambda case: getattr(case, "__name__", "")
)
def test_each_is_refused_with_its_sentence_and_leaves_nothing(
    spoil: Callable[[Json], None], sentence: str
) -> None:
    house = desk()
    record, before = deepcopy(a_request()), _rows()
    spoil(record)
    with pytest.raises(Refused) as caught:
        entries.enter_entry(record=record, by=house.luis, at=AT)
    assert sentence in caught.value.sentence
    assert _rows() == before


@pytest.mark.django_db
def test_an_act_that_lies_before_its_filing_is_refused() -> None:
    house = desk()
    dated = deepcopy(a_request())
    _entry(dated, "asked")["acts"][0]["date"] = "2023-06-01"
    entries.enter_entry(record=dated, by=house.luis, at=AT)
    act = ActIn(act="answered", actor="south", day="2023-05-01", seen=1, words="Yes.")
    with pytest.raises(Refused, match="answered on 2023-05-01 lies before the filing"):
        entries.record_act(request="asked", act=act, form_id=uuid4(), by=house.luis, at=AT)
