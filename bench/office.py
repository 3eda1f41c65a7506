"""An officer's pages in a small office and in a full one: the same lists at 10³ and at 10⁵ households.

The households are stored in bulk, of two persons each; one in fifty waits to be checked, one in fifty lies
in a case, the others are finished. A household of five is filed by the verb, as families do it. How far it is
is printed meanwhile; the large office takes some minutes to fill.

    python -m bench.office [--few 1000] [--many 100000] [--json]

Goals: the file of a household of five takes at most 25 queries; every list answers within 10 ms of its time
in the small office.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import Figure, show_all, show_meanwhile

ROUNDS = 9
QUERIES, SLOWER_MS = 25, 10.0
Measured = dict[str, tuple[float, int]]


def main() -> None:
    """Measure both offices and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--measure", type=int, help="one office only, as JSON; for this bench itself"
    )
    asked = parser.parse_args()
    if asked.measure:
        for said in _office(asked.measure):
            print(json.dumps(said), flush=True)
        return
    few, many = _measured(asked.few), _measured(asked.many)
    found = (figure for name in few for figure in _figures(name, few, many, asked.few, asked.many))
    show_all(found)


def _figures(name: str, few: Measured, many: Measured, low: int, high: int) -> Iterator[Figure]:
    (was, _), (now, queries) = few[name], many[name]
    goal = f"≤ {QUERIES}" if name.startswith("the file") else ""
    yield Figure(name=f"{name}, {low}", value=was, unit="ms")
    yield Figure(name=f"{name}, {high}", value=now, unit="ms")
    yield Figure(name="    slower by", value=now - was, unit="ms", goal=f"≤ {SLOWER_MS:.0f} ms")
    yield Figure(name="    queries", value=queries, unit="", goal=goal)


def _measured(households: int) -> Measured:
    found: Measured = {}
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as folder:
        env = {**os.environ, "CAUCE_DATA": folder, "DJANGO_SETTINGS_MODULE": "cauce.settings"}
        env.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "bench.office", "--measure", str(households)]
        # A line for each page asked, as in an office: written, but not among the figures.
        log = Path(folder) / "office.log"
        with (
            log.open("wb") as lines,
            subprocess.Popen(
                command, env=env, stdout=subprocess.PIPE, stderr=lines, text=True
            ) as child,
        ):
            assert child.stdout is not None
            for line in child.stdout:
                name, ms, queries = json.loads(line)
                if queries is None:
                    _tell(f"{households}: {ms} households stored")
                    continue
                found[name] = (ms, queries)
                show_meanwhile([Figure(name=f"{name}, {households}", value=ms, unit="ms")])
        if child.returncode:
            raise SystemExit(f"The office of {households} failed.\n{log.read_text()[-2000:]}")
    return found


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _office(households: int) -> Iterator[tuple[str, float, int | None]]:
    """Seed one office and measure its pages as one officer who may do everything there.

    Yields how many households are stored, with no number of queries; then each page, its ms and its queries.
    """
    from bench.filling import fill

    filled = fill(
        households, advance=lambda stored: print(json.dumps(["", stored, None]), flush=True)
    )
    pages = {
        "the file of a household of five": ("GET", f"/office/files/{filled.five}", {}),
        "home": ("GET", "/office", {}),
        "my events": ("GET", "/office/me/events", {}),
        "search, a reference": ("POST", "/office/search", {"what": filled.reference}),
        "search, a telephone": ("POST", "/office/search", {"what": filled.phone}),
        "search, a document": ("POST", "/office/search", {"what": filled.document}),
        "search, a rare surname": ("POST", "/office/search", {"what": filled.rare}),
        "search, a common surname": ("POST", "/office/search", {"what": filled.common}),
        "search, nobody's name": ("POST", "/office/search", {"what": "Wrzesniewski"}),
        **{f"tray {key}": ("GET", f"/office/trays/{key}", {}) for key in filled.trays},
    }
    for name, page in pages.items():
        yield name, *_page(filled.client, *page)


def _page(client: Any, method: str, path: str, said: dict[str, str]) -> tuple[float, int]:
    """Return the median of a page's own time, and how many statements it takes."""
    from django.db import connection

    ask = client.post if method == "POST" else client.get
    answer = ask(path, said)
    if answer.status_code >= 400:
        raise SystemExit(f"{path}: {answer.status_code}")
    statements: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        ask(path, said)
    # The process's own time: the database is in it, and whatever else the machine does is not.
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        ask(path, said)
        times.append((time.process_time() - started) * 1000)
    return statistics.median(times), len(statements)


if __name__ == "__main__":
    main()
