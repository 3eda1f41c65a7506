"""The command line: the list of commands, each loaded from its own file only when it is called."""

import importlib
import sys

import click

from cauce import __version__
from cauce.cli import door

# name → file (cauce/cli/NAME.py holds `command`), and the line that `cauce --help` shows without loading it.
COMMANDS = {
    "run": "Start web and worker in the foreground.",
    "demo": "List the accounts of the demonstration.",
    "screen": "Screen households against the rule pack.",
    "ask": "The next questions for a household, best first.",
    "read": "Read a text into drafts of ledger entries.",
    "pack": "Check, show or compare rule packs.",
    "ledger": "Load, export and ask the ledger between governments.",
    "setup": "Set up an office for real people.",
    "officer": "Enrol officers and give them roles.",
    "backup": "Write the office into two files, and check them.",
    "restore": "Fill an empty office from a backup.",
    "key": "Make, rotate and check the master keys.",
    "audit": "Verify the sealed record of Events.",
    "messages": "Extract, check and compile the page catalogues.",
    "states": "Print the diagrams of states for the manual.",
}


class _Late(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"cauce.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=_Late,
    no_args_is_help=False,
    invoke_without_command=False,
    epilog="Example: cauce run",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="cauce", message="%(prog)s %(version)s")
def cauce() -> None:
    """Cauce: the office system of a migration processing centre.

    Exit code 0: done. 1: the answer is no. 2: bad input or refused, nothing written.
    """


def main() -> None:
    """Entry point of the `cauce` command."""
    sys.exit(door.run(cauce))
