"""What the worker has to do, and the proof that it is alive."""

import uuid
from typing import ClassVar

from django.db import models

from cauce.base.privacy import INTERNAL, PUBLIC, Classes
from cauce.base.states import Moves


class Outbox(models.Model):
    """An effect that a verb promised: done by the worker after the verb's commit, at least once."""

    class State(models.TextChoices):
        """Where the effect stands."""

        WAITING = "waiting"
        DONE = "done"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    # Ids and codes only; a handler looks up the rest when it is due.
    body = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    MOVES: ClassVar[Moves] = {
        "waiting": {"done", "given_up"},
        "given_up": {"waiting"},
        "done": set(),
    }
    START = "waiting"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "kind": INTERNAL,
        "body": INTERNAL,
        "state": INTERNAL,
        "due_at": INTERNAL,
        "attempts": INTERNAL,
        "settled_at": INTERNAL,
        "last_error": INTERNAL,
    }

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="base_outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class WorkerTick(models.Model):
    """When a worker was last seen at work."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()

    PRIVACY: ClassVar[Classes] = {"name": PUBLIC, "at": PUBLIC}

    def __str__(self) -> str:
        return self.name
