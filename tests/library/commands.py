"""Runs a command of `cauce` inside the test, and gives what it said and how it ended."""

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cauce.cli import cauce, door

ROOT = Path(__file__).parents[2]
AMERICAS = ROOT / "packs" / "americas"
ALIEN = ROOT / "tests" / "packs" / "alien"


class Said(NamedTuple):
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(capsys: Any, *words: object) -> Said:
    """`cauce words…`, as from a shell."""
    capsys.readouterr()
    code = door.run(cauce, [str(word) for word in words])
    return Said(code, *capsys.readouterr())


def alien_copy(folder: Path) -> Path:
    """A copy of the alien pack that a test may spoil."""
    return Path(shutil.copytree(ALIEN, folder / "alien"))


def replaced(pack: Path, file: str, old: str, new: str) -> Path:
    """The pack with one text replaced in one file, which must hold it once."""
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return pack


def keeper(**changes: Any) -> dict[str, Any]:
    """A case of the alien pack: its base household, as JSON, with some facts changed."""
    bases = yaml.safe_load((ALIEN / "examples" / "bases.yaml").read_text(encoding="utf-8"))
    person = json.loads(json.dumps(bases["people"]["keeper"], default=str))
    return {
        "id": "K1",
        "on": "2024-05-01",
        "household": {"lamp.oil_paid": True},
        "persons": [{**person, **changes}],
    }


def written(folder: Path, data: Any, name: str = "case.json") -> Path:
    """A case file."""
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path
