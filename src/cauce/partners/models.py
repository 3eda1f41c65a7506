"""Organisations that a family may be referred to, and who speaks for governments in public office."""

import uuid
from typing import ClassVar

from django.db import models

from cauce.base.privacy import INTERNAL, PUBLIC, Classes
from cauce.base.states import Moves


class Organisation(models.Model):
    """An organisation that takes referrals; never a private person."""

    class State(models.TextChoices):
        """Whether it takes referrals."""

        ACTIVE = "active"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160, unique=True)
    # How consent lists name it as a recipient, such as "resettlement-agency".
    recipient = models.SlugField(max_length=60)
    address = models.EmailField(blank=True)
    # Days after which an unanswered referral is late.
    answers_within = models.PositiveSmallIntegerField(default=30)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)

    MOVES: ClassVar[Moves] = {"active": {"ended"}, "ended": {"active"}}
    START = "active"
    PRIVACY: ClassVar[Classes] = {
        "id": PUBLIC,
        "name": PUBLIC,
        "recipient": PUBLIC,
        "address": INTERNAL,
        "answers_within": INTERNAL,
        "state": INTERNAL,
    }

    def __str__(self) -> str:
        return self.name


class Counterpart(models.Model):
    """A government, a body, an outlet, or a holder of public office; never a private person."""

    id = models.CharField(primary_key=True, max_length=120)
    position = models.PositiveIntegerField()
    name = models.TextField(unique=True)
    name_variants = models.JSONField(default=list)
    kind = models.TextField()
    country = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("id", "position", "name", "name_variants", "kind", "country", "parent"), PUBLIC
    )

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A public office, or a task that somebody was given in public."""

    id = models.CharField(primary_key=True, max_length=120)
    position = models.PositiveIntegerField()
    title = models.TextField()
    country = models.TextField(blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(("id", "position", "title", "country"), PUBLIC)

    def __str__(self) -> str:
        return self.title


class Tenure(models.Model):
    """Who held a post from when to when; each day may be known only in part, or not at all."""

    id = models.CharField(primary_key=True, max_length=120)
    position = models.PositiveIntegerField()
    holder = models.ForeignKey(Counterpart, on_delete=models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    begins = models.CharField(max_length=60, blank=True)
    ends = models.CharField(max_length=60, blank=True)
    ends_with = models.TextField(blank=True)
    note = models.TextField(blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("id", "position", "holder", "post", "begins", "ends", "ends_with", "note"), PUBLIC
    )

    def __str__(self) -> str:
        return self.id
