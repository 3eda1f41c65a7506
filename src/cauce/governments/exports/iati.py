"""Promised and given sums as activities of the International Aid Transparency Initiative, 2.03.

Whoever adds the transactions of the file finds the ledger's own sums: only what the ledger adds is a
transaction. Running totals and restatements are no activities; a part names the activity it is part of.
A promise is a pledge (12), never a commitment (2): the ledger does not know of a written obligation.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from cauce.governments import desk
from cauce.governments.exports.tables import counting
from cauce.ledger import Ledger

PLEDGE, PIPELINE, IMPLEMENTATION = "12", "1", "2"
_GIVEN = {"disbursed": "3", "spent": "4"}
_TOTALS = ("running_total", "restatement")
_NOT_YET = ("plan", "requested")
_BOUNDS = ("exact", "floor", "ceiling", "about")
# Types of organisations, and who takes part as what, in the code lists of the standard.
_TYPES = {"government": "10", "body": "10", "igo": "40", "ngo": "22", "company": "70"}
_FUNDING, _ACCOUNTABLE = "1", "2"
_PLANNED_START, _ACTUAL_START = "1", "2"
# Signs that no XML may hold.
_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]")


def activities(
    book: Ledger, *, known_on: date | None, at: datetime, publisher: tuple[str, str]
) -> bytes | None:
    """The file as known on a day, of a publisher's identifier and name; None where there is nothing.

    The standard knows no file without activities.
    """
    made = _Maker(book, known_on, publisher)
    root = ET.Element("iati-activities", version="2.03")
    root.set("generated-datetime", at.replace(microsecond=0).isoformat())
    root.extend(made.activities())
    if not len(root):
        return None
    _clean(root)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


class _Maker:
    """Makes the activities of one file."""

    def __init__(self, book: Ledger, known_on: date | None, publisher: tuple[str, str]) -> None:
        self.book = book
        self.publisher, self.called = publisher
        self.view = book.view(known_on=known_on)
        self.counted = counting(desk.ask(book, "sum_new", known_on=known_on))
        self.actors = {actor["id"]: actor for actor in book.data["actors"]}
        self.topics = {topic["id"]: topic["label"] for topic in book.data["topics"]}

    def activities(self) -> Iterator[ET.Element]:
        """An activity for each promise and each report of something given."""
        for kind in ("commitment", "transaction"):
            for entry in self.view.of(kind):
                day = _day(entry)
                if entry.value("nature") not in _TOTALS and day is not None:
                    yield self._activity(entry, day)

    def _activity(self, entry: Any, day: date) -> ET.Element:
        made = ET.Element("iati-activity")
        made.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
        ET.SubElement(made, "iati-identifier").text = f"{self.publisher}-{entry.id}"
        self._reporter(made)
        _narrative(made, "title", entry.data["title"])
        _narrative(made, "description", self._description(entry), type="1")
        for role, code in (("from", _FUNDING), ("to", _ACCOUNTABLE)):
            self._parties(made, "participating-org", entry, role, role_code=code)
        ET.SubElement(made, "activity-status", code=_status(entry))
        kind = _PLANNED_START if _status(entry) == PIPELINE else _ACTUAL_START
        ET.SubElement(made, "activity-date", {"type": kind, "iso-date": day.isoformat()})
        self._countries(made, entry)
        for topic in sorted(entry.topics):
            label = self.topics.get(topic, topic)
            _narrative(made, "sector", label, vocabulary="99", code=topic)
        self._transaction(made, entry, day)
        self._wholes(made, entry)
        self._condition(made, entry)
        return made

    def _reporter(self, made: ET.Element) -> None:
        # The desk tells what others announced: a secondary reporter.
        said = {"ref": self.publisher, "type": "10", "secondary-reporter": "1"}
        reporter = ET.SubElement(made, "reporting-org", said)
        ET.SubElement(reporter, "narrative").text = self.called

    def _parties(
        self, made: ET.Element, tag: str, entry: Any, role: str, *, role_code: str = ""
    ) -> None:
        for party in entry.data["parties"]:
            if party["role"] == role:
                actor = self.actors[party["actor"]]
                said = {"role": role_code} if role_code else {}
                kind = _TYPES.get(actor["kind"])
                _narrative(made, tag, actor["name"], **said, **({"type": kind} if kind else {}))

    def _description(self, entry: Any) -> str:
        """What no element of the standard holds: how exact, on which date, and on what it rests."""
        amount, quantity = entry.amount() or {}, entry.data.get("quantity") or {}
        said = [f"Nature: {entry.value('nature')}", f"date as stated: {entry.value('date')}"]
        if amount.get("value") is not None:
            said.append(f"sum: {amount['qualifier']} {amount['value']} {amount['currency']}")
        if quantity:
            said.append(f"quantity: {quantity.get('value')} {quantity.get('unit')}")
        if entry.id in self.counted:
            said.append(f"added as: {self.counted[entry.id]}")
        titles = dict.fromkeys(account.source["title"] for account in entry.accounts)
        return "; ".join([*said, f"rests on: {' | '.join(titles)}"]) + "."

    def _countries(self, made: ET.Element, entry: Any) -> None:
        actors = [self.actors[p["actor"]] for p in entry.data["parties"] if p["role"] == "to"]
        found = dict.fromkeys(actor["country"] for actor in actors if actor.get("country"))
        # Shares are not known; a percentage would have to be invented for several.
        # A code that is none of the list would make the file invalid.
        if len(found) == 1 and re.fullmatch("[A-Z]{2}", next(iter(found))):
            ET.SubElement(made, "recipient-country", code=next(iter(found)))

    def _transaction(self, made: ET.Element, entry: Any, day: date) -> None:
        code, amount = self._code(entry), entry.amount() or {}
        if code is None or amount.get("value") is None or not amount.get("currency"):
            return
        moved = ET.SubElement(made, "transaction")
        ET.SubElement(moved, "transaction-type", code=code)
        ET.SubElement(moved, "transaction-date", {"iso-date": day.isoformat()})
        said = {"currency": amount["currency"], "value-date": day.isoformat()}
        ET.SubElement(moved, "value", said).text = f"{Decimal(str(amount['value'])):f}"
        _narrative(moved, "description", f"{amount.get('qualifier')}, as stated")
        for tag, role in (("provider-org", "from"), ("receiver-org", "to")):
            one = [party for party in entry.data["parties"] if party["role"] == role]
            if len(one) == 1:
                self._parties(moved, tag, entry, role)

    def _code(self, entry: Any) -> str | None:
        if entry.kind == "commitment":
            return PLEDGE if self.counted.get(entry.id) in _BOUNDS else None
        happened = any(account.happened for account in entry.accounts)
        return _GIVEN.get(entry.value("nature")) if happened else None

    def _wholes(self, made: ET.Element, entry: Any) -> None:
        for relation in entry.data.get("relations") or ():
            whole = self.view.get(relation["to"])
            if relation["type"] == "part_of" and whole is not None and whole.kind == "commitment":
                said = {"type": "1", "ref": f"{self.publisher}-{whole.id}"}
                ET.SubElement(made, "related-activity", said)

    def _condition(self, made: ET.Element, entry: Any) -> None:
        condition = entry.value("condition") if entry.kind == "commitment" else None
        if condition:
            held = ET.SubElement(made, "conditions", attached="1")
            _narrative(held, "condition", str(condition), type="1")


def _clean(root: ET.Element) -> None:
    for element in root.iter():
        element.text = _NO_XML.sub("", element.text) if element.text else None
        for key, value in element.items():
            element.set(key, _NO_XML.sub("", value))


def _narrative(parent: ET.Element, tag: str, text: str, **said: str) -> None:
    ET.SubElement(ET.SubElement(parent, tag, said), "narrative").text = text


def _status(entry: Any) -> str:
    waits = entry.value("nature") in _NOT_YET or bool(entry.data.get("condition"))
    return PIPELINE if waits else IMPLEMENTATION


def _day(entry: Any) -> date | None:
    """The first possible day, else the first on which it was told; a file has no unknown days."""
    told = [day for account in entry.accounts if (day := account.told())]
    found: date | None = entry.when.first or (min(told) if told else None)
    return found
