"""A fact of the person against a constant, one closure for each operator: by far the commonest condition.

Written out, because a call of `operator.lt` inside each closure costs as much as the comparison.
"""

from collections.abc import Callable
from typing import Any

from cauce.eligibility.context import Context
from cauce.eligibility.kleene import compare

Value = Callable[[Context], Any]


def _less(name: str, constant: Any, kind: type) -> Value:
    def value(c: Context) -> Any:
        a = c.person.get(name)
        return a < constant if a.__class__ is kind else compare("<", a, constant)

    return value


def _at_most(name: str, constant: Any, kind: type) -> Value:
    def value(c: Context) -> Any:
        a = c.person.get(name)
        return a <= constant if a.__class__ is kind else compare("<=", a, constant)

    return value


def _more(name: str, constant: Any, kind: type) -> Value:
    def value(c: Context) -> Any:
        a = c.person.get(name)
        return a > constant if a.__class__ is kind else compare(">", a, constant)

    return value


def _at_least(name: str, constant: Any, kind: type) -> Value:
    def value(c: Context) -> Any:
        a = c.person.get(name)
        return a >= constant if a.__class__ is kind else compare(">=", a, constant)

    return value


def _equal(name: str, constant: Any, kind: type) -> Value:
    def value(c: Context) -> Any:
        a = c.person.get(name)
        return a == constant if a.__class__ is kind else compare("==", a, constant)

    return value


def _other(name: str, constant: Any, kind: type) -> Value:
    def value(c: Context) -> Any:
        a = c.person.get(name)
        return a != constant if a.__class__ is kind else compare("!=", a, constant)

    return value


_MAKE = {"<": _less, "<=": _at_most, ">": _more, ">=": _at_least, "==": _equal, "!=": _other}


def against(op: str, name: str, constant: Any) -> Value:
    """The closure of `person.name op constant`."""
    return _MAKE[op](name, constant, type(constant))
