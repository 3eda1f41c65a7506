"""What an officer may do with a case, what comes next first; for what may not be done now, why."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cauce.applications.models import Application
from cauce.base.models import Officer
from cauce.base.roles import Permission
from cauce.cases import hands
from cauce.cases.models import Case, Review
from cauce.cases.opening import OpenCase


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A button or a link; `why_not` is said beside it instead of hiding it."""

    text: str
    address: str
    posts: bool = False
    why_not: str = ""
    way_out: str = ""
    first: bool = False


def not_yours() -> str:
    """Return what is said where a role is missing."""
    return _("Not among your roles at this site; ask the director.")


def to_open(application: Application, rights: frozenset[Permission]) -> Deed | None:
    """Return the deed that opens a case of an application that has none."""
    if application.state != Application.State.RECEIVED:
        return None
    may = Permission.CHECK_APPLICATIONS in rights
    return Deed(
        text=_("Open a case"),
        address=reverse("cases:open", args=[application.pk]),
        posts=True,
        why_not="" if may else not_yours(),
        first=True,
    )


def deeds(found: OpenCase) -> Iterator[Deed]:
    """Yield what can be done with a case where it stands."""
    yield from _NEXT[Case.State(found.case.state)](found)
    if found.case.owner_id == found.officer.pk:
        yield _deed(found, "give-back", _("Give the case back"), posts=True)
    if found.case.state != Case.State.CLOSED:
        yield _deed(found, "assign", _("Give it to an officer"), Permission.ASSIGN)
        yield _deed(found, "close", _("Close the case"), Permission.ASSIGN, Permission.REFER)


def _deed(
    found: OpenCase,
    name: str,
    text: str,
    *any_of: Permission,
    posts: bool = False,
    first: bool = False,
    why_not: str = "",
) -> Deed:
    missing = not_yours() if any_of and not found.may(*any_of) else ""
    return Deed(
        text=text,
        address=reverse(f"cases:{name}", args=[found.case.pk]),
        posts=posts,
        first=first,
        why_not=missing or why_not,
    )


def _to_interview(found: OpenCase) -> Iterator[Deed]:
    taken = found.case.owner_id == found.officer.pk or found.may(Permission.ASSIGN)
    yield _deed(
        found,
        "plan",
        _("Plan the interview"),
        Permission.INTERVIEW,
        Permission.ASSIGN,
        first=True,
        why_not="" if taken else _owner_says(found.case),
    )
    yield _deed(found, "go-without", _("Go on without an interview"), Permission.ASSIGN)


def _interviewing(found: OpenCase) -> Iterator[Deed]:
    row = found.interviews[0][0] if found.interviews else None
    if row is not None:
        address = reverse("cases:interview", args=[row.pk])
        why = "" if found.may(Permission.READ_PROTECTED) else not_yours()
        yield Deed(text=_("Open the interview"), address=address, first=True, why_not=why)


def _to_decide(found: OpenCase) -> Iterator[Deed]:
    why_not = hands.may_not_decide(found.case, found.officer)
    if not why_not and found.case.owner_id != found.officer.pk:
        why_not = _owner_says(found.case)
    if not why_not and any(row.state == Review.State.OPEN for row, _words in found.reviews):
        why_not = _("A review of this case is open; answer it first.")
    yield _deed(found, "decide", _("Decide"), first=True, why_not=why_not)
    both = (Permission.DECIDE, Permission.ASSIGN)
    yield _deed(found, "interview-again", _("Ask for another interview"), *both)


def _waiting(found: OpenCase) -> Iterator[Deed]:
    any_of = (Permission.DECIDE, Permission.INTERVIEW, Permission.CHECK_APPLICATIONS)
    yield _deed(found, "resume", _("Go on: it came, or it will not come"), *any_of, posts=True)
    both = (Permission.DECIDE, Permission.ASSIGN)
    yield _deed(found, "interview-again", _("Ask for another interview"), *both)


def _to_refer(found: OpenCase) -> Iterator[Deed]:
    yield _deed(found, "refer", _("Refer to an organisation"), Permission.REFER, first=True)
    yield from _after(found)


def _decided(found: OpenCase) -> Iterator[Deed]:
    newest = found.decisions[0][0] if found.decisions else None
    if newest is not None and newest.pathways:
        yield _deed(found, "refer", _("Refer to another organisation"), Permission.REFER)
    yield from _after(found)
    yield _deed(found, "reopen", _("Open it again: something new came in"), Permission.ASSIGN)


def _after(found: OpenCase) -> Iterator[Deed]:
    asked = any(row.decision_id == found.decisions[0][0].pk for row, _words in found.reviews)
    yield _deed(
        found,
        "ask-review",
        _("Ask for a review for the family"),
        Permission.WRITE_TO_FAMILIES,
        why_not=_("A review of this decision was asked for already.") if asked else "",
    )


def _closed(found: OpenCase) -> Iterator[Deed]:
    yield _deed(found, "reopen", _("Open the case again"), Permission.ASSIGN)


def _owner_says(case: Case) -> str:
    owner: Officer | None = case.owner
    if owner is None:
        return _("Nobody has this case yet. Take the oldest one that waits; the rule chooses.")
    return _("%(officer)s has this case.") % {"officer": owner.display_name}


_NEXT = {
    Case.State.TO_INTERVIEW: _to_interview,
    Case.State.INTERVIEWING: _interviewing,
    Case.State.TO_DECIDE: _to_decide,
    Case.State.WAITING: _waiting,
    Case.State.TO_REFER: _to_refer,
    Case.State.DECIDED: _decided,
    Case.State.CLOSED: _closed,
}
