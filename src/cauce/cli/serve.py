"""The web process: granian in front of Cauce (started by `cauce run`)."""

import sys
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from cauce.cli import lifeline

WORKERS = 2
# Directly on the network: twelve stalled phones must leave room for everyone else. Behind a proxy that
# waits for whole bodies, four are faster.
THREADS = 32


def main(host: str, port: int, threads: int = THREADS) -> None:
    """Serve until SIGTERM, or until the parent is gone."""
    lifeline.hold()
    Granian(
        "cauce.cli.serve:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
    ).serve()


def application() -> Any:
    """What each of granian's own children serves; it ends when granian is gone."""
    lifeline.hold_parent()
    from cauce.wsgi import application as served

    return served


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *map(int, sys.argv[3:]))
