"""A check that is silenced, or a test that is skipped, says why beside it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import name, parsed, text_of, tracked

PYTHON = [p for p in tracked() if p.suffix == ".py" and "migrations" not in p.parts]
SILENCE = re.compile(r"#\s*(?:no" + r"qa|type:\s*ignore|pragma:)")
REASON = re.compile(
    r"#\s*(?:no"
    + r"qa:\s*[\w, ]+?|type:\s*ignore\[[\w, -]+\]|pragma:\s*no cover)\s*(?:-|–|#)\s*\S.{3,}"
)


def _lines(pattern: re.Pattern[str], path: Path) -> Iterator[str]:
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if pattern.search(line):
            yield f"{name(path)}:{number}: {line.strip()}"


def test_every_silenced_check_says_why() -> None:
    silenced = [line for path in PYTHON for line in _lines(SILENCE, path)]
    assert [line for line in silenced if not REASON.search(line)] == []


def _skips(path: Path) -> Iterator[ast.Attribute]:
    names = {"skip", "skipif", "xfail", "importorskip"}
    found = (n for n in ast.walk(parsed(path)) if isinstance(n, ast.Attribute))
    return (
        n for n in found if n.attr in names and ast.unparse(n.value) in {"pytest", "pytest.mark"}
    )


def _says_why(skip: ast.Attribute, call: ast.Call | None) -> bool:
    if call is None:
        return False
    return any(k.arg == "reason" for k in call.keywords) or (
        skip.attr == "skip" and bool(call.args)
    )


def test_every_skip_says_why() -> None:
    silent = []
    for path in (p for p in PYTHON if "tests" in p.parts):
        calls = {id(n.func): n for n in ast.walk(parsed(path)) if isinstance(n, ast.Call)}
        silent += [
            f"{name(path)}:{s.lineno}" for s in _skips(path) if not _says_why(s, calls.get(id(s)))
        ]
    assert silent == []
