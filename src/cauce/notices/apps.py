"""Django's entry for the room `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The room `notices`."""

    name = "cauce.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        """Let the worker know how letters are sent."""
        from cauce.notices import sender  # noqa: F401 - registers itself
