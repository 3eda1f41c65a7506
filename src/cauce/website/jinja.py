"""The Jinja2 environment of the public's pages."""

from typing import Any

from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Return the environment Django asks for."""
    return Environment(**options)  # noqa: S701 - Django passes autoescape=True
