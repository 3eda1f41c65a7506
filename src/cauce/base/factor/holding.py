"""Which second factor an officer holds."""

from cauce.base import envelopes
from cauce.base.models import Officer, SecondFactor


def factor_of(officer: Officer) -> SecondFactor | None:
    """Return an officer's second factor, in force or only offered."""
    return SecondFactor.objects.filter(officer=officer).first()


def is_in_force(officer: Officer) -> bool:
    """Say whether an officer has to show a second factor."""
    return SecondFactor.objects.filter(officer=officer, confirmed_at__isnull=False).exists()


def secret_of(factor: SecondFactor) -> str:
    """Return the secret of a second factor."""
    return str(envelopes.read(factor, "sealed")["secret"])
