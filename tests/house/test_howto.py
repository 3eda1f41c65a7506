"""The pack that the manual builds is a pack: it is read, screened and asked as printed."""

import re
from pathlib import Path

import pytest

from cauce import eligibility
from tests.house.tree import ROOT, text_of
from tests.room.cli.office import say

PAGE = ROOT / "docs" / "howto" / "add-a-pack.md"
BLOCK = re.compile(r"```yaml\n# (marea/[\w/.-]+)\n(.*?)```", re.S)


@pytest.fixture
def marea(tmp_path: Path) -> Path:
    """The folder that somebody has who follows the page."""
    for place, text in BLOCK.findall(text_of(PAGE)):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "marea"


def _person(**facts: object) -> dict[str, object]:
    return {"relation_to_principal": "principal", "born": "1990-04", "harbour": "north", **facts}


def _screened(marea: Path, person: dict[str, object], on: str = "2024-05-01") -> dict[str, object]:
    pack = eligibility.load_pack(marea)
    case = eligibility.case_from(pack, {"id": "A", "on": on, "household": {}, "persons": [person]})
    return eligibility.screen(pack, case)


def test_it_is_read(marea: Path) -> None:
    pack = eligibility.load_pack(marea)
    assert set(pack.pathways) == {"DOCK"}
    assert set(pack.criteria) == {"DOCK-1", "DOCK-2", "DOCK-3"}


def test_it_is_checked_without_a_fault(marea: Path) -> None:
    done = say(marea.parent, "pack", "check", str(marea))
    assert done.stdout.splitlines()[-1] == "1 pathways, 3 criteria, 12 examples, 0 faults"
    assert (done.returncode, done.stderr) == (0, "")


def test_a_landing_after_the_opening_may_be_referred(marea: Path) -> None:
    said = _screened(marea, _person(first_landed="2022-03-01"))
    assert said["eligible"] == ["DOCK"]
    assert said["open_points"] == {"DOCK": ["DOCK-3"]}


def test_a_landing_before_it_is_refused_at_the_gate(marea: Path) -> None:
    assert _screened(marea, _person(first_landed="2022-02"))["not_eligible"] == {"DOCK": ["DOCK-1"]}


def test_a_landing_of_which_nobody_told_is_asked(marea: Path) -> None:
    assert _screened(marea, _person())["undetermined"] == {"DOCK": ["person.first_landed"]}


def test_after_its_end_it_is_closed(marea: Path) -> None:
    said = _screened(marea, _person(first_landed="2022-03-01"), on="2025-01-01")
    assert said["closed"] == {"DOCK": "ended"}
