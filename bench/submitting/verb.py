"""The verb alone beside the raw transaction on the same tables: `python -m bench.submitting.verb [COUNT]`.

The verb files applications from drafts, without HTTP. What it writes is caught and written once more by
hand, with the same durability, into a copy of the database as it was before: the floor under any code.
Goal: the verb reaches at least 40 % of that rate. SQLite, one writer.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import figures
from bench.figures import Figure

DATA = Path(tempfile.mkdtemp(prefix="cauce-bench-"))
os.environ["CAUCE_DATA"] = str(DATA)
os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "cauce.settings"
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "cache_size=-20000", "secure_delete=ON")
Statements = list[tuple[str, tuple[Any, ...]]]


def main(count: int) -> None:
    """Seed, measure both, print."""
    forms = DATA / "forms.json"
    seed = [sys.executable, "-m", "bench.submitting.seed", str(count), str(forms)]
    subprocess.run(seed, check=True, capture_output=True)
    shutil.copytree(DATA, DATA.with_suffix(".before"))
    ready = _drafts(json.loads(forms.read_text()))
    half = count // 2
    for screening in (True, False):
        measured = ready[:half] if screening else ready[half:]
        _measure(measured, screening)
    shutil.rmtree(DATA)
    shutil.rmtree(DATA.with_suffix(".before"))


def _measure(ready: list[Any], screening: bool) -> None:
    warm, timed, caught = ready[:20], ready[20 : len(ready) // 2], ready[len(ready) // 2 :]
    if not screening:
        from bench.submitting.serve import _without_rules

        _without_rules()
    for desk in warm:
        _submit(desk)
    started, worked = time.perf_counter(), time.thread_time()
    for desk in timed:
        _submit(desk)
    verb = len(timed) / (time.perf_counter() - started)
    verb_ms = (time.thread_time() - worked) / len(timed) * 1000
    transactions = [_caught(desk) for desk in caught]
    raw, raw_ms = _by_hand(transactions)
    rules = "on" if screening else "off"
    figures.show(
        [
            Figure(name=f"raw transaction on the same tables, rules {rules}", value=raw, unit="/s"),
            Figure(
                name=f"the verb alone, rules {rules}",
                value=verb,
                unit="/s",
                beside="raw",
                ratio=verb / raw,
                goal="≥ 0.40 × raw with rules off",
            ),
            Figure(
                name="    by processor time alone",
                value=verb_ms,
                unit="ms",
                beside="the rate of raw",
                ratio=raw_ms / verb_ms,
            ),
            Figure(name="    statements", value=len(transactions[0]), unit=""),
        ]
    )


def _drafts(forms: list[dict[str, str]]) -> list[Any]:
    from cauce.cli import ready

    ready.set_up()
    from cauce.applications.models import Draft
    from cauce.website.apply import desk

    rows = Draft.objects.unscoped("a bench").select_related("key", "site")
    found = {str(row.pk): row for row in rows}
    return [desk._open(found[form["form"]]) for form in forms]


def _submit(desk: Any) -> None:
    from cauce.applications.actions import submit
    from cauce.base import clock
    from cauce.base.actors import Actor
    from cauce.website.apply.submitting import submission

    sent = submission(desk, read_back=True)
    submit(sent=sent, draft=desk.draft, by=Actor.FAMILY, at=clock.now())


def _caught(desk: Any) -> Statements:
    """Submit, and return what was written."""
    from django.db import connection

    written: Statements = []

    def catch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            for one in params if many else [params]:
                written.append((sql.replace("%s", "?"), _plain(one)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(catch):
        _submit(desk)
    return written


def _plain(params: Any) -> tuple[Any, ...]:
    return tuple(bytes(p) if isinstance(p, memoryview) else p for p in params)


def _by_hand(transactions: list[Statements]) -> tuple[float, float]:
    """Return how many a second, and the milliseconds of processor of one."""
    file = DATA.with_suffix(".before") / "cauce.sqlite3"
    line = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        line.execute(f"PRAGMA {pragma}")
    started, worked = time.perf_counter(), time.thread_time()
    for statements in transactions:
        line.execute("BEGIN IMMEDIATE")
        for sql, params in statements:
            line.execute(sql, params)
        line.execute("COMMIT")
    rate = len(transactions) / (time.perf_counter() - started)
    spent = (time.thread_time() - worked) / len(transactions) * 1000
    line.close()
    return rate, spent


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1200)
