"""The door of every command: how input is refused, answers are printed and progress is shown.

For whoever writes a command file (`cauce/cli/NAME.py`, holding a click command called `command`):

    Fault(what, instead="", file=None, line=None, column=None)   one line on stderr
    raise Refused(fault, ...)       exit 2, stdout empty; takes any number of Faults
    raise Refused.saying("...")     the same for one sentence without a file
    say_no()                        exit 1: the answer is no
    show_json(value)                one JSON document on stdout, and nothing else
    show_json_lines(values)         one JSON document a line
    with progress(total=n, label="...") as advance: advance(1)   on a terminal only, on stderr
    agreed(question, yes=flag)      asks on a terminal; elsewhere demands --yes
    open_office()                   Django set up and the database ready (only for commands that need it)

Print nothing before all input has been read and checked.
"""

import functools
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import click

DONE, NO, REFUSED, BROKEN, CLOSED_PIPE, INTERRUPTED = 0, 1, 2, 70, 141, 130


@dataclass(frozen=True, kw_only=False)
class Fault:
    """One thing that is wrong with the input, where, and what to write instead."""

    what: str
    instead: str = ""
    file: str | os.PathLike[str] | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = [os.fspath(self.file) if self.file is not None else "cauce"]
        place += [str(n) for n in (self.line, self.column) if n is not None]
        text = f"{self.what}; {self.instead}" if self.instead else self.what
        return _one_line(f"{':'.join(place)}: {text}")


class Refused(Exception):
    """Bad input, or a request that is refused: nothing has been printed or written."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults

    @classmethod
    def saying(cls, what: str, instead: str = "") -> "Refused":
        """A refusal of one sentence that belongs to no file."""
        return cls(Fault(what, instead))


def say_no() -> NoReturn:
    """End with exit code 1: the command worked and its answer is no."""
    raise click.exceptions.Exit(NO)


def show_json(value: Any) -> None:
    """Print one JSON document, and nothing else."""
    show_json_lines([value])


def show_json_lines(values: Iterable[Any]) -> None:
    """Print one JSON document a line; nothing is printed until every one is made."""
    lines = [json.dumps(value, ensure_ascii=False, allow_nan=False) for value in values]
    sys.stdout.write("".join(line + "\n" for line in lines))


@contextmanager
def progress(*, total: int | None, label: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on stderr while the body runs, if stderr is a terminal; yields `advance(steps)`."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield functools.partial(bar.advance, task)


def _unseen(steps: float = 1) -> None:
    """Progress that nobody watches."""


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the person agrees; where nobody can be asked, --yes must have been given."""
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Refused.saying(
            f"{question} Nobody can be asked here", "repeat the command with --yes"
        )
    return click.confirm(question, err=True)


def open_office() -> None:
    """Set Django up and bring the database up to date, also in an empty folder."""
    from cauce.cli.ready import prepare

    prepare()


def run(command: click.Command, args: list[str] | None = None) -> int:
    """Run a command; every way it can end becomes an exit code and at most one line a fault."""
    _speak_utf8()
    try:
        code = command.main(args, prog_name="cauce", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except Refused as refused:
        return _refuse(refused.faults)
    except click.ClickException as error:
        return _refuse([Fault(*_usage(error))])
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the interpreter flushes it at exit
        return CLOSED_PIPE
    except Exception as error:
        # The rim: nothing leaves as a traceback, which could hold a person's data.
        return _broken(error)


def _refuse(faults: Iterable[Fault]) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    return REFUSED


def _usage(error: click.ClickException) -> tuple[str, str]:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "cauce"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return "Missing command", f"see `{path} --help`"
    return error.format_message().rstrip("."), f"see `{path} --help`"


def _broken(error: Exception) -> int:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}:{frame.name}"
    print(f"cauce: a fault of Cauce itself: {type(error).__name__} in {where}", file=sys.stderr)
    if os.environ.get("CAUCE_TRACEBACK"):
        traceback.print_exception(error)
    return BROKEN


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
