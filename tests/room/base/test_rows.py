"""Statements put together once: the same rows as the queryset's, the same constraints, the same guard."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cauce.applications.models import Application, Draft, Visit
from cauce.base import actions, keys, outbox, rows
from cauce.base.actors import Actor
from cauce.base.models import Event, Outbox, SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.base.rows import Change, Question
from cauce.base.sealing import InvalidTag
from cauce.people.models import Consent, Household
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def _site():
    return actions.open_site(
        name=f"Mar {uuid4().hex[:4]}",
        time_zone="America/Bogota",
        opening_hours={},
        languages=["es"],
        by=Actor.SETUP,
        at=MORNING,
    )


def _draft(**values):
    key = keys.make(kind=KeyKind.HOUSEHOLD)
    row = Draft(
        key=key,
        site=_site(),
        reference=uuid4().hex[:9],
        code_digest=b"d" * 16,
        language="es",
        sealed=b"\x00\xffsealed",
        begun_at=MORNING,
        saved_at=MORNING,
        expires_at=MORNING + timedelta(days=1),
        **values,
    )
    rows.insert(row)
    return row


def _plain(record):
    values = {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields}
    return {k: bytes(v) if isinstance(v, memoryview) else v for k, v in values.items()}


def test_an_inserted_row_is_what_the_database_gives_back():
    draft = _draft()
    read = Draft.objects.itself(draft).get()
    assert _plain(read) == _plain(draft)
    assert not draft._state.adding
    promised = outbox.put(kind="test.kind", body={"a": [1, None]}, at=MORNING)
    assert Outbox.objects.get(pk=promised.pk).body == {"a": [1, None]}


def test_a_new_row_is_what_its_model_makes():
    key, site = keys.fresh(kind=KeyKind.HOUSEHOLD), _site()
    values = {"id": uuid4(), "key": key, "site": site, "language": "es", "size": 2}
    slow, fast = Household(**values), rows.new_row(Household, **values)
    assert _plain(fast) == _plain(slow)
    assert (fast.key, fast.site, fast._state.adding) == (key, site, True)
    assert rows.new_row(Consent, recorded_by=None).recorded_by is None
    home = rows.new_row(Application, household=fast)
    assert fast.application is home
    assert rows.new_row(Household).pk != rows.new_row(Household).pk
    with pytest.raises(TypeError, match="no colour"):
        rows.new_row(Household, colour="red")


def test_a_value_of_another_kind_is_what_its_field_makes_of_it():
    row = rows.new_row(Outbox, id=str(uuid4()), kind=KeyKind.PERSON, due_at=MORNING, attempts=True)
    rows.insert(row)
    read = Outbox.objects.get(pk=row.pk)
    assert (str(read.pk), read.kind, read.attempts) == (row.pk, "person", 1)


def test_many_rows_of_two_tables_go_in_together():
    made = [keys.fresh(kind=KeyKind.PERSON) for _ in range(3)]
    promises = [Outbox(kind="test.kind", due_at=MORNING) for _ in range(2)]
    rows.insert(*made, *promises)
    assert SubjectKey.objects.filter(pk__in=[row.pk for row in made]).count() == 3
    assert Outbox.objects.filter(pk__in=[row.pk for row in promises]).count() == 2


def test_a_number_of_the_database_is_its_own_to_give():
    before = Event.objects.count()
    for _each in range(2):
        rows.insert(Event(uid=uuid4(), at=MORNING, actor="worker", verb="x", leaf=b"l" * 32))
    assert Event.objects.count() == before + 2
    assert len(set(Event.objects.values_list("pk", flat=True))) == before + 2


def test_constraints_are_said_as_ever():
    draft = _draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(Draft(**{**_plain(draft), "id": uuid4()}))


def test_a_row_that_is_there_already_is_told_and_nothing_fails():
    draft = _draft()
    other = Draft(**{**_plain(draft), "id": uuid4()})
    assert not rows.insert_unless_there(other)
    assert other._state.adding
    other.reference = uuid4().hex[:9]
    assert rows.insert_unless_there(other)
    assert not rows.insert_unless_there(other)
    assert Draft.objects.itself(other).get().reference == other.reference


def test_a_row_that_may_not_be_is_an_error_where_one_that_is_there_is_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert_unless_there(Visit(id=uuid4(), expires_at=MORNING))


def test_a_question_gives_what_the_queryset_gives_with_related_records():
    ask = Question(
        lambda pk, at: (
            Visit.objects.unscoped("a test")
            .select_related("draft__key", "draft__site", "application__key")
            .filter(pk=pk, expires_at__gt=at)
        )
    )
    for draft in (_draft(), _draft()):
        visit = Visit(id=uuid4(), draft=draft, expires_at=MORNING)
        rows.insert(visit)
        found = ask.first(visit.pk, MORNING - timedelta(seconds=1))
        assert found is not None
        assert _plain(found) == _plain(Visit.objects.itself(visit).get())
        assert _plain(found.draft) == _plain(draft)
        assert _plain(found.draft.key) == _plain(draft.key)
        assert found.draft.site == draft.site
        assert found.application is None
        assert ask.first(visit.pk, MORNING) is None
    assert ask(uuid4(), MORNING) == []


def test_a_question_keeps_no_query_for_what_it_has_read(django_assert_num_queries):
    ask = Question(lambda draft: Draft.objects.itself(draft).select_related("key"))
    draft = _draft()
    ask(draft)
    with django_assert_num_queries(1):
        assert ask(draft)[0].key.master_no == draft.key.master_no


def test_whoever_listens_to_the_database_hears_these_statements_and_they_do_the_same():
    heard = []

    def listen(execute, statement, values, many, context):
        heard.append(statement.split()[0])
        return execute(statement, values, many, context)

    ask = Question(lambda draft: Draft.objects.itself(draft).select_related("key", "site"))
    close = Change(lambda draft: Draft.objects.itself(draft), state="sent")
    made = [keys.fresh(kind=KeyKind.PERSON) for _each in range(2)]
    draft = _draft()
    before = _plain(ask.first(draft))
    with connection.execute_wrapper(listen):
        rows.insert(*made)
        assert _plain(ask.first(draft)) == before == _plain(draft)
        assert not rows.insert_unless_there(draft)
        assert (close(draft), close(Draft(pk=uuid4()))) == (1, 0)
    assert heard == ["INSERT", "SELECT", "INSERT", "UPDATE", "UPDATE"]
    assert SubjectKey.objects.filter(pk__in=[key.pk for key in made]).count() == 2


def test_a_change_is_guarded_by_its_values():
    close = Change(
        lambda draft, version: Draft.objects.itself(draft).filter(version=version),
        state="sent",
        sealed=b"",
    )
    draft, other = _draft(version=3), _draft(version=3)
    assert close(draft, 2) == 0
    assert close(draft, 3) == 1
    assert (Draft.objects.itself(draft).get().state, Draft.objects.itself(other).get().state) == (
        "sent",
        "open",
    )
    assert bytes(Draft.objects.itself(draft).get().sealed) == b""


def test_the_guard_stands_before_a_question_and_before_a_change():
    from cauce.base.guarded import Unscoped

    pk = uuid4()
    with pytest.raises(Unscoped):
        Question(lambda pk: Draft.objects.filter(pk=pk))(pk)
    with pytest.raises(Unscoped):
        Change(lambda pk: Draft.objects.filter(pk=pk), state="sent")(pk)


@pytest.mark.parametrize("value", [None, 1.5, b"bytes", True, ["list"]])
def test_a_value_that_may_not_stand_as_it_is_is_refused(value):
    with pytest.raises(ValueError, match="cannot be a statement's value"):
        Question(lambda given: SubjectKey.objects.filter(master_no=given))(value)


def test_a_value_that_the_database_would_see_otherwise_is_refused():
    ask = Question(lambda text: Outbox.objects.filter(kind__contains=text))
    with pytest.raises(ValueError, match="stand in the statement once"):
        ask("letter")


def test_the_house_key_is_read_anew_each_time(django_assert_num_queries):
    first = keys.house_key(purpose=keys.TOKENS)
    with django_assert_num_queries(1):
        assert keys.house_key(purpose=keys.TOKENS) == first
    row = keys.house()
    row.wrapped = bytes(row.wrapped)[:-1] + bytes([bytes(row.wrapped)[-1] ^ 1])
    row.save(update_fields=["wrapped"])
    with pytest.raises(InvalidTag):
        keys.house_key(purpose=keys.TOKENS)
