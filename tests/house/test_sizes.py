"""Files and functions stay small enough to be read, and say what they are for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import name, parsed, sources, text_of, tracked

FILE, FUNCTION = 400, 60


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (n for n in ast.walk(parsed(path)) if isinstance(n, ast.FunctionDef))


def _length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_python_file_is_long() -> None:
    files = (p for p in tracked() if p.suffix == ".py" and "migrations" not in p.parts)
    lengths = {name(p): text_of(p).count("\n") for p in files}
    assert {n: lines for n, lines in lengths.items() if lines > FILE} == {}


def test_no_function_is_long() -> None:
    found = {f"{name(p)}:{f.name}": _length(f) for p in sources() for f in _functions(p)}
    assert {n: lines for n, lines in found.items() if lines > FUNCTION} == {}


def test_every_module_opens_with_what_it_is_for() -> None:
    silent = [name(p) for p in sources() if text_of(p).strip() and not ast.get_docstring(parsed(p))]
    assert silent == []


def test_every_public_function_of_a_module_has_a_docstring() -> None:
    silent = [
        f"{name(p)}:{node.name}"
        for p in sources()
        for node in parsed(p).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
