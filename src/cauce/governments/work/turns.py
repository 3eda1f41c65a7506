"""Which requests wait on the desk's own side: asked of the ledger, and asked again when it changed."""

from datetime import date
from typing import Any
from uuid import UUID

from cauce.base import clock
from cauce.governments import desk, shelves
from cauce.ledger.stories import requests_by_turn

_KEPT: dict[str, tuple[tuple[UUID | None, date], dict[str, str]]] = {}


def on_us(day: date) -> list[str]:
    """The open requests of which the next act is our own side's; none where no side is our own."""
    return [name for name, whose in ours(day).items() if whose == "us"]


def ours(day: date) -> dict[str, str]:
    """Every open request in which our own side takes part: whether it waits on us or on them."""
    key = (shelves.revision(), day)
    kept = _KEPT.get("turns")
    if kept is None or kept[0] != key or key[0] is None:
        kept = _KEPT["turns"] = (key, _ours(day))
    return kept[1]


def _ours(day: date) -> dict[str, str]:
    own = desk.own_sides()
    if not own:
        return {}
    view = desk.ledger(public=False).view(known_on=clock.office_day())
    waiting = requests_by_turn(view, {"as_of": day})["waiting_on"]
    stories: dict[str, Any] = {s["request"]: s for many in waiting.values() for s in many}
    return {
        name: "us" if own & set(story["turn"]) else "them"
        for name, story in stories.items()
        if own & {*story["from"], *story["to"]}
    }
