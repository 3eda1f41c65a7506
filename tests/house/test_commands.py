"""Every command keeps the rules that other people's programs rely on."""

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from cauce import __version__
from cauce.cli import cauce

HEAVY = {"django", "yaml", "rich", "babel", "granian", "cauce.base", "cauce.eligibility", "edtf"}


def _every(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from _every(child, (*path, name))


def _say(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from cauce.cli import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=os.environ | environment,
    )


def test_every_command_shows_one_example() -> None:
    without = []
    for path in _every(cauce):
        command: click.Command = cauce
        for word in path:
            child = command.get_command(click.Context(command), word)  # type: ignore[attr-defined]  # a path leads through groups
            assert child is not None
            command = child
        text = command.get_help(click.Context(command, info_name=" ".join(["cauce", *path])))
        if text.count("Example: cauce") != 1:
            without.append(path)
    assert without == []


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_saying_who_one_is_loads_nothing_heavy(word: str) -> None:
    code = (
        "import sys\nfrom cauce.cli import door, cauce\n"
        f"code = door.run(cauce, [{word!r}])\n"
        "print(*sorted(sys.modules), file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert HEAVY & set(done.stderr.split()) == set()


def test_version() -> None:
    assert _say("--version").stdout == f"cauce {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("sing",),
        ("--loud",),
        ("run", "--port", "many"),
        ("run", "--port", "70000"),
        ("audit",),
        ("pack",),
    ],
)
def test_a_wrong_word_is_one_line_and_exit_2(words: tuple[str, ...]) -> None:
    done = _say(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cauce: ")
    assert done.stderr.count("\n") == 1
    assert "--help`" in done.stderr


def test_a_control_sign_in_a_word_stays_on_its_line() -> None:
    done = _say("si\nng\x1b[31m")
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
