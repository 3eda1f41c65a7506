"""Reads a pack's examples: whole cases in `persons`, and one criterion at a time in `criteria`.

`bases.yaml` holds households in which everything is in order; an example names one and changes it.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cauce.eligibility import marks
from cauce.eligibility import word as ev
from cauce.eligibility.cases import case_from, read_cases
from cauce.eligibility.examples import KINDS, UNKNOWN, WORDS, Example
from cauce.eligibility.faults import Fault, Faults
from cauce.eligibility.fields import Page
from cauce.eligibility.marks import Map
from cauce.eligibility.pack import REASONS, Pack

FOLDER = "examples"
_BASE_KEYS = ("like", "title", "on", "household", "persons", "change")
_FILE_KEYS = ("pathway", "from", "on", "criteria", "days")
_MEANS = ("because", "word", "points", "members")
_ENTRY_KEYS = (*KINDS, *WORDS, *_MEANS, "from", "on", "filed", "change", "each", "with", "why")

Data = dict[str, Any]


def read_examples(pack: Pack) -> list[Example]:
    """Every example of a pack. Raises Faults."""
    folder = pack.folder / FOLDER
    faults: list[Fault] = []
    found = list(_persons(pack, folder / "persons", faults))
    bases = _Bases(pack, faults)
    for path in sorted((folder / "criteria").glob("*.yaml")):
        name = f"{pack.folder.name}/{FOLDER}/criteria/{path.name}"
        try:
            found += _File(pack, bases, Page(name, faults)).examples(marks.read(path, name))
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(faults)
    return found


# ---- whole cases, as `cauce screen` reads them


def _persons(pack: Pack, folder: Path, faults: list[Fault]) -> Iterator[Example]:
    files = sorted(folder.glob("*.json"))
    for path in files:
        shown = f"{pack.folder.name}/{FOLDER}/persons/{path.name}"
        try:
            for case, data in read_cases(pack, path):
                yield from _cells(pack, case, data, shown)
        except Faults as error:
            faults += [replace(fault, file=shown) for fault in error.faults]


def _cells(pack: Pack, case: Any, data: Mapping[str, Any], file: str) -> Iterator[Example]:
    expected = data.get("expected") or {}
    words: dict[str, tuple[str, frozenset[str]]] = {
        name: (ev.ELIGIBLE, frozenset()) for name in expected.get(ev.ELIGIBLE, ())
    }
    for key in (ev.UNDETERMINED, ev.NOT_ELIGIBLE):
        for name, because in expected.get(key, {}).items():
            words[name] = (key, frozenset(because))
    for name, reason in expected.get(ev.CLOSED, {}).items():
        words[name] = (ev.CLOSED, frozenset([reason]))
    if unknown := set(words) - set(pack.pathways):
        what = f"{', '.join(sorted(unknown))} is no pathway of this pack"
        raise Faults([Fault(file, 0, 0, what, "write its pathways")])
    for name, (word, because) in words.items():
        yield Example(
            name=f"{data.get('title', case.id)}, {name}",
            place=(file, 0, 0),
            pathway=name,
            case=case,
            word=word,
            because=because,
            members={
                item["person"]: item[name] for item in expected.get("members", ()) if name in item
            },
        )


# ---- households in which everything is in order


class _Bases:
    """The households and members of `bases.yaml`, each made once."""

    def __init__(self, pack: Pack, faults: list[Fault]) -> None:
        self.pack = pack
        self.page = Page(f"{pack.folder.name}/{FOLDER}/bases.yaml", faults)
        path = pack.folder / FOLDER / "bases.yaml"
        where = marks.read(path, self.page.file) if path.exists() else marks.parse("{}", "")
        self.page.only(where, ("households", "people"), "the bases")
        self.households = where.get("households") or {}
        self.people = where.get("people") or {}
        self.made: dict[str, Data] = {}
        self.waiting: list[str] = []  # who is being made: somebody like themselves never ends

    def household(self, page: Page, where: Map, name: str) -> Data:
        """A household as case data, new each time."""
        if name not in self.households:
            page.fault(where, "from", f"{name} is no household of bases.yaml", "write one of them")
            return {"persons": [{}]}
        if self._in_a_circle(page, where, name):
            return {"persons": [{}]}
        if name not in self.made:
            self.waiting.append(name)
            self.made[name] = self._make(self.households[name])
            self.waiting.pop()
        return copy.deepcopy(self.made[name])

    def _make(self, entry: Map) -> Data:
        self.page.only(entry, _BASE_KEYS, "a household")
        data: Data = {"household": {}, "persons": [{}]}
        if like := self.page.text(entry, "like", ""):
            data = self.household(self.page, entry, like)
        for key in ("on", "household"):
            if key in entry:
                data[key] = copy.deepcopy(entry[key])
        if "persons" in entry:
            data["persons"] = [self.person(self.page, entry, item) for item in entry["persons"]]
        change(self.pack, self.page, entry, "change", data)
        return data

    def person(self, page: Page, where: Map, item: Any) -> Data:
        """A person by name, or `{like: name, fact: value}`; those of `people` may be like another."""
        own = dict(item) if isinstance(item, dict) else {"like": item}
        name = own.pop("like", None)
        if name is None:
            return copy.deepcopy(own)
        if name not in self.people:
            page.fault(where, "with", f"{name} is none of the people", "write one of bases.yaml")
            return own
        if self._in_a_circle(page, where, name):
            return own
        self.waiting.append(name)
        found = {**self.person(page, where, self.people[name]), **copy.deepcopy(own)}
        self.waiting.pop()
        return found

    def _in_a_circle(self, page: Page, where: Map, name: str) -> bool:
        if name in self.waiting:
            page.fault(where, "like", f"{name} is like itself", "name another, or list the facts")
        return name in self.waiting


def change(pack: Pack, page: Page, where: Map, key: str, data: Data) -> None:
    """Puts the values of a mapping into case data: `birth_date`, `1.birth_date`, `us_list.0.status`."""
    for path, value in (where.get(key) or {}).items():
        if not _put(pack, data, path, copy.deepcopy(value)):
            what = f"{path} is no fact of a case of this pack"
            page.fault(where[key], path, what, "write a fact's key as in a case file")


def _put(pack: Pack, data: Data, path: str, value: Any) -> bool:
    number, _, rest = path.partition(".")
    persons = data["persons"]
    if number.isdigit():
        return int(number) < len(persons) and _put_in(pack, persons[int(number)], rest, value)
    if path in pack.facts_of("household"):
        data.setdefault("household", {})[path] = value
        return True
    return _put_in(pack, persons[0], path, value)


def _put_in(pack: Pack, person: Data, path: str, value: Any) -> bool:
    facts = pack.facts_of("person")
    if path in facts:
        person[path] = value
        return True
    key, _, rest = path.partition(".")
    number, _, field = rest.partition(".")
    fact, rows = facts.get(key), person.get(key)
    if fact is None or fact.type.kind != "rows" or not number.isdigit():
        return False
    items = rows["items"] if isinstance(rows, dict) else rows
    known = pack.facts_of(fact.type.row) if fact.type.row else fact.fields
    if field not in known or not isinstance(items, list) or int(number) >= len(items):
        return False
    items[int(number)][field] = value
    return True


# ---- one criterion at a time


@dataclass(frozen=True)
class _Meant:
    """What an entry is about, before its household is made."""

    pathway: str
    criterion: str
    kind: str
    name: str


class _File:
    """One file of `criteria`: the examples of one pathway."""

    def __init__(self, pack: Pack, bases: _Bases, page: Page) -> None:
        self.pack, self.bases, self.page = pack, bases, page

    def examples(self, where: Map) -> list[Example]:
        """Every example of the file; faults are noted on the page."""
        self.page.only(where, _FILE_KEYS, "an examples file")
        pathway = self.page.text(where, "pathway")
        if pathway not in self.pack.pathways:
            self.page.fault(where, "pathway", f"{pathway} is no pathway", "write its id")
            return []
        found = [
            example
            for entry in self.page.maps(where, "days")
            for example in self.entry(where, entry, pathway, "")
        ]
        for criterion in where.get("criteria") or {}:
            if criterion not in {c.id for c in self.pack.pathways[pathway].criteria}:
                what = f"{criterion} is no criterion of {pathway}"
                self.page.fault(where["criteria"], criterion, what, "write its id")
                continue
            for entry in self.page.maps(where["criteria"], criterion):
                found += self.entry(where, entry, pathway, criterion)
        return found

    def entry(self, head: Map, where: Map, pathway: str, criterion: str) -> Iterator[Example]:
        """The example of an entry, or one for each of its values."""
        self.page.only(where, _ENTRY_KEYS, "an example")
        kinds = [key for key in (KINDS if criterion else WORDS) if key in where]
        if len(kinds) != 1:
            what = "an example says one thing that is expected"
            mend = f"write one of {', '.join(KINDS if criterion else WORDS)}, with the name"
            self.page.fault(where, "name", what, mend)
            return
        meant = _Meant(pathway, criterion, kinds[0], self.page.text(where, kinds[0]))
        variants = list(self.variants(where))
        for variant, said in variants:
            case = self.case(head, where, variant)
            if case is not None:
                yield self.example(where, meant, case, said)

    def variants(self, where: Map) -> Iterator[tuple[Data, str]]:
        """`each: {fact: [values]}` makes one example a value."""
        each = where.get("each")
        if each is None:
            yield {}, ""
            return
        path, values = next(iter(each.items())) if isinstance(each, Map) and each else ("", None)
        if not isinstance(values, list) or len(each) != 1:
            self.page.fault(where, "each", "each is no fact with a list", "write {fact: [a, b]}")
            return
        for value in values:
            yield {path: value}, f": {_shown(value)}"

    def case(self, head: Map, where: Map, variant: Data) -> Any:
        source = where if "from" in where else head
        data = self.bases.household(self.page, source, self.page.text(source, "from"))
        for item in where.get("with") or ():
            data["persons"].append(self.bases.person(self.page, where, item))
        change(self.pack, self.page, where, "change", data)
        for path, value in variant.items():
            if not _put(self.pack, data, path, copy.deepcopy(value)):
                self.page.fault(where["each"], path, f"{path} is no fact of a case", "write one")
        day = self.page.day(where, "on") or self.page.day(head, "on")
        filed = self.page.day(where, "filed")
        return self.made({**data, "id": "example"}, where, day, filed)

    def made(self, data: Data, where: Map, day: date | None, filed: date | None) -> Any:
        place = (where.line, where.column)
        plain = json.loads(json.dumps(data))  # texts without their places, as in a case file
        try:
            case = case_from(
                self.pack, plain, on=day, place=lambda path: place, file=self.page.file
            )
        except Faults as error:
            self.page.faults.extend(error.faults)
            return None
        return replace(case, filed=filed) if filed else case

    def example(self, where: Map, meant: _Meant, case: Any, said: str) -> Example:
        word, because = self.word(where, meant)
        points = frozenset(self.page.texts(where, "points"))
        if meant.kind == UNKNOWN and word == ev.ELIGIBLE:
            points |= {meant.criterion}
        return Example(
            name=meant.name + said,
            place=(self.page.file, where.line, where.column),
            pathway=meant.pathway,
            case=case,
            word=word,
            because=because,
            criterion=meant.criterion,
            kind=meant.kind if meant.criterion else "",
            points=points,
            members={int(key): value for key, value in (where.get("members") or {}).items()},
        )

    def word(self, where: Map, meant: _Meant) -> tuple[str, frozenset[str]]:
        """The word, as written or as it follows: what fails is the reason, what holds is eligible."""
        because = frozenset(self.page.texts(where, "because"))
        if not meant.criterion:
            return meant.kind, because
        refer = self.pack.criteria[meant.criterion].unknown == "refer"
        follows = {"fails": ev.NOT_ELIGIBLE, UNKNOWN: ev.UNDETERMINED}.get(meant.kind, ev.ELIGIBLE)
        if meant.kind == UNKNOWN and refer:
            follows = ev.ELIGIBLE
        word = self.page.choice(where, "word", WORDS, follows)
        if meant.kind == "fails" and not because:
            because = frozenset([meant.criterion])
        if word in (ev.UNDETERMINED, ev.CLOSED) and not because:
            what = f"an example that is {word} says because of what"
            mend = f"write because: [{'facts' if word == ev.UNDETERMINED else ', '.join(REASONS)}]"
            self.page.fault(where, "because", what, mend)
        return word, because


def _shown(value: Any) -> str:
    if isinstance(value, list | dict):
        items = value["items"] if isinstance(value, dict) and "items" in value else value
        return ", ".join(_shown(item) for item in items) or "none"
    return "not known" if value is None else str(value)
