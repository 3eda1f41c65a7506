"""`cauce read`: a text about governments in, drafts of ledger entries out."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cauce.cli import door

if TYPE_CHECKING:
    from cauce.reading import Draft


@click.command(epilog="Example: cauce read article.txt --published 2024-01-12 --json")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="The day on which the text appeared, in EDTF.")
@click.option("--lang", metavar="LANG", help="es or en; by default the text shows it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(file: Path, published: str | None, lang: str | None, as_json: bool) -> None:
    """Read FILE: a text, or a JSON object with text, published, lang, title and outlet.

    Nothing is written anywhere: a person accepts, corrects or rejects each draft. Relative dates and dates
    without a year are read back from the day of publication.
    """
    from cauce.reading import ReadFault, read, source_of

    data = _text(file)
    try:
        source = source_of(data, published=published, lang=lang)
    except ReadFault as fault:
        what, _, instead = str(fault).partition("; ")
        raise door.Refused(door.Fault(what, instead, file)) from None
    drafts = read(source)
    if as_json:
        door.show_json({"drafts": [draft.as_json() for draft in drafts]})
    else:
        click.echo("\n".join(_prose(drafts, source.text)) or "No entry was found in this text.")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fault = door.Fault("is not a text in UTF-8", "save it as plain text in UTF-8", file)
    except OSError:
        fault = door.Fault("cannot be read", "give the path of a text file", file)
    raise door.Refused(fault)


def _prose(drafts: "list[Draft]", text: str) -> Iterator[str]:
    """A card for each draft for a person at a terminal; programs read `--json`."""
    for draft in sorted(drafts, key=lambda d: d.layer):
        card: dict[str, Any] = draft.as_json()
        yield f"{draft.kind}: {draft.act}" + (" (hedged)" if draft.hedged else "")
        yield f"  {', '.join(draft.from_) or '?'} → {', '.join(draft.to) or '?'}"
        yield f"  when: {draft.date.edtf or 'not known'} ({draft.date.basis})"
        if card["amount"]:
            amount = card["amount"]
            yield f"  amount: {amount['qualifier']} {amount['value']} {amount['currency']}"
        said = [draft.said_by, draft.on_behalf_of and f"for {draft.on_behalf_of}"]
        yield "  said by: " + ", ".join(s for s in [*said, draft.reported_by] if s)
        yield "  “" + " ".join(text[slice(*draft.evidence[0])].split())[:140] + "”"
