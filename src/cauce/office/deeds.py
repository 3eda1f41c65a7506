"""What an officer may do with a file: every deed, and for one that may not be done now, why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cauce.applications.changing.rights import RECORDING
from cauce.applications.models import Application
from cauce.base.roles import Permission
from cauce.office.opening import OpenFile


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A button or a link; `why_not` is said beside it instead of hiding it."""

    text: str
    address: str
    posts: bool = False
    why_not: str = ""
    way_out: str = ""
    first: bool = False


def deeds(file: OpenFile) -> Iterator[Deed]:
    """Yield what can be done with a file, what comes next first."""
    if file.application.owner_id == file.officer.pk:
        yield _deed(file, "give-back", _("Give back"), Permission.CHECK_APPLICATIONS, posts=True)
    yield _deed(file, "write", _("Write to the family"), Permission.WRITE_TO_FAMILIES)
    yield _deed(file, "state-fact", _("Record what the family says"), *RECORDING)
    yield _deed(file, "add-member", _("Add a person"), *RECORDING)
    yield _deed(file, "add-route", _("Add a way to reach them"), *RECORDING)
    yield _deed(file, "papers:add", _("Add a paper"), *RECORDING)
    yield _deed(file, "screen-again", _("Screen again"), *RECORDING, posts=True)
    mark = _("No longer urgent") if file.household.priority else _("Mark as urgent")
    yield _deed(file, "urgent", mark, *RECORDING)
    yield _deed(file, "new-code", _("Give a new access code"), Permission.GIVE_CODES)
    if file.application.state == Application.State.WITHDRAWN:
        yield _deed(file, "undo-withdrawal", _("Take the withdrawal back"), *RECORDING, posts=True)
    else:
        yield _deed(file, "withdraw", _("Withdraw for the family"), *RECORDING)
    yield _deed(file, "copy", _("Make a copy for the family"), Permission.COPY_FILES, posts=True)
    yield _deed(file, "propose-erasure", _("Propose to erase the file"), Permission.ASK_ERASURE)


def _deed(file: OpenFile, name: str, text: str, *any_of: Permission, **more: Any) -> Deed:
    return Deed(
        text=text,
        address=reverse(name if ":" in name else f"office:{name}", args=[file.application.pk]),
        why_not=_why_not(file, name, any_of),
        **more,
    )


def _why_not(file: OpenFile, name: str, any_of: tuple[Permission, ...]) -> str:
    if not any(file.may(permission) for permission in any_of):
        return _("Not among your roles at this site; ask the director.")
    if name in _ALWAYS:
        return ""
    closed = _CLOSED.get(file.application.state)
    return closed() if closed else ""


_ALWAYS = {"give-back", "write", "new-code", "undo-withdrawal", "copy", "propose-erasure"}
_CLOSED: dict[str, Callable[[], str]] = {
    Application.State.WITHDRAWN: lambda: _("The family withdrew; take that back first."),
    Application.State.CLOSED: lambda: _("This file is closed; open its case again first."),
}
