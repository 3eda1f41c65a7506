"""A text that was given to the reader, and the drafts that wait for a person's word."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from cauce.base.models import Officer
from cauce.base.privacy import INTERNAL, Classes
from cauce.base.states import Moves


class ReadText(models.Model):
    """A published text about governments, as somebody pasted it; it never leaves the desk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    outlet = models.CharField(max_length=120, blank=True)
    # EDTF: relative dates of the text are read from it.
    published = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2)
    # What newspapers wrote of people in office. It is nobody's file, and yet only the desk reads it.
    text = models.TextField()
    read_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("id", "title", "outlet", "published", "language", "text", "read_by", "read_at"), INTERNAL
    )

    def __str__(self) -> str:
        return self.title

    @property
    def source_id(self) -> str:
        """The id of the source that it becomes with the first draft that is accepted."""
        return f"read-{self.pk.hex}"


class DraftEntry(models.Model):
    """One draft of the reader, or of a person who saw what the reader missed."""

    class State(models.TextChoices):
        """Nothing is written before a person accepts."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    class Reason(models.TextChoices):
        """Why it was no entry: it measures the reader."""

        OPINION = "opinion"
        REPETITION = "repetition"
        KIND = "wrong_kind"
        WRONG = "wrong"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.ForeignKey(ReadText, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    # The draft as the reader promises it to other programs.
    read = models.JSONField()
    by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    # The ledger's ids of what it became.
    entry = models.CharField(max_length=120, blank=True)
    account = models.CharField(max_length=140, blank=True)
    decided_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()

    MOVES: ClassVar[Moves] = {
        "waiting": {"accepted", "rejected"},
        "accepted": {"waiting"},
        "rejected": {"waiting"},
    }
    START = "waiting"
    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        (
            "id", "text", "number", "read", "by_hand", "state", "reason", "entry", "account", "decided_by",
            "since",
        ),
        INTERNAL,
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "number"], name="one_draft_a_number"),
            models.CheckConstraint(
                condition=Q(state="waiting", entry="", reason="", decided_by__isnull=True)
                | (Q(state="accepted", reason="", decided_by__isnull=False) & ~Q(entry=""))
                | (Q(state="rejected", entry="", decided_by__isnull=False) & ~Q(reason="")),
                name="draft_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def guessed(self) -> bool:
        """Whether the year was read from the publication, so that a person must confirm it."""
        return bool(self.read["date"]["edtf"]) and "year" in str(self.read["date"]["basis"])
