"""The manual leads somewhere, and names every setting."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SRC, name, text_of, tracked

PAGES = [p for p in tracked() if p.suffix == ".md"]
LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)")
VARIABLE = re.compile(r"\b(?:CAUCE_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL)\b")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(text_of(page))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_every_setting_is_in_the_manual() -> None:
    told = set(VARIABLE.findall(text_of(ROOT / "docs" / "howto" / "run-it.md")))
    used = {
        v for p in tracked() if p.is_relative_to(SRC) and p.suffix == ".py"
        for v in re.findall(r"[\"'](CAUCE_[A-Z_]+|DATABASE_URL)[\"']", text_of(p))
    }  # fmt: skip
    assert {"CAUCE_DATA", "DATABASE_URL"} <= used
    assert used <= told


def test_the_readme_begins_with_what_a_sceptic_wants() -> None:
    first = text_of(ROOT / "README.md").splitlines()[:15]
    text = "\n".join(first)
    assert "`make run`" in text
    assert "`make test`" in text
    assert "not verified law" in text
    assert sum(line.startswith("|") for line in first) == 12, "head, rule and ten rows"
