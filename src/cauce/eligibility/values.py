"""Values of facts as the engine holds them.

unknown = None · never = NEVER · yes/no = bool · a code = str · a whole number = int · a day = its
ordinal as int · a day or number known in part = Range · a set of codes = Many · a list of records = Rows.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

Truth = bool | None


class _Never:
    """Known not to have happened, or not to exist: an answer, not a gap."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NEVER"


NEVER: Final = _Never()


class Range(NamedTuple):
    """A day (ordinal) or number known in part: the first and the last that are possible."""

    first: int
    last: int


class Many(NamedTuple):
    """A set of codes: these and no others, or (open) at least these."""

    items: tuple[str, ...]
    complete: bool = True


class Rows(NamedTuple):
    """A list of records, complete or open. Each record maps a full fact (or field) name to a value."""

    items: tuple[Mapping[str, Any], ...]
    complete: bool = True


def exact(value: Any) -> bool:
    """Is everything about this value known?"""
    return (
        value is not None and type(value) is not Range and getattr(value, "complete", True) is True
    )
