"""The verbs of persons: put names, birth and papers right; say whether a way to reach somebody works."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import Actor, By
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.eligibility import Faults, read_value
from cauce.packs import pack
from cauce.people import facts, keeping
from cauce.people.models import ContactRoute, Member, Person

_CORRECTING = (Permission.REGISTER, Permission.CHECK_APPLICATIONS, Permission.INTERVIEW)
State = ContactRoute.State


@verb
def correct_person(
    *,
    person: Person,
    changes: Mapping[str, Any],
    why: str,
    before: Mapping[str, Any] | None = None,
    source: str = facts.OFFICER,
    by: By,
    at: datetime,
) -> None:
    """Put a person's names, birth or papers right; what stood there stays, sealed.

    `before` is what the page showed: other values by now raise ChangedMeanwhile, so that both are shown.
    """
    _require(by, person)
    if set(changes) - set(keeping.NAMES):
        raise Refused(_("Only names, the date of birth and papers are put right here."))
    if not why.strip():
        raise Refused(_("Write what shows that it was wrong: a paper, or what the person said."))
    if "given" in changes and not str(changes["given"]).strip():
        raise Refused(_("Somebody has no name yet. One name is enough; write it."))
    _demand_birth(changes.get("birth", ""))
    officer = str(by.pk) if isinstance(by, Officer) else ""
    keeping.amend_person(person, changes, by=officer, why=why.strip(), at=at, before=before)
    if "birth" in changes:
        said = facts.statement(
            value=changes["birth"] or None,
            how=facts.SAID if changes["birth"] else facts.UNKNOWN,
            source=source,
            by=officer,
            at=at,
            why=why.strip(),
        )
        key = pack().facts[pack().relations.birth].key
        for member in Member.objects.of(person=person).select_related("person"):
            keeping.add_statements(member, {key: said})
    note(subject=person.key_id, body={"person": person.pk, "fields": sorted(changes)})


@verb
def mark_route(*, route: ContactRoute, to: str, by: By, at: datetime) -> None:
    """Record whether messages arrive on a way: verified, or failing."""
    if by is not Actor.FAMILY and by is not Actor.WORKER:
        roles.require(by, Permission.WRITE_TO_FAMILIES, route.household.site)
    here = [state for state, moves in ContactRoute.MOVES.items() if to in moves]
    if to not in (State.VERIFIED, State.FAILING):
        raise Refused(_("Say whether messages arrive there, or do not."))
    if not ContactRoute.objects.itself(route).filter(state__in=here).update(state=to):
        raise Refused(_("This way stands otherwise by now. Open the page again."))
    route.state = to
    note(subject=route.key_id, reason=to, body={"route": route.pk})


def _demand_birth(edtf: str) -> None:
    try:
        read_value(pack(), pack().facts[pack().relations.birth], edtf or None)
    except Faults:
        raise Refused(
            _("Write the date of birth as far as it is known: a year is enough.")
        ) from None


def _require(by: By, person: Person) -> None:
    if not any(roles.allowed(by, permission, person.site) for permission in _CORRECTING):
        roles.require(by, _CORRECTING[0], person.site)
