"""Reads YAML as data that knows its line and column: no code runs, no key twice, no surprise types.

Plain `true`, `false`, `null` and whole numbers are typed; every other scalar stays text, so a country
code NO is not a no and a date is not a timestamp.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import yaml

from cauce.eligibility.faults import Fault, Faults

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_INT = re.compile(r"-?(0|[1-9]\d{0,8})\Z", re.ASCII)


class Text(str):
    """A text that knows where its first character stands."""

    line: int
    column: int
    block: bool

    def __new__(cls, value: str, line: int = 0, column: int = 0, block: bool = False) -> "Text":
        text = super().__new__(cls, value)
        text.line, text.column, text.block = line, column, block
        return text


class Map(dict[str, Any]):
    """A mapping that knows its line, and the place of each key."""

    line: int = 0
    column: int = 0
    places: dict[str, tuple[int, int]]


class Seq(list[Any]):
    """A list that knows its line."""

    line: int = 0
    column: int = 0


def read(path: Path, name: str) -> Map:
    """The mapping in a YAML file. Raises Faults with file, line, column."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Faults(
            [
                Fault(
                    name,
                    0,
                    0,
                    f"cannot be read ({type(error).__name__})",
                    "write a UTF-8 text file",
                )
            ]
        ) from None
    return parse(text, name)


def parse(text: str, name: str) -> Map:
    """The mapping in a YAML text. Raises Faults with file, line, column."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise Faults(
            [Fault(name, line, column, error.problem or "is not YAML", "mend the YAML")]
        ) from None
    except yaml.YAMLError:
        raise Faults([Fault(name, 0, 0, "is not YAML", "mend the YAML")]) from None
    faults: list[Fault] = []
    value = _value(node, name, faults, 0) if node is not None else Map()
    if not isinstance(value, Map):
        faults.append(Fault(name, 1, 1, "is not a mapping", "write `key: value` lines"))
    if faults:
        raise Faults(faults)
    return cast(Map, value)


def _value(node: Any, name: str, faults: list[Fault], depth: int) -> Any:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if depth > 40:
        faults.append(Fault(name, line, column, "is nested too deeply", "use fewer levels"))
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, line, column)
    if isinstance(node, yaml.SequenceNode):
        seq = Seq(_value(item, name, faults, depth + 1) for item in node.value)
        seq.line, seq.column = line, column
        return seq
    return _mapping(node, name, faults, depth)


def _mapping(node: Any, name: str, faults: list[Fault], depth: int) -> Map:
    result = Map()
    result.line, result.column, result.places = (
        node.start_mark.line + 1,
        node.start_mark.column + 1,
        {},
    )
    for key_node, value_node in node.value:
        place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None or key in result:
            what = "a key must be a plain word" if key is None else f"{key} is given twice"
            faults.append(Fault(name, *place, what, "keep one"))
            continue
        result[key] = _value(value_node, name, faults, depth + 1)
        result.places[key] = place
    return result


def _scalar(node: Any, line: int, column: int) -> Any:
    if not node.style:
        if node.value in _PLAIN:
            return _PLAIN[node.value]
        if _INT.match(node.value):
            return int(node.value)
        return Text(node.value, line, column)
    if node.style in "|>":
        return Text(node.value, line + 1, 1, block=True)
    return Text(node.value, line, column + 1)


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
