"""The triggers that keep Events and seals append-only, on both databases."""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Every UNIQUE column: SQLite's REPLACE deletes the row that it would collide with.
GUARDED: dict[str, tuple[str, ...]] = {"base_event": ("id", "uid"), "base_auditroot": ("n",)}
SAYS = {"base_event": "events are append-only", "base_auditroot": "seals are append-only"}


def guard(*, using: str = "default") -> None:
    """Put every trigger in place, whether or not it is there already."""
    for statement in _making(connections[using].vendor):
        _run(connections[using], statement)


def unguard(*, using: str = "default") -> None:
    """Take the triggers away: for a test's database that must be emptied, and for nothing else."""
    for table, trigger in _triggers(connections[using].vendor):
        on = f" ON {table}" if connections[using].vendor == "postgresql" else ""
        _run(connections[using], f"DROP TRIGGER IF EXISTS {trigger}{on}")


def missing(*, using: str = "default") -> set[str]:
    """Return the names of the triggers that should be there and are not."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return {trigger for _, trigger in _triggers(connection.vendor)} - there


def _triggers(vendor: str) -> list[tuple[str, str]]:
    kinds = {
        "sqlite": ("no_update", "no_delete", "no_replace"),
        "postgresql": ("no_change", "no_truncate"),
    }[vendor]
    return [(table, f"{table}_{kind}") for table in GUARDED for kind in kinds]


def _making(vendor: str) -> list[str]:
    make = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[vendor]
    return [statement for table in GUARDED for statement in make(table)]


def _for_sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS[table]}'); END"
    taken = " OR ".join(f"{column} = NEW.{column}" for column in GUARDED[table])
    collides = f"EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 - our own names
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # REPLACE deletes without firing the trigger above unless recursive_triggers is on.
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}"
        f" WHEN {collides} {refuse}",
    ]


def _for_postgresql(table: str) -> list[str]:
    function = f"{table}_append_only"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{SAYS[table]}' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {function}()",
        # A row's trigger does not see TRUNCATE.
        f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
    ]


def _run(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
