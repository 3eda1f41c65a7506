"""The record of what was done, which nobody may change, and the seals over it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from cauce.base.actors import Actor
from cauce.base.privacy import INTERNAL, PUBLIC, Classes


class Event(models.Model):
    """One thing that was done: who, what, when, to which record and why; never a name."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Actor])
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="acts"
    )
    verb = models.CharField(max_length=80)
    subject = models.UUIDField(null=True, db_index=True)
    reason = models.CharField(max_length=60, blank=True)
    # Codes, ids and digests only: what is written here can never be erased.
    body = models.JSONField(default=dict)
    leaf = models.BinaryField(max_length=32)

    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "uid": INTERNAL,
        "at": INTERNAL,
        "actor": INTERNAL,
        "officer": INTERNAL,
        "verb": INTERNAL,
        "subject": INTERNAL,
        "reason": INTERNAL,
        "body": INTERNAL,
        "leaf": PUBLIC,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(actor=Actor.OFFICER.value, officer__isnull=False)
                | (~models.Q(actor=Actor.OFFICER.value) & models.Q(officer__isnull=True)),
                name="base_event_one_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.verb}"


class AuditRoot(models.Model):
    """The seal over a run of Events: the root of their Merkle tree, chained to the one before."""

    n = models.PositiveBigIntegerField(primary_key=True)
    first = models.PositiveBigIntegerField(db_column="from")
    last = models.PositiveBigIntegerField(db_column="to")
    count = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    PRIVACY: ClassVar[Classes] = {
        "n": PUBLIC,
        "first": PUBLIC,
        "last": PUBLIC,
        "count": PUBLIC,
        "root": PUBLIC,
        "previous": PUBLIC,
        "sealed_at": PUBLIC,
    }

    def __str__(self) -> str:
        return f"root {self.n}"
