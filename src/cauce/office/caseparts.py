"""What the rooms of cases and messages say in a family's file; a file without a case has less of it."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cauce.cases import parts as cases
from cauce.notices import words
from cauce.notices.models import Notice
from cauce.office.opening import OpenFile


def parts(file: OpenFile, *, at: datetime) -> dict[str, Any]:
    """Return the case with what may be done with it, and the messages, the newest first."""
    rows = list(Notice.objects.of(household=file.household).order_by("-created_at", "pk"))
    for row in rows:
        row.address = reverse("notices:notice", args=[row.pk])
    return {
        "notices": [
            (row, words.letter(row.kind), words.STATES[row.state], _address(row)) for row in rows
        ],
        **cases.of_file(file.application, file.officer, at=at),
    }


def _address(row: Notice) -> str:
    return reverse("notices:notice", args=[row.pk])
