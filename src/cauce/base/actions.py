"""The verbs of the ground floor: sites, officers, roles, sign-ins and the end of a key."""

from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from cauce.base import keys, masters, roles
from cauce.base.actors import By
from cauce.base.models import Grant, Officer, Outbox, Site, SubjectKey
from cauce.base.refusal import Refused
from cauce.base.roles import Permission, Role
from cauce.base.signin import normalise
from cauce.base.verb import note, verb

OpeningHours = dict[str, list[str]]
REWRAP_AT_ONCE = 500  # writers of files wait meanwhile: a moment, not a minute


@verb
def open_site(
    *,
    name: str,
    time_zone: str,
    opening_hours: OpeningHours,
    languages: list[str],
    by: By,
    at: datetime,
) -> Site:
    """Open a site where officers work."""
    roles.require(by, Permission.KEEP_SITES)
    if time_zone not in available_timezones():
        raise Refused(_("There is no such time zone; write one like America/Bogota."))
    site = Site(name=name, time_zone=time_zone, opening_hours=opening_hours, languages=languages)
    _claim(site, _("There is a site of this name already; choose another name."))
    note(subject=site.pk)
    return site


@verb
def enrol_officer(
    *,
    username: str,
    display_name: str,
    password: str,
    by: By,
    at: datetime,
    demonstration: bool = False,
) -> Officer:
    """Give somebody an account, without any role yet."""
    roles.require(by, Permission.KEEP_OFFICERS)
    name = normalise(username)
    if not name:
        raise Refused(_("Write a user name."))
    _demand_strong(password)
    officer = Officer(
        username=name,
        display_name=display_name,
        password=make_password(password),
        demonstration=demonstration,
    )
    _claim(officer, _("This user name is taken; choose another one."))
    note(subject=officer.pk, body={"demonstration": demonstration})
    return officer


@verb
def change_password(*, officer: Officer, password: str, by: By, at: datetime) -> None:
    """Take another password for oneself; every sign-in ends. The page asked for the present one."""
    if by != officer or not officer.is_active:
        raise Refused(_("Nobody can do this for somebody else."))
    _demand_strong(password)
    Officer.objects.filter(pk=officer.pk).update(password=make_password(password))
    _end_sign_ins(officer)
    note(subject=officer.pk)


@verb
def close_account(*, officer: Officer, because: str = "", by: By, at: datetime) -> None:
    """Let an officer in no more; what was done stays theirs, what they had in hand may be taken by others.

    `because` is a code of `roles.BECAUSE`; an officer who closes an account says one.
    """
    _require_over(by, officer)
    _demand_reason(by, because)
    if not Officer.objects.filter(pk=officer.pk, is_active=True).update(is_active=False):
        raise Refused(_("This account is closed already."))
    _end_sign_ins(officer)
    note(subject=officer.pk, reason=because)


@verb
def grant_role(
    *, officer: Officer, role: Role, site: Site, because: str = "", by: By, at: datetime
) -> Grant:
    """Let an officer work in a role at a site; every sign-in of theirs ends.

    Nobody gives a role to themselves. `because` is a code of `roles.BECAUSE`; an officer who grants says one.
    """
    roles.require(by, Permission.KEEP_GRANTS, site)
    _demand_another(by, officer)
    _demand_reason(by, because)
    if not Officer.objects.filter(pk=officer.pk, is_active=True).exists():
        raise Refused(_("This account is closed: nobody can work with it."))
    held = {Role(grant.role) for grant in officer.grants.all()}
    if roles.clash(held, role):
        raise Refused(_("One officer cannot work at both desks; choose another officer."))
    grant, made = Grant.objects.get_or_create(officer=officer, role=role.value, site=site)
    if not made:
        raise Refused(_("This officer has that role at this site already."))
    _end_sign_ins(officer)
    note(subject=officer.pk, reason=because, body={"role": role.name.lower(), "site": site.pk})
    return grant


@verb
def revoke_role(
    *, officer: Officer, role: Role, site: Site, because: str = "", by: By, at: datetime
) -> None:
    """Take a role at a site from an officer; every sign-in of theirs ends.

    Nobody takes one from themselves, so that a site keeps a director. `because` is as for `grant_role`.
    """
    roles.require(by, Permission.KEEP_GRANTS, site)
    _demand_another(by, officer)
    _demand_reason(by, because)
    gone, _each = officer.grants.filter(role=role.value, site=site).delete()
    if not gone:
        raise Refused(_("This officer does not have that role at this site."))
    _end_sign_ins(officer)
    note(subject=officer.pk, reason=because, body={"role": role.name.lower(), "site": site.pk})


@verb
def sign_in(*, officer: Officer, by: By, at: datetime) -> None:
    """Record that an officer came in; the password was checked by `signin.attempt`."""
    if not officer.is_active or by != officer:
        raise Refused(_("Nobody can sign in here for somebody else."))
    note(subject=officer.pk)


@verb
def sign_out(*, officer: Officer, by: By, at: datetime) -> None:
    """Record that an officer left."""
    if by != officer:
        raise Refused(_("Nobody can sign out for somebody else."))
    note(subject=officer.pk)


@verb
def end_sessions(*, officer: Officer, by: By, at: datetime) -> None:
    """End every sign-in of an officer, on every machine."""
    if by != officer:
        _require_over(by, officer)
    _end_sign_ins(officer)
    note(subject=officer.pk)


@verb
def read_file(*, subject: UUID, by: By, at: datetime) -> None:
    """Record that an officer looked at a person's file; see `reads.seen`, which calls it."""
    if not isinstance(by, Officer):
        raise Refused(_("Only an officer reads a file."))
    note(subject=subject)


@verb
def destroy_subject_key(*, subject: SubjectKey, by: By, at: datetime) -> None:
    """Erase what lies under a subject's key, for good."""
    roles.require(by, Permission.ERASE)
    row = SubjectKey.objects.select_for_update().get(pk=subject.pk)
    if row.wrapped is None:
        raise Refused(_("This key was destroyed already."))
    if row.kind == "house":
        raise Refused(_("The house's own key cannot be destroyed: every file hangs on it."))
    keys.destroy(row=row, at=at)
    # Under the house's key: the subject's own can no longer vouch for anything.
    note(body={"key": row.pk})


@verb
def take_up_effect(*, effect: Outbox, now: datetime, by: By, at: datetime) -> None:
    """Try once more what the worker gave up; `now` by the machine's clock, which the worker works by."""
    roles.require(by, Permission.SEE_OUTBOX)
    given_up = Outbox.objects.filter(pk=effect.pk, state=Outbox.State.GIVEN_UP)
    waiting = {"state": Outbox.State.WAITING, "attempts": 0, "due_at": now, "settled_at": None}
    if not given_up.update(**waiting):
        raise Refused(_("This is being tried again already."))
    # Under the house's key: an effect is of no single subject.
    note(body={"effect": effect.pk, "kind": effect.kind})


@verb
def rewrap_keys(*, by: By, at: datetime) -> int:
    """Wrap some of the keys under older master keys by the newest; return how many."""
    roles.require(by, Permission.KEEP_KEYS)
    found = keys.under_older_masters().order_by("pk")[:REWRAP_AT_ONCE]
    count = sum(keys.rewrap(row=row) for row in found)
    if not count:
        raise Refused(_("Every key lies under the newest master key already."))
    # Under the house's key: the Event is of no single subject.
    note(body={"master": masters.newest()[0], "keys": count})
    return count


def _claim(record: Model, taken: str) -> None:
    # The constraint decides, not a look beforehand: two may ask for one name at the same moment.
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError:
        raise Refused(taken) from None


def _demand_strong(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from None


def _require_over(by: By, officer: Officer) -> None:
    """Refuse whoever keeps no officers where this one works; of an account without a role, anywhere."""
    _demand_another(by, officer)
    sites = Site.objects.filter(grants__officer=officer).distinct()
    if not any(roles.allowed(by, Permission.KEEP_OFFICERS, site) for site in sites):
        roles.require(by, Permission.KEEP_OFFICERS, sites.first())


def _demand_another(by: By, officer: Officer) -> None:
    if by == officer:
        raise Refused(_("Nobody does this for their own account; another director does."))


def _demand_reason(by: By, because: str) -> None:
    if isinstance(by, Officer) and because not in roles.BECAUSE:
        raise Refused(_("Choose why."))


def _end_sign_ins(officer: Officer) -> None:
    Officer.objects.filter(pk=officer.pk).update(session_epoch=F("session_epoch") + 1)
