"""What waits in the room: families to call, texts to write, and messages on their way."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cauce.base import codes
from cauce.base.intray import Tray
from cauce.base.models import Officer
from cauce.base.roles import Permission
from cauce.notices import callers, words
from cauce.notices.models import Notice
from cauce.questions import tongues

Rows = Callable[[Officer], QuerySet[Any]]


def _mine(state: str) -> Rows:
    return lambda officer: callers.referred(Notice.objects.seen_by(officer).filter(state=state))


def _all(state: str) -> Callable[[], QuerySet[Any]]:
    return lambda: Notice.objects.unscoped("every record in one tray").filter(state=state)


def _name(row: Any) -> str:
    return codes.shown(row.file_reference) if row.file_reference else str(words.letter(row.kind))


def _letter(row: Notice) -> str:
    return str(words.letter(row.kind))


def _letter_and_language(row: Notice) -> str:
    return f"{_letter(row)} · {tongues.name_of(row.language)}"


def _letter_and_why(row: Notice) -> str:
    why = _("No safe way took it")
    return f"{_letter(row)} · {why}"


def _address(row: Notice) -> str:
    return reverse("notices:notice", args=[row.pk])


TRAYS = (
    Tray(
        key="call-list",
        title=_("Families to call"),
        why=_("No safe way took a letter: call, or hand it over on paper"),
        empty=_("Every letter found its way."),
        permission=Permission.WRITE_TO_FAMILIES,
        rows=_mine(Notice.State.TO_CALL),
        all_rows=_all(Notice.State.TO_CALL),
        since="created_at",
        due="due_at",
        name=_name,
        hint=_letter_and_why,
        address=_address,
    ),
    Tray(
        key="texts-to-write",
        title=_("Letters without a text"),
        why=_("Nobody has written this letter in the family's language yet: nothing goes out"),
        empty=_("Every letter has its text."),
        permission=Permission.WRITE_TO_FAMILIES,
        rows=_mine(Notice.State.BLOCKED),
        all_rows=_all(Notice.State.BLOCKED),
        since="created_at",
        due="due_at",
        name=_name,
        hint=_letter_and_language,
        address=_address,
    ),
    Tray(
        key="messages-on-their-way",
        title=_("Messages on their way"),
        why=_("The machine sends them; what is past its date needs somebody to look"),
        empty=_("No message is on its way."),
        permission=Permission.SEE_OUTBOX,
        rows=_mine(Notice.State.WAITING),
        all_rows=_all(Notice.State.WAITING),
        since="created_at",
        due="due_at",
        name=_name,
        hint=_letter,
        address=_address,
    ),
)
