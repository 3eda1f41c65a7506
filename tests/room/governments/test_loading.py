"""A record becomes rows and comes out as it went in; all of it or nothing; twice changes nothing."""

import copy
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cauce.base.actors import Actor
from cauce.base.models import Event
from cauce.base.refusal import Refused
from cauce.governments import shelves
from cauce.governments.actions import load_ledger
from cauce.governments.models import Account, Contact, Entry, Source
from cauce.ledger import Ledger, canonical
from cauce.partners.models import Counterpart, Tenure
from tests.house.calls import AT
from tests.house.calls.governments import a_record
from tests.library.ledgers import account, asked, call, entry, money, record, request

pytestmark = pytest.mark.django_db


def _load(whole: Any, by: Any = Actor.IMPORT) -> Any:
    return load_ledger(record=whole, by=by, at=AT)


def _every_kind() -> Any:
    tie = {"type": "same_event", "to": "told", "status": "accepted", "why": "one call"}
    contact = entry(
        "call", "contact", [account("call.a1", "early", date="2021-01-05", said="«hoy»")], date="2021-01-05",
        relations=[tie], accepted={"date": {"account": "call.a1", "why": "x"}}, mode_note="by radio",
        events=[{"state": "held", "date": "2021-01-05", "accounts": ["call.a1"]}],
    )  # fmt: skip
    initiative = entry(
        "begun", "initiative", [account("begun.a1", "late")], names=[{"name": "One", "from": "2021"}],
        phases=[{"phase": "opened", "date": "2021", "accounts": ["begun.a1"]}], planned_end={"date": "2022~"},
    )  # fmt: skip
    quantity = {"value": 3.5, "unit": "t"}
    given = entry(
        "given", "transaction", [account("given.a1", "month")], nature="in_kind", quantity=quantity
    )
    said = entry("said", "statement", [account("said.a1", "late")], speaker="north", subject="call")
    asking = request(
        "asked", [("filed", "2021-01-05", "early")], contested=True, clock={"expected_by": None}
    )
    promise = money(
        "promise", 44500000.0, "2021-01-01", overlap=[{"entry": "promise2", "known": "not stated"}]
    )
    tenure = {
        "id": "t1",
        "actor": "north",
        "office": "chair",
        "from": "2021-01~",
        "accounts": [account("t1.a1", "late")],
    }
    matter = {"id": "d1", "field": "date", "a": "call.a1", "b": "told.a1", "settled": "call.a1"}
    return record(
        call("told", "2021-01", "late"), contact, asking, promise, money("promise2", 1, None),
        given, initiative, said,
        title="All", rights="free", conventions={"dates": "EDTF"}, tenures=[tenure], disagreements=[matter],
    )  # fmt: skip


def test_what_goes_in_comes_out() -> None:
    whole = _every_kind()
    _load(whole)
    assert shelves.whole() == canonical(whole)


def test_loading_twice_changes_nothing() -> None:
    _load(_every_kind())
    before = shelves.whole()
    report = _load(_every_kind())
    assert {became for _, _, became in report} == {"the same"}
    assert shelves.whole() == before


def test_a_load_leaves_one_event_with_counts_and_no_words() -> None:
    _load(a_record())
    event = Event.objects.get(verb="governments.load_ledger")
    assert (event.actor, event.body["entries"], event.body["accounts"]) == ("import", 1, 1)


def test_a_changed_record_changes_its_rows_and_takes_nothing_away() -> None:
    _load(a_record())
    later = a_record()
    later["entries"][0]["mode"] = "video"
    later["entries"][0]["accounts"] = [{**later["entries"][0]["accounts"][0], "id": "call.a2"}]
    report = _load(later)
    assert [line for line in report if line[2] != "the same"] == [("entries", "call", "changed")]
    assert Contact.objects.get().mode == "video"
    assert sorted(Account.objects.values_list("pk", flat=True)) == ["call.a1", "call.a2"]


def test_two_records_that_clash_leave_the_first_as_it_was() -> None:
    _load(a_record())
    before = shelves.whole()
    other = a_record()
    other["actors"][0] |= {"id": "norden"}
    other["entries"][0]["parties"][0]["actor"] = "norden"
    other["sources"].append({"id": "second", "title": "Second"})
    with pytest.raises(Refused, match="the same name as north"):
        _load(other)
    assert shelves.whole() == before
    assert not Source.objects.filter(pk="second").exists()


def test_a_fault_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(items: Any) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr(shelves.DISAGREEMENTS, "write", broken)
    with pytest.raises(OSError, match="disk is full"):
        _load(_every_kind())
    assert not Entry.objects.exists()
    assert not Counterpart.objects.exists()
    assert not Event.objects.filter(verb="governments.load_ledger").exists()


def test_rows_that_came_meanwhile_are_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(record: Any) -> dict[str, int]:
        raise IntegrityError("somebody was faster")

    monkeypatch.setattr(shelves, "write", taken)
    with pytest.raises(Refused, match=r"changed meanwhile|cambió"):
        _load(a_record())
    assert not Counterpart.objects.exists()


def test_only_the_import_may_load() -> None:
    with pytest.raises(Refused):
        _load(a_record(), Actor.WORKER)


def test_the_database_knows_that_an_account_is_of_one_thing() -> None:
    _load(_every_kind())
    source, tenure, first = Source.objects.first(), Tenure.objects.get(), Entry.objects.first()
    plain = {"source": source, "polarity": "asserts", "tense": "happened", "position": 99}
    for wrong in ({"entry": first, "tenure": tenure}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.create(id="x", **plain, **wrong)


def test_the_ledger_is_asked_as_it_lies() -> None:
    _load(copy.deepcopy(_every_kind()))
    book = Ledger(shelves.whole())
    found = asked(book, "last_contact", between=["north", "south"], as_of="2021-03-01")
    assert sorted(found["entries"]) == ["call", "told"]
    assert found["age_days"] == [55, 55]
