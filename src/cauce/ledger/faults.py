"""What is wrong in a file of the ledger, where, and what to write instead."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from json.decoder import scanstring  # type: ignore[attr-defined]  # there, but not in the published types
from typing import Any

Path = tuple[str | int, ...]
DEEPEST = 40
MOST_LISTED = 30
_BLANK = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `line` and `column` count from 1; 0 means that there is none."""

    file: str
    line: int
    column: int
    what: str
    mend: str


class Faults(Exception):
    """A file that cannot be used; `faults` lists every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(f"{len(self.faults)} faults")


class Finder:
    """Collects the faults of one file, and finds their places once all is read."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.found: list[tuple[Path, str, str]] = []

    def say(self, path: Path, what: str, mend: str) -> None:
        """Keep one fault."""
        self.found.append((path, what, mend))

    def one_of(self, path: Path, value: object, allowed: Iterable[str], kind: str) -> bool:
        """Keep a fault unless the value is one of those allowed."""
        known = list(allowed)
        if isinstance(value, str) and value in known:
            return True
        self.say(path, f"{value!r} is no {kind}", _instead(value, known))
        return False

    def refuse(self) -> None:
        """Raise every fault that was kept."""
        if self.found:
            places = _Places(self.text)
            raise Faults(
                Fault(self.file, *places.of(path), f"{_dotted(path)}{what}", mend)
                for path, what, mend in self.found
            )


def _instead(value: object, known: list[str]) -> str:
    near = get_close_matches(str(value), known, 1)
    listed = "write one of " + ", ".join(known[:MOST_LISTED])
    if near:
        return f"did you mean {near[0]}?" + (f" {listed}" if len(known) <= MOST_LISTED else "")
    return listed + (" and so on" if len(known) > MOST_LISTED else "")


def _dotted(path: Path) -> str:
    return f"{'.'.join(map(str, path))}: " if path else ""


def read_json(text: str, file: str) -> Any:
    """A JSON text as data. Raises Faults."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in items:
            if key in found:
                raise ValueError(f"the key {key!r} stands twice in one object")
            found[key] = value
        return found

    def constant(word: str) -> None:
        raise ValueError(f"{word} is no number of JSON")

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        fault = Fault(
            file, error.lineno, error.colno, f"this is not JSON ({error.msg})", "mend it here"
        )
        raise Faults([fault]) from None
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, ValueError) else "this is nested too deeply"
        raise Faults([Fault(file, 0, 0, what, "write it once, and plainly")]) from None
    if _deep(data):
        raise Faults([Fault(file, 0, 0, "this is nested too deeply", "write it plainly")])
    return data


def _deep(data: Any, depth: int = 0) -> bool:
    if depth > DEEPEST:
        return True
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(_deep(value, depth + 1) for value in inside)


class _Places:
    """Where each key and value of a JSON text stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at: dict[Path, int] = {}
        self._value(self._skip(0), ())

    def of(self, path: Path) -> tuple[int, int]:
        """Line and column of a path, or of the nearest thing around it that stands in the text."""
        while path and path not in self.at:
            path = path[:-1]
        offset = self.at.get(path, 0)
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def _skip(self, at: int) -> int:
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def _value(self, at: int, path: Path) -> int:
        self.at.setdefault(path, at)
        opening = self.text[at]
        if opening == '"':
            return int(scanstring(self.text, at + 1)[1])
        if opening in "{[":
            return self._inside(at, path, opening == "{")
        match = _SCALAR.match(self.text, at)
        return match.end() if match else at + 1

    def _inside(self, at: int, path: Path, keyed: bool) -> int:
        at = self._skip(at + 1)
        count = 0
        while self.text[at] not in "}]":
            part: str | int = count
            if keyed:
                key_at = at
                part, at = scanstring(self.text, at + 1)
                self.at[(*path, part)] = key_at
                at = self._skip(self._skip(at) + 1)
            at = self._skip(self._value(at, (*path, part)))
            at = self._skip(at + 1) if self.text[at] == "," else at
            count += 1
        return at + 1
