"""Is the house well: versions, the database, the worker's last tick, pending migrations."""

import platform
import sqlite3
from typing import Any

import django
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

import cauce
from cauce.base import append_only
from cauce.base.models import WorkerTick


def status() -> dict[str, Any]:
    """Return what /health says; `ok` is whether pages can be served and stored."""
    told: dict[str, Any] = {
        "ok": False,
        "cauce": cauce.__version__,
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": {"vendor": connection.vendor, "version": None},
        "sqlite": sqlite3.sqlite_version,
        "worker_last_tick": None,
        "pending_migrations": None,
        "append_only": None,
    }
    try:
        _ask_database(told)
    except Error:
        return told
    told["ok"] = told["pending_migrations"] == 0 and told["append_only"]
    return told


def pending_migrations() -> int:
    """Return how many migrations the database has not seen yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _ask_database(told: dict[str, Any]) -> None:
    version = connection.get_database_version()
    told["database"]["version"] = ".".join(str(part) for part in version)
    told["pending_migrations"] = pending_migrations()
    if told["pending_migrations"]:
        return
    told["append_only"] = not append_only.missing()
    tick = WorkerTick.objects.order_by("-at").first()
    told["worker_last_tick"] = tick.at.isoformat(timespec="seconds") if tick else None
