"""The four words of a screening, and what one of them rests on."""

from typing import NamedTuple

CLOSED, NOT_ELIGIBLE, UNDETERMINED, ELIGIBLE = "closed", "not_eligible", "undetermined", "eligible"


class Outcome(NamedTuple):
    """The word and what it rests on. `reason` is set when closed, `criteria` when not eligible, `facts`
    when undetermined, `open_points` when eligible. `wanted` keys the facts by the record they belong to."""

    pathway: str
    word: str
    reason: str = ""
    criteria: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    wanted: tuple[tuple[str, int], ...] = ()
