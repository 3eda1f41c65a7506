"""A text that was given to the reader, and the drafts that wait for a person's word."""

import uuid
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from cauce.base import envelopes
from cauce.base.models import Officer, SubjectKey
from cauce.base.privacy import INTERNAL, PERSONAL, Classes
from cauce.base.states import Moves


class ReadText(models.Model):
    """A published text about governments, as somebody pasted it; it never leaves the desk.

    Whoever pasted a letter about a family made a mistake: so its words lie sealed under a key of their own,
    and are thrown away a month after its last draft was decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    outlet = models.CharField(max_length=120, blank=True)
    # EDTF: relative dates of the text are read from it.
    published = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2)
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    read_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    # Since when its words are gone.
    forgotten_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar[Classes] = {
        **dict.fromkeys(
            (
                "id", "title", "outlet", "published", "language", "key", "read_by", "read_at",
                "forgotten_at",
            ),
            INTERNAL,
        ),
        "sealed": PERSONAL,
    }  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @cached_property
    def text(self) -> str:
        """Its words; nothing once they were thrown away."""
        return str(envelopes.read(self, "sealed").get("text", ""))

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
    # The draft as the reader promises it to other programs: it names whom the text names.
    sealed = models.BinaryField()
    # Statements are a second layer, and wait for nobody.
    layer = models.CharField(max_length=10, default="entry")
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
    PRIVACY: ClassVar[Classes] = {
        **dict.fromkeys(
            (
                "id", "text", "number", "layer", "by_hand", "state", "reason", "entry", "account",
                "decided_by", "since",
            ),
            INTERNAL,
        ),
        "sealed": PERSONAL,
    }  # fmt: skip

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
    def key(self) -> SubjectKey:
        """The key of its text: what one of them is sealed under goes with the other."""
        return self.text.key

    @cached_property
    def read(self) -> dict[str, Any]:
        """The draft as it was read; empty once the text was thrown away."""
        return envelopes.read(self, "sealed")

    @property
    def guessed(self) -> bool:
        """Whether the year was read from the publication, so that a person must confirm it."""
        return bool(self.read["date"]["edtf"]) and "year" in str(self.read["date"]["basis"])
