"""Django's entry for the room `privacy`."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The room `privacy`."""

    name = "cauce.privacy"
    label = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        """Let the worker know what it does for this room."""
        from cauce.privacy import effects  # noqa: F401 - registers itself
