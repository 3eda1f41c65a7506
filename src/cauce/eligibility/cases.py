"""Reads case files (contract, section 7): JSON in, a Case out, or every fault with its line and key."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cauce.dates import DateFault, parse
from cauce.eligibility.case import Case
from cauce.eligibility.faults import Fault, Faults
from cauce.eligibility.pack import Pack
from cauce.eligibility.places import place_of, second_place
from cauce.eligibility.types import Fact, Type
from cauce.eligibility.values import NEVER, Many, Range, Rows

_PLAIN_KEYS = ("title", "why", "confidence", "expected")
_KEYS = ("id", "on", "household", "persons")
_Path = tuple[str | int, ...]
_Found = list[tuple[_Path, str, str]]


def read_cases(
    pack: Pack, path: Path, on: date | None = None
) -> list[tuple[Case, Mapping[str, Any]]]:
    """The cases of a file, a `.jsonl` or a folder, each with its data as written. Raises Faults."""
    found: list[tuple[Case, Mapping[str, Any]]] = []
    faults: list[Fault] = []
    for file, first_line, text in _texts(path):
        try:
            data = _json(text, file, first_line)
            found.append((_case_at(pack, data, file, text, first_line, on), data))
        except Faults as error:
            faults.extend(error.faults)
    if faults:
        raise Faults(faults)
    return found


def case_from(
    pack: Pack,
    data: Any,
    *,
    on: date | None = None,
    place: Callable[[_Path], tuple[int, int]] | None = None,
    file: str = "case",
) -> Case:
    """A case from data in the form of a case file. Raises Faults."""
    faults: _Found = []
    case = _Reader(pack, faults).case(data, on)
    if faults or case is None:
        where = place or (lambda path: (0, 0))
        raise Faults(
            [Fault(file, *where(path), _said(path, what), mend) for path, what, mend in faults]
        )
    return case


def read_value(pack: Pack, fact: Fact, value: Any) -> Any:
    """One answer as a case file writes it, in the engine's form. Raises Faults."""
    faults: _Found = []
    result = _Reader(pack, faults).value(fact, value, ())
    if faults:
        raise Faults([Fault(fact.name, 0, 0, what, mend) for _, what, mend in faults])
    return result


def _said(path: _Path, what: str) -> str:
    return f"{'.'.join(str(part) for part in path)}: {what}" if path else what


def _texts(path: Path) -> Iterator[tuple[str, int, str]]:
    """(file, line, text) of every case below a path."""
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (".json", ".jsonl"))
        if not files:
            raise Faults(
                [
                    Fault(
                        str(path), 0, 0, "holds no case", "give a folder with .json or .jsonl files"
                    )
                ]
            )
    else:
        files = [path]
    for file in files:
        text = _file(file)
        if file.suffix != ".jsonl":
            yield str(file), 1, text
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield str(file), number, line


def _file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Faults([Fault(str(path), 0, 0, "there is no such file", "check the name")]) from None
    except (OSError, UnicodeDecodeError):
        raise Faults(
            [Fault(str(path), 0, 0, "cannot be read as UTF-8 text", "give a JSON file in UTF-8")]
        ) from None


def _json(text: str, file: str, first_line: int) -> Any:
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in items:
            if key in made:
                twice.append(key)
            made[key] = value
        return made

    try:
        data = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise Faults(
            [
                Fault(
                    file,
                    first_line + error.lineno - 1,
                    error.colno,
                    f"is not JSON ({error.msg.lower()})",
                    "mend the JSON",
                )
            ]
        ) from None
    except RecursionError:
        raise Faults(
            [Fault(file, first_line, 1, "is nested too deeply", "write a case file")]
        ) from None
    if twice:
        line, column = second_place(text, twice[0])
        place = first_line + line - 1, column
        raise Faults([Fault(file, *place, f"{twice[0]} is given twice", "keep one")])
    return data


def _case_at(pack: Pack, data: Any, file: str, text: str, first_line: int, on: date | None) -> Case:
    def place(path: _Path) -> tuple[int, int]:
        line, column = place_of(text, path)
        return first_line + line - 1, column

    return case_from(pack, data, on=on, place=place, file=file)


class _Reader:
    """Reads one case; faults are (path, what, what to write)."""

    def __init__(self, pack: Pack, faults: _Found) -> None:
        self.pack, self.faults = pack, faults
        self.on = date.max

    def fault(self, path: _Path, what: str, mend: str) -> None:
        self.faults.append((path, what, mend))

    def case(self, data: Any, on: date | None) -> Case | None:
        if not isinstance(data, dict):
            self.fault(
                (),
                "a case is an object",
                'write {"id": …, "on": …, "household": {…}, "persons": […]}',
            )
            return None
        self.only(data, (*_KEYS, *_PLAIN_KEYS), (), "a case")
        self.on = on or self.day(data)
        household = self.record(
            data.get("household", {}), self.pack.facts_of("household"), ("household",)
        )
        persons = self.persons(data.get("persons"))
        name = data.get("id")
        if not isinstance(name, str) or not name:
            self.fault(("id",), "the id is missing or no text", 'write "id": "…"')
        return Case(str(name), self.on, household, persons)

    def only(self, data: Mapping[str, Any], known: tuple[str, ...], path: _Path, what: str) -> None:
        for key in data:
            if key not in known:
                near = get_close_matches(key, known, 1)
                self.fault(
                    (*path, key),
                    f"{key} is no key of {what}",
                    f"did you mean {near[0]}?" if near else f"use {', '.join(known[:8])}",
                )

    def day(self, data: Mapping[str, Any]) -> date:
        try:
            first, last = parse(data.get("on", ""))
        except DateFault as error:
            what, _, mend = str(error).partition("; ")
            self.fault(("on",), what, mend)
            return date.max
        if first != last:
            self.fault(
                ("on",), f"{data['on']} is not one day", "write a whole date such as 2023-06-11"
            )
        return first

    def persons(self, data: Any) -> tuple[Mapping[str, Any], ...]:
        if not isinstance(data, list) or not data:
            self.fault(
                ("persons",), "there is no person", 'write "persons": [{…}], the principal first'
            )
            return ()
        facts = self.pack.facts_of("person")
        persons = tuple(
            self.record(item, facts, ("persons", index)) for index, item in enumerate(data)
        )
        relation, principal = self.pack.relations.fact, self.pack.relations.principal
        for index, person in enumerate(persons):
            given = person.get(relation)
            if given is not None and (given == principal) is not (index == 0):
                self.fault(
                    ("persons", index, self.pack.facts[relation].key),
                    "the first person is the principal, and no other",
                    "put the principal first",
                )
        if persons[0].get(relation) is None:
            persons = ({**persons[0], relation: principal}, *persons[1:])
        return persons

    def record(self, data: Any, facts: Mapping[str, Fact], path: _Path) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fault(path, "is no object", "write {…} with the facts in it")
            return {}
        self.only(data, tuple(facts), path, "this pack's facts here")
        return {
            facts[key].name: self.value(facts[key], value, (*path, key))
            for key, value in data.items()
            if key in facts
        }

    def value(self, fact: Fact, value: Any, path: _Path) -> Any:
        kind = fact.type.kind
        if value is None or value == "unknown":
            return None
        if kind == "set":
            return self.many(fact, value, path)
        if kind == "rows":
            return self.rows(fact, value, path)
        found = self.scalar(fact.type, value, path)
        if fact.born and found not in (None, NEVER):
            first = found.first if type(found) is Range else found
            if first > self.on.toordinal():
                self.fault(path, f"{value} lies after the day of the screening", "check the year")
        return found

    def scalar(self, type_: Type, value: Any, path: _Path) -> Any:
        if value is None or value == "unknown":
            return None
        if type_.kind == "bool" and isinstance(value, bool):
            return value
        if type_.kind == "int" and type(value) is int and 0 <= value < 10**9:
            return value
        if type_.kind == "date" and isinstance(value, str):
            return self.date(value, path)
        if type_.kind == "code" and isinstance(value, str):
            return self.code(type_, value, path)
        mends = {
            "bool": "true or false",
            "int": "a whole number from 0",
            "date": 'a date such as "2023-06-11", or "never"',
            "code": "one of its codes in quotation marks",
        }
        self.fault(
            path,
            f"{json.dumps(value)[:40]} is not {type_}",
            f"write {mends[type_.kind]}, or null if unknown",
        )
        return None

    def date(self, value: str, path: _Path) -> Any:
        if value == "never":
            return NEVER
        try:
            first, last = parse(value)
        except DateFault as error:
            what, _, mend = str(error).partition("; ")
            self.fault(path, what, mend + ', or "never"')
            return None
        return first.toordinal() if first == last else Range(first.toordinal(), last.toordinal())

    def code(self, type_: Type, value: str, path: _Path) -> Any:
        if value == "none":
            return NEVER
        codes = self.pack.codes[type_.codes]
        if value not in codes:
            near = get_close_matches(value, codes, 1)
            self.fault(
                path,
                f'"{value}" is no code of {type_.codes}',
                f'did you mean "{near[0]}"?'
                if near
                else f"write one of {', '.join(sorted(codes)[:15])}",
            )
        return value

    def items(self, value: Any, path: _Path) -> tuple[list[Any], bool]:
        """The entries of a list, and whether there are no others."""
        if isinstance(value, list):
            return value, True
        if (
            isinstance(value, dict)
            and isinstance(value.get("items"), list)
            and isinstance(value.get("complete"), bool)
        ):
            self.only(value, ("items", "complete"), path, "a list")
            return value["items"], value["complete"]
        self.fault(
            path,
            "is no list",
            'write […], or {"items": […], "complete": false}, or null if unknown',
        )
        return [], True

    def many(self, fact: Fact, value: Any, path: _Path) -> Many:
        items, complete = self.items(value, path)
        type_ = Type("code", fact.type.codes)
        codes = [self.item(type_, item, (*path, index)) for index, item in enumerate(items)]
        known = tuple(dict.fromkeys(code for code in codes if type(code) is str))
        return Many(known, complete and None not in codes)

    def item(self, type_: Type, item: Any, path: _Path) -> Any:
        if not isinstance(item, str):
            self.fault(
                path, f"{json.dumps(item)[:40]} is no code", "write codes in quotation marks"
            )
            return None
        return self.scalar(type_, item, path)

    def rows(self, fact: Fact, value: Any, path: _Path) -> Rows:
        items, complete = self.items(value, path)
        if fact.type.row:
            facts = self.pack.facts_of(fact.type.row)
            return Rows(
                tuple(self.record(item, facts, (*path, index)) for index, item in enumerate(items)),
                complete,
            )
        return Rows(
            tuple(self.fields(fact, item, (*path, index)) for index, item in enumerate(items)),
            complete,
        )

    def fields(self, fact: Fact, data: Any, path: _Path) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fault(path, "is no object", f"write {{{', '.join(fact.fields)}}}")
            return {}
        self.only(data, tuple(fact.fields), path, "this list's entries")
        return {
            key: self.scalar(fact.fields[key], value, (*path, key))
            for key, value in data.items()
            if key in fact.fields
        }
