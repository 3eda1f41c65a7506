"""The shipped pack is whole: every text in every language, and examples that hold."""

from pathlib import Path

from tests.room.cli.office import say


def test_the_shipped_pack_has_no_fault(tmp_path: Path) -> None:
    done = say(tmp_path, "pack", "check")
    *faults, last = done.stdout.splitlines()
    assert faults == []
    assert last.endswith(" 0 faults")
    assert done.returncode == 0


def test_checking_it_needs_no_database(tmp_path: Path) -> None:
    say(tmp_path, "pack", "check")
    assert list(tmp_path.iterdir()) == []
