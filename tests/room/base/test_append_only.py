"""The database itself refuses to change, remove, replace or empty what was recorded."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from cauce.base import append_only, audit
from cauce.base.models import AuditRoot, Event
from tests.cast import MORNING

pytestmark = pytest.mark.django_db

on_sqlite = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="REPLACE exists on SQLite only"
)
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="TRUNCATE exists on PostgreSQL only"
)


@pytest.fixture
def event(cast):
    audit.seal(at=MORNING)
    return Event.objects.order_by("id").first()


def refused(act):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_triggers_are_there_after_migrate():
    assert append_only.missing() == set()


def test_a_lost_trigger_is_noticed_and_comes_back_with_migrate():
    append_only.unguard()
    assert len(append_only.missing()) == (6 if connection.vendor == "sqlite" else 4)
    call_command("migrate", verbosity=0)
    assert append_only.missing() == set()


@pytest.mark.parametrize("model", [Event, AuditRoot])
def test_nothing_is_changed_or_removed(event, model):
    field = {"Event": "reason", "AuditRoot": "count"}[model.__name__]
    refused(lambda: model.objects.update(**{field: 1}))
    refused(lambda: model.objects.all()._raw_delete("default"))
    refused(lambda: run(f"DELETE FROM {model._meta.db_table}"))


@on_sqlite
@pytest.mark.parametrize(
    ("ident", "uid"),
    [("{id}", "'new'"), ("NULL", "'{uid}'")],
    ids=["on the number", "on the uid"],
)
def test_replace_is_refused(event, ident, uid):
    columns = "uid, at, actor, officer_id, verb, subject, reason, body, leaf"
    values = f"{ident}, {uid}, at, actor, officer_id, verb, subject, reason, body, leaf".format(
        id=event.pk, uid=event.uid.hex
    )
    refused(
        lambda: run(
            f"INSERT OR REPLACE INTO base_event (id, {columns}) SELECT {values} FROM base_event"
            " WHERE id = %s",
            event.pk,
        )
    )


@on_sqlite
def test_the_pragmas_are_set():
    def pragma(name):
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name}")
            return cursor.fetchone()[0]

    assert pragma("recursive_triggers") == 1
    assert pragma("secure_delete") == 1
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("mmap_size") == 0


@on_postgresql
@pytest.mark.parametrize("table", ["base_event", "base_auditroot"])
def test_truncate_is_refused(event, table):
    refused(lambda: run(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE"))


@on_postgresql
def test_an_upsert_on_a_number_is_refused(event):
    refused(
        lambda: run(
            "INSERT INTO base_event SELECT * FROM base_event WHERE id = %s"
            " ON CONFLICT (id) DO UPDATE SET reason = 'x'",
            event.pk,
        )
    )


def test_an_event_has_one_actor(event):
    other = Event(at=MORNING, actor="officer", officer=None, verb="x", leaf=b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save(force_insert=True)
