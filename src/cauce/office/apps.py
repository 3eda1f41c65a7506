"""Django's entry for the officers' pages."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The room `office`."""

    name = "cauce.office"
    label = "office"
    verbose_name = "Office"
