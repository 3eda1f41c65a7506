"""`cauce audit`: whether the record of what was done is still as it was sealed."""

import click

from cauce.cli import door


@click.group(epilog="Example: cauce audit verify")
def command() -> None:
    """Look after the sealed record of Events."""


@command.command(epilog="Example: cauce audit verify --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(as_json: bool) -> None:
    """Compute every sealed batch again; exit 1 and the batch where one was changed."""
