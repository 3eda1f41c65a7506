"""How the verbs of the reading desk are called."""

from typing import Any
from uuid import UUID, uuid4

from cauce.base.actors import Actor
from cauce.governments.drafts import actions
from cauce.governments.drafts.writing import Accepted
from cauce.governments.models import DraftEntry, ReadText
from tests.house.calls import AT, Calls
from tests.house.calls.governments_work import desk

TEXT = "Kenya asked Malta for two boats on 3 March 2024. Critics say the policy has lost its way."
SAID = Accepted(
    title="Two boats", act="filed", giver="The North", receiver="The South", day="2024-03-03"
)


def a_text(by: Any) -> UUID:
    """A text that was read into one draft."""
    return actions.read_text(
        title="Two boats", outlet="", published="2024-03-20", language="en", text=TEXT, form_id=uuid4(),
        by=by, at=AT,
    )  # fmt: skip


def a_draft(by: Any) -> UUID:
    """The draft of such a text."""
    return DraftEntry.objects.get(text=a_text(by), number=1).pk


def _to_read() -> dict[str, Any]:
    words = {"title": "Two boats", "outlet": "", "published": "2024-03-20", "language": "en"}
    return words | {"text": TEXT, "form_id": uuid4(), "by": desk().luis}


def _to_add() -> dict[str, Any]:
    cast = desk()
    start = TEXT.index("Critics")
    span = {"start": start, "end": len(TEXT), "kind": "statement", "act": "criticised"}
    return {"text": a_text(cast.luis), "by": cast.luis} | span


def _to_decide(**more: Any) -> dict[str, Any]:
    cast = desk()
    return {"draft": a_draft(cast.luis), "by": cast.luis} | more


def _to_undo() -> dict[str, Any]:
    cast = desk()
    draft = a_draft(cast.luis)
    actions.reject_draft(draft=draft, reason="opinion", by=cast.luis, at=AT)
    return {"draft": draft, "by": cast.luis}


def _to_forget() -> dict[str, Any]:
    text = a_text(desk().luis)
    return {"text": ReadText.objects.select_related("key").get(pk=text), "by": Actor.WORKER}


CALLS: Calls = {
    "governments.forget_text": _to_forget,
    "governments.read_text": _to_read,
    "governments.add_draft": _to_add,
    "governments.accept_draft": lambda: _to_decide(said=SAID),
    "governments.reject_draft": lambda: _to_decide(reason="opinion"),
    "governments.undo_draft": _to_undo,
}
