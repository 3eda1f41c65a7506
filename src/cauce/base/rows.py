"""Statements that are put together once and run many times: what a family waits for while it sends.

    person = new_row(Person, key=key, site=site)       a new record
    insert(household, *persons)                     rows of one statement for each table, in their order
    insert_unless_there(application)                False where a unique constraint has it already
    PAPERS = Question(lambda draft: Document.objects.of(draft=draft))
    PAPERS(draft)                                   the rows, as the queryset would give them
    CLOSE = Change(lambda draft: Draft.objects.itself(draft), state="sent")
    CLOSE(draft)                                    how many rows it changed

Django writes the SQL, with the guard, the placeholders and the converters of its fields; only the values are
new each time. They must be ids, moments, numbers, texts or stored records, and stand in the SQL as they are.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet, sql
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
Params = tuple[Any, ...]


def new_row(model: type[M], /, **values: Any) -> M:
    """Return a new record, as `model(**values)` does; only no field is asked what it makes of its value."""
    parts = _parts(model)
    if not values.keys() <= parts.names:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(values.keys() - parts.names))}")
    row = model.__new__(model)
    row._state = ModelState()
    own, related = row.__dict__, row._state.fields_cache
    own.update(parts.constants)
    for name, default in parts.defaults:
        if name not in values:
            own[name] = default()
    for name, value in values.items():
        field = parts.related.get(name)
        if field is None:
            own[name] = value
            continue
        own[field.attname] = None if value is None else value.pk
        related[name] = value
        if value is not None and not field.remote_field.multiple:
            field.remote_field.set_cached_value(value, row)
    return row


def insert(*rows: Model) -> None:
    """Store new rows; neighbours of one table together. An id that the database gives is not read back."""
    here = _here()
    with here.cursor() as cursor:
        for model, group in groupby(rows, type):
            statement, columns = _insert(model, here.vendor)
            own = list(group)
            values = [_values(row, columns, here) for row in own]
            if len(values) == 1:
                cursor.execute(statement, values[0])
            else:
                cursor.executemany(statement, values)
            for row in own:
                row._state.adding, row._state.db = False, here.alias


def insert_unless_there(row: Model) -> bool:
    """Store one new row, unless a unique constraint says that it is there already; say whether it was.

    Nothing fails where it is there, so no savepoint is needed to go on after it.
    """
    here = _here()
    statement, columns = _insert(type(row), here.vendor)
    with here.cursor() as cursor:
        cursor.execute(f"{statement} ON CONFLICT DO NOTHING", _values(row, columns, here))
        stored: bool = cursor.rowcount == 1
    if stored:
        row._state.adding, row._state.db = False, here.alias
    return stored


class Question(Generic[M]):
    """A queryset put together once for each thread, and asked with other values each time."""

    def __init__(self, build: Callable[..., Any]) -> None:
        """Keep how the queryset is built from its values."""
        self._build, self._local = build, threading.local()

    def __call__(self, *values: Any) -> list[M]:
        """Return the rows."""
        asked = self._asked(values)
        with _here().cursor() as cursor:
            cursor.execute(asked.statement, asked.params(values))
            found = cursor.fetchall()
        return list(asked.records(found)) if found else []

    def first(self, *values: Any) -> M | None:
        """Return the first row, if there is any."""
        found = self(*values)
        return found[0] if found else None

    def _asked(self, values: Params) -> "_Asked":
        known: dict[str, _Asked] = self._local.__dict__
        vendor = _here().vendor
        if vendor not in known:
            known[vendor] = _Asked(self._build, values)
        return known[vendor]


class Change:
    """A guarded UPDATE put together once for each thread; what it sets is always the same."""

    def __init__(self, build: Callable[..., Any], **sets: Any) -> None:
        """Keep how the rows are found, and what becomes of them."""
        self._build, self._sets, self._local = build, sets, threading.local()

    def __call__(self, *values: Any) -> int:
        """Change the rows, and return how many there were."""
        known: dict[str, _Statement] = self._local.__dict__
        here = _here()
        if here.vendor not in known:
            known[here.vendor] = _Statement(self._build, values, self._sets)
        asked = known[here.vendor]
        with here.cursor() as cursor:
            cursor.execute(asked.statement, asked.params(values))
            return int(cursor.rowcount)


class _Statement:
    """One statement with the places of its values."""

    def __init__(
        self, build: Callable[..., Any], values: Params, sets: dict[str, Any] | None = None
    ) -> None:
        examples = [_example(value, place) for place, value in enumerate(values)]
        rows: QuerySet[Any] = build(*examples)
        query = cast(Any, rows.query)
        if sets is not None:
            # A query about persons becomes another kind only where it was said by whom or why.
            query = query.chain(sql.UpdateQuery)
            query.add_update_values(sets)
        self.compiler = query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.statement, params = self.compiler.as_sql()
        self._constants = list(params)
        self._places = [_place(self._constants, _adapted(example)) for example in examples]

    def params(self, values: Params) -> list[Any]:
        """Return the parameters of the statement for these values."""
        found = list(self._constants)
        for place, value in zip(self._places, values, strict=True):
            found[place] = _adapted(value)
        return found


class _Asked(_Statement):
    """One SELECT, and how its rows become records: as Django's own iteration over a queryset does it."""

    def __init__(self, build: Callable[..., Any], values: Params) -> None:
        super().__init__(build, values)
        compiler = self.compiler
        info, select = compiler.klass_info, compiler.select
        if compiler.annotation_col_map or compiler.has_extra_select:
            raise ValueError("A question asks for whole records.")
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        self._model, self._own = info["model"], slice(start, end)
        self._names = [column[0].target.attname for column in select[start:end]]
        self._related = get_related_populators(  # type: ignore[call-arg]  # the stubs are of Django 6
            info, select, DEFAULT_DB_ALIAS
        )
        self._converters = compiler.get_converters([column[0] for column in select])

    def records(self, found: Iterable[Any]) -> Iterator[Any]:
        """Yield the records of raw rows."""
        for row in self.compiler.apply_converters(found, self._converters):
            record = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._own])
            for related in self._related:
                related.populate(row, record)
            yield record


@lru_cache(maxsize=256)
def _insert(model: type[Model], _vendor: str) -> "tuple[str, list[_Column]]":
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    # An automatic number is the database's to give.
    fields = [field for field in fields if field is not model._meta.auto_field]
    query = sql.InsertQuery(model)
    query.insert_values(fields, [model()], raw=True)
    ((statement, _params),) = query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
    return statement, [_column(field) for field in fields]


class _Column(NamedTuple):
    """A field, and the kind of value that the database takes from it as it stands."""

    name: str
    kind: type | None
    field: "Field[Any, Any]"


# Other fields, and other values in these, go through all that Django does to them.
_AS_IT_STANDS: dict[type, type] = {
    models.UUIDField: UUID,
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.BinaryField: bytes,
    models.PositiveSmallIntegerField: int,
    models.PositiveIntegerField: int,
}


def _column(field: "Field[Any, Any]") -> _Column:
    target: Any = field
    while target.is_relation:
        target = target.target_field
    return _Column(field.attname, _AS_IT_STANDS.get(type(target)), field)


def _values(row: Model, columns: "list[_Column]", here: BaseDatabaseWrapper) -> list[Any]:
    own, as_text = row.__dict__, not here.features.has_native_uuid_field
    found = []
    for name, kind, field in columns:
        value: Any = own[name]
        if kind is not None and type(value) is kind:
            found.append(value.hex if as_text and isinstance(value, UUID) else value)
        elif kind is not None and value is None:
            found.append(None)
        else:
            found.append(field.get_db_prep_save(field.pre_save(row, True), here))
    return found


class _Parts(NamedTuple):
    """What a record of a model is made of."""

    names: frozenset[str]
    related: "dict[str, Any]"
    constants: dict[str, Any]
    defaults: list[tuple[str, Callable[[], Any]]]


@lru_cache(maxsize=256)
def _parts(model: type[Model]) -> _Parts:
    fields = model._meta.concrete_fields
    related = {field.name: field for field in fields if field.is_relation}
    return _Parts(
        frozenset(related) | {field.attname for field in fields},
        related,
        # What is made anew for each row is made; an empty `bytes` is always the same.
        {f.attname: f.get_default() for f in fields if not _is_made(f)},
        [(f.attname, f.get_default) for f in fields if _is_made(f)],
    )


def _is_made(field: "Field[Any, Any]") -> bool:
    return callable(field.default) and field.default is not bytes


def _here() -> BaseDatabaseWrapper:
    # This thread's own connection; through Django's proxy every look at it costs a search.
    return connections[DEFAULT_DB_ALIAS]


def _example(value: Any, place: int) -> Any:
    """Return a value of the same kind that nothing else in a statement equals."""
    if isinstance(value, Model):
        return type(value)(pk=_example(value.pk, place))
    if isinstance(value, UUID):
        return UUID(int=0xCA0CE_00000000_00000000 + place)
    if isinstance(value, datetime):
        return datetime(1066, 10, 14, tzinfo=UTC).replace(microsecond=place + 1)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f"A {type(value).__name__} cannot be a statement's value.")
    return 1_066_000_000 + place if isinstance(value, int) else f"\x07{place}"


def _place(constants: list[Any], example: Any) -> int:
    places = [place for place, constant in enumerate(constants) if constant == example]
    if len(places) != 1:
        raise ValueError("Each value must stand in the statement once, and as it is.")
    return places[0]


def _adapted(value: Any) -> Any:
    if isinstance(value, Model):
        value = value.pk
    if isinstance(value, UUID):
        return value if _here().features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return _here().ops.adapt_datetimefield_value(value)
    return value
