"""Django's entry for the officers' pages."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The room `office`."""

    name = "cauce.office"
    label = "office"
    verbose_name = "Office"

    def ready(self) -> None:
        """Let the worker know how a reminder comes to an officer."""
        from cauce.office import reminders  # noqa: F401 - registers itself
