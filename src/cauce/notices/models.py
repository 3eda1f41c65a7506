"""The nouns of the room: a letter to a household, and each way on which it goes to it."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from cauce.base.guarded import guarded
from cauce.base.models import Site, SubjectKey
from cauce.base.privacy import INTERNAL, SENSITIVE, Classes
from cauce.base.roles import Permission
from cauce.base.states import Moves
from cauce.people.models import ContactRoute, Household


class Notice(models.Model):
    """A letter to a household: a row before it is a message, and what was said for ever after."""

    class State(models.TextChoices):
        """How far the household is told."""

        # No text in the household's language yet; nothing goes out.
        BLOCKED = "blocked"
        # The worker has something left to try.
        WAITING = "waiting"
        # It went out on a way that is safe, or it is of a kind that only the page needs.
        SENT = "sent"
        # No safe way took it: an officer calls, or hands it over on paper.
        TO_CALL = "to_call"
        # An officer told the household, or handed over the paper.
        TOLD = "told"
        # The household opened it.
        READ = "read"
        # Its time was over, or the file was erased.
        LAPSED = "lapsed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="notices")
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    # As the household reads it, a BCP 47 code.
    language = models.CharField(max_length=12)
    # Of the text from which it was made; 0 while there is none.
    version = models.PositiveSmallIntegerField()
    # What it is about, in a room above: an application's, a case's, a decision's id.
    about = models.UUIDField(null=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    # By when the household ought to know.
    due_at = models.DateTimeField()
    # After this moment it is of no use any more, and is not sent; of the machine's clock.
    until = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # Random, printed on the letter; with the digest of its canonical text it can be signed later.
    letter_id = models.UUIDField(unique=True, default=uuid.uuid4)
    digest = models.BinaryField(max_length=32)
    # What a `letters.Letter` says; while it is blocked {"values", "days"}.
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "waiting": {"sent", "to_call", "told", "read", "lapsed"},
        "blocked": {"waiting", "lapsed"},
        "sent": {"read", "told", "to_call"},
        "to_call": {"waiting", "sent", "told", "read", "lapsed"},
        "told": {"read"},
        "read": set(),
        "lapsed": {"read"},
    }
    START = "blocked"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "household": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "kind": INTERNAL,
        "language": INTERNAL,
        "version": INTERNAL,
        "about": INTERNAL,
        "state": INTERNAL,
        "created_at": INTERNAL,
        "due_at": INTERNAL,
        "until": INTERNAL,
        "read_at": INTERNAL,
        "letter_id": INTERNAL,
        "digest": INTERNAL,
        "sealed": SENSITIVE,
    }

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["state", "site", "due_at", "created_at", "id"], name="notices_waiting"
            ),
            models.Index(fields=["household", "created_at"], name="notices_of_household"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Delivery(models.Model):
    """One way on which one letter goes; its id is the key under which a gateway knows it."""

    class Channel(models.TextChoices):
        """What carries it."""

        EMAIL = "email"
        SMS = "sms"
        PAPER = "paper"
        CALL = "call"

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        # A worker has taken it; nothing left this machine yet.
        TAKEN = "taken"
        # It is being handed over: whoever dies here cannot know whether it went.
        LEAVING = "leaving"
        SENT = "sent"
        # The rules of safe contact forbid it, or its time was over.
        HELD_BACK = "held_back"
        GIVEN_UP = "given_up"
        # The worker or the line died while it was handed over, and a repetition might be a second one.
        UNSURE = "unsure"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=6, choices=Channel.choices)
    # Null for what an officer hands over.
    route = models.ForeignKey(
        ContactRoute, null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Of the machine's clock, as for every try: when it is due, and until when a worker holds it.
    due_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    # Whoever holds it; one who comes back after another took it finds another token here.
    token = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    # Code of what went wrong or why it was held back, never what a server said.
    because = models.CharField(max_length=30, blank=True)

    objects: Any = guarded(site_path="notice__site")
    MOVES: ClassVar[Moves] = {
        "waiting": {"taken", "held_back", "given_up"},
        # Straight to sent: where the gateway knows a repetition by its key.
        "taken": {"waiting", "leaving", "sent", "held_back", "given_up"},
        "leaving": {"sent", "waiting", "given_up", "unsure"},
        "sent": set(),
        "held_back": {"waiting"},
        "given_up": {"waiting"},
        "unsure": set(),
    }
    START = "waiting"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "notice": INTERNAL,
        "number": INTERNAL,
        "channel": INTERNAL,
        "route": INTERNAL,
        "state": INTERNAL,
        "attempts": INTERNAL,
        "due_at": INTERNAL,
        "held_until": INTERNAL,
        "token": INTERNAL,
        "settled_at": INTERNAL,
        "because": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "number"], name="notices_delivery_number"),
            models.CheckConstraint(
                condition=Q(state__in=["taken", "leaving"], token__isnull=False)
                | (~Q(state__in=["taken", "leaving"]) & Q(token__isnull=True)),
                name="notices_delivery_held_by_one",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["email", "sms"], route__isnull=False)
                | Q(channel__in=["paper", "call"], route__isnull=True),
                name="notices_delivery_has_a_route",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.number} of {self.notice_id}"


class LocalMessage(models.Model):
    """A message of a demonstration: written here instead of being sent, so that the office can read it."""

    # The delivery's id: handed over twice, it is written once.
    id = models.UUIDField(primary_key=True, editable=False)
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=6)
    at = models.DateTimeField()
    # {"to", "subject", "text"}
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded(permission=Permission.SEE_OUTBOX)
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "channel": INTERNAL,
        "at": INTERNAL,
        "sealed": SENSITIVE,
    }

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"
