"""How persons are listed on officers' pages; a name may have one part or six."""

from collections.abc import Mapping
from typing import Any

from cauce.people.names import PARTS


def listed(content: Mapping[str, Any]) -> str:
    """Return a name as a file says it: surnames first."""
    surnames = " ".join(filter(None, (content.get(part, "") for part in PARTS[1:])))
    return ", ".join(filter(None, (surnames, content.get("given", ""))))
