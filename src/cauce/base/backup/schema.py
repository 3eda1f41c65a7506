"""Which migrations a database has seen, the records as they stood then, and a still look at all of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

Node = tuple[str, str]

# What belongs to a moment or to Django itself; sign-ins end with the machine they were on.
LEFT_OUT = {"sessions", "contenttypes", "auth"}


def applied() -> list[Node]:
    """Return the migrations that the database has seen."""
    loader = MigrationLoader(connection)
    return sorted(node for node in loader.applied_migrations if node in loader.graph.nodes)


def unknown(nodes: Iterable[Node]) -> list[Node]:
    """Return the migrations that this version of Cauce does not have."""
    return sorted(set(nodes) - set(MigrationLoader(connection).graph.nodes))


def newest() -> list[Node]:
    """Return the last migration of every room."""
    return sorted(MigrationLoader(connection).graph.leaf_nodes())


def go_to(nodes: Iterable[Node]) -> None:
    """Bring the database forward to these migrations; inside the caller's transaction."""
    executor = MigrationExecutor(connection)
    targets = _last_of_each_room(executor.loader, set(nodes))
    plan = executor.migration_plan(targets)
    if any(backwards for _, backwards in plan):
        raise ValueError("A restore goes forward only.")
    if plan:
        executor.migrate(targets, plan)


def records(nodes: Iterable[Node]) -> dict[str, Any]:
    """Return the records of Cauce as they stood after these migrations, by name.

    They are plain rows: no verb, no guard, no method of today is on them. That is what a backup needs.
    """
    state = MigrationLoader(connection).project_state(list(nodes))
    found: Iterable[type[Model]] = state.apps.get_models(include_auto_created=True)
    return {m._meta.label_lower: m for m in found if m._meta.managed and _is_kept(m)}


def is_empty() -> bool:
    """Say whether nobody works in this database yet: it may have tables, and a key of its own."""
    tables = set(connection.introspection.table_names())
    return not any(
        model.objects.exclude(**_a_new_office_has(name)).exists()
        for name, model in records(applied()).items()
        if model._meta.db_table in tables
    )


def sweep() -> None:
    """Take away what an empty office has made for itself."""
    for name, model in records(applied()).items():
        if _a_new_office_has(name):
            model.objects.filter(**_a_new_office_has(name)).delete()


@contextmanager
def still() -> Iterator[None]:
    """Hold one moment of the database in view, while others go on writing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "BEGIN DEFERRED"
            )  # Django's own would be a writer's, and stop the office
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def damage() -> list[str]:
    """Return what an SQLite file says is broken in it; PostgreSQL checks its own pages."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        said = cursor.execute("PRAGMA integrity_check").fetchall()
        lost = cursor.execute("PRAGMA foreign_key_check").fetchall()
    return [line for (line,) in said if line != "ok"] + [f"{row[0]} row {row[1]}" for row in lost]


def count_on(models: Iterable[type[Model]]) -> None:
    """Let numbered rows go on after the highest one that was put back."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _last_of_each_room(loader: MigrationLoader, nodes: set[Node]) -> list[Node]:
    followed = {
        parent.key
        for node in nodes
        for parent in loader.graph.node_map[node].parents
        if parent.key[0] == node[0]
    }
    return sorted(nodes - followed)


def _is_kept(model: type[Model]) -> bool:
    if model._meta.app_label in LEFT_OUT:
        return False
    try:
        today = apps.get_model(model._meta.label)
    except LookupError:
        return True
    return bool(getattr(today, "BACKED_UP", True))


def _a_new_office_has(name: str) -> dict[str, str]:
    return {"base.subjectkey": {"kind": "house"}, "base.workertick": {"pk__gt": ""}}.get(name, {})
