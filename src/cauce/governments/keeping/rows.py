"""The rows of keeping: one for every entry, made with it."""

import hashlib
import re
from datetime import datetime

from cauce.governments.models import Entry, Keeping


def keep_new_entries(*, at: datetime) -> None:
    """Keep every entry that is not kept yet: inside the office, owned by nobody; for a verb."""
    missing = Entry._default_manager.filter(keeping=None).values_list("pk", flat=True)
    Keeping._default_manager.bulk_create(
        Keeping(entry_id=name, kept_since=at) for name in missing.order_by("position")
    )


def coded(name: str) -> str:
    """Return an id as an Event may hold it: itself, or its digest where it has other signs than a code."""
    if re.fullmatch(r"[A-Za-z0-9_.:+/-]{1,120}", name):
        return name
    return f"sha256:{hashlib.sha256(name.encode()).hexdigest()}"
