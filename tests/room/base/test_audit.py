"""A record that was tampered with behind the triggers' back is found, and its batch is named."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from cauce.base import actions, append_only, audit, keys, merkle
from cauce.base.actors import Actor
from cauce.base.models import AuditRoot, Event, SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.base.verb import note, verb
from cauce.base.verify import verify
from tests.cast import MORNING


@verb
def knock(*, by, at, subject=None, body=None):
    note(subject=subject, body=body or {})


@pytest.fixture
def record(cast):
    """Three sealed batches of four Events, and two Events that no seal covers yet."""
    subject = keys.make(kind=KeyKind.PERSON)
    audit.seal(at=MORNING)
    for batch in range(3):
        for number in range(4):
            knock(by=cast.iris, at=MORNING, subject=subject.pk, body={"n": number})
        audit.seal(at=MORNING + timedelta(minutes=batch))
    knock(by=Actor.WORKER, at=MORNING)
    knock(by=Actor.WORKER, at=MORNING)
    return subject


@pytest.fixture
def unguarded(record):
    """Somebody who owns the file has dropped the triggers; what follows puts them back."""

    def tamper(act):
        append_only.unguard()
        act()
        append_only.guard()
        return verify()

    return tamper


def in_batch(number):
    root = AuditRoot.objects.get(n=number)
    return list(Event.objects.filter(id__gte=root.first, id__lte=root.last).order_by("id"))


def batches(report):
    return {fault.batch for fault in report.faults}


pytestmark = pytest.mark.django_db


def test_an_untouched_record_is_found_whole(record):
    report = verify()
    assert report.ok
    assert report.as_dict()["faults"] == []
    assert (report.batches, report.unsealed, report.erased) == (4, 2, 0)
    assert report.events == Event.objects.count()
    assert report.last_seal == audit.digest(AuditRoot.objects.get(n=4)).hex()


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "test.other"},
        {"at": MORNING - timedelta(days=30)},
        {"reason": "urgent"},
        {"body": {"n": 9}},
        {"subject": uuid.UUID(int=3)},
        {"actor": "family", "officer": None},
        {"leaf": b"\x00" * 32},
    ],
    ids=["verb", "back-dated", "reason", "body", "subject", "actor", "leaf"],
)
def test_a_changed_event_is_found(unguarded, change):
    event = in_batch(3)[1]
    report = unguarded(lambda: Event.objects.filter(pk=event.pk).update(**change))
    assert batches(report) == {3}


def test_a_changed_event_with_a_fitting_leaf_is_found(unguarded, record):
    event = in_batch(3)[1]
    event.body = {"n": 9}
    event.leaf = audit.leaf_of(event=event, key=keys.open_key(row=record, purpose=keys.AUDIT))
    report = unguarded(event.save)
    assert batches(report) == {3}
    assert ["the Events do not give the sealed root" in f.says for f in report.faults] == [True]


def test_a_dropped_event_is_found(unguarded):
    report = unguarded(lambda: Event.objects.filter(pk=in_batch(2)[0].pk)._raw_delete("default"))
    assert batches(report) == {2}
    assert "1 of 4 Events are missing" in report.faults[0].says


def test_reordered_events_are_found(unguarded):
    one, two = in_batch(4)[:2]

    def swap():
        said = {f.name: getattr(one, f.name) for f in Event._meta.concrete_fields if f.name != "id"}
        other = {
            f.name: getattr(two, f.name) for f in Event._meta.concrete_fields if f.name != "id"
        }
        Event.objects.filter(pk=one.pk).update(uid=uuid.uuid4())
        Event.objects.filter(pk=two.pk).update(**said)
        Event.objects.filter(pk=one.pk).update(**other)

    assert batches(unguarded(swap)) == {4}


def test_a_replaced_event_is_found(unguarded):
    event = in_batch(2)[1]
    gone, event.uid = event.pk, uuid.uuid4()

    def replace():
        Event.objects.filter(pk=gone)._raw_delete("default")
        event.save(force_insert=True)

    assert batches(unguarded(replace)) == {2}


def test_an_event_that_slipped_in_is_found(record):
    # A number that was never used, as a verb that was undone leaves one on PostgreSQL.
    event = Event.objects.order_by("-id").first()
    unused = event.pk + 1
    event.pk, event.uid = unused + 1, uuid.uuid4()
    event.leaf = audit.leaf_of(event=event, key=keys.house_key(purpose=keys.AUDIT))
    event.save(force_insert=True)
    audit.seal(at=MORNING)
    assert verify().ok
    event.pk, event.uid = unused, uuid.uuid4()
    event.leaf = audit.leaf_of(event=event, key=keys.house_key(purpose=keys.AUDIT))
    event.save(force_insert=True)
    report = verify()
    assert batches(report) == {5}
    assert report.faults[0].says == "1 Events slipped in after the seal"


def test_a_dropped_batch_is_found(unguarded):
    def drop():
        ids = [event.pk for event in in_batch(3)]
        Event.objects.filter(pk__in=ids)._raw_delete("default")
        AuditRoot.objects.filter(n=3)._raw_delete("default")

    report = unguarded(drop)
    assert batches(report) == {4}
    assert "a seal before this one is missing" in {fault.says for fault in report.faults}


def test_a_forged_seal_is_found_by_the_next(unguarded):
    def forge():
        Event.objects.filter(pk=in_batch(2)[3].pk)._raw_delete("default")
        leaves = [bytes(event.leaf) for event in in_batch(2)]
        AuditRoot.objects.filter(n=2).update(count=3, root=merkle.root(leaves))

    report = unguarded(forge)
    assert batches(report) == {3}
    assert "the seal before this one was changed" in report.faults[0].says


def test_a_back_dated_seal_is_found(unguarded):
    def back_date():
        AuditRoot.objects.filter(n=2).update(sealed_at=MORNING - timedelta(days=1))

    assert batches(unguarded(back_date)) == {3}


def test_an_event_without_a_seal_is_checked_too(unguarded):
    last = Event.objects.order_by("-id").first()
    report = unguarded(lambda: Event.objects.filter(pk=last.pk).update(reason="x"))
    assert batches(report) == {None}


def test_missing_triggers_are_reported(record):
    append_only.unguard()
    assert any("trigger" in fault.says for fault in verify().faults)
    append_only.guard()


def test_an_erased_subject_is_reported_as_erased_and_not_as_tampered(record):
    actions.destroy_subject_key(subject=record, by=Actor.WORKER, at=MORNING)
    report = verify()
    assert report.ok
    assert report.erased == 12


def test_a_key_that_vanished_without_a_word_is_reported(record):
    SubjectKey.objects.filter(pk=record.pk).update(wrapped=None, destroyed_at=MORNING)
    report = verify()
    assert [fault.says for fault in report.faults] == [
        f"the key {record.pk} is gone without an Event"
    ]


def test_a_changed_key_is_reported(record):
    SubjectKey.objects.filter(pk=record.pk).update(wrapped=b"\x01" + bytes(60))
    assert any("cannot be opened" in fault.says for fault in verify().faults)


def test_a_thousand_events_are_one_batch(cast, monkeypatch):
    monkeypatch.setattr(audit, "BATCH", 5)
    before = Event.objects.count()
    for _ in range(12 - before % 5):
        knock(by=Actor.WORKER, at=MORNING)
    made = audit.seal(at=MORNING)
    assert sum(root.count for root in made) == Event.objects.count()
    assert max(root.count for root in made) == 5
    assert audit.seal(at=MORNING) == []
    assert verify().ok


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Ana María"},
        {"n": "two words"},
        {"list": ["ok", "not ok"]},
        {"deep": {"a b": 1}},
        {"float": 1.5},
        {"bytes": b"x"},
    ],
)
def test_names_and_free_text_never_enter_the_body(cast, body):
    with pytest.raises(ValueError, match="codes, ids and digests"), transaction.atomic():
        knock(by=Actor.WORKER, at=MORNING, body=body)


def test_the_leaf_is_salted_by_the_subjects_own_key(cast):
    row = keys.make(kind=KeyKind.PERSON)
    knock(by=Actor.WORKER, at=MORNING, subject=row.pk)
    event = Event.objects.order_by("-id").first()
    own = keys.open_key(row=row, purpose=keys.AUDIT)
    assert bytes(event.leaf) == audit.leaf_of(event=event, key=own)
    assert bytes(event.leaf) != audit.leaf_of(event=event, key=keys.house_key(purpose=keys.AUDIT))


@pytest.mark.parametrize(
    ("leaves", "root"),
    [
        # The trees of RFC 6962's test data: empty, one, two and three leaves.
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ([""], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (["", "00"], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (["", "00", "10"], "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ],
)
def test_the_tree_is_that_of_the_rfc(leaves, root):
    assert merkle.root([merkle.leaf(bytes.fromhex(leaf)) for leaf in leaves]).hex() == root


def test_the_tree_splits_at_the_largest_power_of_two():
    def by_definition(nodes):
        if len(nodes) == 1:
            return nodes[0]
        split = 1
        while split * 2 < len(nodes):
            split *= 2
        pair = by_definition(nodes[:split]) + by_definition(nodes[split:])
        return hashlib.sha256(b"\x01" + pair).digest()

    for size in range(1, 40):
        nodes = [merkle.leaf(bytes([number])) for number in range(size)]
        assert merkle.root(nodes) == by_definition(nodes)
