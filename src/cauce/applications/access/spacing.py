"""When six digits may be sent again: soon at first, then ever later, and never a day later.

Whoever knows a reference may ask for them, so a telephone would ring all day. The pause before the next
message grows with those of the last 24 hours, to four hours at most: 13 messages a day to whoever asks
without end. What was sent stays good for its ten minutes, whoever asked. Three more a day, a minute
apart, are kept for whoever is inside with the code already.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

DAY = timedelta(days=1)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 2, 5, 10, 20, 40, 80, 240))
FOR_ANYBODY = 13
KEPT_FREE = 3
_KEPT_PAUSE = timedelta(minutes=1)


def may_send(sent: Sequence[datetime], *, now: datetime, entered: bool) -> bool:
    """Say whether digits may be sent, after those of the last day, oldest first."""
    if not sent:
        return True
    since = now - sent[-1]
    if len(sent) < FOR_ANYBODY and since >= PAUSES[min(len(sent), len(PAUSES) - 1)]:
        return True
    return entered and len(sent) < FOR_ANYBODY + KEPT_FREE and since >= _KEPT_PAUSE
