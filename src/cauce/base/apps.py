"""Django's entry for the ground floor; it puts the append-only triggers back after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    """The room `base`."""

    name = "cauce.base"
    label = "base"
    verbose_name = "Base"

    def ready(self) -> None:
        """Connect the one hook Cauce needs, and register the start-up checks."""
        from cauce.base import checks  # noqa: F401 - registers itself with Django

        post_migrate.connect(_guard_events, sender=self, dispatch_uid="base.append_only")


def _guard_events(*, using: str, **_: Any) -> None:
    # SQLite drops triggers silently whenever Django rebuilds a table.
    from cauce.base import append_only

    append_only.guard(using=using)
