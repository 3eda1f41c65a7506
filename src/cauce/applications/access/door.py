"""The families' door: a reference and a code, throttled, with one answer whatever is wrong.

The reference is no secret; the code is (`base.codes`). Whether the reference is unknown, the code another
one, the draft's time over or the file erased: the same questions go to the database and the same sum is
done. Tries are counted per reference and network (`counts`, with the arithmetic of guessing); the six digits
that were sent have tries of their own; a browser that was let in before waits for nobody else's tries. So a
stranger slows himself, and nobody can lock a family out.
"""

from dataclasses import dataclass
from datetime import datetime

from cauce.applications import access_codes
from cauce.applications.access import actions, counts, devices
from cauce.applications.models import Application, Draft
from cauce.base import codes, throttle
from cauce.base.actors import Actor

_NOBODYS = bytes(16)


@dataclass(frozen=True, kw_only=True)
class Entered:
    """What came of a try: what it opens, or nothing and perhaps seconds to wait."""

    home: Draft | Application | None
    wait: int = 0


def enter(
    *, reference: str, code: str, address: str, token: str = "", at: datetime, now: datetime
) -> Entered:
    """Check a reference and a code; no word tells which of the two was wrong.

    `token` says that the browser was let in before. `at` is the office's moment, by which a draft's days are
    counted; `now` the machine's.
    """
    known, typed = codes.read_reference(reference) or "", codes.normal(code)
    sent = typed.isdigit() and len(typed) == codes.SENT_DIGITS
    counted = _counted(known or "nothing", address, token, sent=sent)
    seconds = now.timestamp()
    wait = throttle.count(counted, now=seconds)
    if wait:
        return Entered(home=None, wait=wait)
    found = _found(known, at)
    fits = _sent_fits(found, typed, at, now) if sent else _fits(found, typed)
    if not fits:
        return Entered(home=None)
    throttle.forgive(counted, now=seconds)
    return Entered(home=found)


def pardon(application: Application, *, now: datetime) -> None:
    """Let the family in at once with a new code, however often a stranger tried the old one."""
    throttle.renew(counts.name_of(application.reference), now=now.timestamp())


def ask(*, address: str, now: datetime) -> int:
    """Count one who asks for digits; return the seconds to wait, 0 to go on."""
    return throttle.count(counts.of_address(address), now=now.timestamp())


def fits(application: Application, code: str) -> bool:
    """Say whether a code is that of an application in hand."""
    return access_codes.fits(code, bytes(application.code_digest))


def _counted(reference: str, address: str, token: str, *, sent: bool) -> list[throttle.Counted]:
    device = devices.known(token, reference=reference)
    if sent:
        return counts.of_digits(reference=reference, address=address, device=device)
    generation = throttle.generation(counts.name_of(reference))
    return counts.of_code(
        reference=reference, generation=generation, address=address, device=device
    )


def _found(reference: str, at: datetime) -> Draft | Application | None:
    applications = Application.objects.unscoped("a family names its own by the reference")
    drafts = Draft.objects.unscoped("a family names its own by the reference")
    # Both are asked always: the number of questions tells nothing.
    application = (
        applications.select_related("key", "site", "household__key")
        .filter(reference=reference, key__destroyed_at=None)
        .first()
    )
    draft = (
        drafts.select_related("key", "site", "assisted_by")
        .filter(reference=reference, state=Draft.State.OPEN, expires_at__gt=at)
        .first()
    )
    found: Draft | Application | None = application or draft
    return found


def _fits(found: Draft | Application | None, code: str) -> bool:
    right = access_codes.fits(code, bytes(found.code_digest) if found else _NOBODYS)
    return right and found is not None


def _sent_fits(found: Draft | Application | None, digits: str, at: datetime, now: datetime) -> bool:
    application = found if isinstance(found, Application) else None
    return actions.use_code(application=application, digits=digits, now=now, by=Actor.FAMILY, at=at)
