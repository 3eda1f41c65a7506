"""Nothing of the law is in the code: no pathway, criterion, fact or country of any pack."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.tree import ROOT, SRC, name, parsed, text_of, tracked

PACK = ROOT / "packs" / "americas"
CATALOGUES = {".po", ".pot"}


@cache
def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _pathways() -> list[dict[str, Any]]:
    return [_yaml(path) for path in sorted((PACK / "pathways").glob("*.yaml"))]


def _facts() -> set[str]:
    return set(_yaml(PACK / "facts.yaml")["facts"])


def _countries() -> set[str]:
    return set(_yaml(PACK / "facts.yaml")["codes"]["country"])


PATHWAYS = {p["id"] for p in _pathways()}
CRITERIA = {c["id"] for p in _pathways() for c in p["criteria"]}
PARAMETERS = set(_yaml(PACK / "parameters.yaml"))
DOTTED = re.compile(
    "|".join(rf"(?<![\w.]){re.escape(n)}(?!\w)" for n in sorted(_facts() | PARAMETERS))
)
IDS = re.compile(
    "|".join(
        rf"(?<![\w-]){re.escape(n)}(?![\w-])" for n in sorted(PATHWAYS | CRITERIA, key=len)[::-1]
    )
)


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    nodes = (
        n
        for n in ast.walk(parsed(path))
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )
    return ((n.lineno, n.value) for n in nodes)


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    read = io.StringIO(text_of(path)).readline
    return (
        (t.start[0], t.string) for t in tokenize.generate_tokens(read) if t.type == tokenize.COMMENT
    )


@cache
def _said() -> tuple[tuple[str, str], ...]:
    """Everything that the code says in words, with its place: strings, comments, templates, texts."""
    found: list[tuple[str, str]] = []
    for path in (p for p in tracked() if p.is_relative_to(SRC) and p.suffix not in CATALOGUES):
        if path.suffix == ".py":
            pieces = [*_strings(path), *_comments(path)]
        else:
            pieces = list(enumerate(text_of(path).splitlines(), 1))
        found += [(f"{name(path)}:{line}", text) for line, text in pieces]
    return tuple(found)


def test_the_pack_is_read() -> None:
    assert (len(PATHWAYS), len(CRITERIA)) >= (25, 167)
    assert {"person.birth_date"} <= _facts()
    assert len(_said()) > 500


@pytest.mark.parametrize(
    "words", [IDS, DOTTED], ids=["pathways and criteria", "facts and parameters"]
)
def test_the_code_says_no(words: re.Pattern[str]) -> None:
    assert [(place, m.group()) for place, text in _said() for m in words.finditer(text)] == []


def test_the_code_names_no_country() -> None:
    countries = _countries()
    # Django writes verbose_name="ID" into migrations, and there is a country of that code.
    said = [(place, text) for place, text in _said() if "/migrations/" not in place]
    assert [(place, text) for place, text in said if text in countries] == []


def test_a_rule_in_the_code_would_be_found() -> None:
    pathway, criterion, fact = min(PATHWAYS), min(CRITERIA), min(_facts())
    assert IDS.search(f"if pathway == {pathway!r}:")
    assert IDS.search(f"{criterion} fails")
    assert DOTTED.search(f"case[{fact!r}]")
    assert not DOTTED.search(f"my{fact}")
    assert "HT" in _countries()
