"""What was kept as a code or as text, in an officer's words: a birth, a language, a moment."""

from datetime import datetime
from typing import Any

from django import template

from cauce.questions import days, tongues

register = template.Library()


@register.filter
def birth(kept: str) -> str:
    """Return a birth, or what is known of it, in words."""
    return days.spoken(kept) if kept else ""


@register.filter
def moment(kept: str) -> datetime:
    """Return a moment that was sealed as text, so that a page shows it by its site's clock."""
    return datetime.fromisoformat(kept)


@register.filter
def tongue(code: str) -> str:
    """Return a language in its own name."""
    return tongues.spoken_by(code, "")


@register.filter
def spoken(shared: dict[str, Any], read: str) -> str:
    """Return what a household speaks, with its variety; the language it reads where nobody said."""
    return tongues.spoken_by(shared.get("spoken") or read, shared.get("variety", ""))
