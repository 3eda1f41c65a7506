"""The privacy class that every field of every record has, and how it is found."""

from collections.abc import Iterator
from enum import StrEnum

from django.apps import apps
from django.db.models import Model


class Privacy(StrEnum):
    """Who may ever see a field, from everybody to nearly nobody."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


PUBLIC = Privacy.PUBLIC
INTERNAL = Privacy.INTERNAL
PERSONAL = Privacy.PERSONAL
SENSITIVE = Privacy.SENSITIVE

Classes = dict[str, Privacy]


def house_models() -> list[type[Model]]:
    """Return every model of Cauce's own rooms."""
    return [m for m in apps.get_models() if m.__module__.startswith("cauce.")]


def faults() -> Iterator[str]:
    """Yield one sentence for every field without a class, and for every class without a field."""
    for model in house_models():
        said = getattr(model, "PRIVACY", {})
        fields = {field.name for field in model._meta.concrete_fields}
        for name in sorted(fields - said.keys()):
            yield f"{model.__name__}.{name}: no privacy class; add it to the model's PRIVACY."
        for name in sorted(said.keys() - fields):
            yield f"{model.__name__}.PRIVACY names {name}, which is no field; remove it."
