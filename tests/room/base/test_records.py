"""Classes of fields, states, the clock and the health page."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import OperationalError, connection, models

from cauce.base import clock, health, privacy, states, worker
from cauce.base.models import Outbox
from tests.cast import MORNING


def test_every_field_has_a_class():
    assert list(privacy.faults()) == []


def test_a_field_without_a_class_is_named(monkeypatch):
    said = {k: v for k, v in Outbox.PRIVACY.items() if k != "body"} | {"ghost": privacy.PUBLIC}
    monkeypatch.setattr(Outbox, "PRIVACY", said)
    assert list(privacy.faults()) == [
        "Outbox.body: no privacy class; add it to the model's PRIVACY.",
        "Outbox.PRIVACY names ghost, which is no field; remove it.",
    ]


def test_states_are_all_reachable():
    assert states.reachable(moves=Outbox.MOVES, start=Outbox.START) == set(Outbox.State.values)
    assert states.moves_of(apps.get_model("base", "Site")) is None


def _counts(field):
    """Whether a primary key is a running number; one that is another record's key is as that key is."""
    while field.is_relation:
        field = field.related_model._meta.pk
    return not isinstance(field, models.UUIDField | models.CharField)


def test_ids_of_records_give_no_count_away():
    numbered = {m.__name__ for m in privacy.house_models() if _counts(m._meta.pk)}
    # Of a preface there is one.
    assert numbered <= {"Event", "AuditRoot", "Preface"}


def test_a_demonstration_lives_on_its_day(settings, monkeypatch):
    moment = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "machine_now", lambda: moment)
    settings.OFFICE_DAY = date(2024, 1, 12)
    assert clock.now() == datetime(2024, 1, 12, 23, 30, tzinfo=UTC)
    assert clock.today() == clock.office_day() == date(2024, 1, 12)
    settings.OFFICE_DAY = None
    assert clock.now() == moment
    assert clock.office_day() is None


@pytest.mark.django_db
def test_today_is_a_sites_day(settings, monkeypatch, cast):
    settings.OFFICE_DAY = None
    monkeypatch.setattr(clock, "machine_now", lambda: datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    assert clock.today() == date(2026, 11, 25)
    assert clock.today(cast.site) == date(2026, 11, 24)


@pytest.mark.django_db
def test_health_says_what_is_promised(client):
    worker.Worker().tick(MORNING)
    answer = client.get("/health")
    told = answer.json()
    assert answer.status_code == 200
    assert told["ok"] is True
    assert told["worker_last_tick"] == "2024-01-12T14:00:00+00:00"
    assert told["pending_migrations"] == 0
    assert told["database"]["vendor"] == connection.vendor
    assert all(told[key] for key in ("cauce", "python", "django", "sqlite"))
    assert told["database"]["version"].count(".") >= 1


@pytest.mark.django_db
def test_health_is_not_well_with_a_pending_migration(client, monkeypatch):
    monkeypatch.setattr(health, "pending_migrations", lambda: 2)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["ok"] is False
    assert answer.json()["pending_migrations"] == 2


@pytest.mark.django_db
def test_health_is_not_well_without_the_triggers(client, monkeypatch):
    monkeypatch.setattr("cauce.base.append_only.missing", lambda: {"base_event_no_update"})
    assert client.get("/health").status_code == 503


@pytest.mark.django_db
def test_health_says_so_when_the_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError("connection refused: 10.0.0.1")

    monkeypatch.setattr(health, "pending_migrations", away)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["pending_migrations"] is None
    assert "10.0.0.1" not in answer.content.decode()
