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
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet, sql
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)
Params = tuple[Any, ...]


def new_row(model: type[M], /, **values: Any) -> M:
    """Return a new record, as `model(**values)` does; only no field is asked what it makes of its value."""
    recipe = _recipe(model, tuple(values))
    row = model.__new__(model)
    row._state = state = ModelState()
    own, related = row.__dict__, state.fields_cache
    own.update(recipe.constants)
    own.update(values)
    for name, default in recipe.defaults:
        own[name] = default()
    for field in recipe.related:
        value = related[field.name] = own.pop(field.name)
        own[field.attname] = None if value is None else value.pk
        if value is not None and not field.remote_field.multiple:
            field.remote_field.set_cached_value(value, row)
    return row


def insert(*rows: Model) -> None:
    """Store new rows; neighbours of one table together. An id that the database gives is not read back."""
    here = _here()
    for model, group in groupby(rows, type):
        statement, columns = _insert(model, here.vendor)
        own = list(group)
        values = [columns.values(row, here) for row in own]
        if len(values) == 1:
            statement.change(here, values[0])
        else:
            statement.change_each(here, values)
        for row in own:
            row._state.adding, row._state.db = False, here.alias


def insert_unless_there(row: Model) -> bool:
    """Store one new row, unless a unique constraint says that it is there already; say whether it was.

    Nothing fails where it is there, so no savepoint is needed to go on after it.
    """
    here = _here()
    statement, columns = _insert(type(row), here.vendor, " ON CONFLICT DO NOTHING")
    stored = statement.change(here, columns.values(row, here)) == 1
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
        found = asked.sql.ask(_here(), asked.params(values))
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
        return asked.sql.change(here, asked.params(values))


class _SQL:
    """The text of one statement, and its ways to the database.

    SQLite's own connection is asked directly where nobody listens to what Django runs: getting each of a
    submission's statements there costs Django more than carrying most of them out costs SQLite.
    """

    def __init__(self, text: str) -> None:
        self._text, self._plain = text, text.replace("%s", "?").replace("%%", "%")

    def change(self, here: BaseDatabaseWrapper, values: Sequence[Any]) -> int:
        """Carry it out, and return how many rows it changed."""
        direct = _direct(here)
        if direct is None:
            with here.cursor() as cursor:
                cursor.execute(self._text, values)
                return int(cursor.rowcount)
        with here.wrap_database_errors:
            return int(direct.execute(self._plain, values).rowcount)

    def change_each(self, here: BaseDatabaseWrapper, rows: Sequence[Sequence[Any]]) -> None:
        """Carry it out once for each row."""
        direct = _direct(here)
        if direct is None:
            with here.cursor() as cursor:
                cursor.executemany(self._text, rows)
            return
        with here.wrap_database_errors:
            direct.executemany(self._plain, rows)

    def ask(self, here: BaseDatabaseWrapper, values: Sequence[Any]) -> list[Any]:
        """Return the rows that it finds."""
        direct = _direct(here)
        if direct is None:
            with here.cursor() as cursor:
                cursor.execute(self._text, values)
                return list(cursor.fetchall())
        with here.wrap_database_errors:
            found: list[Any] = direct.execute(self._plain, values).fetchall()
        return found


def _direct(here: BaseDatabaseWrapper) -> Any:
    """Return SQLite's own connection, or None where Django has to run the statement."""
    if here.vendor != "sqlite" or here.execute_wrappers or here.queries_logged:
        return None
    # Without a connection, or after a fault inside a transaction, Django says what becomes of it.
    return None if here.needs_rollback else here.connection


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
        text, params = self.compiler.as_sql()
        self.sql = _SQL(text)
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
        if compiler.annotation_col_map or compiler.has_extra_select:
            raise ValueError("A question asks for whole records.")
        self._maker = _Maker(compiler.klass_info, compiler.select)
        self._converters = compiler.get_converters([column[0] for column in compiler.select])

    def records(self, found: Iterable[Any]) -> Iterator[Any]:
        """Yield the records of raw rows."""
        return map(self._maker, self.compiler.apply_converters(found, self._converters))


class _Maker:
    """Makes a model's records from their part of each row, and those they lead to from the rest of it."""

    def __init__(self, info: Any, select: Any) -> None:
        if info.get("from_parent"):
            raise ValueError("A question asks for records of one table each.")
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        self._model, self._own = info["model"], slice(start, end)
        self._names = [column[0].target.attname for column in select[start:end]]
        if len(self._names) != len(self._model._meta.concrete_fields):
            raise ValueError("A question asks for whole records.")
        self.key = start + self._names.index(self._model._meta.pk.attname)
        self._related = [
            (_Maker(inner, select), inner["local_setter"], inner["remote_setter"])
            for inner in info.get("related_klass_infos", ())
        ]

    def __call__(self, row: list[Any]) -> Any:
        """Return the record of a row."""
        record = self._model.__new__(self._model)
        record._state = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        record.__dict__.update(zip(self._names, row[self._own], strict=True))
        for maker, local, remote in self._related:
            if row[maker.key] is None:
                local(record, None)
                continue
            related = maker(row)
            local(record, related)
            remote(related, record)
        return record


@lru_cache(maxsize=256)
def _insert(model: type[Model], vendor: str, end: str = "") -> "tuple[_SQL, _Columns]":
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    # An automatic number is the database's to give.
    fields = [field for field in fields if field is not model._meta.auto_field]
    query = sql.InsertQuery(model)
    query.insert_values(fields, [model()], raw=True)
    ((statement, _params),) = query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
    return _SQL(statement + end), _Columns(fields, vendor)


def _as_sqlite_writes_it(moment: datetime) -> Any:
    if moment.tzinfo is UTC:
        return str(moment)[: -len("+00:00")]
    return _here().ops.adapt_datetimefield_value(moment)


# Other fields, and other values in these, go through all that Django does to them.
_AS_IT_STANDS: dict[type, type] = {
    models.UUIDField: UUID,
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.BinaryField: bytes,
    models.DateTimeField: datetime,
    models.PositiveSmallIntegerField: int,
    models.PositiveIntegerField: int,
}
_GIVEN_TO_SQLITE: dict[type, Callable[[Any], Any]] = {
    UUID: attrgetter("hex"),
    datetime: _as_sqlite_writes_it,
}


_Given = Callable[[Any], Any]


class _Columns:
    """The columns of an INSERT, and what the driver is given for the values of a row.

    Rows of one model mostly hold values of the same types; what has to be done to those is found once.
    """

    def __init__(self, fields: "Sequence[Field[Any, Any]]", vendor: str) -> None:
        self._fields, self._vendor = fields, vendor
        self._read = _getter([field.attname for field in fields])
        self._plans: dict[tuple[type, ...], list[tuple[int, _Given | None]]] = {}

    def values(self, row: Model, here: BaseDatabaseWrapper) -> list[Any]:
        """Return the values of one row."""
        found = self._read(row.__dict__)
        types = tuple(map(type, found))
        plan = self._plans.get(types)
        if plan is None:
            plan = self._plans[types] = list(self._plan(types))
        for place, given in plan:
            if given is not None:
                found[place] = given(found[place])
            else:
                field = self._fields[place]
                found[place] = field.get_db_prep_save(field.pre_save(row, True), here)
        return found

    def _plan(self, types: tuple[type, ...]) -> "Iterator[tuple[int, _Given | None]]":
        """Yield the places of values that are not taken as they stand; None has Django see to one."""
        for place, (field, type_) in enumerate(zip(self._fields, types, strict=True)):
            kind = _kind(field)
            if kind is None or type_ not in (kind, NoneType):
                yield place, None
            elif type_ is kind and self._vendor == "sqlite" and kind in _GIVEN_TO_SQLITE:
                yield place, _GIVEN_TO_SQLITE[kind]


def _getter(names: list[str]) -> Callable[[dict[str, Any]], list[Any]]:
    read = itemgetter(*names)
    return (lambda own: list(read(own))) if len(names) > 1 else (lambda own: [read(own)])


def _kind(field: "Field[Any, Any]") -> type | None:
    target: Any = field
    while target.is_relation:
        target = target.target_field
    if isinstance(target, models.DateTimeField) and (target.auto_now or target.auto_now_add):
        return None
    return _AS_IT_STANDS.get(type(target))


class _Recipe(NamedTuple):
    """How a record of a model is made from values of these names."""

    constants: dict[str, Any]
    defaults: list[tuple[str, Callable[[], Any]]]
    related: list[Any]


@lru_cache(maxsize=256)
def _recipe(model: type[Model], given: tuple[str, ...]) -> _Recipe:
    fields = model._meta.concrete_fields
    related = {field.name: field for field in fields if field.is_relation}
    strange = set(given) - set(related) - {field.attname for field in fields}
    if strange:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(strange))}")
    # What is made anew for each row is made; an empty `bytes` is always the same.
    left = [f for f in fields if f.attname not in given and f.name not in given]
    return _Recipe(
        {f.attname: f.get_default() for f in left if not _is_made(f)},
        [(f.attname, f.get_default) for f in left if _is_made(f)],
        [related[name] for name in given if name in related],
    )


def _is_made(field: "Field[Any, Any]") -> bool:
    return field.has_default() and callable(field.default) and field.default is not bytes


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
