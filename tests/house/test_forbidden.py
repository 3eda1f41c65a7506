"""Ways around the house's own doors, and the few places that may use them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import SRC, parsed, sources, text_of, tracked

# place → why it may
CURSOR = {
    "base/checkpoint.py": "SQLite's own command that empties its write-ahead log",
    "base/audit.py": "PostgreSQL's advisory lock, which orders the sealer after the verbs",
    "base/append_only.py": "creates and looks for the triggers",
    "base/backup/schema.py": "holds one moment in view, asks for damage, and lets numbers go on",
    "base/rows.py": "statements that Django wrote, put together once and run many times",
    "base/throttle.py": "counters in a file of their own, outside the write gate",
}
BASE_MANAGER: dict[str, str] = {}
UNSCOPED: dict[str, str] = {
    "demo/stories.py": "the demonstration finds the application that it just sent",
    "demo/telling.py": "the demonstration sends the letters of its past days, for every site",
    "applications/effects.py": "the worker's: a letter that was promised, applications after their time",
    "applications/actions.py": "a form that came before finds what it became, at whatever site",
    "applications/access/actions.py": "visits to the draft that an application in hand was; a code is"
    " asked for by reference",
    "applications/access/door.py": "a family names its own file by reference and code",
    "applications/access/effects.py": "the worker sends codes that families of any site asked for",
    "applications/access/lasting.py": "visits to every site are deleted after their time",
    "website/visits.py": "the secret of the browser's cookie names one visit, and what it opens",
    "applications/drafts/expiry.py": "drafts of every site are deleted after their time",
    "applications/papers/effects.py": "the worker sweeps papers of every site, and finds lost files",
    "applications/intray.py": "the test that every record lies in exactly one tray",
    "cases/waiting/effects.py": "the worker writes to families of every site that wait",
    "cases/intray.py": "every record lies in exactly one tray; whether the family of a waiting case goes on",
    "notices/intray.py": "the test that every record lies in exactly one tray",
    "notices/sender.py": "the worker sends the letters of every site",
    "privacy/actions.py": "the worker finishes what two officers signed",
    "privacy/copying.py": "a family's copy holds every row that lies under its keys",
    "privacy/effects.py": "the worker makes and drops the copies of every site",
    "privacy/erasing.py": "an erasure takes away whatever stood under the destroyed keys",
    "privacy/intray.py": "the test that every record lies in exactly one tray",
    "people/lookalikes/finding.py": "whoever applied at two sites is pointed out to both",
    "people/lookalikes/actions.py": "a question goes to the other side of a pair, which its own site sees",
    "people/intray.py": "the test that every record lies in exactly one tray",
}
CLOCK = {"base/clock.py": "the one reader of the clock"}
SIGNALS = {"base/apps.py": "post_migrate: Django rebuilds tables on SQLite and loses the triggers"}


def _place(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def _attributes(path: Path, wanted: str) -> Iterator[ast.Attribute]:
    return (n for n in ast.walk(parsed(path)) if isinstance(n, ast.Attribute) and n.attr == wanted)


def _users_of(attribute: str, of: str = "") -> set[str]:
    """The files that use `.attribute`, or `of.attribute`."""
    return {
        _place(p)
        for p in sources()
        for n in _attributes(p, attribute)
        if not of or (isinstance(n.value, ast.Name) and n.value.id == of)
    }


def test_raw_statements_only_where_listed() -> None:
    assert _users_of("cursor") == set(CURSOR)
    assert _users_of("raw") | _users_of("extra") == set()


def test_no_manager_that_skips_the_guard() -> None:
    assert _users_of("_base_manager") == set(BASE_MANAGER)


def test_unscoped_reads_only_where_listed() -> None:
    assert _users_of("unscoped") == set(UNSCOPED)


def _calls(node: ast.AST) -> set[str]:
    functions = (n.func for n in ast.walk(node) if isinstance(n, ast.Call))
    return {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in functions}


def test_nobody_catches_a_failed_opening_of_sealed_text() -> None:
    found = [
        f"{_place(p)}:{n.lineno}"
        for p in sources()
        for n in ast.walk(parsed(p))
        if isinstance(n, ast.Try)
        and n.handlers
        and _place(p) != "base/sealing.py"
        and {"unseal", "open_sealed"} & {c for statement in n.body for c in _calls(statement)}
    ]
    assert found == []


def test_nobody_reads_the_clock_but_the_clock() -> None:
    readers = _users_of("now", of="datetime") | _users_of("today", of="date")
    readers |= _users_of("time", of="time") | _users_of("now", of="timezone")
    assert readers == set(CLOCK)


def test_no_signals() -> None:
    users = {_place(p) for p in sources() if "django.db.models.signals" in text_of(p)}
    assert users == set(SIGNALS)
    assert not any("@receiver" in text_of(p) for p in sources())


def test_no_admin() -> None:
    assert not [_place(p) for p in sources() if "django.contrib.admin" in text_of(p)]
    assert not [p for p in tracked() if p.name == "admin.py"]


def test_verbs_and_libraries_never_touch_a_request() -> None:
    found = [_place(p) for p in sources() if p.name == "actions.py" and "HttpRequest" in text_of(p)]
    assert found == []
