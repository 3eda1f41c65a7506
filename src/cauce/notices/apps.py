"""Django's entry for the room `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The room `notices`."""

    name = "cauce.notices"
    label = "notices"
    verbose_name = "Notices"
