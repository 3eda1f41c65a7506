"""Django's entry for the room `cases`."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room `cases`."""

    name = "cauce.cases"
    label = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        """Let the worker know whom it writes to every month."""
        from cauce.cases.waiting import effects  # noqa: F401 - registers itself
