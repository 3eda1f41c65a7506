"""How the verbs of the governments' desk are called."""

from typing import Any
from uuid import uuid4

from cauce.base.actors import Actor
from cauce.base.roles import Role
from cauce.governments.actions import load_ledger
from cauce.governments.entries import actions as entries
from cauce.governments.entries.forms_in import ActIn, ContactIn, EndIn, RuleIn, TermIn
from cauce.governments.keeping import actions as keeping
from cauce.governments.register import actions as register
from cauce.governments.settling import actions as settling
from cauce.ledger import canonical
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


CALL = ContactIn(title="A call", caller="north", called="south", day="2024-01-11", mode="phone")


def a_request() -> dict[str, Any]:
    """The small record with a request of the North to the South, in two accounts that differ."""
    whole = a_record()
    first = ACCOUNT | {"id": "asked.a1", "values": {"date": "2023-06-01", "mode": "assist"}}
    other = ACCOUNT | {"id": "asked.a2", "values": {"date": "2023-06-02", "mode": "assist"}}
    asked = {
        "id": "asked", "kind": "request", "title": "Help", "parties": whole["entries"][0]["parties"],
        "acts": [{"act": "filed", "date": None, "accounts": ["asked.a1", "asked.a2"]}],
        "accounts": [first, other],
    }  # fmt: skip
    telling = ACCOUNT | {"id": "told.a1", "values": {"date": "2023-06"}}
    told = whole["entries"][0] | {"id": "told", "accounts": [telling]}
    matter = {"id": "d1", "field": "date", "a": "asked.a1", "b": "asked.a2"}
    return whole | {
        "entries": [*whole["entries"], asked, told],
        "disagreements": [matter],
    }


def _asked(**more: Any) -> dict[str, Any]:
    cast = people.enter()
    load_ledger(record=a_request(), by=Actor.IMPORT, at=AT)
    return more | {"by": cast.luis}


def _retracted() -> dict[str, Any]:
    words = _asked(source="readout")
    entries.retract_source(**words, why="withdrawn", at=AT)
    return words


def _merged() -> dict[str, Any]:
    words = _asked(entry="call", other="told")
    settling.merge_same_event(**words, why="one call", at=AT)
    return words


def _superseded() -> dict[str, Any]:
    words = _asked(entry="call", other="told")
    settling.supersede_entry(**words, why="told better", at=AT)
    return words


TERM = TermIn(actor="south", begins="2024-01~", how="election")


def _term(**more: Any) -> dict[str, Any]:
    """A term of office that the desk wrote down."""
    words = _asked()
    name = register.take_office(office="head", term=TERM, form_id=uuid4(), at=AT, **words)
    return words | {"tenure": name} | more


def _retired() -> dict[str, Any]:
    words = _asked(topic="borders")
    register.retire_topic(**words, at=AT)
    return words


CALLS: Calls = {
    "governments.supersede_entry": lambda: _asked(entry="call", other="told", why="told better"),
    "governments.reinstate_entry": _superseded,
    "governments.set_clock_rule": lambda: _asked(
        request="asked", rule=RuleIn(days=10), before=None
    ),
    "governments.take_office": lambda: _asked(office="head", term=TERM, form_id=uuid4()),
    "governments.appoint_mandate": lambda: _asked(task="Leads", term=TERM, form_id=uuid4()),
    "governments.leave_office": lambda: _term(
        end=EndIn(day="2024-01-11", how="handover"), before=None, form_id=uuid4()
    ),
    "governments.add_topic": lambda: _asked(label="Visas", parent="borders"),
    "governments.change_topic": lambda: _asked(
        topic="borders", label="Frontiers", parent=None, before=("borders", None)
    ),
    "governments.retire_topic": lambda: _asked(topic="borders"),
    "governments.take_up_topic": _retired,
    "governments.enter_entry": lambda: _asked(record=canonical(a_record())),
    "governments.log_contact": lambda: _asked(contact=CALL, form_id=uuid4()),
    "governments.record_act": lambda: _asked(
        request="asked",
        act=ActIn(act="acknowledged", actor="south", day="2024-01-11", seen=1),
        form_id=uuid4(),
    ),
    "governments.agree_date": lambda: _asked(
        request="asked", day="2024-03-01", agreed_by="south", why="by phone", before=None
    ),
    "governments.retract_source": lambda: _asked(source="readout", why="withdrawn"),
    "governments.restore_source": _retracted,
    "governments.accept_value": lambda: _asked(
        entry="asked", field="date", account="asked.a1", why="it has the letter", before=None
    ),
    "governments.settle_disagreement": lambda: _asked(
        disagreement="d1", account="asked.a1", why="it has the letter", before=None
    ),
    "governments.merge_same_event": lambda: _asked(entry="call", other="told", why="one call"),
    "governments.unmerge_same_event": _merged,
    "governments.publish": _published,
    "governments.take_inside": lambda: _kept("public"),
    "governments.hold": _kept,
    "governments.release_hold": lambda: _kept("held"),
    "governments.set_owner": _owned,
    "governments.set_next_date": lambda: _kept() | {"day": AT.date(), "before": None},
    "governments.name_own_sides": lambda: {"sides": ["north"], "by": _kept()["by"]},
    "governments.load_ledger": lambda: {"record": a_record(), "by": Actor.IMPORT},
    "partners.keep_register": lambda: {
        "counterparts": [{"id": "north", "name": "The North", "kind": "government"}],
        "posts": [{"id": "head", "title": "Head of the North"}],
        "tenures": [{"id": "t1", "actor": "north", "office": "head", "from": "2021"}],
        "by": Actor.IMPORT,
    },
}
