"""Tables about persons: a question that does not say by whom or why is an error, not a leak.

    Application.objects.seen_by(officer)      rows of the sites where the officer may read files
    Member.objects.of(household=household)    rows that belong to a record in hand
    Case.objects.itself(case)                 a record in hand, for a guarded UPDATE
    Application.objects.unscoped("why")       every row; each use is listed in tests/house

Guarded are list, get, exists, count, aggregate, values, update, delete, in_bulk, iterator, explain, raw,
union, subqueries, related managers, prefetch and `|`. Passing by design: a foreign key followed from a row
that was read under the guard, saving and creating.
"""

from typing import Any, NoReturn, Self, TypeVar, cast

from django.db import models
from django.db.models import sql

from cauce.base.models import Officer, Site
from cauce.base.roles import Permission, sites_where

M = TypeVar("M", bound=models.Model)


class Unscoped(Exception):
    """A programmer's fault: a table about persons was asked without saying by whom or why."""


class GuardedQuery(sql.Query):
    """A query that compiles only once somebody said by whom or why it is asked."""

    scoped = False

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to become SQL; this is where list, count, update, delete and subqueries pass."""
        self._demand()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        """Refuse to become another kind of query (update, delete, aggregate)."""
        if klass is not None and klass is not type(self):
            self._demand()
        return super().chain(klass)

    def combine(self, rhs: Any, connector: str) -> None:
        """Refuse `scoped | unscoped`."""
        self._demand()
        if isinstance(rhs, GuardedQuery):
            rhs._demand()
        super().combine(rhs, connector)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to become a subquery of another question."""
        self._demand()
        return super().resolve_expression(*args, **kwargs)

    def _demand(self) -> None:
        if not self.scoped:
            name = self.model.__name__ if self.model else "this table"
            raise Unscoped(f"{name}: say .seen_by(officer) or .unscoped('why').")


class GuardedQuerySet(models.QuerySet[M]):
    """Rows about persons, with the way from a row to its site."""

    # The lookup from a row to its site; a model with another way says so in its manager.
    site_path = "site"
    # Whoever may read this table's rows.
    permission = Permission.READ_FILES

    def __init__(
        self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None
    ) -> None:
        """Begin unscoped."""
        super().__init__(model, query or GuardedQuery(cast(type[M], model)), using, hints)

    def seen_by(self, officer: Officer) -> Self:
        """Return the rows of the sites where an officer may read them."""
        sites = sites_where(officer, self.permission)
        return self._say().filter(**{f"{self.site_path}__in": sites})

    def at_site(self, site: Site) -> Self:
        """Return the rows of one site, for the work of a verb that has asked `roles.require` already."""
        return self._say().filter(**{self.site_path: site})

    def of(self, **records: models.Model) -> Self:
        """Return the rows that belong to records in hand: `Member.objects.of(household=household)`."""
        loose = [name for name, record in records.items() if not isinstance(record, models.Model)]
        if loose or not records:
            raise Unscoped("Name records that were read before, not their ids.")
        return self._say().filter(**records)

    def itself(self, record: models.Model) -> Self:
        """Return one record in hand, for a guarded UPDATE: `itself(case).filter(state=…).update(…)`."""
        return self._say().filter(pk=record.pk)

    def unscoped(self, why: str) -> Self:
        """Return every row; `why` is for the reader of the code, and each use is listed."""
        if not why.strip():
            raise Unscoped("Say why.")
        return self._say()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, if it was said by whom or why."""
        self._demand()
        return super().delete()

    def _raw_delete(self, using: str | None) -> int:
        self._demand()
        deleted: int = super()._raw_delete(using)
        return deleted

    def raw(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: a raw statement cannot be guarded."""
        raise Unscoped("No raw statement over a table about persons.")

    def _say(self) -> Self:
        said = self._chain()  # type: ignore[attr-defined]  # Django's own
        said.query.scoped = True
        return cast(Self, said)

    def _demand(self) -> None:
        cast(GuardedQuery, self.query)._demand()


def guarded(*, site_path: str = "site", permission: Permission = Permission.READ_FILES) -> Any:
    """Return the manager of a table about persons."""
    queryset = type(
        "OwnGuardedQuerySet",
        (GuardedQuerySet,),
        {"site_path": site_path, "permission": permission},
    )
    return models.Manager.from_queryset(queryset)()


def guarded_models() -> list[type[models.Model]]:
    """Return every model that refuses an unscoped question."""
    from cauce.base.privacy import house_models

    return [m for m in house_models() if isinstance(m._default_manager.none(), GuardedQuerySet)]
