"""The worker's loop: tick, deliver, seal, forget, until told to stop; it may be killed anywhere."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import close_old_connections

from cauce.base import audit, clock, expiry, outbox
from cauce.base.gate import writing
from cauce.base.logs import log
from cauce.base.models import AuditRoot, Event, WorkerTick

PAUSE_SECONDS = 3.0
SEAL_EVERY = timedelta(minutes=1)
FORGET_EVERY = timedelta(minutes=5)
NAME = "worker"


@dataclass
class Worker:
    """What one worker remembers between two rounds; all of it may be lost."""

    sealed: datetime | None = None
    forgot: datetime | None = None
    failed: int = field(default=0)

    def round(self, *, at: datetime) -> None:
        """Do everything that is due at a moment; one failing job does not keep the others."""
        for job in (self.tick, self.deliver, self.seal, self.forget):
            self._try(job, at)

    def tick(self, at: datetime) -> None:
        """Show that a worker is alive."""
        with writing():
            WorkerTick.objects.update_or_create(name=NAME, defaults={"at": at})

    def deliver(self, at: datetime) -> None:
        """Carry out what verbs promised."""
        outbox.deliver(at=at)

    def seal(self, at: datetime) -> None:
        """Seal the Events of the last minute, or a thousand of them."""
        if _is_due(self.sealed, SEAL_EVERY, at) or _many_lie_open():
            audit.seal(at=at)
            self.sealed = at

    def forget(self, at: datetime) -> None:
        """Delete what has expired."""
        if _is_due(self.forgot, FORGET_EVERY, at):
            removed = expiry.run(at=at)
            self.forgot = at
            if removed:
                log.info("expired rows deleted", removed=removed)

    def _try(self, job: Callable[[datetime], None], at: datetime) -> None:
        try:
            job(at)
        except Exception as fault:  # the database may be away for a while: say it, and go on
            self.failed += 1
            log.error("worker job failed", exc_info=fault)


def run(stop: threading.Event) -> None:
    """Work until told to stop."""
    worker = Worker()
    while not stop.is_set():
        close_old_connections()
        worker.round(at=clock.machine_now())
        stop.wait(PAUSE_SECONDS)


def _is_due(last: datetime | None, every: timedelta, at: datetime) -> bool:
    return last is None or at - last >= every


def _many_lie_open() -> bool:
    last = AuditRoot.objects.order_by("-n").values_list("last", flat=True).first() or 0
    return Event.objects.filter(id__gt=last)[: audit.BATCH].count() >= audit.BATCH
