"""How the verbs of the governments' desk are called."""

from typing import Any

from cauce.base.actors import Actor
from tests.house.calls import Calls

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


CALLS: Calls = {
    "governments.load_ledger": lambda: {"record": a_record(), "by": Actor.IMPORT},
    "partners.keep_register": lambda: {
        "counterparts": [{"id": "north", "name": "The North", "kind": "government"}],
        "posts": [{"id": "head", "title": "Head of the North"}],
        "tenures": [{"id": "t1", "actor": "north", "office": "head", "from": "2021"}],
        "by": Actor.IMPORT,
    },
}
