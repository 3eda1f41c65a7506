"""The verbs of the second factor: offered, confirmed, used, renewed, taken away."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cauce.base import codes, envelopes, keys, roles
from cauce.base.actors import Actor, By
from cauce.base.factor import totp
from cauce.base.factor.holding import secret_of
from cauce.base.models import Officer, RecoveryCode, SecondFactor
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb

RECOVERY_CODES = 10
RECOVERY = "recovery"


@verb
def offer_factor(*, officer: Officer, by: By, at: datetime) -> None:
    """Make a secret for an officer's telephone; it counts once a code was typed back."""
    _demand_oneself(officer, by)
    factor = SecondFactor(officer=officer, key=keys.house(), offered_at=at)
    factor.sealed = envelopes.close(factor, "sealed", {"secret": totp.new_secret()})
    SecondFactor.objects.filter(officer=officer, confirmed_at__isnull=True).delete()
    try:
        with transaction.atomic():
            factor.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("You have a second factor already; take it away first.")) from None
    note(subject=officer.pk)


@verb
def confirm_factor(*, officer: Officer, code: str, now: float, by: By, at: datetime) -> list[str]:
    """Put a second factor in force by a code of it; return the recovery codes, which are shown once.

    `now` is the machine's moment: a telephone knows no office day.
    """
    _demand_oneself(officer, by)
    factor = SecondFactor.objects.filter(officer=officer, confirmed_at__isnull=True).first()
    if factor is None:
        raise Refused(_("Nothing waits to be confirmed; begin anew."))
    steps = totp.matching_steps(secret_of(factor), codes.normal(code), now=now)
    waiting = SecondFactor.objects.filter(pk=factor.pk, confirmed_at__isnull=True)
    if not steps or not waiting.update(confirmed_at=at, last_step=max(steps)):
        raise Refused(_wrong())
    note(subject=officer.pk)
    return _new_codes(factor)


@verb
def use_factor(*, officer: Officer, code: str, now: float, by: By, at: datetime) -> None:
    """Accept a code of the telephone or of the paper, each once."""
    _demand_oneself(officer, by)
    factor = SecondFactor.objects.filter(officer=officer, confirmed_at__isnull=False).first()
    if factor is None:
        raise Refused(_("You have no second factor; set one up."))
    way = _way(factor, codes.normal(code), now=now, at=at)
    if way is None:
        raise Refused(_wrong())
    note(subject=officer.pk, body={"way": way})


@verb
def renew_recovery_codes(*, officer: Officer, by: By, at: datetime) -> list[str]:
    """Give ten new codes for paper; the old ones count no more."""
    _demand_oneself(officer, by)
    factor = SecondFactor.objects.filter(officer=officer, confirmed_at__isnull=False).first()
    if factor is None:
        raise Refused(_("You have no second factor; set one up."))
    RecoveryCode.objects.filter(factor=factor).delete()
    note(subject=officer.pk)
    return _new_codes(factor)


@verb
def remove_factor(*, officer: Officer, by: By, at: datetime) -> None:
    """Take one's own second factor away, for another telephone; every sign-in ends."""
    _demand_oneself(officer, by)
    _take_away(officer)
    note(subject=officer.pk)


@verb
def ask_factor_reset(*, officer: Officer, by: By, at: datetime) -> None:
    """Ask that a colleague's lost second factor be taken away; another one has to agree."""
    asking = _demand_colleague(officer, by)
    open_ = SecondFactor.objects.filter(officer=officer, reset_asked_by__isnull=True)
    if not open_.update(reset_asked_by=asking, reset_asked_at=at):
        raise Refused(_("There is no second factor to take away, or somebody asked already."))
    note(subject=officer.pk)


@verb
def reset_factor(*, officer: Officer, by: By, at: datetime) -> None:
    """Take a colleague's second factor away, which another one asked for; every sign-in ends.

    Whoever holds the machine may do it alone: an office must not be locked out of itself.
    """
    if by is not Actor.SETUP:
        agreeing = _demand_colleague(officer, by)
        asked = SecondFactor.objects.filter(officer=officer, reset_asked_by__isnull=False)
        # Guarded: of two who agree at one moment, one does it.
        if not asked.exclude(reset_asked_by=agreeing).update(
            reset_asked_by=None, reset_asked_at=None
        ):
            raise Refused(_("Another officer than the one who agrees has to ask for this first."))
    else:
        roles.require(by, Permission.KEEP_OFFICERS)
    _take_away(officer)
    note(subject=officer.pk)


def _way(factor: SecondFactor, typed: str, *, now: float, at: datetime) -> str | None:
    """Use a code up; say which kind it was, or None for a wrong one."""
    for step in totp.matching_steps(secret_of(factor), typed, now=now):
        # Guarded: of two who send the same code at one moment, one comes in.
        if SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step):
            return "telephone"
    paper = RecoveryCode.objects.filter(
        factor=factor, digest=codes.digest(typed, purpose=RECOVERY), used_at__isnull=True
    )
    return "paper" if paper.update(used_at=at) else None


def _new_codes(factor: SecondFactor) -> list[str]:
    made = [codes.new_code() for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=codes.digest(code, purpose=RECOVERY)) for code in made
    )
    return made


def _take_away(officer: Officer) -> None:
    if not SecondFactor.objects.filter(officer=officer).delete()[0]:
        raise Refused(_("There is no second factor to take away."))
    Officer.objects.filter(pk=officer.pk).update(session_epoch=F("session_epoch") + 1)


def _demand_oneself(officer: Officer, by: By) -> None:
    if by != officer or not officer.is_active:
        raise Refused(_("Nobody can do this for somebody else."))


def _demand_colleague(officer: Officer, by: By) -> Officer:
    sites = [grant.site for grant in officer.grants.select_related("site")]
    if not isinstance(by, Officer) or by == officer:
        raise Refused(_("Two other officers do this together."))
    if sites and not any(roles.allowed(by, Permission.RESET_FACTORS, site) for site in sites):
        raise Refused(_("You may not do this here; ask the director of the site."))
    roles.require(by, Permission.RESET_FACTORS)
    return by


def _wrong() -> str:
    return _(
        "This code is not right, or was used already. Wait for the next one; check the telephone's clock."
    )
