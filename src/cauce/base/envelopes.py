"""Sealed fields of a record: a JSON object in one envelope, under the record's own subject key.

A record that holds sealed text has a foreign key `key` to `SubjectKey`, a UUID as primary key and
`BinaryField`s whose names begin with `sealed`. Associated data is table|column|pk, so an envelope opens in
its own row and column only. Whoever reads must be ready for `sealing.Sealed` only by asking `is_erased`
first: nothing catches a failed opening (docs/decisions, tests/house).
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Model

from cauce.base import ids, keys, sealing
from cauce.base.models import SubjectKey
from cauce.base.models.keys import KeyKind

Content = dict[str, Any]
# What is sealed is made of plain values and holds itself nowhere: looking for that took half of the time.
_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False)


class OpenKeys:
    """Keys opened once and used for many records: for one request or one verb, never kept longer."""

    def __init__(self) -> None:
        """Begin with no key opened."""
        self._open: dict[tuple[UUID, str], bytes] = {}

    def fresh(self, *, kind: KeyKind, at: datetime) -> SubjectKey:
        """Return a fresh key that is not stored yet; what is sealed under it need not open it first."""
        row, key = keys.fresh_and_open(kind=kind, pk=ids.ordered(at))
        self._open[row.pk, keys.SEALING] = sealing.derive(key=key, purpose=keys.SEALING)
        return row

    def of(self, row: SubjectKey, purpose: str = keys.SEALING) -> bytes:
        """Return a subject's key for a purpose; `Sealed` when it was destroyed."""
        place = row.pk, purpose
        if place not in self._open:
            self._open[place] = keys.open_key(row=row, purpose=purpose)
        return self._open[place]


def is_erased(record: Model) -> bool:
    """Say whether a record's key was destroyed, so that its sealed fields can never be read again."""
    return _key(record).destroyed_at is not None


def close(
    record: Model, column: str, content: Mapping[str, Any], *, opened: OpenKeys | None = None
) -> bytes:
    """Return a record's field as it is stored; the caller sets and saves it."""
    text = _ENCODER.encode(content).encode()
    return close_bytes(record, column, text, opened=opened)


def read(record: Model, column: str, *, opened: OpenKeys | None = None) -> Content:
    """Return what a sealed field holds; an empty field is an empty object. Raises Sealed, InvalidTag."""
    envelope = getattr(record, column)
    if not envelope:
        return {}
    return cast(Content, json.loads(read_bytes(record, column, bytes(envelope), opened=opened)))


def close_bytes(
    record: Model, column: str, text: bytes, *, opened: OpenKeys | None = None
) -> bytes:
    """Return any bytes in an envelope that opens for this record and this name only."""
    key = (opened or OpenKeys()).of(_key(record))
    return sealing.seal(
        text=text, key=key, table=record._meta.db_table, column=column, pk=record.pk
    )


def read_bytes(
    record: Model, column: str, envelope: bytes, *, opened: OpenKeys | None = None
) -> bytes:
    """Return the bytes of an envelope made by `close_bytes`. Raises Sealed, InvalidTag."""
    key = (opened or OpenKeys()).of(_key(record))
    return sealing.unseal(
        envelope=envelope, key=key, table=record._meta.db_table, column=column, pk=record.pk
    )


def token(field: str, value: str) -> bytes | None:
    """Return what may stand in a column for exact search; None for nothing."""
    if not value:
        return None
    return sealing.token(key=keys.house_key(purpose=keys.TOKENS), field=field, value=value)


def tokens(values: Mapping[str, str]) -> dict[str, bytes | None]:
    """Return many tokens with the house's key opened once: {field: value} gives {field: token}."""
    key = keys.house_key(purpose=keys.TOKENS)
    return {
        field: sealing.token(key=key, field=field, value=value) if value else None
        for field, value in values.items()
    }


def sealed_columns(model: type[Model]) -> Iterable[str]:
    """Return the names of a model's sealed fields."""
    return [f.name for f in model._meta.concrete_fields if f.name.startswith("sealed")]


def _key(record: Model) -> SubjectKey:
    key: SubjectKey = record.key  # type: ignore[attr-defined]  # said by the record's class
    return key
