"""Ends a child process when the one that started it is gone, however it went."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

GRACE = 5  # seconds to end well


def hold() -> None:
    """Ask this process to stop once its standard input, held open by its parent, ends."""
    _watch(_input_ends, sys.stdin.fileno())


def hold_parent() -> None:
    """The same for a process that was forked: stop once it has been handed to another parent."""
    _watch(_parent_changes, os.getppid())


def _watch(ends: Callable[[int], None], what: int) -> None:
    threading.Thread(target=ends, args=(what,), daemon=True, name="lifeline").start()


def _input_ends(line: int) -> None:
    while os.read(line, 64):
        pass
    _end()


def _parent_changes(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    _end()


def _end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
