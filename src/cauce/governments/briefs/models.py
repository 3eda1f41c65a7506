"""A handover brief, frozen with its items; what is written in it never changes again."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from cauce.base.models import Officer
from cauce.base.privacy import INTERNAL, Classes
from cauce.base.states import Moves
from cauce.partners.models import Counterpart, Post

_DATE = 60
# Only what one side asked of another is carried over; sums, dates and contacts stand by themselves.
REQUESTS = ("they_wait_on_us", "we_wait_on_them")


class Brief(models.Model):
    """What one side is told on a day about an office that changes hands; a later one takes its place."""

    class State(models.TextChoices):
        """Whether the incoming side has taken note of all of it."""

        FROZEN = "frozen"
        ACKNOWLEDGED = "acknowledged"
        SUPERSEDED = "superseded"

    class Audience(models.TextChoices):
        """Whether it is made of the whole ledger or of what everybody may read."""

        DESK = "desk"
        INCOMING = "incoming"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    side = models.ForeignKey(Counterpart, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    day = models.DateField()
    revision = models.PositiveIntegerField()
    # The change of office as it was known on the day: who goes, who comes, on which date.
    goes = models.ForeignKey(Counterpart, on_delete=models.PROTECT, null=True, related_name="+")
    comes = models.ForeignKey(Counterpart, on_delete=models.PROTECT, null=True, related_name="+")
    changes_on = models.CharField(max_length=_DATE, blank=True)
    # The last day on which the term can end; and the moment from which an item is waited for.
    last_day = models.DateField(null=True)
    waits_until = models.DateTimeField()
    frozen_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.FROZEN)

    MOVES: ClassVar[Moves] = {
        "frozen": {"acknowledged", "superseded"},
        "acknowledged": {"superseded"},
        "superseded": set(),
    }
    START = "frozen"
    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        (
            "id", "side", "office", "audience", "day", "revision", "goes", "comes", "changes_on",
            "last_day", "waits_until", "frozen_by", "frozen_at", "state",
        ),
        INTERNAL,
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["side", "office", "audience", "revision"], name="one_brief_of_a_revision"
            ),
            models.UniqueConstraint(
                fields=["side", "office", "audience"],
                condition=~Q(state="superseded"),
                name="one_brief_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.day} ({self.revision})"

    def term_is_over(self, day: date) -> bool:
        """Whether the outgoing side is certainly gone on a day."""
        return self.last_day is not None and day > self.last_day


class BriefItem(models.Model):
    """One item of a brief as it was frozen; who of the incoming side took note of it, and carried it over."""

    class State(models.TextChoices):
        """How far the incoming side went. That a term ran out changes nothing here: it is computed."""

        WAITING = "waiting"
        ACKNOWLEDGED = "acknowledged"
        CARRIED_OVER = "carried_over"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    content = models.JSONField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    # Holders of public office only: whoever of the incoming side did it, and who wrote it down.
    acknowledged_by = models.ForeignKey(
        Counterpart, on_delete=models.PROTECT, null=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    carried_by = models.ForeignKey(
        Counterpart, on_delete=models.PROTECT, null=True, related_name="+"
    )
    carried_on = models.DateField(null=True)

    MOVES: ClassVar[Moves] = {
        "waiting": {"acknowledged"},
        "acknowledged": {"carried_over"},
        "carried_over": set(),
    }
    START = "waiting"
    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        (
            "id", "brief", "position", "key", "content", "state", "acknowledged_by",
            "acknowledged_at", "recorded_by", "carried_by", "carried_on",
        ),
        INTERNAL,
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "key"], name="one_item_of_a_key"),
            models.CheckConstraint(
                condition=Q(state="waiting", acknowledged_by=None, acknowledged_at=None)
                | ~Q(state="waiting")
                & Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="an_acknowledged_item_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="carried_over", carried_by__isnull=False, carried_on__isnull=False
                )
                | ~Q(state="carried_over") & Q(carried_by=None, carried_on=None),
                name="a_carried_item_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_request(self) -> bool:
        """Whether it is a request, which lapses with the term unless it is carried over."""
        return self.content["section"] in REQUESTS
