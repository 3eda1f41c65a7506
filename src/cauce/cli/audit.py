"""`cauce audit`: whether the record of what was done is still as it was sealed."""

import click


@click.group(epilog="Example: cauce audit verify")
def command() -> None:
    """Look after the sealed record of Events."""
