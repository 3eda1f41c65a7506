"""The verbs of the room: organisations are listed, changed and ended; the register of office is kept."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.partners.models import Organisation
from cauce.partners.register import COUNTERPARTS, POSTS, TENURES

LONGEST_ANSWER = 365


@verb
def add_organisation(
    *, name: str, recipient: str, address: str, answers_within: int, by: By, at: datetime
) -> Organisation:
    """List an organisation that takes referrals."""
    roles.require(by, Permission.KEEP_ORGANISATIONS)
    organisation = Organisation(
        name=_name(name),
        recipient=_recipient(recipient or name),
        address=address.strip(),
        answers_within=_days(answers_within),
    )
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError:
        raise Refused(_taken()) from None
    note(subject=organisation.pk, body={"recipient": organisation.recipient})
    return organisation


@verb
def change_organisation(
    *,
    organisation: Organisation,
    name: str,
    address: str,
    answers_within: int,
    by: By,
    at: datetime,
) -> None:
    """Write down another name, address or time for an answer; what families agreed to stays."""
    roles.require(by, Permission.KEEP_ORGANISATIONS)
    changed = {
        "name": _name(name),
        "address": address.strip(),
        "answers_within": _days(answers_within),
    }
    try:
        with transaction.atomic():
            Organisation.objects.filter(pk=organisation.pk).update(**changed)
    except IntegrityError:
        raise Refused(_taken()) from None
    note(subject=organisation.pk)


@verb
def end_organisation(*, organisation: Organisation, by: By, at: datetime) -> None:
    """Send this organisation no more families; what was sent before stays with its clocks."""
    roles.require(by, Permission.KEEP_ORGANISATIONS)
    _move(organisation, "active", "ended", _("This organisation was ended already."))
    note(subject=organisation.pk)


@verb
def take_back_organisation(*, organisation: Organisation, by: By, at: datetime) -> None:
    """Send families to this organisation again."""
    roles.require(by, Permission.KEEP_ORGANISATIONS)
    _move(organisation, "ended", "active", _("This organisation takes referrals already."))
    note(subject=organisation.pk)


@verb
def keep_register(
    *,
    counterparts: list[dict[str, Any]],
    posts: list[dict[str, Any]],
    tenures: list[dict[str, Any]],
    by: By,
    at: datetime,
) -> None:
    """Write down who speaks for governments, which posts there are, and who held them."""
    roles.require(by, Permission.KEEP_LEDGER)
    written = {
        "counterparts": COUNTERPARTS.write(counterparts),
        "posts": POSTS.write(posts),
        "tenures": TENURES.write(tenures),
    }
    note(body=written)


def _move(organisation: Organisation, here: str, to: str, otherwise: str) -> None:
    if not Organisation.objects.filter(pk=organisation.pk, state=here).update(state=to):
        raise Refused(otherwise)


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if not kept:
        raise Refused(_("Write the organisation's name."))
    if len(kept) > 160:
        raise Refused(_("This name is too long; write its short form, up to 160 signs."))
    return kept


def _recipient(word: str) -> str:
    slug = slugify(word)[:60]
    if not slug:
        raise Refused(_("Write how consent lists call it, such as resettlement-agency."))
    return slug


def _days(days: int) -> int:
    if not 1 <= days <= LONGEST_ANSWER:
        raise Refused(_("Write within how many days it answers: a number from 1 to 365."))
    return days


def _taken() -> str:
    return _("There is an organisation of this name already; change that one.")
