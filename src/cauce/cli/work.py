"""The worker process: seals, delivers and forgets until told to stop (started by `cauce run`)."""

import signal
import threading

from cauce.cli import lifeline, ready


def main() -> None:
    """Work until SIGTERM, or until the parent is gone."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    lifeline.hold()
    ready.set_up()
    from cauce.base import worker

    worker.run(stop)


if __name__ == "__main__":
    main()
