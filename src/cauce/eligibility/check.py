"""Checks a pack: reads and types it, looks for missing texts, and runs its examples."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cauce.eligibility import marks
from cauce.eligibility.examplefiles import FOLDER, read_examples
from cauce.eligibility.examples import FAILS, HOLDS, UNKNOWN, Example, faults_of
from cauce.eligibility.faults import Fault, Faults
from cauce.eligibility.pack import Pack
from cauce.eligibility.reader import load_pack
from cauce.eligibility.words import missing_words

NEEDED = {HOLDS: "holds", FAILS: "fails", UNKNOWN: "is unknown"}


@dataclass(frozen=True)
class Report:
    """What a check found, and how much there was to check."""

    faults: tuple[Fault, ...]
    pathways: int
    criteria: int
    examples: int

    def __str__(self) -> str:
        counts = {
            "pathways": self.pathways,
            "criteria": self.criteria,
            "examples": self.examples,
            "faults": len(self.faults),
        }
        return ", ".join(f"{number} {what}" for what, number in counts.items())


def check(folder: Path) -> Report:
    """Everything that is wrong with the pack in a folder. Raises Faults where there is no pack."""
    if not (folder / "pack.yaml").is_file():
        raise Faults([Fault(str(folder), 0, 0, "is no rule pack", "give a folder with pack.yaml")])
    try:
        pack = load_pack(folder)
    except Faults as error:
        return Report(tuple(error.faults), *_counted(folder), 0)
    faults = missing_words(pack)
    try:
        examples = read_examples(pack)
    except Faults as error:
        examples = []
        faults += error.faults
    else:
        faults += [fault for example in examples for fault in faults_of(pack, example)]
        faults += lacking(pack, examples)
    named = {(example.place, example.name) for example in examples}
    return Report(tuple(faults), len(pack.pathways), len(pack.criteria), len(named))


def lacking(pack: Pack, examples: list[Example]) -> Iterator[Fault]:
    """Every criterion that is asked and lacks an example that holds, fails, or is unknown."""
    shown = {(example.criterion, example.kind) for example in examples}
    for criterion in pack.criteria.values():
        missing = [word for kind, word in NEEDED.items() if (criterion.id, kind) not in shown]
        if criterion.unknown == "ask" and missing:
            what = f"{criterion.id} has no example that {' or '.join(missing)}"
            place = f"{pack.folder.name}/{FOLDER}/criteria"
            yield Fault(place, 0, 0, what, f"add it under {criterion.pathway}")


def _counted(folder: Path) -> tuple[int, int]:
    """Pathways and criteria of a pack that cannot be read as one: what its files hold."""
    pathways = criteria = 0
    for path in (folder / "pathways").glob("*.yaml"):
        pathways += 1
        try:
            listed = marks.read(path, path.name).get("criteria")
        except Faults:
            continue
        criteria += len(listed) if isinstance(listed, list) else 0
    return pathways, criteria
