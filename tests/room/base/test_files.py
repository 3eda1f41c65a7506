"""Sealed files are written whole or not at all, under names that lead nowhere else."""

import errno
import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from cauce.base import files

OWNER = UUID(int=5)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    settings.CAUCE_DATA = tmp_path
    return tmp_path


def _everything(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def test_what_was_written_is_read_and_removed() -> None:
    name = files.new_name(OWNER)
    files.write(name, b"envelope")
    assert files.read(name) == b"envelope"
    assert files.owner_of(name) == OWNER
    files.remove([name, name])
    with pytest.raises(FileNotFoundError):
        files.read(name)


def test_nobody_else_on_the_machine_may_read() -> None:
    name = files.new_name(OWNER)
    files.write(name, b"envelope")
    path = files.path_of(name)
    assert path.stat().st_mode & 0o77 == 0
    assert path.parent.stat().st_mode & 0o77 == 0


def test_names_of_one_owner_differ() -> None:
    assert files.new_name(OWNER) != files.new_name(OWNER)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../../etc/passwd",
        "a" * 49,
        f"{OWNER.hex}-../..",
        f"{OWNER.hex}-0123456789abcdef\n",
    ],
)
def test_a_name_that_is_not_ours_is_never_a_path(name: str) -> None:
    assert files.owner_of(name) is None
    for act in (files.read, lambda n: files.write(n, b""), lambda n: files.remove([n])):
        with pytest.raises(ValueError, match="no name of a sealed file"):
            act(name)


@pytest.mark.parametrize("where", ["open", "write", "fsync", "replace"])
def test_a_full_disk_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, folder: Path, where: str
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    class Full:
        def __init__(self, line: int, *_: object) -> None:
            os.close(line)

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            return None

        write = full

    if where == "replace":
        monkeypatch.setattr(Path, "replace", full)
    else:
        monkeypatch.setattr(
            files.os, {"write": "fdopen"}.get(where, where), Full if where == "write" else full
        )
    with pytest.raises(files.NoRoom):
        files.write(files.new_name(OWNER), b"x" * 100)
    monkeypatch.undo()
    assert _everything(folder) == []


def test_another_fault_is_not_called_a_full_disk(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(files.os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output error"):
        files.write(files.new_name(OWNER), b"x")
    monkeypatch.undo()
    assert _everything(folder) == []


def test_a_drawer_shows_what_lies_in_it_and_half_written_files() -> None:
    name = files.new_name(uuid4())
    drawer = int(name[:2], 16)
    assert list(files.kept_in(drawer)) == []
    files.write(name, b"envelope")
    half = files.path_of(name).with_name(".half")
    half.touch()
    assert set(files.kept_in(drawer)) == {files.path_of(name), half}
