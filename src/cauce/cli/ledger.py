"""`cauce ledger`: the governments' ledger from a shell: a record in, a record out, questions answered."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from cauce.cli import door

Json = dict[str, Any]
Report = list[tuple[str, str, str]]


@click.group(epilog="Example: cauce ledger ask questions.json --json")
def command() -> None:
    """Load, export and ask the ledger between governments."""


@command.command(epilog="Example: cauce ledger load record.json --dry-run")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Load without asking.")
def load(file: Path, dry_run: bool, yes: bool) -> None:
    """Lay the record in FILE over the ledger: all of it or nothing; twice changes nothing."""
    from cauce.ledger import Faults, canonical, check, merge, read_record

    with _faults():
        record = read_record(_text(file), str(file))
    door.open_office()
    from cauce.cli import ready
    from cauce.governments import shelves

    with ready.sentences():
        merged, report = merge(shelves.whole(), canonical(record))
    try:
        check(merged)
    except Faults as error:
        raise door.Refused(*(_beside(fault, file) for fault in error.faults)) from None
    changes = _changes(report)
    if dry_run:
        _say(report, "nothing was written")
    elif not changes:
        _say(report, "nothing changes")
    elif door.agreed(f"{_summary(report)}. Load it?", yes=yes):
        _say(_load(record), "loaded")
    else:
        raise door.Refused.saying("nothing was loaded", "answer yes to load it")


def _load(record: Json) -> Report:
    from cauce.base import clock
    from cauce.base.actors import Actor
    from cauce.base.refusal import Refused
    from cauce.cli import ready
    from cauce.governments.actions import load_ledger

    try:
        with ready.sentences():
            return load_ledger(record=record, by=Actor.IMPORT, at=clock.now())
    except Refused as refused:
        raise door.Refused.saying(str(refused)) from None


@command.command(epilog="Example: cauce ledger export record.json")
@click.argument("file", type=click.Path(path_type=Path))
def export(file: Path) -> None:
    """Write the ledger into FILE, whole or not at all; loading it gives the same ledger."""
    import json

    record = json.dumps(_shown(), ensure_ascii=False, indent=1, allow_nan=False)
    beside = file.with_name(file.name + ".part")
    try:
        beside.write_text(record + "\n", encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        what = f"{file} cannot be written ({error.strerror})"
        raise door.Refused.saying(what, "name a file in a folder that you may write in") from None


@command.command(epilog="Example: cauce ledger ask questions.json --json")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, without line breaks.")
def ask(file: Path, as_json: bool) -> None:
    """Answer the questions in FILE from the ledger, as known on the day each of them names."""
    import json

    from cauce.ledger import Ledger, answer, listed, read_questions

    text = _text(file)
    with _faults():
        listed(text, str(file))
    door.open_office()
    ledger = Ledger(_whole())
    with _faults():
        asked = read_questions(text, str(file), ledger)
    answers = {name: answer(ledger, question) for name, question in asked.items()}
    if as_json:
        door.show_json(answers)
    else:
        click.echo(json.dumps(answers, ensure_ascii=False, indent=1))


def _shown() -> Json:
    from cauce.ledger import shown

    door.open_office()
    return shown(_whole())


def _whole() -> Json:
    from cauce.cli import ready
    from cauce.governments import shelves

    with ready.sentences():
        return shelves.whole()


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"this is not UTF-8 (byte {error.start})"
        raise door.Refused(door.Fault(what, "save it as UTF-8", file)) from None
    except OSError as error:
        what = f"it cannot be read ({error.strerror})"
        raise door.Refused(door.Fault(what, "name a file that is there", file)) from None


@contextmanager
def _faults() -> Iterator[None]:
    """The library's faults become one refusal, a line each."""
    from cauce.ledger import Faults

    try:
        yield
    except Faults as error:
        raise door.Refused(
            *(
                door.Fault(f.what, f.mend, f.file, f.line or None, f.column or None)
                for f in error.faults
            )
        ) from None


def _beside(fault: Any, file: Path) -> door.Fault:
    return door.Fault(f"together with the ledger that is here: {fault.what}", fault.mend, file)


def _changes(report: Report) -> Report:
    return [line for line in report if line[2] != "the same"]


def _summary(report: Report) -> str:
    counts = Counter(became for _, _, became in report)
    return ", ".join(
        f"{counts[word]} {word}" for word in ("new", "changed", "the same") if counts[word]
    )


def _say(report: Report, end: str) -> None:
    lines = [f"{where} {name}: {became}" for where, name, became in report]
    click.echo("\n".join([*lines, f"{_summary(report) or 'an empty record'}: {end}"]))
