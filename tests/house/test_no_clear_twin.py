"""Nothing of a person stands in clear beside its envelope: not in a column, not in an Event, nowhere."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import models

from cauce.base import clock
from cauce.base.guarded import guarded_models
from cauce.base.privacy import PERSONAL, SENSITIVE, house_models
from tests.room.privacy import canary_walk
from tests.room.privacy.canaries import EVERY, Hunt

NOON = datetime(2030, 6, 4, 17, 0, tzinfo=UTC)
# What is longer than a code could be a sentence.
LONGEST_CODE = 80
HUNT = Hunt(EVERY)


def _clear_columns(model: type[models.Model]) -> list[str]:
    """The columns that a list, a clock or a count may read."""
    said = getattr(model, "PRIVACY", {})
    names = [field.name for field in model._meta.concrete_fields]
    return [name for name in names if said.get(name) not in (PERSONAL, SENSITIVE)]


def _rows(model: type[models.Model]) -> bytes:
    rows = model._base_manager.values_list(*_clear_columns(model))
    return json.dumps([[_text(v) for v in row] for row in rows], ensure_ascii=False).encode()


def _text(value: Any) -> Any:
    # Bytes as they are, so that a name in a digest's place is seen.
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return value if isinstance(value, dict | list | int) else str(value)


def in_clear() -> dict[str, set[str]]:
    """Which strings stand in which table's clear columns."""
    every = [*house_models(), Session]
    found = {m._meta.label: HUNT.found(_rows(m)) for m in every if m._meta.managed}
    return {name: strings for name, strings in found.items() if strings}


@pytest.mark.django_db
def test_no_string_of_a_family_stands_in_a_clear_column(
    cast: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CAUCE_KEY_FILE = settings.CAUCE_DATA / "master-keys"
    settings.CAUCE_DATA, settings.OFFICE_DAY = tmp_path, datetime(2024, 1, 12, tzinfo=UTC).date()
    monkeypatch.setattr(clock, "machine_now", lambda: NOON)
    application = canary_walk.walk(cast)
    assert in_clear() == {}
    # Seen if it were there.
    cast.site.name = EVERY["surname"]
    cast.site.save()
    assert in_clear() == {"base.Site": {"surname"}}
    # Everything that a walk can fill was filled: an empty table proves nothing.
    assert application.reference
    empty = {m.__name__ for m in guarded_models() if not m._base_manager.exists()}
    assert empty <= {"LookAlike", "FarLookAlike", "SentCode", "Referral", "Erasure"}


def test_a_table_of_persons_has_no_room_for_a_sentence_in_clear() -> None:
    long = [
        f"{model._meta.label}.{field.name}"
        for model in guarded_models()
        for field in model._meta.concrete_fields
        if field.name in _clear_columns(model)
        and (
            isinstance(field, models.TextField)
            or (isinstance(field, models.CharField) and (field.max_length or 999) > LONGEST_CODE)
        )
    ]
    assert long == []
