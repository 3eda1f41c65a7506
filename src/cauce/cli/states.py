"""`cauce states`: the diagrams of the manual, printed from the records' own MOVES."""

from collections.abc import Iterator

import click

from cauce.cli import ready

HEAD = """# States

Printed by `make docs` from the `MOVES` of each record. Do not edit.
"""


@click.command(epilog="Example: cauce states > docs/generated/states.md")
def command() -> None:
    """Print one diagram for every record that has states."""
    ready.set_up()
    click.echo(page(), nl=False)


def page() -> str:
    """The whole page of the manual."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    from cauce.base.privacy import house_models
    from cauce.base.states import moves_of

    for model in sorted(house_models(), key=lambda m: m._meta.label):
        moves = moves_of(model)
        if moves:
            lines = [f"    [*] --> {model.START}"]  # type: ignore[attr-defined]  # beside its MOVES
            for state, later in moves.items():
                lines += [f"    {state} --> {n}" for n in sorted(later)] or [f"    {state} --> [*]"]
            yield "\n".join(
                [f"## {model.__name__}", "", "```mermaid", "stateDiagram-v2", *lines, "```", ""]
            )
