"""What would settle the answer: every missing fact once, with the pathways that wait for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Missing(Protocol):
    """A fact that is not known: who can say it, in words, and about whom."""

    @property
    def kind(self) -> str:
        """Return who can say it: ask (the reader), interview or office."""
        ...

    @property
    def text(self) -> str:
        """Return the fact or its question in words."""
        ...

    @property
    def about(self) -> str:
        """Return whom it is about; empty where there is nobody else."""
        ...


class Way(Protocol):
    """A pathway's answer, with what it waits for, itself or for somebody who would travel along."""

    @property
    def missing(self) -> Sequence[Missing]:
        """Return what the pathway waits for."""
        ...

    @property
    def members(self) -> Sequence[Any]:
        """Return what the others of the household get; each has `missing` too."""
        ...


@dataclass(frozen=True)
class Settling:
    """A missing fact, its number on the page, and the pathways that wait for it."""

    number: int
    item: Any
    ways: tuple[Any, ...]


KINDS = ("ask", "interview", "office")


def settling(ways: Iterable[Way]) -> list[Settling]:
    """Return every missing fact once: what the reader can say first, and what most pathways wait for."""
    items: dict[tuple[str, str, str], Any] = {}
    waiting: dict[tuple[str, str, str], list[Any]] = {}
    for way in ways:
        every = [*way.missing, *(item for member in way.members for item in member.missing)]
        for item in every:
            key = _key(item)
            items.setdefault(key, item)
            waits = waiting.setdefault(key, [])
            if way not in waits:
                waits.append(way)
    order = sorted(items, key=lambda key: (KINDS.index(key[0]), -len(waiting[key])))
    return [Settling(n, items[key], tuple(waiting[key])) for n, key in enumerate(order, 1)]


class Numbers:
    """Finds the number that a missing fact has on the page."""

    def __init__(self, found: Iterable[Settling]) -> None:
        """Remember every number."""
        self._numbers = {_key(one.item): one.number for one in found}

    def __call__(self, items: Iterable[Missing]) -> list[int]:
        """Return the numbers of what a pathway waits for."""
        return sorted({self._numbers[_key(item)] for item in items})


def _key(item: Missing) -> tuple[str, str, str]:
    return item.kind, item.text, item.about
