"""How much one household may send, and for how long something unfinished waits."""

from datetime import timedelta

from cauce.imaging.limits import MB, MOST_BYTES

__all__ = ["MB", "MOST_ALL_BYTES", "MOST_BYTES", "MOST_FILES", "ORPHAN_LIFE", "PART_LIFE", "UNDO"]

MOST_FILES = 40
MOST_ALL_BYTES = 100 * MB
# A paper that was removed can be brought back for a day; then its pages are swept.
UNDO = timedelta(days=1)
# Parts of a file that never became whole.
PART_LIFE = timedelta(days=1)
# A file without a record: its request was killed between the two.
ORPHAN_LIFE = timedelta(days=1)
