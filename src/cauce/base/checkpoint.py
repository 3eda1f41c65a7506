"""Part of an erasure on SQLite: what was overwritten must leave the write-ahead log too.

`secure_delete` overwrites freed pages, but the main file keeps the old ones until a checkpoint; an open
reader blocks it (knowledge: security, 2i). PostgreSQL recycles its log by itself, and its dead rows go
with VACUUM, which is the operator's (docs/howto/run-it.md).
"""

from django.db import connection

from cauce.base.gate import gate


class Busy(Exception):
    """Somebody was reading: the old pages are still there; try again later."""


def truncate_log() -> None:
    """Bring every committed page into the main file and empty the log. Raises Busy."""
    if connection.vendor != "sqlite":
        return
    with gate(), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _pages, _moved = cursor.fetchone()
    if busy:
        raise Busy
