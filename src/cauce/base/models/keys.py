"""The keys that personal text lies under; destroying one erases what it sealed."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from cauce.base.privacy import INTERNAL, SENSITIVE, Classes


class KeyKind(models.TextChoices):
    """Whose key it is."""

    HOUSE = "house"
    PERSON = "person"
    HOUSEHOLD = "household"
    # A text that was pasted at the reading desk: it may name anybody.
    TEXT = "text"


class SubjectKey(models.Model):
    """One subject's own key, wrapped by a numbered master key; its id is the subject's in Events."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=KeyKind.choices)
    wrapped = models.BinaryField(null=True)
    master_no = models.PositiveIntegerField()
    destroyed_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "kind": INTERNAL,
        "wrapped": SENSITIVE,
        "master_no": INTERNAL,
        "destroyed_at": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(wrapped__isnull=True, destroyed_at__isnull=False)
                | Q(wrapped__isnull=False, destroyed_at__isnull=True),
                name="base_subjectkey_destroyed_or_not",
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="house"), name="base_subjectkey_one_house"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} key {self.id}"
