"""What must be so before Cauce starts; settings refuse the environment, this refuses the rest."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from cauce.base import append_only, privacy
from cauce.base.models import Officer


@register(Tags.models)
def every_field_has_a_privacy_class(**_: Any) -> list[CheckMessage]:
    """Refuse a field that nobody has classified."""
    return [Error(fault, id="cauce.E001") for fault in privacy.faults()]


@register(Tags.database)
def no_demonstration_in_production(**_: Any) -> list[CheckMessage]:
    """Refuse demonstration accounts in production: their passwords are known to everybody."""
    if not settings.PRODUCTION or not _has_demonstration_accounts():
        return []
    return [
        Error(
            "This database holds demonstration accounts; production refuses it.",
            hint="Start production on an empty database.",
            id="cauce.E002",
        )
    ]


def refuse_unsafe() -> None:
    """Refuse to start on an unsafe database; for every process that is about to serve."""
    faults = [str(fault.msg) for fault in no_demonstration_in_production()]
    if settings.PRODUCTION and append_only.missing():
        faults.append("The triggers that keep Events append-only are missing; run migrate.")
    if faults:
        raise ImproperlyConfigured(" ".join(faults))


def _has_demonstration_accounts() -> bool:
    try:
        return Officer.objects.filter(demonstration=True).exists()
    except DatabaseError:
        return False  # no table yet: an empty database is safe
