"""How long a visit lasts: it moves with every page, and is swept when it is over.

That somebody still reads is no act of theirs: it leaves no Event, like the life of an officer's sign-in.
"""

from datetime import datetime, timedelta

from cauce.applications.models import Visit
from cauce.base.expiry import deletion
from cauce.base.gate import writing

IDLE = timedelta(minutes=20)
DEEP = timedelta(minutes=10)
# Written down at most this often, or every page would wait for the write gate.
NOTICE = timedelta(minutes=2)


def keep(visit: Visit, *, now: datetime) -> None:
    """Let a visit last another twenty minutes from now."""
    until = now + IDLE
    if until - visit.expires_at < NOTICE:
        return
    with writing():
        # Only one that is not over: a visit ended at this moment must not come back.
        Visit.objects.itself(visit).filter(expires_at__gt=now).update(expires_at=until)
    visit.expires_at = until


@deletion("visits")
def _visits(at: datetime) -> int:
    over = Visit.objects.unscoped("visits to every site are deleted after their time")
    with writing():
        gone: int = over.filter(expires_at__lte=at).delete()[0]
        return gone
