"""Counts wrong tries at a door, outside the write gate, under keys that give no name or address away.

There are two doors, the officers' and the families': a flood at one makes nobody wait at the other.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from cauce.base.logs import log

DAY = 24 * 60 * 60
_Execute = Callable[[str, tuple[Any, ...]], list[tuple[Any, ...]]]


class Count(NamedTuple):
    """Wrong tries so far, since when they are counted, and until when one has to wait."""

    wrong: int = 0
    since: float = 0.0
    until: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How many tries are free within a window, and how long one waits after each further one."""

    free: int
    window: float
    wait: float
    doubles: bool = False
    longest: float = DAY
    # What a right try takes back: every wrong one before it, half of them, or its own only.
    forgives: Literal["all", "half", "own"] = "own"


# A text that names what is counted, and how its tries are counted.
Counted = tuple[str, Policy]


# Per officer's name: five, then a quarter of an hour, doubling to a day.
NAME = Policy(free=5, window=2 * DAY, wait=15 * 60, doubles=True, forgives="all")
# Per address: soft, because thousands of phones may share one.
ADDRESS = Policy(free=60, window=10 * 60, wait=10, forgives="half")
# Of all together: somebody is trying names by the thousand.
ALL = Policy(free=20, window=1, wait=10)


def after_wrong(*, count: Count, policy: Policy, now: float) -> Count:
    """Return the count after one more wrong try."""
    forgotten = now - count.since > policy.window and now >= count.until
    wrong, since = (1, now) if forgotten else (count.wrong + 1, count.since)
    if wrong < policy.free:
        return Count(wrong, since, 0.0)
    times = 2 ** min(wrong - policy.free, 20) if policy.doubles else 1
    return Count(wrong, since, now + min(policy.wait * times, policy.longest))


def enter(*, name: str, address: str, now: float) -> int:
    """Count a try at the officers' door as wrong before it is checked; return the seconds to wait."""
    return count(_officers(name, address), now=now)


def leave(*, name: str, address: str, now: float) -> None:
    """Take back what `enter` counted, because it was no wrong try."""
    forgive(_officers(name, address), now=now)


def count(counted: Sequence[Counted], *, now: float) -> int:
    """Count a try everywhere, unless one has to wait somewhere; return the seconds, 0 to go on."""
    with _store() as execute:
        found = [(_key(text), policy) for text, policy in counted]
        counts = [_read(execute, key) for key, _policy in found]
        wait = max((before.until - now for before in counts), default=0.0)
        if wait > 0:
            return int(wait) + 1
        for (key, policy), before in zip(found, counts, strict=True):
            after = after_wrong(count=before, policy=policy, now=now)
            _write(execute, key, after)
            if policy is ALL and after.until:
                log.warning("many wrong tries", count=after.wrong)
    return 0


def forgive(counted: Sequence[Counted], *, now: float) -> None:
    """Take back what `count` counted, because it was no wrong try."""
    with _store() as execute:
        for text, policy in counted:
            key = _key(text)
            _write(execute, key, _forgiven(_read(execute, key), policy, now))


def generation(text: str) -> int:
    """Return how often a secret was renewed: the tries at a former one do not count for the next."""
    with _store() as execute:
        return _read(execute, _key(text)).wrong


def renew(text: str, *, now: float) -> None:
    """Begin another generation, because the secret is another one and none was tried yet."""
    with _store() as execute:
        key = _key(text)
        _write(execute, key, Count(wrong=_read(execute, key).wrong + 1, since=now))


def forget(*, now: float) -> int:
    """Drop counts that nobody waits for any more; return how many."""
    with _store() as execute:
        return len(
            execute(
                "DELETE FROM base_throttle WHERE since < ? AND until < ? RETURNING 1",
                (now - NAME.window, now),
            )
        )


def _forgiven(count: Count, policy: Policy, now: float) -> Count:
    if policy.forgives == "all":
        return Count(since=now)
    left = count.wrong // 2 if policy.forgives == "half" else max(count.wrong - 1, 0)
    return Count(left, count.since, 0.0)


def _officers(name: str, address: str) -> list[Counted]:
    return [(f"name|{name}", NAME), (f"address|{address}", ADDRESS), ("all", ALL)]


def _key(text: str) -> str:
    return salted_hmac("cauce.throttle", text, algorithm="sha256").hexdigest()


def _read(execute: _Execute, key: str) -> Count:
    rows = execute("SELECT wrong, since, until FROM base_throttle WHERE key = ?", (key,))
    return Count(*rows[0]) if rows else Count()


def _write(execute: _Execute, key: str, count: Count) -> None:
    execute(
        "INSERT INTO base_throttle (key, wrong, since, until) VALUES (?, ?, ?, ?) ON CONFLICT (key)"
        " DO UPDATE SET wrong = excluded.wrong, since = excluded.since, until = excluded.until",
        (key, *count),
    )


@contextmanager
def _store() -> Iterator[_Execute]:
    with _in_file() if connection.vendor == "sqlite" else _in_postgresql() as execute:
        yield execute


@contextmanager
def _in_file() -> Iterator[_Execute]:
    path = Path(settings.CAUCE_DATA) / "throttle.sqlite3"
    file = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=NORMAL")  # a count lost with the power does no harm
        file.execute("BEGIN IMMEDIATE")
        file.execute(
            "CREATE TABLE IF NOT EXISTS base_throttle"
            " (key TEXT PRIMARY KEY, wrong INTEGER, since REAL, until REAL)"
        )
        yield lambda statement, values: file.execute(statement, values).fetchall()
        file.execute("COMMIT")
    finally:
        file.close()


@contextmanager
def _in_postgresql() -> Iterator[_Execute]:
    with transaction.atomic(), connection.cursor() as cursor:
        # One at a time: the counts are read and written back.
        cursor.execute("LOCK TABLE base_throttle IN EXCLUSIVE MODE")

        def execute(statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
            cursor.execute(statement.replace("?", "%s"), values)
            return cursor.fetchall() if cursor.description else []

        yield execute
