"""How each verb is called so that it happens: one module a room, each with a literal `CALLS`."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

AT = datetime(2024, 1, 12, 15, 0, tzinfo=UTC)
Calls = dict[str, Callable[[], dict[str, Any]]]


def every_call() -> Calls:
    """Return the calls of every room, by the verb's name."""
    found: Calls = {}
    for module in pkgutil.iter_modules(__path__):
        found |= importlib.import_module(f"{__name__}.{module.name}").CALLS
    return found
