"""Who is it: passwords, checked a few at a time, and the same work for a name nobody has."""

import threading
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from cauce.base import throttle
from cauce.base.models import Officer

# Each takes 19 MiB: four at once are the most that a small machine should feel.
AT_ONCE = threading.BoundedSemaphore(4)


class SmallArgon2(Argon2PasswordHasher):
    """Argon2id in the smallest setting that is still recommended: Django's takes 100 MiB a try."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Hash a password, in turn."""
        with AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Check a password, in turn."""
        with AT_ONCE:
            return super().verify(password, encoded)


class OfficerBackend(BaseBackend):
    """Finds the officer of a session; passwords are checked by `attempt` alone."""

    def get_user(self, user_id: UUID) -> Officer | None:
        """Return the officer, unless the account was closed."""
        return Officer.objects.filter(pk=user_id, is_active=True).first()

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Refuse: a password that came past the throttle does not count."""
        return


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What came of a try: an officer, or nobody and perhaps seconds to wait."""

    officer: Officer | None
    wait: int = 0


def attempt(*, username: str, password: str, address: str, now: float) -> Attempt:
    """Check a name and a password; no word tells which of the two was wrong."""
    name = normalise(username)
    wait = throttle.enter(name=name, address=address, now=now)
    if wait:
        return Attempt(officer=None, wait=wait)
    officer = recognised(username=name, password=password)
    if officer is not None:
        throttle.leave(name=name, address=address, now=now)
    return Attempt(officer=officer)


def recognised(*, username: str, password: str) -> Officer | None:
    """Return the officer whose name and password these are."""
    found = Officer.objects.filter(username=normalise(username), is_active=True).first()
    right = check_password(password, found.password if found else _nobodys_password())
    return found if right else None


def normalise(username: str) -> str:
    """Return a name as it is stored; a phone's keyboard likes to begin with a capital."""
    return username.strip().casefold().replace("\x00", "")


@cache
def _nobodys_password() -> str:
    return make_password("nobody can sign in with this: it is only compared")
