"""Where something stands in a JSON text: looked up only once something is wrong with it."""

from typing import Any

import yaml


def place_of(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column of a key in a JSON text, which is YAML too."""
    node = _node(text)
    mark = node.start_mark if node else None
    for part in path:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == part), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value)
        ):
            node = node.value[part]
            mark = node.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def second_place(text: str, key: str) -> tuple[int, int]:
    """Line and column at which an object gives a key again."""
    waiting = [_node(text)]
    while waiting:
        node = waiting.pop()
        seen: set[str] = set()
        for pair in node.value if isinstance(node, yaml.MappingNode) else ():
            if pair[0].value == key and key in seen:
                return pair[0].start_mark.line + 1, pair[0].start_mark.column + 1
            seen.add(pair[0].value)
        if isinstance(node, yaml.CollectionNode):
            waiting += [part for item in node.value for part in _parts(item)]
    return 1, 1


def _parts(item: Any) -> tuple[Any, ...]:
    return item if isinstance(item, tuple) else (item,)


def _node(text: str) -> Any:
    """A JSON text as nodes that know their place; JSON is YAML too."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
