"""Which desks an office runs: the families' always, that between governments unless switched off."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FAMILIES, GOVERNMENTS = "families", "governments"
EVERY = frozenset({FAMILIES, GOVERNMENTS})


def read(environ: Mapping[str, str]) -> frozenset[str]:
    """Return the desks that the environment names; `ImproperlyConfigured` says what is allowed."""
    named = environ.get("CAUCE_DESKS", "").replace(",", " ").split()
    desks = frozenset(named) or EVERY
    if not desks <= EVERY or FAMILIES not in desks:
        raise ImproperlyConfigured("CAUCE_DESKS: write families, or families,governments.")
    return desks


def is_open(desk: str) -> bool:
    """Say whether a desk is run here; what belongs to none always is."""
    return not desk or desk in settings.DESKS
