"""Three-valued truth and the comparisons of the screening contract (its section 3)."""

import operator
from collections.abc import Callable, Iterable
from typing import Any

from cauce.eligibility.values import NEVER, Many, Range, Truth

_EXACT: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def both(values: Iterable[Truth]) -> Truth:
    """Kleene's and."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def either(values: Iterable[Truth]) -> Truth:
    """Kleene's or."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def opposite(value: Truth) -> Truth:
    """Kleene's not."""
    return None if value is None else not value


def compare(op: str, a: Any, b: Any) -> Truth:
    """Unknown first, then never (false whatever the operator); an interval only if all its days agree."""
    if a is None or b is None:
        return None
    if a is NEVER or b is NEVER:
        return False
    if type(a) is Range or type(b) is Range:
        return _ranges(op, a, b)
    return _EXACT[op](a, b)


def _ranges(op: str, a: Any, b: Any) -> Truth:
    a1, a2 = a if type(a) is Range else (a, a)
    b1, b2 = b if type(b) is Range else (b, b)
    if op in ("<", ">="):
        less = True if a2 < b1 else False if a1 >= b2 else None
        return less if op == "<" else opposite(less)
    if op in (">", "<="):
        more = True if a1 > b2 else False if a2 <= b1 else None
        return more if op == ">" else opposite(more)
    same = False if a2 < b1 or b2 < a1 else True if a1 == a2 == b1 == b2 else None
    return same if op == "==" else opposite(same)


def within(item: Any, group: Any, negated: bool) -> Truth:
    """Is a code in a set? `group` is a tuple or frozenset of codes, Many, or None (unknown)."""
    if item is None or group is None:
        return None
    if item is NEVER:
        return False
    if type(group) is Many:
        found: Truth = True if item in group.items else False if group.complete else None
    else:
        found = item in group
    return opposite(found) if negated else found


def lookup(table: Any, keys: Iterable[Any]) -> Any:
    """A table's value; None where it was never entered or a key is unknown. `*` stands for any other key."""
    for key in keys:
        if table is None or key is None:
            return None
        name = "none" if key is NEVER else key
        table = table[name] if name in table else table.get("*")
    return table
