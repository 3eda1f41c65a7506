"""How a benchmark measures and prints: medians of a few rounds, and ratios within one run.

A figure of one machine on one day says little; the ratio of two figures from the same run says more.
Every file here has a `main()`, prints through `show`, and takes `--json`.
"""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured figure; `ratio` says how it stands to the figure named in `beside`."""

    name: str
    value: float
    unit: str
    beside: str = ""
    ratio: float | None = None
    goal: str = ""


def seconds(work: Callable[[], object], *, rounds: int = 5) -> float:
    """The median time that `work` takes; the first round only warms up."""
    work()
    return statistics.median(_once(work) for _ in range(rounds))


def per_second(work: Callable[[], object], *, items: int, rounds: int = 5) -> float:
    """How many of the `items` that one call handles are handled in a second."""
    return items / seconds(work, rounds=rounds)


def show(figures: Iterable[Figure]) -> None:
    """Print a table, or with --json one JSON document."""
    found = list(figures)
    if "--json" in sys.argv[1:]:
        print(json.dumps([asdict(f) for f in found], ensure_ascii=False))
        return
    for f in found:
        ratio = f"{f.ratio:8.2f} × {f.beside}" if f.ratio is not None else ""
        goal = f"   goal {f.goal}" if f.goal else ""
        print(f"{f.name:<48} {f.value:>12,.2f} {f.unit:<14}{ratio}{goal}")


def show_meanwhile(figures: Iterable[Figure]) -> None:
    """Print what was just measured: whoever waits sees how far it is. A JSON document stays alone."""
    if "--json" in sys.argv[1:]:
        return
    show(figures)
    sys.stdout.flush()


def show_all(figures: Iterable[Figure]) -> None:
    """Print everything once more, under a line of its own."""
    if "--json" not in sys.argv[1:]:
        print("\nall of it")
    show(figures)


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
