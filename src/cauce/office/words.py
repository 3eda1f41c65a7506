"""What verbs, roles, rooms and actors are called on the officers' pages."""

from importlib import import_module
from importlib.util import find_spec

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cauce.applications.papers.kinds import KINDS
from cauce.base.actors import Actor
from cauce.base.models import Event, Officer
from cauce.base.roles import Role

_Text = str | Promise

DEEDS: dict[str, _Text] = {
    "base.open_site": _("Site opened"),
    "base.enrol_officer": _("Account opened"),
    "base.change_password": _("Password changed"),
    "base.close_account": _("Account closed"),
    "base.grant_role": _("Role granted"),
    "base.revoke_role": _("Role taken back"),
    "base.sign_in": _("Signed in"),
    "base.sign_out": _("Signed out"),
    "base.end_sessions": _("Signed out everywhere"),
    "base.read_file": _("File read"),
    "base.offer_factor": _("Second factor begun"),
    "base.confirm_factor": _("Second factor put in force"),
    "base.use_factor": _("Second factor shown"),
    "base.renew_recovery_codes": _("New codes for paper"),
    "base.remove_factor": _("Second factor taken away"),
    "base.ask_factor_reset": _("Asked that a lost second factor be taken away"),
    "base.reset_factor": _("Lost second factor taken away"),
    "base.record_backup": _("Backup taken"),
    "base.restore_office": _("Office put back from a backup"),
    "base.take_up_effect": _("Failed work taken up again"),
    "base.rewrap_keys": _("Keys wrapped anew"),
    "base.destroy_subject_key": _("Sealed record erased"),
}
# Every room says its own deeds beside its verbs.
for _room in (
    "people",
    "partners",
    "notices",
    "applications",
    "cases",
    "governments",
    "privacy",
    "website",
):
    if find_spec(f"cauce.{_room}.words"):
        DEEDS |= import_module(f"cauce.{_room}.words").DEEDS
ROOMS: dict[str, _Text] = {
    "applications": _("Applications"),
    "people": _("Persons"),
    "cases": _("Cases"),
    "notices": _("Messages"),
    "privacy": _("Copies and erasure"),
    "governments": _("Between governments"),
}
STATES: dict[str, _Text] = {
    "received": _("To be checked"),
    "in_case": _("In a case"),
    "withdrawn": _("Withdrawn"),
    "closed": _("Closed"),
}
CHANNELS: dict[str, _Text] = {
    "web": _("sent by the family"),
    "assisted": _("entered with an officer"),
    "import": _("imported"),
}
CORRECTIONS: dict[str, _Text] = {
    "open": _("waits for an answer"),
    "accepted": _("accepted"),
    "declined": _("declined"),
}
LOOK_ALIKES: dict[str, _Text] = {
    "open": _("waits to be compared"),
    "same": _("the same person"),
    "different": _("two persons"),
}
FAR_LOOK_ALIKES: dict[str, _Text] = {
    "open": _("nobody has asked yet"),
    "asked": _("you asked; the other site has not answered"),
    "to_answer": _("another site asks you"),
    "same": _("the same person"),
    "different": _("two persons"),
    "unsaid": _("no answer was given"),
}
PAPERS: dict[str, _Text] = {
    "received": _("arrived; the family has not said yet that it can be read"),
    "ready": _("can be read"),
    "refused": _("could not be used"),
    "removed": _("removed"),
}
ROUTES: dict[str, _Text] = {
    "unverified": _("not tried yet"),
    "verified": _("messages arrive"),
    "failing": _("messages do not arrive"),
    "closed": _("not used any more"),
}
_PURPOSES: dict[tuple[str, str], _Text] = {
    ("decide", "centre"): _("Use the answers to decide, here"),
    ("contact", "centre"): _("Reach the family on the ways it gave"),
    ("refer", "destination"): _("Refer to the country of destination"),
    ("refer", "organisations"): _("Refer to organisations"),
    ("share", "home-state"): _("Tell the country of origin"),
    ("improve", "statistics"): _("Count in figures without names"),
}
# What a page says after something was done; the address carries the code and nothing of a person.
DONE: dict[str, _Text] = {
    "factor-reset-asked": _("You asked for it. Another officer has to agree."),
    "factor-reset": _("The lost second factor is taken away."),
    "password": _("The password is changed. Sign in with the new one."),
    "enrolled": _("The account is open. It may nothing yet: give it a role."),
    "granted": _("The role is given. They have it once they sign in again."),
    "revoked": _("The role is taken back, and every sign-in of theirs has ended."),
    "account-closed": _("The account is closed. What was in their hands is free for others."),
    "signed-out": _("Every sign-in of theirs has ended."),
    "taken": _("This is yours now: you have it in hand."),
    "given-back": _("Given back. It waits for the next officer."),
    "nothing-to-take": _("Nothing waits here that nobody has in hand."),
    "recorded": _("Recorded. What was said before stays in the history."),
    "elsewhere": _("Kept. The other site sees it too."),
    "compared": _("Your comparison is kept."),
    "screened": _("Screened again. What changed is said below."),
    "written": _("Written. It stands on the family's page now."),
    "withdrawn": _("Withdrawn. It can be taken back for thirty days."),
    "back": _("The withdrawal is taken back."),
    "answered": _("Answered. The family is told."),
    "consent": _("The family's new answer counts from now on."),
    "route": _("The way to reach them is kept."),
    "route-closed": _("Nobody uses this way any more."),
    "person": _("The person's particulars are kept; the old ones stay in the history."),
    "added": _("Added to the household."),
    "returned": _("They belong to the household again."),
    "left": _("They left the household; what was said stays."),
    "proposed": _("Proposed. Another officer has to sign it."),
    "erasure": _("Your answer is recorded."),
    "copy": _("The copy is being made; the family collects it on its own page."),
    "urgent": _("The mark is kept."),
    "sent-back": _("Sent back. The family reads why."),
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
# Why a role was given or taken, or an account closed: the codes of `roles.BECAUSE`.
BECAUSE: dict[str, _Text] = {
    "begins": _("Begins to work here, or with this"),
    "stands-in": _("Stands in for a colleague"),
    "other-work": _("Does other work from now on"),
    "was-mistaken": _("It was a mistake"),
    "leaves": _("Leaves the office"),
    "misuse": _("Misuse, or suspicion of it"),
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


def purpose(code: str, recipient: str) -> _Text:
    """Return a purpose and its recipient in words; an organisation's own goes by its name."""
    return _PURPOSES.get((code, recipient), f"{code}: {recipient}")


def paper(kind: str) -> _Text:
    """Return what a paper is about."""
    return KINDS.get(kind, kind)


def role(code: str) -> _Text:
    """Return a role in words."""
    return ROLES[Role(code)]


def doer(event: Event, reader: Officer) -> _Text:
    """Return who did it, as its reader knows them."""
    if event.officer is None:
        return DOERS[Actor(event.actor)]
    return _("You") if event.officer_id == reader.pk else event.officer.display_name
