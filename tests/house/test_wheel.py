"""An installed Cauce carries what a checkout has: pages, styles and the shipped pack."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT, tracked

BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel that is built from what git holds."""
    copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in tracked():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shipped = copy / "src" / "cauce" / "shipped"
    shipped.symlink_to(Path("..") / ".." / "packs")
    command = [sys.executable, "-W", "ignore", "-c", BUILD, str(out)]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def _files(folder: str, pattern: str = "*") -> set[str]:
    found = (p for p in tracked() if p.is_relative_to(ROOT / folder) and p.match(pattern))
    return {str(p.relative_to(ROOT / "src" if folder.startswith("src") else ROOT)) for p in found}


def test_carries_the_code_and_its_pages(inside: set[str]) -> None:
    wanted = {name for name in _files("src/cauce") if not name.endswith(".po")}
    assert wanted - inside == set()


def test_carries_the_shipped_pack(inside: set[str]) -> None:
    pack = {f"cauce/shipped/{name.removeprefix('packs/')}" for name in _files("packs", "*.yaml")}
    assert "cauce/shipped/americas/pack.yaml" in pack
    assert pack - inside == set()


def test_the_link_leads_to_the_pack() -> None:
    assert (ROOT / "src" / "cauce" / "shipped").resolve() == ROOT / "packs"


def test_carries_the_licence(inside: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in inside)
