"""What an officer has beside a password: a telephone that makes codes, and codes on paper."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from cauce.base.models.keys import SubjectKey
from cauce.base.privacy import INTERNAL, SENSITIVE, Classes


class SecondFactor(models.Model):
    """The secret that an officer's telephone shares with the office; in force once a code was typed back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="second_factor"
    )
    # The house's own key: an officer is no subject.
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    # {"secret": base32}
    sealed = models.BinaryField(default=bytes)
    offered_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # The half minute whose code was used last: none before it or in it counts again.
    last_step = models.PositiveBigIntegerField(default=0)
    # Taking it away needs two: who asked first.
    reset_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reset_asked_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "officer": INTERNAL,
        "key": INTERNAL,
        "sealed": SENSITIVE,
        "offered_at": INTERNAL,
        "confirmed_at": INTERNAL,
        "last_step": INTERNAL,
        "reset_asked_by": INTERNAL,
        "reset_asked_at": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reset_asked_by__isnull=True, reset_asked_at__isnull=True)
                | Q(reset_asked_by__isnull=False, reset_asked_at__isnull=False),
                name="base_factor_asked_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(reset_asked_by=models.F("officer")),
                name="base_factor_asked_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"second factor of {self.officer_id}"


class RecoveryCode(models.Model):
    """One of ten codes on paper, for the day when the telephone is lost; each counts once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    factor = models.ForeignKey(
        SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.BinaryField(max_length=16)
    used_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "factor": INTERNAL,
        "digest": SENSITIVE,
        "used_at": INTERNAL,
    }

    def __str__(self) -> str:
        return f"recovery code {self.id}"
