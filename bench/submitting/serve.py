"""Serves one of the two under granian: `python -m bench.submitting.serve cauce|plain PORT THREADS`.

`BENCH_SCREENING=off` lets Cauce store an application without asking the rules: for that figure only.
"""

import os
import sys
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

WORKERS = 2


def main(which: str, port: int, threads: int) -> None:
    """Serve until told to stop."""
    Granian(
        f"bench.submitting.serve:{which}",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=3,
    ).serve()


def cauce() -> Any:
    """Return Cauce as it is served, with its rules read beforehand."""
    from cauce.wsgi import application

    if os.environ.get("BENCH_SCREENING") == "off":
        _without_rules()
    from cauce.packs import pack

    pack()
    return application


def plain() -> Any:
    """Return the plain project."""
    from bench.plain.wsgi import application

    return application


def _without_rules() -> None:
    from cauce.applications import actions, screening

    store = actions.insert
    screening.screened = lambda *_, **__: {}
    screening.row_of = lambda *_, **__: None
    actions.insert = lambda *rows: store(*filter(None, rows))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
