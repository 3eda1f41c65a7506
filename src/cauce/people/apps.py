"""Django's entry for the room `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room `people`."""

    name = "cauce.people"
    label = "people"
    verbose_name = "People"
