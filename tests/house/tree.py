"""What the house tests look at: tracked files, the product's sources, and their syntax trees."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "cauce"


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file that git holds, and every new one that it would hold."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    files = (ROOT / name for name in names.split("\0") if name)
    return tuple(sorted(p for p in files if p.is_file() and not p.is_symlink()))


def text_of(path: Path) -> str:
    """The text of a file; empty for a picture or another binary."""
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", errors="replace")


def sources(*, migrations: bool = False) -> Iterator[Path]:
    """The product's Python files."""
    for path in tracked():
        inside = path.is_relative_to(SRC) and path.suffix == ".py"
        if inside and (migrations or "migrations" not in path.parts):
            yield path


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """A file's name as the repository knows it."""
    return str(path.relative_to(ROOT))
