"""Starts a child for one file, holds it to its limits, and takes its pages."""

import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from cauce.imaging import frames, limits
from cauce.imaging.kinds import FIRST, STATUS, Kind, Trouble, Unusable, kind_of

# Isolated (-I): no variable and no folder of the caller's decides what the child imports.
CHILD = (sys.executable, "-I", "-m", "cauce.imaging.child")
_TROUBLE = {status: trouble for trouble, status in STATUS.items()}
_SLOTS = threading.BoundedSemaphore(limits.AT_ONCE)
# Signals that come from outside, not from what a file does.
_FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


class Busy(Exception):
    """Too many files are being cleaned; the same file may be sent again in a moment."""


@dataclass(frozen=True)
class Page:
    """One page as it may be kept: a JPEG that holds nothing but the picture."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Cleaned:
    """What a file became."""

    kind: Kind  # of the file that came
    pages: tuple[Page, ...]

    @property
    def size(self) -> int:
        """Return the bytes of all pages."""
        return sum(len(page.jpeg) for page in self.pages)


def clean(data: bytes, *, wait: float = limits.WAIT_SECONDS) -> Cleaned:
    """Return the pages of a photo or PDF, painted anew; `Unusable` says why not, `Busy` not now.

    Nothing of the file touches the disk: it goes to the child and comes back through pipes.
    """
    if len(data) > limits.MOST_BYTES:
        raise Unusable(Trouble.TOO_BIG)
    kind = kind_of(data[:FIRST])
    if kind is None:
        raise Unusable(Trouble.NOT_AN_IMAGE)
    if not _SLOTS.acquire(timeout=wait):
        raise Busy
    try:
        handed = _through_child(kind, data)
    finally:
        _SLOTS.release()
    try:
        pages = tuple(Page(*page) for page in frames.read(handed))
    except ValueError:
        raise Unusable(Trouble.BROKEN) from None
    return Cleaned(kind=kind, pages=pages)


def _through_child(kind: Kind, data: bytes) -> bytes:
    # The argument is one of four words; the file itself is never part of a command.
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [*CHILD, kind.value],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    ) as child:
        late = threading.Event()
        alarm = threading.Timer(limits.WALL_SECONDS, _stop, (child, late))
        alarm.start()
        feeder = threading.Thread(target=_feed, args=(child.stdin, data))
        feeder.start()
        try:
            handed = child.stdout.read(limits.MOST_OUTPUT + 1) if child.stdout else b""
            if len(handed) > limits.MOST_OUTPUT:
                child.kill()
            status = child.wait()
        finally:
            alarm.cancel()
            child.kill()  # whatever happened to us, it does not outlive this call
            feeder.join()
    if late.is_set():
        raise Unusable(Trouble.TIMEOUT)
    if len(handed) > limits.MOST_OUTPUT:
        raise Unusable(Trouble.TOO_BIG)
    if status:
        raise Unusable(_trouble(status))
    return handed


def _trouble(status: int) -> Trouble:
    if -status == signal.SIGXCPU:
        return Trouble.TIMEOUT
    if -status in _FROM_OUTSIDE:
        return Trouble.INTERRUPTED
    return _TROUBLE.get(status, Trouble.BROKEN)


def _feed(line: IO[bytes] | None, data: bytes) -> None:
    # A child that ended early closed its side; its exit status says why.
    with suppress(BrokenPipeError):
        if line:
            with line:
                line.write(data)


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()
