"""Items that somebody has to bring to an end, the steps on the way, and the daily reminder of them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cauce.base.models import Officer
from cauce.base.privacy import INTERNAL, Classes
from cauce.base.states import Moves

MOST_SIGNS = 300


class Closable(models.Model):
    """Whatever one officer closes and a second one verifies."""

    class State(models.TextChoices):
        """Whether it waits for its owner, for a second officer, or for nobody."""

        OPEN = "open"
        CLOSING = "closing"
        CLOSED = "closed"
        DROPPED = "dropped"

    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    # When it came where it is now.
    since = models.DateTimeField()
    why = models.TextField(blank=True)
    closed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "dropped"])
                | Q(state="closing", closed_by__isnull=False, second__isnull=True)
                | Q(state="closed", closed_by__isnull=False, second__isnull=False)
                & ~Q(closed_by=F("second")),
                name="%(class)s_closed_by_two",
            )
        ]


class Item(Closable):
    """A request or a commitment that is not finished; its owner and next date stand in its keeping."""

    entry = models.OneToOneField(
        "governments.Entry", on_delete=models.PROTECT, primary_key=True, related_name="item"
    )
    # A step may be dropped; an item may not.
    state = models.CharField(
        max_length=8, choices=Closable.State.choices[:3], default=Closable.State.OPEN
    )
    # The account that shows that it is finished; none where the entry rests on nothing any more.
    shown_by = models.ForeignKey(
        "governments.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )

    MOVES: ClassVar[Moves] = {
        "open": {"closing"},
        "closing": {"closed", "open"},
        "closed": {"open"},
    }
    START = "open"
    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("entry", "state", "since", "why", "closed_by", "second", "shown_by"), INTERNAL
    )

    class Meta(Closable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.pk)


class Step(Closable):
    """What somebody does next about an entry, and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey("governments.Entry", on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=MOST_SIGNS)
    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    next_date = models.DateField()
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    MOVES: ClassVar[Moves] = {
        "open": {"closing", "dropped"},
        "closing": {"closed", "open"},
        "closed": set(),
        "dropped": set(),
    }
    START = "open"
    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        (
            "id", "entry", "state", "since", "why", "closed_by", "second", "what", "owner", "next_date",
            "made_by",
        ),
        INTERNAL,
    )  # fmt: skip

    class Meta(Closable.Meta):
        pass

    def __str__(self) -> str:
        return self.what


class Digest(models.Model):
    """What an officer of the desk is reminded of on a day: one each day, as long as something is due."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    # What, which entry or step, how many days late; ids and numbers only.
    lines = models.JSONField(default=list)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("id", "officer", "day", "lines", "made_at", "delivered_at"), INTERNAL
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["officer", "day"], name="one_digest_a_day")
        ]

    def __str__(self) -> str:
        return str(self.day)
