"""Django's entry for the room `applications`."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """The room `applications`."""

    name = "cauce.applications"
    label = "applications"
    verbose_name = "Applications"
