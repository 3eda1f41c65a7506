"""Starts a real `cauce` in a folder of its own, and sees which processes it leaves."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

COMMAND = [sys.executable, "-c", "from cauce.cli import main; main()"]
PATIENCE = 30.0


def environment(data: Path, **more: str) -> dict[str, str]:
    """An environment that knows nothing of this machine's database; few households, to be quick."""
    more = {"CAUCE_DEMO_FAMILIES": "3"} | more
    mine = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    return {k: v for k, v in os.environ.items() if k not in mine} | {"CAUCE_DATA": str(data)} | more


def say(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*COMMAND, *words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=environment(data, **more),
    )


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def until(happens: Callable[[], bool]) -> bool:
    """Wait until something happens; False if it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.05)
    return False


def alive(pid: int) -> bool:
    """Whether a process runs (a dead one that nobody buried yet does not)."""
    done = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(done.stdout.strip()) and not done.stdout.startswith("Z")


def family(pid: int) -> set[int]:
    """Every process that descends from one."""
    said = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    pairs = [tuple(map(int, line.split())) for line in said.splitlines()]
    found, waiting = set[int](), [pid]
    while waiting:
        parent = waiting.pop()
        children = {c for c, p in pairs if p == parent} - found
        found |= children
        waiting.extend(children)
    return found


class Office:
    """A running `cauce run`, which ends with the test."""

    def __init__(self, data: Path, *words: str, **more: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [*COMMAND, "run", "--port", str(self.port), *words],
            env=environment(data, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def get(self, address: str) -> int:
        """Ask for a page; its status."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=10) as answer:
            status: int = answer.status
            return status

    def greeting(self) -> str:
        """What it prints once it serves, to the line that says how to stop it."""
        assert self.process.stdout is not None
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("Stop with"):
                break
        return "".join(lines)

    def ended(self) -> int:
        """Wait for its end; its exit code."""
        return self.process.wait(timeout=PATIENCE)

    def is_free(self) -> bool:
        """Whether nobody listens on its port."""
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", self.port)) != 0
