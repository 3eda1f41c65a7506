"""A dependency comes in with its reason, or it does not come in."""

import re
import tomllib

from tests.house.tree import ROOT, text_of

PYPROJECT = ROOT / "pyproject.toml"
LINE = re.compile(r'^\s*"([\w.\[\]-]+)[<>=~].*",?\s*(#\s*\S.{9,})?$')


def _declared() -> set[str]:
    project = tomllib.loads(text_of(PYPROJECT))["project"]
    extras = project["optional-dependencies"].values()
    lists = [project["dependencies"], *extras]
    return {re.split(r"[<>=~]", d)[0] for one in lists for d in one}


def test_every_dependency_says_what_it_is_for() -> None:
    matches = [m for m in map(LINE.match, text_of(PYPROJECT).splitlines()) if m]
    with_reason = {m.group(1) for m in matches if m.group(2)}
    assert _declared() - with_reason == set()


def test_every_dependency_is_locked_with_a_hash() -> None:
    locked = {
        n.lower() for n in re.findall(r"^([\w.-]+)==", text_of(ROOT / "requirements-dev.txt"), re.M)
    }
    wanted = {re.sub(r"\[.*\]", "", d).lower() for d in _declared()}
    assert wanted - locked == set()
