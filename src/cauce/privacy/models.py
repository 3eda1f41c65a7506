"""The nouns of the room: a person's own copy of their file, and the proposal to erase one."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cauce.base.guarded import guarded
from cauce.base.models import Site, SubjectKey
from cauce.base.privacy import INTERNAL, Classes
from cauce.base.roles import Permission
from cauce.base.states import Moves
from cauce.people.models import Household


class Erasure(models.Model):
    """That a household's file be erased: proposed by one officer, signed by another."""

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed"
        SIGNED = "signed"
        DECLINED = "declined"
        DONE = "done"

    class Reason(models.TextChoices):
        """Why it is erased."""

        ASKED = "asked"
        TIME_OVER = "time_over"
        MISTAKE = "mistake"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="erasures")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    # The newest Event of the file when it was proposed: whatever came later stops the signature.
    last_event = models.PositiveBigIntegerField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    # When no copy of the erased text was left in the database's own files.
    done_at = models.DateTimeField(null=True)

    objects: Any = guarded(permission=Permission.SIGN_ERASURE)
    MOVES: ClassVar[Moves] = {
        "proposed": {"signed", "declined"},
        "signed": {"done"},
        "declined": set(),
        "done": set(),
    }
    START = "proposed"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "household": INTERNAL,
        "site": INTERNAL,
        "reason": INTERNAL,
        "state": INTERNAL,
        "last_event": INTERNAL,
        "proposed_by": INTERNAL,
        "proposed_at": INTERNAL,
        "due_at": INTERNAL,
        "signed_by": INTERNAL,
        "signed_at": INTERNAL,
        "done_at": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(signed_by=F("proposed_by")), name="privacy_erasure_two_officers"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed"], signed_by__isnull=True)
                | (~Q(state="proposed") & Q(signed_by__isnull=False)),
                name="privacy_erasure_signed",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=["proposed", "signed", "done"]),
                name="privacy_erasure_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "site", "due_at"], name="privacy_erasures_open"),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class FileCopy(models.Model):
    """A household's own copy of its file: made by the worker, sealed, kept for seven days."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked"
        READY = "ready"
        GONE = "gone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="copies")
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    # By when it is made, and then until when it is kept.
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    # The random name of the sealed file, and its size in bytes before sealing.
    file = models.CharField(max_length=60, blank=True)
    size = models.PositiveIntegerField(default=0)

    objects: Any = guarded(permission=Permission.COPY_FILES)
    MOVES: ClassVar[Moves] = {"asked": {"ready", "gone"}, "ready": {"gone"}, "gone": set()}
    START = "asked"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "household": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "form_id": INTERNAL,
        "state": INTERNAL,
        "asked_at": INTERNAL,
        "due_at": INTERNAL,
        "expires_at": INTERNAL,
        "file": INTERNAL,
        "size": INTERNAL,
    }

    def __str__(self) -> str:
        return f"copy {self.pk}"
