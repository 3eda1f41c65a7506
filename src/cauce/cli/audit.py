"""`cauce audit`: whether the record of what was done is still as it was sealed."""

from typing import TYPE_CHECKING

import click

from cauce.cli import door, ready

if TYPE_CHECKING:
    from cauce.base.verify import Report, Tampering


@click.group(epilog="Example: cauce audit verify")
def command() -> None:
    """Look after the sealed record of Events."""


@command.command(epilog="Example: cauce audit verify --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(as_json: bool) -> None:
    """Compute every sealed batch again; exit 1 and the batch where one was changed."""
    ready.prepare()
    from cauce.base.verify import verify as compute

    with ready.sentences():
        report = compute()
    if as_json:
        door.show_json(report.as_dict())
    else:
        click.echo("\n".join(_prose(report)))
    if not report.ok:
        door.say_no()


def _prose(report: "Report") -> list[str]:
    counts = f"{report.events} Events in {report.batches} sealed batches, {report.unsealed} not sealed yet"
    erased = f", {report.erased} of erased subjects" if report.erased else ""
    verdict = f"{len(report.faults)} faults" if report.faults else "as it was sealed"
    lines = [f"{_where(fault)}: {fault.says}" for fault in report.faults]
    return [*lines, f"{counts}{erased}: {verdict}", f"last seal {report.last_seal}"]


def _where(fault: "Tampering") -> str:
    if fault.batch is not None:
        return f"batch {fault.batch} (Events {fault.first} to {fault.last})"
    return f"not sealed yet (Events {fault.first} to {fault.last})" if fault.last else "the record"
