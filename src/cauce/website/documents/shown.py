"""What the pages show of papers, in words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cauce.applications.drafts.content import Named
from cauce.applications.models import Document
from cauce.applications.papers import keeping
from cauce.applications.papers.keeping import Home
from cauce.applications.papers.kinds import BECAUSE, KINDS
from cauce.base import envelopes
from cauce.base.envelopes import OpenKeys


@dataclass(frozen=True)
class Shown:
    """One paper on the list."""

    id: UUID
    kind: str | Promise
    whose: str
    pages: int
    state: str
    because: str | Promise


def papers(home: Home, named: list[Named]) -> list[Shown]:
    """Return a home's papers; those that were removed as long as they can be brought back."""
    names, opened = dict(named), OpenKeys()
    return [_shown(row, names, opened) for row in keeping.listed(home)]


def one(document: Document, named: list[Named]) -> Shown:
    """Return one paper in words."""
    return _shown(document, dict(named), OpenKeys())


def done(code: str) -> str:
    """Return what is said after something was done."""
    said: dict[str, Any] = {
        "kept": lambda: _("We have your file. Look at it once: can everything be read?"),
        "read": lambda: _("Thank you. This paper is ready."),
        "removed": lambda: _("The paper was removed. You can bring it back for one day."),
        "restored": lambda: _("The paper is back on the list."),
    }
    return str(said[code]()) if code in said else ""


def _shown(row: Document, names: dict[int, str], opened: OpenKeys) -> Shown:
    about = _about(row, opened)
    return Shown(
        id=row.pk,
        kind=KINDS.get(row.kind, row.kind),
        whose=names.get(-1 if about is None else about, ""),
        pages=len(row.files),
        state=row.state,
        because=BECAUSE.get(row.refused_because, ""),
    )


def _about(row: Document, opened: OpenKeys) -> int | None:
    """Return the number of the person: a draft's own numbering, or the member's in what was sent."""
    if row.draft_id is None:
        return row.member.number if row.member else None
    about: int | None = envelopes.read(row, "sealed", opened=opened).get("about")
    return about
