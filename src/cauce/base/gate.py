"""The write gate: on SQLite every writer queues here, so nobody is refused and nobody starves."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

_THREADS = threading.Lock()
_HELD = threading.local()


@contextmanager
def gate() -> Iterator[None]:
    """Wait for one's turn to write; a thread that is inside already goes straight through."""
    if connection.vendor != "sqlite" or getattr(_HELD, "inside", False):
        yield
        return
    # Threads first: a file lock is held by the process, not by one thread.
    with _THREADS, _file_lock(f"{settings.CAUCE_DATA}/write-gate"):
        _HELD.inside = True
        try:
            yield
        finally:
            _HELD.inside = False


@contextmanager
def writing() -> Iterator[None]:
    """Open the gate and a transaction: the only way anything is written."""
    with gate(), transaction.atomic():
        yield


@contextmanager
def _file_lock(path: str) -> Iterator[None]:
    side_file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        # Blocking: the kernel wakes the next process. It is let go when the file is closed,
        # and also when the process is killed.
        fcntl.flock(side_file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(side_file)
