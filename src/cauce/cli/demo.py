"""`cauce demo`: the accounts of the demonstration, made first if the database is empty."""

from typing import TYPE_CHECKING

import click

from cauce.cli import door, ready

if TYPE_CHECKING:
    from cauce.demo import Account


@click.command(epilog="Example: cauce demo --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> None:
    """List the accounts of the demonstration; an empty database gets them first."""
    accounts = [account.as_dict() for account in made()]
    if as_json:
        door.show_json(accounts)
    else:
        for a in accounts:
            click.echo(f"{a['user']:<21} {a['password']:<32} {a['role']}, {a['site']}")


def made() -> "list[Account]":
    """The demonstration's accounts in this database; refused in production and in a real office."""
    ready.set_up()
    if ready.in_production():
        raise door.Refused.saying("there is no demonstration in production")
    ready.prepare()
    make_if_empty()
    from cauce.demo import accounts

    found = accounts()
    if not found:
        raise door.Refused.saying(
            "this database is a real office's and holds no demonstration",
            "name an empty folder with CAUCE_DATA",
        )
    return found


def make_if_empty() -> None:
    """Fill an empty database with the demonstration."""
    from django.conf import settings

    from cauce.base import clock
    from cauce.demo import is_empty, make, steps

    if is_empty():
        families = settings.DEMO_FAMILIES
        with door.progress(total=steps(families), label="Making the demonstration") as advance:
            make(at=clock.now(), families=families, advance=advance)
