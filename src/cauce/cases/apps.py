"""Django's entry for the room `cases`."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room `cases`."""

    name = "cauce.cases"
    label = "cases"
    verbose_name = "Cases"
