"""What may stand in no file of the repository: this machine's paths, addresses of package indexes, bulk."""

import os
import re
import subprocess
import sys

import pytest

from tests.house.tree import ROOT, name, text_of, tracked

# Written in pieces, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.])/" + r"(?:work|farm|home/\w+|Users/\w+|root)/")
PUBLIC_INDEX = re.compile(
    r"https?://(?:[\w.-]*\.)?(?:py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.org)"
)
INDEX_OPTION = re.compile(
    r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-" + r"links|--trusted-host)\b", re.M
)
TOO_BIG = 1_000_000


def _hosts_of_this_machine() -> set[str]:
    pip = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    said = [v for k, v in os.environ.items() if re.search("index|registry", k, re.I)]
    return set(re.findall(r"https?://(?:[^@/\s'\"]*@)?([\w.-]+)", "\n".join([pip, *said])))


@pytest.mark.parametrize("pattern", [MACHINE, PUBLIC_INDEX], ids=["machine path", "package index"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    found = [f"{name(p)}: {m.group()}" for p in tracked() for m in pattern.finditer(text_of(p))]
    assert found == []


def test_no_file_names_the_package_index_of_this_machine() -> None:
    found = [(name(p), h) for h in _hosts_of_this_machine() for p in tracked() if h in text_of(p)]
    assert found == []


def test_requirements_hold_hashes_and_no_address() -> None:
    for path in sorted(ROOT.glob("requirements*.txt")):
        text = text_of(path)
        assert "://" not in text, path.name
        assert not INDEX_OPTION.search(text), path.name
        packages = re.findall(r"^[\w.\[\]-]+==", text, re.M)
        blocks = re.split(r"(?m)^(?=[\w.\[\]-]+==)", text)[1:]
        assert packages, path.name
        assert all("--hash=sha256:" in block for block in blocks), path.name


def test_the_tests_install_what_the_office_runs() -> None:
    pin = re.compile(r"^([\w.\[\]-]+==[^ ;\\]+)", re.M)
    office, tests = (
        set(pin.findall(text_of(ROOT / f))) for f in ("requirements.txt", "requirements-dev.txt")
    )
    assert office <= tests


def test_no_file_is_bulky() -> None:
    assert [name(p) for p in tracked() if p.stat().st_size > TOO_BIG] == []
