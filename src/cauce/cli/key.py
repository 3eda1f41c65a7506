"""`cauce key`: the numbered master keys, made, changed and tried."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cauce.cli import door, ready

if TYPE_CHECKING:
    from cauce.base.keys import Check

SHOWN = 5  # ids of keys that do not open; a longer list helps nobody


@click.group(epilog="Example: cauce key check")
def command() -> None:
    """Look after the master keys that every file lies under."""


@command.command(epilog="Example: cauce key new /etc/cauce/master-keys")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def new(path: Path) -> None:
    """Make FILE with a first master key; a file that is there stays as it is."""
    from cauce.base import masters

    try:
        made = masters.create(path)
    except OSError as error:
        raise door.Refused(
            door.Fault(
                f"cannot be written ({error.strerror or type(error).__name__})",
                "name a file in a folder that you may write in",
                path,
            )
        ) from error
    if not made:
        raise door.Refused(
            door.Fault("is there already", "name another file; rotate adds a key to it", path)
        )
    click.echo(
        f"{path} holds master key 1, readable by you alone.\n"
        f"Set CAUCE_KEY_FILE={path}. {_on_paper(1)}"
    )


@command.command(epilog="Example: cauce key rotate")
@click.option(
    "--add-only",
    is_flag=True,
    help="Add the key and stop: for several machines, which need the file first.",
)
def rotate(add_only: bool) -> None:
    """Add the next master key and wrap every key by it; broken off, repeat it and it goes on."""
    ready.prepare()
    from cauce.base import keys, masters

    with ready.sentences(), ready.alone():
        held = masters.masters()
        # Something lies under an older one: a rotation was broken off, and another number is no help.
        begun = len(held) > 1 and keys.under_older_masters().exists()
        number = max(held) if begun else masters.add()
        wrapped = 0 if add_only else _rewrap()
    if add_only:
        click.echo(f"Master key {number} is in the file. Copy it to every machine, then rotate.")
        return
    click.echo(f"{wrapped} keys now lie under master key {number}. {_on_paper(number)}")
    click.echo(
        "Older master keys still open older key backups: once the last of those is destroyed, take\n"
        "their lines out of the file. `cauce key check` says what lies under which."
    )


def _rewrap() -> int:
    from cauce.base import actions, clock, keys
    from cauce.base.actors import Actor

    done, waiting = 0, keys.under_older_masters()
    with door.progress(total=waiting.count(), label="Wrapping keys") as advance:
        while waiting.exists():
            count = actions.rewrap_keys(by=Actor.SETUP, at=clock.now())
            done += count
            advance(count)
    return done


@command.command(epilog="Example: cauce key check")
def check() -> None:
    """Open every key; exit 1 and the numbers where master keys are missing or keys stay closed."""
    ready.prepare()
    from cauce.base import keys
    from cauce.base.models import SubjectKey

    with ready.sentences():
        count = SubjectKey.objects.count()
        with door.progress(total=count, label="Opening keys") as advance:
            found = keys.check(advance=advance)
    click.echo("\n".join(_prose(found)))
    if not found.ok:
        door.say_no()


def _prose(found: "Check") -> list[str]:
    lines = [f"master key {n}: {count} keys" for n, count in sorted(found.under.items())]
    lines += [
        f"master key {n} is missing: {count} keys lie under it; put its line back into the file"
        for n, count in sorted(found.missing.items())
    ]
    if found.closed:
        some = ", ".join(str(key) for key in found.closed[:SHOWN])
        lines.append(f"{len(found.closed)} keys do not open: they were changed ({some})")
    whole = "every key opens" if found.ok else "not every key opens"
    return [*lines, f"{found.destroyed} destroyed; {whole}"]


def _on_paper(number: int) -> str:
    return (
        f"Print the line of key {number} twice and keep the sheets\n"
        "in two safes: all copies lost means every file lost."
    )
