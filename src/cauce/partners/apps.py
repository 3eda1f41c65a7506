"""Django's entry for the room `partners`."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The room `partners`."""

    name = "cauce.partners"
    label = "partners"
    verbose_name = "Partners"
