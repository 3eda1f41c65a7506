"""`cauce pack`: check a rule pack, show one of its pathways, compare two packs."""

from pathlib import Path

import click

from cauce.cli import door, rules

_FOLDER = click.Path(path_type=Path)


@click.group(epilog="Example: cauce pack check packs/americas")
def command() -> None:
    """Check, show or compare rule packs."""


@command.command(epilog="Example: cauce pack check packs/americas")
@click.argument("folder", metavar="[DIR]", required=False, type=_FOLDER)
def check(folder: Path | None) -> None:
    """Read and type the pack in DIR, look for missing texts, run its examples.

    A line for each fault; the last line counts. Exit 1 if there is a fault.
    """
    from cauce.eligibility.check import check as look
    from cauce.packs import default_pack

    with rules.sentences():
        report = look(folder or default_pack())
    click.echo("\n".join([*map(str, report.faults), str(report)]))
    if report.faults:
        door.say_no()


@command.command(epilog="Example: cauce pack show PATHWAY --on 2024-01-12")
@click.argument("pathway")
@click.option("--pack", "folder", type=_FOLDER, help="Folder of the rule pack.")
@click.option("--on", "on", metavar="DATE", help="Only what holds on this day.")
@click.option("--lang", default=None, help="Language; the pack's first by default.")
def show(pathway: str, folder: Path | None, on: str | None, lang: str | None) -> None:
    """Print PATHWAY as prose, with its sources."""
    from cauce.eligibility.show import show as lines

    pack, day = rules.open_pack(folder), rules.day(on)
    lang = rules.language(pack, lang or pack.languages[0])
    click.echo("\n".join(lines(pack, rules.pathway(pack, pathway), on=day, lang=lang)))


@command.command(epilog="Example: cauce pack diff packs/2023 packs/2024")
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
def diff(old: Path, new: Path) -> None:
    """Compare the pack in OLD with the one in NEW: rules, tables, facts, and whose word changes."""
    from cauce.eligibility.compare import compare

    before, after = rules.open_pack(old), rules.open_pack(new)
    with rules.sentences():
        lines = compare(before, after)
    click.echo("\n".join(lines) or "Nothing changed.")
