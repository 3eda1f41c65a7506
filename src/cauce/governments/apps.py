"""Django's entry for the room `governments`."""

from django.apps import AppConfig


class GovernmentsConfig(AppConfig):
    """The room `governments`."""

    name = "cauce.governments"
    label = "governments"
    verbose_name = "Governments"
