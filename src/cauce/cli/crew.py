"""Two child processes that live and end together with the one that started them."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Self

PATIENCE = 10  # seconds for a child to finish what it holds before it is ended


class Crew:
    """Starts the named children; leaves none behind, whichever way it ends.

    Each child reads its standard input from us. When we are gone, even by kill -9, that input ends and
    `cauce.cli.lifeline` tells the child to stop.
    """

    def __init__(self, **commands: list[str]) -> None:
        self._commands = commands
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        # A bare number: a signal may arrive inside a lock, and would wait for it for ever.
        self._told = 0

    def __enter__(self) -> Self:
        signal.signal(signal.SIGINT, self._stop)
        signal.signal(signal.SIGTERM, self._stop)
        for name in self._commands:
            self._start(name)
        return self

    def wait_for(self, name: str, *, answers: Callable[[], bool]) -> bool:
        """Wait until a child answers; False if it ended, did not answer in time, or we were told to stop."""
        for _ in range(PATIENCE * 20):
            if answers():
                return True
            if self._children[name].poll() is not None or self.told:
                return False
            time.sleep(0.05)
        return False

    @property
    def told(self) -> bool:
        """Whether somebody said stop."""
        return self._told > 0

    def __exit__(self, *_: object) -> None:
        for child in self._children.values():
            _signal(child, signal.SIGTERM)
        for child in self._children.values():
            self._see_off(child)

    def stand_until_told(self) -> None:
        """Wait for SIGINT or SIGTERM; a child that ends by itself is started again."""
        while not self.told:
            time.sleep(0.1)
            for name, child in self._children.items():
                if child.poll() is not None and not self.told:
                    self._start_again(name, child)

    def _start_again(self, name: str, child: subprocess.Popen[bytes]) -> None:
        _signal(child, signal.SIGKILL)  # whatever it left of its family
        print(f"cauce: {name} ended ({child.returncode}); starting it again", file=sys.stderr)
        time.sleep(1)  # one that cannot stand must not keep the machine busy
        self._start(name)

    def _start(self, name: str) -> None:
        # A group of its own: Ctrl-C reaches us alone, and a whole child family can be ended.
        self._children[name] = subprocess.Popen(  # noqa: S603 - our own modules, no word of a visitor
            [sys.executable, *self._commands[name]], stdin=subprocess.PIPE, start_new_session=True
        )

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._told += 1
        if self._told > 1:
            for child in self._children.values():
                _signal(child, signal.SIGKILL)

    def _see_off(self, child: subprocess.Popen[bytes]) -> None:
        try:
            child.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _signal(child, signal.SIGKILL)
            child.wait()


def _signal(child: subprocess.Popen[bytes], number: int) -> None:
    if number == signal.SIGTERM:
        child.send_signal(number)  # it leads its own family
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)
