"""What verbs, roles, rooms and actors are called on the officers' pages."""

from importlib import import_module
from importlib.util import find_spec

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cauce.base.actors import Actor
from cauce.base.models import Event, Officer
from cauce.base.roles import Role

_Text = str | Promise

DEEDS: dict[str, _Text] = {
    "base.open_site": _("Site opened"),
    "base.enrol_officer": _("Account opened"),
    "base.close_account": _("Account closed"),
    "base.grant_role": _("Role granted"),
    "base.revoke_role": _("Role taken back"),
    "base.sign_in": _("Signed in"),
    "base.sign_out": _("Signed out"),
    "base.end_sessions": _("Signed out everywhere"),
    "base.read_file": _("File read"),
    "base.rewrap_keys": _("Keys wrapped anew"),
    "base.destroy_subject_key": _("Sealed record erased"),
}
# Every room says its own deeds beside its verbs.
for _room in ("people", "partners", "notices", "applications", "cases", "privacy", "website"):
    if find_spec(f"cauce.{_room}.words"):
        DEEDS |= import_module(f"cauce.{_room}.words").DEEDS
ROOMS: dict[str, _Text] = {
    "applications": _("Applications"),
    "people": _("Persons"),
    "cases": _("Cases"),
    "notices": _("Messages"),
    "privacy": _("Copies and erasure"),
}
# What a page says after something was done; the address carries the code and nothing of a person.
DONE: dict[str, _Text] = {
    "taken": _("This is yours now: you have it in hand."),
    "given-back": _("Given back. It waits for the next officer."),
    "nothing-to-take": _("Nothing waits here that nobody has in hand."),
}
ROLES: dict[Role, _Text] = {
    Role.REGISTRAR: _("Registrar"),
    Role.INTERVIEWER: _("Interviewer"),
    Role.PROTECTION: _("Protection officer"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.DIRECTOR: _("Director"),
    Role.RULE_EDITOR: _("Rule editor"),
    Role.LIAISON: _("Liaison officer"),
}
DOERS: dict[Actor, _Text] = {
    Actor.OFFICER: _("An officer"),
    Actor.FAMILY: _("A family"),
    Actor.WORKER: _("Cauce itself"),
    Actor.SETUP: _("Whoever set up the office"),
    Actor.DEMONSTRATION: _("The demonstration"),
    Actor.IMPORT: _("An import"),
}


def deed(verb: str) -> _Text:
    """Return a verb in words; one that has none yet is shown by its name."""
    return DEEDS.get(verb, verb)


def done(code: str) -> _Text:
    """Return what was just done; empty for a code that nobody knows."""
    return DONE.get(code, "")


def role(code: str) -> _Text:
    """Return a role in words."""
    return ROLES[Role(code)]


def doer(event: Event, reader: Officer) -> _Text:
    """Return who did it, as its reader knows them."""
    if event.officer is None:
        return DOERS[Actor(event.actor)]
    return _("You") if event.officer_id == reader.pk else event.officer.display_name
