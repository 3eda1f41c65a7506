"""Sites, the officers who work there, and the roles they hold."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from cauce.base.privacy import INTERNAL, PUBLIC, SENSITIVE, Classes
from cauce.base.roles import Role


class Site(models.Model):
    """A place where the office works; it has its own clock, hours and languages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    time_zone = models.CharField(max_length=64)
    # {"mon": ["08:00", "16:00"], …}; a day that is not named is closed.
    opening_hours = models.JSONField(default=dict)
    languages = models.JSONField(default=list)

    PRIVACY: ClassVar[Classes] = {
        "id": PUBLIC,
        "name": PUBLIC,
        "time_zone": PUBLIC,
        "opening_hours": PUBLIC,
        "languages": PUBLIC,
    }

    def __str__(self) -> str:
        return self.name


class Officer(AbstractBaseUser):
    """Somebody who works for the office and signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    # Moving it ends every sign-in of this officer at once.
    session_epoch = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)
    # Sign-ins are Events; a second, changeable record of them would only disagree.
    last_login = None

    objects = BaseUserManager["Officer"]()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "username": INTERNAL,
        "display_name": INTERNAL,
        "password": SENSITIVE,
        "session_epoch": INTERNAL,
        "is_active": INTERNAL,
        "demonstration": INTERNAL,
    }

    def __str__(self) -> str:
        return self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django compares this on every request: a new password or a moved epoch ends the session.
        return salted_hmac(
            "cauce.base.Officer.session",
            f"{self.session_epoch}|{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Grant(models.Model):
    """One role that one officer holds at one site."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants"
    )
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in Role])
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="grants")

    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "officer": INTERNAL,
        "role": INTERNAL,
        "site": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["officer", "role", "site"], name="base_grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.site_id}"
