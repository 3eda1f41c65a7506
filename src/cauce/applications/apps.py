"""Django's entry for the room `applications`."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """The room `applications`."""

    name = "cauce.applications"
    label = "applications"
    verbose_name = "Applications"

    def ready(self) -> None:
        """Let the worker know what must be gone after its time."""
        from cauce.applications import calling  # noqa: F401 - registers itself
        from cauce.applications import effects as received  # noqa: F401 - registers itself
        from cauce.applications.access import effects as codes_sent  # noqa: F401 - registers itself
        from cauce.applications.access import lasting  # noqa: F401 - registers itself
        from cauce.applications.drafts import expiry  # noqa: F401 - registers itself
        from cauce.applications.papers import effects  # noqa: F401 - registers itself
