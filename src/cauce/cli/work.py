"""The worker process: seals, delivers and forgets until told to stop (started by `cauce run`)."""

import os
import signal
import sys
import threading

from cauce.cli import lifeline, ready

SAY_STOP = {signal.SIGTERM, signal.SIGINT}


def main() -> int:
    """Work until SIGTERM, or until the parent is gone; 1 if the work itself broke off."""
    # Signals are waited for, not handled: a handler may run inside a lock and wait for it for ever.
    signal.pthread_sigmask(signal.SIG_BLOCK, SAY_STOP)
    lifeline.hold()
    ready.set_up()
    stop, broke = threading.Event(), threading.Event()
    work = threading.Thread(target=_work, args=(stop, broke), name="worker")
    work.start()
    signal.sigwait(SAY_STOP)
    stop.set()
    work.join()
    return int(broke.is_set())


def _work(stop: threading.Event, broke: threading.Event) -> None:
    from cauce.base import worker
    from cauce.base.logs import log

    try:
        worker.run(stop)
    except Exception as fault:
        log.error("worker broke off", exc_info=fault)
        broke.set()
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
