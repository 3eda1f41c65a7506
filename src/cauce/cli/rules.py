"""What the commands about rules share: the pack, the day, and the engine's faults as refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from cauce.cli import door

if TYPE_CHECKING:
    from cauce.eligibility import Fault, Pack


@contextmanager
def sentences() -> Iterator[None]:
    """The engine's faults become one refusal, a line each."""
    from cauce.eligibility import Faults

    try:
        yield
    except Faults as error:
        raise door.Refused(*map(_fault, error.faults)) from None


def _fault(fault: "Fault") -> door.Fault:
    return door.Fault(fault.what, fault.mend, fault.file, fault.line or None, fault.column or None)


def open_pack(folder: Path | None) -> "Pack":
    """The pack in a folder, or the one that CAUCE_PACK names, or the shipped one."""
    from cauce.eligibility import load_pack
    from cauce.packs import default_pack

    with sentences():
        return load_pack(folder or default_pack())


def day(text: str | None) -> date | None:
    """The day of `--on`."""
    from cauce.dates import DateFault, parse

    if text is None:
        return None
    try:
        first, last = parse(text)
    except DateFault as error:
        what, _, instead = str(error).partition("; ")
        raise door.Refused.saying(f"--on: {what}", instead) from None
    if first != last:
        raise door.Refused.saying(f"--on: {text} is not one day", "write a day such as 2023-06-11")
    return first


def language(pack: "Pack", lang: str) -> str:
    """One of the pack's languages."""
    return lang if lang in pack.languages else _none_of("language", lang, pack.languages)


def pathway(pack: "Pack", name: str) -> str:
    """One of the pack's pathways."""
    return name if name in pack.pathways else _none_of("pathway", name, tuple(pack.pathways))


def _none_of(kind: str, name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, 1)
    mend = f"did you mean {near[0]}?" if near else f"write one of {', '.join(known)}"
    raise door.Refused.saying(f"{name} is no {kind} of this pack", mend)
