"""Changes every rule of a pack, a little at a time, and counts the changes that an example notices.

`python -m bench.mutants [--pack DIR] [--pathway ID ...] [--processes N] [--list]`. What survives is
listed; the reasons for those that change nothing are in `bench/mutants_survivors.yaml`.
"""

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import yaml

from bench.mutations import Mutant, mutants
from cauce.eligibility import Pack, Rules, load_pack
from cauce.eligibility.examplefiles import read_examples
from cauce.eligibility.examples import Example, differences
from cauce.packs import default_pack

GOAL = 95.0
REASONS = Path(__file__).with_name("mutants_survivors.yaml")


@dataclass(frozen=True)
class Result:
    """What became of a mutant: the example that noticed it, or none."""

    name: str
    pathway: str
    killed_by: str


class Bench:
    """The pack and its examples, read once in each process."""

    def __init__(self, folder: Path) -> None:
        self.pack = load_pack(folder)
        self.by_pathway: dict[str, list[Example]] = defaultdict(list)
        for example in read_examples(self.pack):
            self.by_pathway[example.pathway].append(example)

    def result(self, mutant: Mutant) -> Result:
        """Runs the examples that the mutant can touch, its own criterion's first, until one notices."""
        examples = [e for name in sorted(mutant.pathways) for e in self.by_pathway[name]]
        examples.sort(key=lambda e: e.criterion != mutant.first)
        killer = next((e.name for e in _noticing(mutant.pack, examples)), "")
        return Result(mutant.name, mutant.name.partition(":")[0], killer)


def _noticing(pack: Pack, examples: list[Example]) -> Iterable[Example]:
    rules: dict[object, Rules] = {}
    for example in examples:
        days = (example.case.on, example.case.filed)
        if days not in rules:
            rules[days] = Rules(pack, *days)
        if next(differences(example, rules[days]), ""):
            yield example


def share(folder: Path, only: frozenset[str], part: int, parts: int) -> list[Result]:
    """The results of every `parts`-th mutant."""
    bench = Bench(folder)
    every = enumerate(mutants(bench.pack, only))
    return [bench.result(mutant) for index, mutant in every if index % parts == part]


def run(folder: Path, only: frozenset[str] = frozenset(), processes: int = 1) -> list[Result]:
    """The result of every mutant of the pack, or of some pathways."""
    if processes == 1:
        return share(folder, only, 0, 1)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(share, folder, only, part, processes) for part in range(processes)]
        return [result for job in jobs for result in job.result()]


def reasons() -> dict[str, str]:
    """Why a surviving mutant is no gap, by its name."""
    return dict(yaml.safe_load(REASONS.read_text(encoding="utf-8")) or {})


def main() -> int:
    """Prints the figures; exit 1 below the goal or with a survivor that has no reason."""
    asked = _arguments()
    start = time.perf_counter()
    results = run(asked.pack, frozenset(asked.pathway), asked.processes)
    survivors = [result for result in results if not result.killed_by]
    known = reasons()
    open_ones = [result for result in survivors if not known.get(result.name)]
    if asked.list:
        _table(results)
    for result in survivors:
        print(f"survives  {result.name}  {known.get(result.name) or '— no reason given'}")
    killed = 100 * (len(results) - len(survivors)) / max(len(results), 1)
    print(
        f"{len(results)} mutants, {len(results) - len(survivors)} killed "
        f"({killed:.1f} %, goal {GOAL:.0f} %), "
        f"{len(survivors)} survive, {len(open_ones)} without a reason, {time.perf_counter() - start:.0f} s"
    )
    return int(killed < GOAL or bool(open_ones))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=default_pack())
    parser.add_argument("--pathway", action="append", default=[])
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--list", action="store_true", help="figures by pathway or table")
    return parser.parse_args()


def _table(results: list[Result]) -> None:
    every = Counter(result.pathway for result in results)
    alive = Counter(result.pathway for result in results if not result.killed_by)
    for name, number in every.items():
        print(f"{name:<34} {number:>5} mutants, {alive[name]:>4} survive")


if __name__ == "__main__":
    sys.exit(main())
