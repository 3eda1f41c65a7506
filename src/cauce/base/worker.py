"""The worker's loop: tick, seal, deliver, forget, until told to stop."""

import threading

from cauce.base import audit, clock
from cauce.base.gate import writing
from cauce.base.models import WorkerTick

PAUSE_SECONDS = 3.0


def run(stop: threading.Event) -> None:
    """Work until told to stop."""
    while not stop.is_set():
        at = clock.machine_now()
        with writing():
            WorkerTick.objects.update_or_create(name="worker", defaults={"at": at})
        audit.seal(at=at)
        stop.wait(PAUSE_SECONDS)
