"""Rows that a record file names by its own ids: written where they differ, read back in their order.

Only a verb calls `write`; a room lists its shelves once and uses them in both directions.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Field, Max, Model

Item = dict[str, Any]


class Shelf:
    """One table whose primary key is the record's id, and its columns by the record's keys."""

    def __init__(self, model: type[Model], columns: Mapping[str, str], key: str = "id") -> None:
        self.model, self.columns, self.key = model, dict(columns), key

    def write(self, items: Iterable[Item]) -> int:
        """Add what is new and change what differs; the number of rows that were written."""
        wanted = {item["id"]: self._columns(item) for item in items}
        there = {row[self.key]: row for row in self._rows() if row[self.key] in wanted}
        fresh = [name for name in wanted if name not in there]
        changed = [name for name in there if _differs(there[name], wanted[name])]
        self._add({name: wanted[name] for name in fresh})
        for name in changed:
            self.model._default_manager.filter(**{self.key: name}).update(**wanted[name])
        return len(fresh) + len(changed)

    def read(self) -> list[Item]:
        """Every row as a record has it, in the order in which they came."""
        return [
            {"id": row[self.key]}
            | {key: _said(row[column]) for key, column in self.columns.items()}
            for row in self._rows()
        ]

    def _rows(self) -> Iterable[Item]:
        rows = self.model._default_manager.order_by("position", self.key)
        return rows.values(self.key, *self.columns.values())

    def _columns(self, item: Item) -> Item:
        return {column: self._stored(column, item.get(key)) for key, column in self.columns.items()}

    def _stored(self, column: str, value: Any) -> Any:
        # What is not there is empty where a column may not be NULL, such as a text or a list.
        field = self.model._meta.get_field(column.removesuffix("_id"))
        if value is not None or not isinstance(field, Field) or field.null:
            return value
        return field.get_default()

    def _add(self, rows: Mapping[str, Item]) -> None:
        highest = self.model._default_manager.aggregate(last=Max("position"))["last"]
        first = 0 if highest is None else highest + 1
        self.model._default_manager.bulk_create(
            self.model(**{self.key: name, "position": first + n}, **columns)
            for n, (name, columns) in enumerate(rows.items())
        )


def _said(value: Any) -> Any:
    return None if value == "" else value


def _differs(row: Item, columns: Item) -> bool:
    return any(row[column] != value for column, value in columns.items())
