"""Rows as lines of text: the same line from either database, so that a digest can be compared."""

import base64
import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field, Model

AT_ONCE = 1000
Advance = Callable[[float], None]
# What the data file does not hold: it lies in the keys file.
WITHHELD = {"base.subjectkey": {"wrapped", "master_no"}}


def lines(name: str, model: Any, *, whole: bool = False) -> Iterator[bytes]:
    """Yield the names of a record's fields, then every row by its key."""
    fields = _fields(name, model, whole=whole)
    yield _line([field.attname for field in fields])
    rows = model.objects.order_by("pk").values_list(*[field.attname for field in fields])
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield _line(row)


def digest(name: str, model: Any) -> str:
    """Return the digest over every line of a record as it lies in the database."""
    summed = hashlib.sha256()
    for line in lines(name, model):
        summed.update(line)
    return summed.hexdigest()


def parsed(said: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield each row of a file as its fields say, still as text."""
    rest = iter(said)
    names = json.loads(next(rest))
    for line in rest:
        yield dict(zip(names, json.loads(line), strict=True))


def record(model: Any, row: Mapping[str, Any]) -> Any:
    """Return a record as a line says it; it is not stored."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: _value(fields[name], said) for name, said in row.items()})


def store(model: Any, rows: Iterable[Mapping[str, Any]], *, advance: Advance) -> None:
    """Put rows into the database as they are, for a verb inside its transaction."""
    made = (record(model, row) for row in rows)
    while some := list(itertools.islice(made, AT_ONCE)):
        model.objects.bulk_create(some, batch_size=AT_ONCE)
        advance(len(some))


def _fields(name: str, model: type[Model], *, whole: bool) -> list["Field[Any, Any]"]:
    withheld = set() if whole else WITHHELD.get(name, set())
    return [f for f in model._meta.concrete_fields if f.attname not in withheld]


def _line(values: Iterable[Any]) -> bytes:
    plain = [_plain(value) for value in values]
    text = json.dumps(plain, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return text.encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, memoryview | bytes):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _value(field: "Field[Any, Any]", said: Any) -> Any:
    made = field.to_python(said)
    return bytes(made) if isinstance(made, memoryview) else made
