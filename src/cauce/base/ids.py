"""Ids that begin with the moment of what they name: rows that are stored together lie together.

A random id falls somewhere into each index: a household of three changed twenty pages more than with these,
and each page is written to the disk before the family has its receipt. The form is RFC 9562's seventh. An id
says no more than the row it stands in: when it was made stands beside it, or in the row it belongs to.
"""

import os
from datetime import datetime
from uuid import UUID

_VERSION, _VARIANT = 7 << 76, 2 << 62
_RANDOM = ((1 << 12) - 1) << 64 | ((1 << 62) - 1)


def ordered(at: datetime) -> UUID:
    """Return a fresh id for a row that is made at a moment."""
    moment = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    drawn = int.from_bytes(os.urandom(10), "big")
    return UUID(int=moment << 80 | _VERSION | _VARIANT | drawn & _RANDOM)
