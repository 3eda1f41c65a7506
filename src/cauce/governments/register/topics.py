"""The topics of the ledger as forms and pages list them: those in use, and all of them as a tree."""

from collections.abc import Iterator
from typing import Any

from cauce.governments.models import Topic
from cauce.ledger import Ledger

Json = dict[str, Any]


def offered(ledger: Ledger) -> list[tuple[str, Any]]:
    """The topics that a form offers, by name: none that is retired."""
    gone = _retired()
    return sorted(
        ((t["id"], t["label"]) for t in ledger.data["topics"] if t["id"] not in gone),
        key=lambda topic: str(topic[1]),
    )


def tree(ledger: Ledger) -> list[Json]:
    """The topics, each below the one that holds it, with how deep it stands and whether it is retired."""
    return list(_below(ledger, None, 0, _retired()))


def _retired() -> set[str]:
    return set(Topic._default_manager.filter(retired=True).values_list("pk", flat=True))


def _below(ledger: Ledger, parent: str | None, depth: int, gone: set[str]) -> Iterator[Json]:
    for topic in ledger.data["topics"]:
        if topic.get("parent") == parent:
            yield topic | {"depth": depth, "retired": topic["id"] in gone}
            yield from _below(ledger, topic["id"], depth + 1, gone)
