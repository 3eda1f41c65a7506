"""How the verbs of papers are called."""

from typing import Any
from uuid import UUID

from cauce.applications.drafts.actions import begin_draft
from cauce.applications.models import Document
from cauce.applications.papers import actions
from cauce.base.actors import Actor
from cauce.base.roles import Role
from tests.house.calls import AT, Calls
from tests.house.calls.base import a_site, an_officer

PAPER = UUID(int=11)


def _paper() -> dict[str, Any]:
    draft, _code = begin_draft(site=a_site(), language="es", by=Actor.FAMILY, at=AT)
    return {
        "home": draft,
        "document": PAPER,
        "kind": "birth",
        "files": [f"{PAPER.hex}-0123456789abcdef"],
        "size": 1000,
        "content": {"name": "photo.jpg", "about": None},
        "by": Actor.FAMILY,
    }


def _kept() -> dict[str, Any]:
    return {"document": actions.keep_document(**_paper(), at=AT), "by": Actor.FAMILY}


def _removed() -> dict[str, Any]:
    kept = _kept()
    actions.remove_document(**kept, at=AT)
    return kept


def _refused() -> dict[str, Any]:
    document: Document = _kept()["document"]
    officer = an_officer(roles=(Role.REGISTRAR,), site=document.site)
    return {"document": document, "because": "unreadable", "by": officer}


def _forgotten() -> dict[str, Any]:
    document: Document = _kept()["document"]
    return {"home": document.draft, "by": Actor.FAMILY}


CALLS: Calls = {
    "applications.keep_document": _paper,
    "applications.confirm_document": _kept,
    "applications.remove_document": _kept,
    "applications.restore_document": _removed,
    "applications.refuse_document": _refused,
    "applications.forget_documents": _forgotten,
}
