"""Django's entry for the room `governments`."""

from django.apps import AppConfig


class GovernmentsConfig(AppConfig):
    """The room `governments`."""

    name = "cauce.governments"
    label = "governments"
    verbose_name = "Governments"

    def ready(self) -> None:
        """Let the worker know how officers are reminded, and which texts it throws away."""
        from cauce.governments.drafts import forgetting  # noqa: F401 - registers itself
        from cauce.governments.work.reminding import due  # noqa: F401 - registers itself
