"""How the verbs of handover briefs are called."""

from datetime import date, datetime, timedelta
from typing import Any

from cauce.base.actors import Actor
from cauce.governments.actions import load_ledger
from cauce.governments.briefs import actions
from cauce.governments.briefs.models import Brief
from tests import cast as people
from tests.house.calls import AT, Calls
from tests.library.ledgers import call, record, request

LAST_DAY = date(2024, 1, 10)
COMES, GOES = "south.new", "south.old"


def a_handover(*, last_day: date = LAST_DAY) -> dict[str, Any]:
    """A record of two governments: a request of the South, and the South's office changing hands."""
    # Countries that nobody has: the register compares them, and knows none by name.
    governments = [
        {"id": name, "name": f"The {name.title()}", "kind": "government", "country": f"X{name[0]}"}
        for name in ("north", "south")
    ]
    persons = [
        {"id": name, "name": name.replace(".", " ").title(), "kind": "person"}
        for name in (GOES, COMES)
    ]
    after = (last_day + timedelta(days=1)).isoformat()
    tenures = [
        {"id": "t1", "actor": GOES, "office": "chair", "to": last_day.isoformat()},
        {"id": "t2", "actor": COMES, "office": "chair", "from": last_day.isoformat()},
        {"id": "t3", "actor": "north", "office": "desk", "from": after},
    ]
    asking = request(
        "asking", [("filed", "2021-01-05", "early"), ("reiterated", "2021-02", "late")]
    )
    asking["parties"] = [
        party | {"actor": other, "side": other}
        for party, other in zip(asking["parties"], ("south", "north"), strict=True)
    ]
    return record(
        asking, call("call", "2021-01-03", "early"),
        actors=[*governments, *persons],
        offices=[
            {"id": "chair", "title": "Chair of the South", "country": "Xs"},
            {"id": "desk", "title": "Desk of the North", "country": "Xn"},
        ],
        tenures=tenures,
    )  # fmt: skip


FREEZE: dict[str, Any] = {
    "side": "south",
    "office": "chair",
    "audience": Brief.Audience.DESK,
    "day": date(2024, 1, 12),
}


def _loaded(**more: Any) -> dict[str, Any]:
    cast = people.enter()
    load_ledger(record=a_handover(), by=Actor.IMPORT, at=AT)
    return more | {"by": cast.luis}


def a_brief(*, at: datetime = AT) -> dict[str, Any]:
    """A brief that waits, and the officer who froze it."""
    words = _loaded()
    return {"brief": actions.freeze_brief(**FREEZE, **words, at=at), **words}


def _acknowledged() -> dict[str, Any]:
    words = a_brief()
    item = words["brief"].items.get(key="we_wait_on_them/asking")
    actions.acknowledge_items(**words, keys=[item.key], person=COMES, at=AT)
    return {"item": item, "person": COMES, "by": words["by"]}


CALLS: Calls = {
    "governments.freeze_brief": lambda: _loaded(**FREEZE),
    "governments.acknowledge_items": lambda: (
        a_brief() | {"keys": ["we_wait_on_them/asking"], "person": COMES}
    ),
    "governments.carry_over": lambda: _acknowledged() | {"words": "They said so in a note."},
}
