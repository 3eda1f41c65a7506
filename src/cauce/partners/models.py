"""Organisations that a family may be referred to."""

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
