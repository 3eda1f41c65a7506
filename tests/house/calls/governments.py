"""How the verbs of the governments' desk are called."""

from typing import Any

from cauce.base.actors import Actor
from cauce.base.roles import Role
from cauce.governments.actions import load_ledger
from cauce.governments.keeping import actions as keeping
from tests import cast as people
from tests.house.calls import AT, Calls

SOURCE = {"id": "readout", "title": "A readout", "published": "2023-06-14"}
ACCOUNT = {"id": "call.a1", "source": "readout", "polarity": "asserts", "tense": "happened"}


def a_record() -> dict[str, Any]:
    """A small record: one call of two governments in a month."""
    return {
        "title": "A small ledger",
        "topics": [{"id": "borders", "label": "borders"}],
        "actors": [
            {"id": "north", "name": "The North", "kind": "government"},
            {"id": "south", "name": "The South", "kind": "government"},
        ],
        "offices": [{"id": "head", "title": "Head of the North"}],
        "tenures": [],
        "sources": [dict(SOURCE)],
        "entries": [
            {
                "id": "call", "kind": "contact", "title": "A call", "date": "2023-06", "mode": "phone",
                "level": "head", "state": "held",
                "parties": [
                    {"actor": "north", "role": "from", "side": "north", "level": "head"},
                    {"actor": "south", "role": "to", "side": "south", "level": "head"},
                ],
                "accounts": [{**ACCOUNT, "values": {"date": "2023-06", "topics": ["borders"]}}],
            }
        ],
    }  # fmt: skip


def _kept(state: str = "internal") -> dict[str, Any]:
    """A ledger of one call, and who keeps it."""
    cast = people.enter()
    lucia, luis = people.officer("lucia", role=Role.LIAISON, site=cast.site), cast.luis
    load_ledger(record=a_record(), by=Actor.IMPORT, at=AT)
    if state == "public":
        keeping.publish(entries=["call"], by=luis, at=AT)
    if state == "held":
        keeping.hold(entry="call", by=luis, at=AT)
    return {"entry": "call", "by": lucia}


def _published() -> dict[str, Any]:
    words = _kept()
    return {"entries": [words["entry"]], "by": words["by"]}


def _owned() -> dict[str, Any]:
    words = _kept()
    return words | {"owner": words["by"], "before": None}


CALLS: Calls = {
    "governments.publish": _published,
    "governments.take_inside": lambda: _kept("public"),
    "governments.hold": _kept,
    "governments.release_hold": lambda: _kept("held"),
    "governments.set_owner": _owned,
    "governments.set_next_date": lambda: _kept() | {"day": AT.date()},
    "governments.load_ledger": lambda: {"record": a_record(), "by": Actor.IMPORT},
    "partners.keep_register": lambda: {
        "counterparts": [{"id": "north", "name": "The North", "kind": "government"}],
        "posts": [{"id": "head", "title": "Head of the North"}],
        "tenures": [{"id": "t1", "actor": "north", "office": "head", "from": "2021"}],
        "by": Actor.IMPORT,
    },
}
