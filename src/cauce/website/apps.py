"""Django's entry for the public's pages."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The room `website`."""

    name = "cauce.website"
    label = "website"
    verbose_name = "Website"

    def ready(self) -> None:
        """Let the worker know what must be gone after its time."""
        from cauce.website import expiry  # noqa: F401 - registers itself
