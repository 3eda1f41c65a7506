"""How the verbs of the public's pages are called."""

from typing import Any
from uuid import UUID

from cauce.base.actors import Actor
from cauce.website import actions as website
from tests.house.calls import AT, Calls

SHEET = UUID(int=7)


def _sheet() -> dict[str, Any]:
    return {"sheet": SHEET, "sealed": b"sealed", "until": AT, "by": Actor.FAMILY}


def _sheet_begun() -> dict[str, Any]:
    website.begin(**_sheet(), at=AT)
    return _sheet()


CALLS: Calls = {
    "website.begin": _sheet,
    "website.answer": lambda: _sheet_begun() | {"sealed": b"other", "version": 0},
    "website.forget": lambda: {"sheet": _sheet_begun()["sheet"], "by": Actor.FAMILY},
}  # fmt: skip
