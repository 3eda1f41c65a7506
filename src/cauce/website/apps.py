"""Django's entry for the public's pages."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The room `website`."""

    name = "cauce.website"
    label = "website"
    verbose_name = "Website"
