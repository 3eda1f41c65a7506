"""Visits every node of a typed tree."""

from collections.abc import Iterator
from dataclasses import fields

from cauce.eligibility.nodes import Node


def walk(node: Node | None) -> Iterator[Node]:
    """The node and everything below it, in the order it is written."""
    if node is None:
        return
    yield node
    for part in fields(node):
        value = getattr(node, part.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Node):
                yield from walk(item)
