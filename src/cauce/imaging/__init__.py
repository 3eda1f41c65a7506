"""Photos and papers of strangers, painted anew by a child process that may do nothing else.

The one door: `clean(data)` gives pages that are safe to keep, or raises `Unusable` with a stable code.
"""

from cauce.imaging.cleaning import Busy, Cleaned, Page, clean
from cauce.imaging.kinds import Kind, Trouble, Unusable, kind_of

__all__ = ["Busy", "Cleaned", "Kind", "Page", "Trouble", "Unusable", "clean", "kind_of"]
