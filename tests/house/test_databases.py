"""What is not run again on PostgreSQL is about words alone: no race, no constraint, no way to store."""

import re

import pytest

from tests.databases import is_about_words, may_differ

# Whatever a database does in its own way is proved on both: what commits is looked for below.
OWN_WAY = re.compile(r"transaction=True|raises\(IntegrityError|at_once\(\d|ThreadPoolExecutor")


def test_nothing_that_a_database_does_in_its_own_way_is_run_once(
    request: pytest.FixtureRequest,
) -> None:
    files = {item.path for item in request.session.items if is_about_words(item)}
    assert [path.name for path in sorted(files) if OWN_WAY.search(path.read_text())] == []


def test_whatever_commits_or_races_is_run_on_both(request: pytest.FixtureRequest) -> None:
    marks = [(item, item.get_closest_marker("django_db")) for item in request.session.items]
    commits = [item for item, mark in marks if mark and mark.kwargs.get("transaction")]
    assert [item.nodeid for item in commits if not may_differ(item)] == []
