"""Django's entry for the room `privacy`."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The room `privacy`."""

    name = "cauce.privacy"
    label = "privacy"
    verbose_name = "Privacy"
